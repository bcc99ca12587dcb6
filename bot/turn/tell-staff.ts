import type { Intent, Step, Wording } from '../../core/application/commands.ts';
import type { TurnContext } from '../../core/application/handle.ts';
import type { PreparedCard } from '../../core/application/ports.ts';
import {
  type Actor,
  type AddressId,
  as,
  type ConversationId,
  type GarageId,
  type MessageId,
  type RepairId,
} from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';

type Only<Do extends string, Phrase, Card> = Extract<Intent<Phrase, Card>, { do: Do }>;
type To = { readonly garageId: GarageId; readonly addressId: AddressId };

const bot: Actor = { kind: 'system', part: 'bot' };

/** A short message to wherever this member of staff can be reached. */
export async function ping<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Only<'ping', Phrase, Card>,
): Promise<void> {
  for (const addressId of await context.store.staffAddresses(intent.staffId))
    await sendText(context, { garageId: scene.garage.garageId, addressId }, intent.text, intent.repairId);
}

/** News for the garage's workshop, where the garage has a chat for it. */
export async function post<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  { garage: { garageId } }: Scene,
  intent: Only<'post', Phrase, Card>,
): Promise<void> {
  const addressId = await context.store.postsOf(garageId);
  if (addressId) await sendText(context, { garageId, addressId }, intent.text, intent.repairId);
}

/** An answer in the chat that a member of staff, or somebody unknown, wrote from. Resolves to the message that it became. */
export async function reply<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  { addressId, reply: said, repairId, invitationId, edits }: Only<'reply', Phrase, Card>,
): Promise<MessageId> {
  const to: To = { garageId: context.homeGarageId, addressId };
  if ('text' in said) return sendText(context, to, said.text, repairId, edits, said.contactRequest);
  const prepared = context.voice.prepareCard(said.card, context.newToken);
  return sendCard(context, to, prepared, repairId, edits, invitationId);
}

/** The living card: edited in place, or drawn anew below where the mechanic is looking. */
export async function drawCard<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Only<'draw-card', Phrase, Card>,
): Promise<void> {
  const { store, voice, now } = context;
  const view = scene.repairs.find(({ repair }) => repair.repairId === intent.repairId);
  const staff = view && (await store.staffMember(intent.staffId));
  if (!view || !staff) return;
  for (const { addressId, shared } of await store.cardPlaces(intent.repairId, intent.staffId)) {
    if (intent.addressId && intent.addressId !== addressId) continue;
    const older = await store.livingCard(intent.repairId, addressId);
    if (!older && intent.onlyEdit) continue;
    const to: To = { garageId: scene.garage.garageId, addressId };
    const below = intent.anew && older !== context.tapped;
    // Two cards of one car with the same buttons would be one too many.
    if (older && below) {
      const folded = voice.prepareCard(voice.foldCard(view, staff), context.newToken);
      await sendCard(context, to, folded, intent.repairId, older, undefined);
    }
    const edits = below ? undefined : older;
    const prepared = voice.prepareCard(voice.drawCard(view, scene, staff, shared), context.newToken);
    const messageId = await sendCard(context, to, prepared, intent.repairId, edits, undefined);
    if (!edits) await store.setLivingCard(intent.repairId, addressId, messageId);
    if (intent.anew) await store.setFocus(addressId, intent.repairId, now);
  }
}

/** Pings, answers and lists read the language anew; open cards are drawn again, each by a turn of its own conversation. */
export async function speakToStaff<Phrase, Card>(
  { store, now }: TurnContext<Phrase, Card>,
  { staffId, addressId, language }: Only<'speak-to-staff', Phrase, Card>,
): Promise<void> {
  await store.setStaffLanguage(staffId, language);
  await store.setLanguage(addressId, language, now);
  for (const { repairId, ...where } of await store.openCardsOf(staffId))
    await store.setTimer({ ...where, kind: 'redraw-card', subject: repairId, at: now });
}

async function sendText<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  to: To,
  text: string,
  repairId: RepairId | undefined,
  edits?: MessageId,
  contactRequest?: string,
): Promise<MessageId> {
  const prepared: PreparedCard = { body: text, card: {}, choices: [] };
  return sendCard(context, to, prepared, repairId, edits, undefined, contactRequest);
}

/** Puts a card on its way, or draws it over the message `edits`. */
export async function sendCard<Phrase, Card>(
  { store, newId, now, redrawn }: TurnContext<Phrase, Card>,
  { garageId, addressId }: To,
  { body, card, choices }: PreparedCard,
  repairId: RepairId | undefined,
  edits: MessageId | undefined,
  invitationId?: string,
  contactRequest?: string,
): Promise<MessageId> {
  const messageId = as<MessageId>(newId());
  const isCard = Object.keys(card).length > 0;
  await store.addMessage(
    {
      messageId,
      garageId,
      conversationId: undefined,
      addressId,
      direction: 'out',
      by: bot,
      sort: 'staff',
      phrase: undefined,
      body,
      content: {
        ...(isCard ? { card } : {}),
        ...(invitationId && { invitationId }),
        ...(contactRequest && { contactRequest }),
      },
      about: repairId ? { repairId } : {},
      externalId: undefined,
      at: now,
    },
    choices.map((choice) => ({ ...choice, quoteId: undefined, version: undefined, expiresAt: undefined })),
  );
  await store.enqueue({
    garageId,
    addressId,
    messageId,
    conversationId: undefined,
    edits,
    repeatable: true,
    at: now,
  });
  if (edits) redrawn.set(edits, { card, drawnIn: messageId });
  return messageId;
}

/** Makes the customer, vehicle and conversation that a registration names, and returns the steps that register the repair. */
export async function register<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  intent: Extract<Intent<Phrase, Card>, { do: 'register' }>,
): Promise<{ readonly conversationId: ConversationId; readonly steps: readonly Step<Phrase, Card>[] }> {
  const { store, now, newId } = context;
  const { garageId, staffId, role } = intent;
  const meta = { at: now, by: { kind: 'staff', staffId, role } } as const;
  const prepared = await store.prepareRegistration(garageId, intent, meta, context.simulated);
  const { conversationId, customerId, vehicleId } = prepared;
  if (prepared.newConversation) {
    const opened = { type: 'ConversationOpened', data: { conversationId, garageId, customerId }, meta } as const;
    await store.appendConversationEvents(garageId, conversationId, [opened]);
  }
  const repairId = as<RepairId>(newId());
  const invitationId = await store.createInvitation(customerId, repairId, garageId, now);
  const staff = await store.staffMember(staffId);
  const words = new Map<string, Wording>();
  if (intent.complaint) words.set('complaint', { kind: 'complaint', text: intent.complaint });
  const contact = { customerId, informed: true, decides: true, pays: true };
  return {
    conversationId,
    steps: [
      {
        do: 'command',
        words,
        command: {
          type: 'RegisterRepair',
          data: {
            repairId,
            garageId,
            conversationId,
            vehicleId,
            contacts: [contact],
            mechanicId: staffId,
            agreedAmount: intent.agreedAmount,
          },
          meta,
        },
      },
      ...(staff
        ? [
            {
              do: 'reply',
              addressId: intent.addressId,
              reply: { card: context.voice.invitationCard(intent.name ?? '', staff) },
              invitationId,
              repairId,
            } as const,
          ]
        : []),
      { do: 'draw-card', repairId, staffId, addressId: intent.addressId, anew: true },
    ],
  };
}
