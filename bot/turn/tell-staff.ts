import type { Wording } from '../../core/application/commands.ts';
import {
  type Actor,
  type AddressId,
  as,
  type ConversationId,
  type GarageId,
  type MessageId,
  type RepairId,
} from '../../core/ids.ts';
import { viewOf } from '../../core/scene/queries.ts';
import type { RepairView, Scene, StaffMember } from '../../core/scene/scene.ts';
import { type PreparedCard, prepareCard } from '../cards/drawn-card.ts';
import { foldedCard, invitationCard, repairCard } from '../cards/repair-card.ts';
import { type Step, type StepOf, toRepair } from '../step.ts';
import type { Context, Turn } from './context.ts';
import { send } from './record.ts';

type To = { readonly garageId: GarageId; readonly addressId: AddressId };

const bot: Actor = { kind: 'system', part: 'bot' };

/** Sends a short message to wherever this member of staff can be reached. */
export async function ping(
  context: Context,
  { garage: { garageId } }: Scene,
  { staffId, text, repairId }: StepOf<'ping'>,
): Promise<void> {
  for (const addressId of await context.store.staffAddresses(staffId))
    await sendText(context, { garageId, addressId }, text, { repairId });
}

/**
 * Posts news for the garage's workshop, where the garage has a chat for it. It hears nothing of the
 * simulator's cars.
 */
export async function post(
  context: Context,
  { garage: { garageId }, repairs }: Scene,
  { text, repairId }: StepOf<'post'>,
): Promise<void> {
  if (repairs.some(({ repair, simulated }) => simulated && repair.repairId === repairId)) return;
  const addressId = await context.store.postsOf(garageId);
  if (addressId) await sendText(context, { garageId, addressId }, text, { repairId });
}

/** Answers in the chat that somebody of the staff, or unknown, wrote from. Resolves to its message. */
export async function reply(
  context: Context,
  { addressId, reply: said, repairId, invitationId, edits }: Omit<StepOf<'reply'>, 'do'>,
): Promise<MessageId> {
  const to: To = { garageId: context.homeGarageId, addressId };
  if ('text' in said) return sendText(context, to, said.text, { repairId, edits, contactRequest: said.contactRequest });
  return sendCard(context, to, prepareCard(said.card, context.newToken), { repairId, edits, invitationId });
}

/** Replies in the chat of the turn; `contactRequest` labels a button that shares a phone number. */
export async function replyHere({ context, party }: Turn, text: string, contactRequest?: string): Promise<void> {
  await reply(context, { addressId: party.addressId, reply: { text, ...(contactRequest && { contactRequest }) } });
}

/** Replies to one chat per minute, so that a flood is not answered with a flood. */
export const maxReplies = 5;

/** Replies, but at most `maxReplies` times a minute. */
export async function replySeldom(turn: Turn, text: string): Promise<void> {
  const { store, party, context } = turn;
  if ((await store.countHeard(party.addressId, context.now)) <= maxReplies) await replyHere(turn, text);
}

/** Returns the language for an unknown sender. */
export function languageHere({ sender, party }: Turn): 'nl' | 'en' {
  return sender.language ?? party.language;
}

/** Draws the living card: by edit, or anew at the bottom, where the mechanic is looking. */
export async function drawCard(context: Context, scene: Scene, step: StepOf<'draw-card'>): Promise<void> {
  const { store } = context;
  const view = viewOf(scene, step.repairId);
  const staff = view && (await store.staffMember(step.staffId));
  if (!view || !staff) return;
  for (const { addressId, shared } of await store.cardPlaces(step.repairId, step.staffId)) {
    if (step.addressId && step.addressId !== addressId) continue;
    const older = await store.livingCard(step.repairId, addressId);
    if (!older && step.onlyEdit) continue;
    const to: To = { garageId: scene.garage.garageId, addressId };
    const below = step.anew && older !== context.tapped;
    if (older && below) await foldCard(context, to, older, view, staff);
    const edits = below ? undefined : older;
    const prepared = prepareCard(repairCard(view, scene, staff, shared), context.newToken);
    const messageId = await sendCard(context, to, prepared, { repairId: step.repairId, edits });
    if (!edits) await store.setLivingCard(step.repairId, addressId, messageId);
    if (step.anew) await store.setFocus(addressId, step.repairId, context.now);
  }
}

/** Folds the older card, so that one car has its buttons once. */
async function foldCard(
  context: Context,
  to: To,
  edits: MessageId,
  view: RepairView,
  staff: StaffMember,
): Promise<void> {
  const folded = prepareCard(foldedCard(view, staff), context.newToken);
  await sendCard(context, to, folded, { repairId: view.repair.repairId, edits });
}

/** Sets the language of a member of staff. Open cards are drawn again, each in a turn of its conversation. */
export async function speakToStaff(
  { store, now }: Context,
  { staffId, addressId, language }: StepOf<'speak-to-staff'>,
): Promise<void> {
  await store.setStaffLanguage(staffId, language);
  await store.setLanguage(addressId, language, now);
  for (const { repairId, ...where } of await store.openCardsOf(staffId))
    await store.setTimer({ ...where, kind: 'redraw-card', subject: repairId, at: now });
}

type ToStaff = {
  readonly repairId?: RepairId | undefined;
  /** The message of ours that it takes the place of. */
  readonly edits?: MessageId | undefined;
  readonly invitationId?: string | undefined;
  /** The label of a button by which people share their own number. */
  readonly contactRequest?: string | undefined;
};

function sendText(context: Context, to: To, text: string, about: ToStaff): Promise<MessageId> {
  return sendCard(context, to, { body: text, card: {}, choices: [] }, about);
}

/** Puts a card on its way, or draws it over the message `edits`. */
export async function sendCard(
  context: Context,
  { garageId, addressId }: To,
  { body, card, choices }: PreparedCard,
  { repairId, edits, invitationId, contactRequest }: ToStaff,
): Promise<MessageId> {
  const isCard = Object.keys(card).length > 0;
  const messageId = await send(
    context,
    {
      garageId,
      addressId,
      by: bot,
      sort: 'staff',
      body,
      content: {
        ...(isCard ? { card } : {}),
        ...(invitationId && { invitationId }),
        ...(contactRequest && { contactRequest }),
      },
      about: repairId ? { repairId } : {},
    },
    {
      edits,
      choices: choices.map((choice) => ({
        ...choice,
        quoteId: undefined,
        version: undefined,
      })),
    },
  );
  if (edits) context.redrawn.set(edits, { card, drawnIn: messageId });
  return messageId;
}

/**
 * Makes the customer, vehicle and conversation of a registration. Resolves to the steps that register
 * the repair. There is no command for a new conversation: it begins with its event.
 */
export async function registerVehicle(
  context: Context,
  step: StepOf<'register'>,
): Promise<{ readonly conversationId: ConversationId; readonly steps: readonly Step[] }> {
  const { store, now, newId } = context;
  const { garageId, staffId, role, addressId, agreedAmount } = step;
  const meta = { at: now, by: { kind: 'staff', staffId, role } } as const;
  const prepared = await store.prepareRegistration(garageId, step, meta, context.simulated);
  const { conversationId, customerId, vehicleId } = prepared;
  if (prepared.newConversation) {
    const opened = { type: 'ConversationOpened', data: { conversationId, garageId, customerId }, meta } as const;
    await store.appendConversationEvents(garageId, conversationId, [opened]);
  }
  const repairId = as<RepairId>(newId());
  const invitationId = await store.createInvitation(customerId, repairId, garageId, now);
  const staff = await store.staffMember(staffId);
  const words = new Map<string, Wording>();
  if (step.complaint) words.set('complaint', { kind: 'complaint', text: step.complaint });
  const contacts = [{ customerId, informed: true, decides: true, pays: true }];
  const data = { repairId, garageId, conversationId, vehicleId, contacts, mechanicId: staffId, agreedAmount };
  const card = staff && invitationCard(step.name ?? '', staff);
  return {
    conversationId,
    steps: [
      toRepair({ type: 'RegisterRepair', data, meta }, words),
      ...(card ? [{ do: 'reply', addressId, reply: { card }, invitationId, repairId } as const] : []),
      { do: 'draw-card', repairId, staffId, addressId, anew: true },
    ],
  };
}
