import { accept, assertNever, reject } from '../decision.ts';
import { isActive, type Known, type RepairDecision, wrongStatus } from './guard.ts';
import type { Photo, Repair, RepairCommandOf, RepairEventOf } from './repair.ts';

/** A customer looks through no more than these before answering. */
export const maxPhotos = 4;

/**
 * A photo may be added until the car is collected: one of the finished work is worth sending, too.
 */
export function attachPhoto({ data, meta }: RepairCommandOf<'AttachPhoto'>, repair: Repair): RepairDecision {
  if (!isActive(repair) && repair.status !== 'completed') return reject(wrongStatus(repair));
  return photoOf(repair, data.messageId) ? accept() : accept({ type: 'PhotoAttached', data, meta });
}

/**
 * Detaches a photo of another car. A photo that the customer has seen stays: it cannot be taken
 * back.
 */
export function detachPhoto({ data, meta }: RepairCommandOf<'DetachPhoto'>, repair: Repair): RepairDecision {
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const photo = photoOf(repair, data.messageId);
  if (!photo) return accept();
  return photo.went && !data.unseen ? reject({ code: 'PhotoSent' }) : accept({ type: 'PhotoDetached', data, meta });
}

/** Sends photos by themselves; this makes no version of a quote. */
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

/** A release takes along all photos that wait. */
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
      return assertNever(event);
  }
}

export function waitingPhotos({ photos }: Pick<Known, 'photos'>): readonly Photo[] {
  return photos.filter(({ went }) => went === undefined);
}
