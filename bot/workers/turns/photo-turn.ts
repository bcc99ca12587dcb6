import { sceneOf } from '../../../core/application/context.ts';
import { pictureTypes } from '../../../core/application/media.ts';
import { as, type MessageId, type NewId, type RepairId } from '../../../core/ids.ts';
import { lostPhoto, type PhotoTrouble, troubleOfCode, troubleOfType } from '../../mechanic/lost-photo.ts';
import { viewOf } from '../../react/open-quotes.ts';
import type { Step } from '../../react/step.ts';
import { byBot, command } from '../../step.ts';
import { carryOut } from '../../turn/act.ts';
import { type Context, contextFor, type Stores } from '../../turn/context.ts';

/** What became of a file that the network held for us: its bytes are kept, or it was given up, with the error's code. */
export type FileFate = { readonly messageId: string } & (
  | { readonly state: 'kept'; readonly mimeType: string }
  | { readonly state: 'given_up'; readonly code: string }
);

/** A mechanic is told once of a photo that cannot go to the customer, or did not; what waited to go along is taken off the car. */
export async function photoTurn(
  fate: FileFate,
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<void> {
  const messageId = as<MessageId>(fate.messageId);
  const lost = fate.state === 'kept' ? troubleOfType(fate.mimeType, pictureTypes) : troubleOfCode(fate.code);
  const photo = await store.sentPhoto(messageId);
  const trouble = lost ?? (photo?.missed ? 'late' : undefined);
  if (!photo || !trouble) return;
  const context = contextFor(store, now, newId, { simulated: false, homeGarageId: photo.garageId });
  const { repairId, addressId, language } = photo;
  const told = photo.told && trouble !== 'late';
  const car = repairId && (await carOf(context, messageId, repairId));
  const text = lostPhoto(trouble, language, car || undefined);
  await carryOut(context, car ? car.view.repair.conversationId : undefined, [
    ...(car ? takenOff(car, trouble) : []),
    ...(told ? [] : [{ do: 'reply', addressId, reply: { text }, ...(repairId ? { repairId } : {}) } as const]),
  ]);
}

type Car = NonNullable<Awaited<ReturnType<typeof carOf>>>;

async function carOf(context: Context, messageId: MessageId, repairId: RepairId) {
  const conversationId = await context.store.conversationOfRepair(repairId);
  const scene = conversationId && (await sceneOf(context, conversationId));
  const view = scene && viewOf(scene, repairId);
  if (!view) return undefined;
  return { scene, view, messageId, photo: view.repair.photos.find((one) => one.messageId === messageId) };
}

/** What the customer will never see is not counted on the card. */
function takenOff({ scene, view, messageId, photo }: Car, trouble: PhotoTrouble): readonly Step[] {
  const { repairId } = view.repair;
  if (trouble === 'late' || !photo || photo.went) return [];
  return [command({ type: 'DetachPhoto', data: { repairId, messageId }, meta: byBot(scene) })];
}
