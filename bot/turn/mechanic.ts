import type { InboundContent } from '../../channels/channel.ts';
import { type FileFate, pictureTypes } from '../../core/application/media.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type MessageId, type NewId, type RepairId } from '../../core/ids.ts';
import { viewOf } from '../../core/scene/queries.ts';
import type { Desk } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { lostPhoto, type PhotoTrouble, troubleOfCode, troubleOfType } from '../cards/repair-card.ts';
import { aboutRepair, mechanicSteps, plateToRegister, type ReadInput, readTyped } from '../mechanic/mechanic.ts';
import { refuseMechanic } from '../mechanic/refuse.ts';
import { byBot, type MechanicInput, type Step, toRepair } from '../step.ts';
import { linkWords } from '../wording/mechanic/chats.ts';
import { carryOut } from './act.ts';
import { type Context, contextFor, type Stores, type Turn } from './context.ts';
import { keepMessage } from './record.ts';
import { replyHere } from './tell-staff.ts';

/** A message or tap of a member of staff, which stands on the timeline already. */
export type StaffMessage = { readonly messageId: MessageId; readonly at: string; readonly content: InboundContent };

/**
 * Handles a message of a member of staff in their own chat, or at a workplace where they are on
 * duty.
 */
export async function mechanicTurn(turn: Turn): Promise<void> {
  const { context, store, party, sender, messageId, message } = turn;
  await store.noteHeard(party.addressId, sender, context.now);
  // A chat that somebody writes in can be written to, also if the network said otherwise before.
  if (!party.reachable) await store.setReachable(party.addressId, true, context.now);
  const desk = await store.loadDesk(party.addressId, context.now);
  const { staffId, role } = desk.staff;
  await keepMessage(turn, { kind: 'staff', staffId, role }, 'staff');
  await keepPicture(turn);
  await workAt(turn, desk, { messageId, at: message.at, content: message.content });
}

/** Has the bytes of a picture fetched from the channel. */
export async function keepPicture({ store, messageId, accountId, message: { content } }: Turn): Promise<void> {
  if (content.kind === 'media' && isPicture(content))
    await store.keepMedia(messageId, accountId, content.media.reference, content.media.fileName);
}

/** Finds the repair that a message is about, and carries out what follows. */
export async function workAt(turn: Turn, desk: Desk, message: StaffMessage): Promise<void> {
  const { context } = turn;
  // Opening a customer's link here would mix two roles in one chat, and use the link up.
  if (message.content.kind === 'start' && message.content.payload)
    return replyHere(turn, linkWords[desk.staff.language].ofTheCustomer);
  const content = await readContent(turn, message);
  if (!content) return;
  // A network that waits for a card gets the current one; no words are needed below it.
  if (turn.message.awaits && content.kind === 'choice' && content.standing !== 'live') return;
  const input = readTyped({ messageId: message.messageId, at: new Date(message.at), content }, desk);
  const about = aboutRepair(input, await withKnownCar(turn, input, desk));
  if (about.kind === 'steps') {
    await carryOut(context, undefined, about.steps);
    return;
  }
  const scene = await context.scenes.read(about.conversationId);
  const steps = mechanicSteps(input, desk, scene, about.repairId, context.newId);
  const refusal = await carryOut(context, about.conversationId, steps);
  if (!refusal) return;
  const to = { addressId: desk.addressId, language: desk.staff.language, repairId: about.repairId };
  const after = await context.scenes.read(about.conversationId);
  await carryOut(context, about.conversationId, refuseMechanic(refusal.because, after, to));
}

/** Adds what is known of a car that is being registered, because it may have been here before. */
async function withKnownCar({ store, party }: Turn, input: ReadInput, desk: Desk): Promise<Desk> {
  const plateKey = plateToRegister(input);
  return plateKey ? { ...desk, knownCar: await store.knownCar(desk.garage.garageId, plateKey, party.simulated) } : desk;
}

async function readContent(
  { store, party }: Turn,
  { messageId, content }: StaffMessage,
): Promise<MechanicInput['content'] | undefined> {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'choice': {
      const known = await store.findChoice(content.token);
      const mine = known?.addressId === party.addressId ? known : undefined;
      const tap = content.tap === undefined ? {} : { tap: content.tap };
      if (!mine) return { kind: 'choice', action: { do: 'nothing' }, values: {}, standing: 'closed', ...tap };
      const action = mine.action as MechanicAction;
      const parts = 'photo' in action ? { parts: await store.albumOf(action.photo) } : {};
      return { kind: 'choice', action, values: content.values ?? {}, standing: mine.standing, ...tap, ...parts };
    }
    case 'start':
      return { kind: 'text', text: 'help' };
    case 'media':
      return {
        kind: 'media',
        isPhoto: isPicture(content),
        isAlbum: content.album !== undefined,
        caption: content.caption,
        parts: await store.albumOf(messageId),
      };
    case 'location':
    case 'unsupported':
    case 'contact':
      return { kind: 'unsupported' };
    case 'reaction':
    case 'edited':
    case 'status':
    case 'reachable':
      return undefined;
    default:
      return assertNever(content);
  }
}

type Media = Extract<InboundContent, { kind: 'media' }>;

/** True for a picture that every customer's app shows; only those are kept. */
function isPicture({ media }: Media): boolean {
  return pictureTypes.has(media.mimeType ?? '');
}

/**
 * Tells a mechanic once of a photo that cannot go to the customer, or did not. A photo that still
 * waited is taken off the car.
 */
export async function photoTurn(
  fate: FileFate,
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<void> {
  const messageId = as<MessageId>(fate.messageId);
  const lost = troubleOf(fate);
  const photo = await store.sentPhoto(messageId);
  const trouble = lost ?? (photo?.missed ? 'late' : undefined);
  if (!photo || !trouble) return;
  const context = contextFor(store, now, newId, { simulated: false, homeGarageId: photo.garageId });
  const { repairId, addressId, language } = photo;
  const told = photo.told && trouble !== 'late' && trouble !== 'refused';
  const car = repairId && (await carOf(context, messageId, repairId));
  // Told already, when the message of another reader was refused.
  if (trouble === 'refused' && !car) return;
  const text = lostPhoto(trouble, language, car || undefined);
  await carryOut(context, car ? car.view.repair.conversationId : undefined, [
    ...(car ? takenOff(car, trouble) : []),
    ...(told ? [] : [{ do: 'reply', addressId, reply: { text }, ...(repairId ? { repairId } : {}) } as const]),
  ]);
}

function troubleOf(fate: FileFate): PhotoTrouble | undefined {
  switch (fate.state) {
    case 'kept':
      return troubleOfType(fate.mimeType, pictureTypes);
    case 'given_up':
      return troubleOfCode(fate.code);
    case 'refused':
      return 'refused';
    default:
      return assertNever(fate);
  }
}

type Car = NonNullable<Awaited<ReturnType<typeof carOf>>>;

async function carOf(context: Context, messageId: MessageId, repairId: RepairId) {
  const conversationId = await context.store.conversationOfRepair(repairId);
  const scene = conversationId && (await context.scenes.read(conversationId));
  const view = scene && viewOf(scene, repairId);
  if (!view) return undefined;
  return { scene, view, messageId, photo: view.repair.photos.find((one) => one.messageId === messageId) };
}

/** Detaches a photo that the customer will never see, so that the card does not count it. */
function takenOff({ scene, view, messageId, photo }: Car, trouble: PhotoTrouble): readonly Step[] {
  const { repairId } = view.repair;
  const unseen = trouble === 'refused';
  if (trouble === 'late' || !photo || (photo.went && !unseen)) return [];
  const data = { repairId, messageId, ...(unseen && { unseen }) } as const;
  return [toRepair({ type: 'DetachPhoto', data, meta: byBot(scene) })];
}
