import type { InboundContent, NotOwn, TextRange } from '../../channels/channel.ts';
import type { DeciderUse, InvitationUse, PersonHere } from '../../core/application/party.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type ConversationId, type CustomerId, type MessageId, type Meta } from '../../core/ids.ts';
import { addDecider, removeDecider } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { openRepairs, openRepairsOf, viewOf } from '../../core/scene/queries.ts';
import { converse, converseHeldDown, flooded } from '../customer/converse.ts';
import { type CustomerInput, type NotOwnWords, tell, toConversation, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { act, carryOut } from './act.ts';
import type { Turn } from './context.ts';
import { bodyOf, contentOf, externalIdOf, mediaKind, record } from './record.ts';
import { strangerTurn } from './stranger.ts';

/** Puts what a customer wrote or tapped onto the timeline, and carries out what follows from it. */
export async function customerTurn(turn: Turn, customerId: CustomerId): Promise<void> {
  const { context, store, party, sender, messageId, message, accountId } = turn;
  const tapped = message.content.kind === 'choice' ? await store.findChoice(message.content.token) : undefined;
  const mine = tapped?.addressId === party.addressId ? tapped : undefined;
  const conversationId =
    (mine && (await store.conversationOfMessage(mine.messageId))) ??
    (await store.conversationFor(customerId, { addressId: party.addressId, accountId }, await repliedIn(turn)));
  if (!conversationId) return strangerTurn(turn);
  // Every turn locks in this order: the conversation first.
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const heard = await store.countHeard(party.addressId, context.now);
  const { garage } = await context.scenes.read(conversationId);
  const follows = await followsInAlbum(turn);
  const by = { kind: 'customer', customerId, addressId: party.addressId } as const;
  await record(context, {
    messageId,
    garageId: garage.garageId,
    conversationId,
    addressId: party.addressId,
    direction: 'in',
    by,
    body: mine?.label ?? bodyOf(message.content),
    content: contentOf(message.content),
    externalId: externalIdOf(message.content),
    at: new Date(message.at),
  });
  if (message.content.kind === 'media')
    await store.keepMedia(messageId, accountId, message.content.media.reference, message.content.media.fileName);
  const meta = { at: context.now, by };
  if (message.content.kind !== 'reaction')
    await act(
      context,
      toConversation({
        type: 'RecordReceived',
        data: { conversationId, messageId, addressId: party.addressId },
        meta,
      }),
    );
  await hearAgain(turn, conversationId, meta);
  const input = await customerInput(turn, conversationId, mine, follows);
  if (!input) return;
  const scene = await context.scenes.read(conversationId);
  const { heldDownAfter } = scene.garage.settings;
  if (heard === heldDownAfter + 1) await carryOut(context, conversationId, flooded(input, scene, context.newId));
  const isHeldDown = heard > heldDownAfter;
  const carryOn = isHeldDown ? converseHeldDown : converse;
  const steps = carryOn(input, await context.scenes.read(conversationId), context.newId);
  await carryOut({ ...context, heldDown: isHeldDown }, conversationId, steps);
}

/** Parts of an album come one by one, and only the first is answered. */
async function followsInAlbum({ store, party, message: { content } }: Turn): Promise<boolean> {
  return content.kind === 'media' && content.album !== undefined && store.hasAlbum(party.addressId, content.album);
}

/** Finds the conversation of the message that this one quotes. */
async function repliedIn(turn: Turn): Promise<ConversationId | undefined> {
  const { content } = turn.message;
  const replyTo = content.kind === 'text' || content.kind === 'media' ? content.replyTo : undefined;
  const replied = replyTo === undefined ? undefined : await messageHere(turn, replyTo);
  return replied && (await turn.store.conversationOfMessage(replied));
}

/**
 * Marks the address reachable again: the network's word that the chat is unblocked may have been
 * lost.
 */
async function hearAgain({ context, party }: Turn, conversationId: ConversationId, meta: Meta): Promise<void> {
  const { people } = await context.scenes.read(conversationId);
  const here = people.flatMap(({ addresses }) => addresses).find(({ addressId }) => addressId === party.addressId);
  if (!here || here.reachable) return;
  const data = { conversationId, addressId: party.addressId, reachable: true };
  await act(context, toConversation({ type: 'MarkReachable', data, meta }));
}

/** A button of this address. */
export type Tapped = { readonly action: unknown; readonly standing: 'live' | 'closed' };

/** Returns undefined when nothing follows from the message. */
async function customerInput(
  turn: Turn,
  conversationId: ConversationId,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput | undefined> {
  const { message, party, messageId } = turn;
  const read = await readContent(turn, conversationId, tapped, follows);
  return read && { addressId: party.addressId, messageId, at: new Date(message.at), content: read };
}

/** A text goes on with texts of the hour before, not with older ones. */
const readBackMs = 60 * 60_000;

async function readContent(
  turn: Turn,
  conversationId: ConversationId,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput['content'] | undefined> {
  const { content } = turn.message;
  switch (content.kind) {
    case 'text':
      return readText(turn, conversationId, content);
    case 'choice':
      return readTap(content, tapped);
    case 'start':
      return { kind: 'start' };
    case 'media': {
      const { caption } = content;
      const what = mediaKind(content.media.mimeType);
      return { kind: 'media', what, caption, follows, ...notOwnIn(caption ?? '', content.notOwn, false) };
    }
    case 'location':
    case 'unsupported':
      return { kind: 'unsupported' };
    case 'edited': {
      const edits = await messageHere(turn, content.externalId);
      const text = ownWords(content.text, content.notOwn, false) ? '' : content.text;
      return { kind: 'edited', text, ...(edits ? { edits: as(edits) } : {}) };
    }
    case 'reaction': {
      const to = content.emoji === undefined ? undefined : await messageHere(turn, content.onMessage);
      return { kind: 'reaction', ...(to ? { to: as(to) } : {}) };
    }
    case 'contact':
      return { kind: 'contact', phone: content.phone, own: content.own };
    case 'status':
    case 'reachable':
      return undefined;
    default:
      return assertNever(content);
  }
}

type ContentOf<Kind extends InboundContent['kind']> = Extract<InboundContent, { kind: Kind }>;

async function readText(
  turn: Turn,
  conversationId: ConversationId,
  { text, notOwn, replyTo, externalId }: ContentOf<'text'>,
): Promise<CustomerInput['content']> {
  const { message, party, messageId, store } = turn;
  const repliesTo = replyTo ? ((await messageHere(turn, replyTo)) ?? 'unknown') : undefined;
  const since = new Date(new Date(message.at).getTime() - readBackMs);
  const before = await store.exchangedBefore(messageId, { conversationId, addressId: party.addressId }, since);
  const overtaken = await store.isEdited(messageId, externalId);
  return { kind: 'text', text, before, ...(repliesTo ? { repliesTo } : {}), ...notOwnIn(text, notOwn, overtaken) };
}

function readTap(content: ContentOf<'choice'>, tapped: Tapped | undefined): CustomerInput['content'] {
  const tap = content.tap === undefined ? {} : { tap: content.tap };
  if (!tapped) return { kind: 'foreign-choice', ...tap };
  return { kind: 'choice', action: tapped.action as ChoiceAction, standing: tapped.standing, ...tap };
}

async function messageHere({ store, party }: Turn, externalId: string): Promise<MessageId | undefined> {
  return store.messageAt(party.addressId, externalId);
}

function notOwnIn(...words: Parameters<typeof ownWords>) {
  const notOwn = ownWords(...words);
  return notOwn && { notOwn };
}

const bot = { kind: 'system', part: 'bot' } as const;

/** Lets a person who followed a forwarded link decide as well; the maker of the link acts. */
export async function deciderTurn(turn: Turn, use: DeciderUse): Promise<void> {
  const { context, store, party, sender } = turn;
  const { conversationId, repairId, invitedBy } = use;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const scene = await context.scenes.read(conversationId);
  const view = openRepairs(scene).find(({ repair }) => repair.repairId === repairId);
  // The inviter may have lost the right to decide since the link was made.
  if (!view || !mayDecide(view.repair, invitedBy.customerId))
    return strangerTurn(turn, { kind: 'invitation-refused', why: 'expired', from: 'customer' });
  const here = await store.personAt(party.addressId, context.now);
  const { customerId } = here;
  if (mayDecide(view.repair, customerId)) return customerTurn(turn, customerId);
  await open(turn, conversationId, here);
  const meta = { at: context.now, by: { kind: 'customer', ...invitedBy } } as const;
  const contacts = addDecider(view.repair.contacts, customerId);
  await act(context, toRepair({ type: 'ChangeContacts', data: { repairId, contacts }, meta }));
}

/** Opens the chat for messages: following a link undoes STOP and every doubt about the address. */
async function open(
  { context, party }: Turn,
  conversationId: ConversationId,
  { customerId, proven, optedOut, reachable }: PersonHere,
): Promise<void> {
  const of = { conversationId, addressId: party.addressId };
  const meta = { at: context.now, by: bot };
  if (!proven)
    await act(context, toConversation({ type: 'LinkAddress', data: { ...of, how: 'forwarded', customerId }, meta }));
  if (optedOut) await act(context, toConversation({ type: 'OptIn', data: of, meta }));
  if (!reachable) await act(context, toConversation({ type: 'MarkReachable', data: { ...of, reachable: true }, meta }));
}

/**
 * Asks whether a chat that is somebody's follows another customer as well. It shows what this chat
 * knows, and nothing of the other.
 */
export async function takenTurn(turn: Turn, invitationId: string): Promise<void> {
  const { context, store, party, sender, accountId } = turn;
  const { addressId, customerId } = party;
  const conversationId = customerId && (await store.conversationFor(customerId, { addressId, accountId }));
  if (!customerId || !conversationId) return strangerTurn(turn);
  await store.lockConversation(conversationId);
  await store.noteHeard(addressId, sender, context.now);
  const scene = await context.scenes.read(conversationId);
  const cars = openRepairsOf(scene, customerId).map(({ vehicle: { plate } }) => plate);
  const name = scene.people.find((one) => one.customerId === customerId)?.name;
  const phrase = { kind: 'which-chat', name, cars, invitationId } as const;
  const asks = { kind: 'which-chat', invitationId } as const;
  await carryOut(context, conversationId, [tell(customerId, phrase, 'answer', { answerTo: addressId, asks })]);
}

/** Tells the maker of a link, who opened it, to forward it. */
export async function ownLinkTurn(
  turn: Turn,
  { conversationId, repairId }: Extract<InvitationUse, { kind: 'own' }>,
): Promise<void> {
  const { context, store, party, sender } = turn;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const view = viewOf(await context.scenes.read(conversationId), repairId);
  if (!view || !party.customerId) return strangerTurn(turn);
  const phrase = { kind: 'forward-link', vehicle: vehicleFacts(view) } as const;
  const to = { about: { repairId }, answerTo: party.addressId };
  await carryOut(context, conversationId, [tell(party.customerId, phrase, 'answer', to)]);
}

/**
 * Hands the right to decide about other people's cars from one customer to another. It is for a
 * chat that turns out to belong to a known customer, who brought a car too: otherwise a quote that
 * is on this screen could be answered by nobody.
 */
export async function passDecisionsOn({ context, store }: Turn, before: CustomerId, now: CustomerId): Promise<void> {
  for (const { conversationId, repairId } of await store.decidesElsewhere(before)) {
    const view = viewOf(await context.scenes.read(conversationId), repairId);
    if (!view) continue;
    const contacts = addDecider(removeDecider(view.repair.contacts, before), now);
    const meta = { at: context.now, by: bot };
    await act(context, toRepair({ type: 'ChangeContacts', data: { repairId, contacts }, meta }));
  }
}

/**
 * Returns undefined when all of the text counts. `overtaken` is a text that was edited before it
 * came here.
 */
export function ownWords(text: string, notOwn: NotOwn | undefined, overtaken: boolean): NotOwnWords | undefined {
  const { forwarded, via, automatic, elsewhere, struck = [], quoted = [] } = notOwn ?? {};
  if (forwarded) return { why: 'forwarded', own: '' };
  if (via) return { why: 'via', own: '' };
  if (automatic) return { why: 'automatic', own: '' };
  if (quoted.length > 0) return { why: 'quoted', own: without(text, [...struck, ...quoted]) };
  if (struck.length > 0) return { why: 'struck', own: without(text, struck) };
  if (elsewhere) return { why: 'elsewhere', own: text };
  return overtaken ? { why: 'overtaken', own: text } : undefined;
}

/** Puts a space for each stretch that is left out, so that no word is made of two halves. */
function without(text: string, ranges: readonly TextRange[]): string {
  let own = '';
  let at = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    own += from > at ? `${text.slice(at, from)} ` : '';
    at = Math.max(at, to);
  }
  return (own + text.slice(at)).trim();
}
