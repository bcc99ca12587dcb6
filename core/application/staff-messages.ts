import type { Actor } from '../actor.ts';
import { type AddressId, as, type GarageId, type MessageId, type RepairId } from '../ids.ts';
import type { TurnContext } from './context.ts';
import type { Scene } from './scene.ts';
import type { Intent } from './step.ts';
import type { PreparedCard } from './voice.ts';

type Only<Do extends string, Phrase, Card> = Extract<Intent<Phrase, Card>, { do: Do }>;
type To = { readonly garageId: GarageId; readonly addressId: AddressId };

const bot: Actor = { kind: 'system', part: 'bot' };

/** A short message to wherever this member of staff can be reached. */
export const ping = async <Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Only<'ping', Phrase, Card>,
): Promise<void> => {
  for (const addressId of await context.store.staffAddresses(intent.staffId))
    await sendText(context, { garageId: scene.garage.garageId, addressId }, intent.text, intent.repairId);
};

/** News for the garage's workshop, where the garage has a chat for it. */
export const post = async <Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  { garage: { garageId } }: Scene,
  intent: Only<'post', Phrase, Card>,
): Promise<void> => {
  const addressId = await context.store.postsOf(garageId);
  if (addressId) await sendText(context, { garageId, addressId }, intent.text, intent.repairId);
};

/** An answer in the chat that a member of staff, or somebody unknown, wrote from. Resolves to the message that it became. */
export const reply = async <Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  { addressId, reply: said, repairId, invitationId, edits }: Only<'reply', Phrase, Card>,
): Promise<MessageId> => {
  const to: To = { garageId: context.homeGarageId, addressId };
  if ('text' in said) return sendText(context, to, said.text, repairId, edits, said.contactRequest);
  const prepared = context.voice.prepareCard(said.card, context.newToken);
  return sendCard(context, to, prepared, repairId, edits, invitationId);
};

/** The living card: edited in place, or drawn anew below where the mechanic is looking. */
export const drawCard = async <Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  intent: Only<'draw-card', Phrase, Card>,
): Promise<void> => {
  const { store, voice, now } = context;
  const view = scene.repairs.find(({ repair }) => repair.repairId === intent.repairId);
  const staff = view && (await store.staffMember(intent.staffId));
  if (!view || !staff) return;
  for (const { addressId, shared } of await store.cardPlaces(intent.repairId, intent.staffId)) {
    if (intent.addressId && intent.addressId !== addressId) continue;
    const older = await store.livingCard(intent.repairId, addressId);
    const to: To = { garageId: scene.garage.garageId, addressId };
    // Two cards of one car with the same buttons would be one too many.
    if (older && intent.anew) {
      const folded = voice.prepareCard(voice.foldCard(view, staff), context.newToken);
      await sendCard(context, to, folded, intent.repairId, older, undefined);
    }
    const edits = intent.anew ? undefined : older;
    const prepared = voice.prepareCard(voice.drawCard(view, scene, staff, shared), context.newToken);
    const messageId = await sendCard(context, to, prepared, intent.repairId, edits, undefined);
    if (!edits) await store.setLivingCard(intent.repairId, addressId, messageId);
    if (intent.anew) await store.setFocus(addressId, intent.repairId, now);
  }
};

const sendText = async <Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  to: To,
  text: string,
  repairId: RepairId | undefined,
  edits?: MessageId,
  contactRequest?: string,
): Promise<MessageId> => {
  const prepared: PreparedCard = { body: text, card: {}, choices: [] };
  return sendCard(context, to, prepared, repairId, edits, undefined, contactRequest);
};

const sendCard = async <Phrase, Card>(
  { store, newId, now }: TurnContext<Phrase, Card>,
  { garageId, addressId }: To,
  { body, card, choices }: PreparedCard,
  repairId: RepairId | undefined,
  edits: MessageId | undefined,
  invitationId: string | undefined,
  contactRequest?: string,
): Promise<MessageId> => {
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
  return messageId;
};
