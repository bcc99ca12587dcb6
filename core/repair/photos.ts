import { accept, reject } from '../decision.ts';
import { isActive, type Known, type RepairDecision, wrongStatus } from './guard.ts';
import type { Photo, Repair, RepairCommandOf, RepairEventOf } from './repair.ts';

/** More than these, newest last, nobody looks through before an answer. */
export const mostPhotos = 4;

/** A photo belongs to the car until that is collected: one of the finished work is worth sending, too. */
export function attachPhoto({ data, meta }: RepairCommandOf<'AttachPhoto'>, repair: Repair): RepairDecision {
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  return photoOf(repair, data.messageId) ? accept() : accept({ type: 'PhotoAttached', data, meta });
}

/** It was of another car. What the customer has seen already stays, because it cannot be taken back. */
export function detachPhoto({ data, meta }: RepairCommandOf<'DetachPhoto'>, repair: Repair): RepairDecision {
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const photo = photoOf(repair, data.messageId);
  if (!photo) return accept();
  return photo.went ? reject({ code: 'PhotoSent' }) : accept({ type: 'PhotoDetached', data, meta });
}

/** Photos that go to the customer by themselves; no version of a quote comes of it. */
export function showPhotos({ data, meta }: RepairCommandOf<'ShowPhotos'>, repair: Repair): RepairDecision {
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  const waiting = waitingPhotos(repair).map(({ messageId }) => messageId);
  const messageIds = data.messageIds.filter((id) => waiting.includes(id));
  if (messageIds.length === 0) return reject({ code: 'PhotoSent' });
  return accept({ type: 'PhotosShown', data: { ...data, messageIds }, meta });
}

function photoOf({ photos }: Known, messageId: Photo['messageId']): Photo | undefined {
  return photos.find((photo) => photo.messageId === messageId);
}

type PhotoEvent =
  | RepairEventOf<'PhotoAttached'>
  | RepairEventOf<'PhotoDetached'>
  | RepairEventOf<'PhotosShown'>
  | RepairEventOf<'QuoteReleased'>;

/** The photos of a repair after one more event; a release takes along all that wait. */
export function evolvePhotos(photos: readonly Photo[], event: PhotoEvent): readonly Photo[] {
  const { at } = event.meta;
  switch (event.type) {
    case 'PhotoAttached':
      return photos.some(({ messageId }) => messageId === event.data.messageId)
        ? photos
        : [...photos, { messageId: event.data.messageId, went: undefined }];
    case 'PhotoDetached':
      return photos.filter(({ messageId }) => messageId !== event.data.messageId);
    case 'PhotosShown':
      return photos.map((photo) =>
        event.data.messageIds.includes(photo.messageId) ? { ...photo, went: photo.went ?? { at } } : photo,
      );
    case 'QuoteReleased': {
      const { quoteId, version } = event.data;
      return photos.map((photo) => ({ ...photo, went: photo.went ?? { at, quoteId, version } }));
    }
    default:
      return event satisfies never;
  }
}

/** The photos that go with the next release, oldest first. */
export function waitingPhotos({ photos }: Pick<Known, 'photos'>): readonly Photo[] {
  return photos.filter(({ went }) => went === undefined);
}
