import type { NotOwn, TextRange } from '../../channels/channel.ts';
import type { DeciderUse, InvitationUse, PersonHere } from '../../core/application/party.ts';
import { as, type ConversationId, type CustomerId, type Meta } from '../../core/ids.ts';
import { withoutSay, withSay } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { openRepairs, viewOf } from '../../core/scene/queries.ts';
import { converse, flooded } from '../customer/converse.ts';
import { type CustomerInput, type NotOwnWords, tell, toConversation, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { act, carryOut } from './act.ts';
import type { Turn } from './context.ts';
import { bodyOf, contentOf, externalIdOf, mediaKind, record } from './record.ts';
import { strangerTurn } from './stranger.ts';

/** A customer wrote or tapped: it goes onto the timeline, and the conversation decides what follows. */
export async function customerTurn(turn: Turn, customerId: CustomerId): Promise<void> {
  const { context, store, party, sender, messageId, message, accountId } = turn;
  const tapped = message.content.kind === 'choice' ? await store.findChoice(message.content.token) : undefined;
  const mine = tapped?.addressId === party.addressId ? tapped : undefined;
  const conversationId =
    (mine && (await store.conversationOfMessage(mine.messageId))) ??
    (await store.conversationFor(customerId, { addressId: party.addressId, accountId }, await repliedIn(turn)));
  if (!conversationId) return strangerTurn(turn);
  // Locks first, in the one order; everything below is inside them.
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
  const answering = { ...context, heldDown: heard > heldDownAfter };
  await carryOut(answering, conversationId, converse(input, await context.scenes.read(conversationId), context.newId));
}

/** Parts of an album come one by one; only the first is answered. */
async function followsInAlbum({ store, party, message: { content } }: Turn): Promise<boolean> {
  return content.kind === 'media' && content.album !== undefined && store.hasAlbum(party.addressId, content.album);
}

/** A reply that quotes a message belongs where that message stands. */
async function repliedIn({ store, party, message: { content } }: Turn): Promise<ConversationId | undefined> {
  const replyTo = content.kind === 'text' || content.kind === 'media' ? content.replyTo : undefined;
  const replied = replyTo === undefined ? undefined : await store.messageAt(party.addressId, replyTo);
  return replied && (await store.conversationOfMessage(replied));
}

/** Whoever writes can be written to, whatever was believed: word of an unblocked chat may have been lost. */
async function hearAgain({ context, party }: Turn, conversationId: ConversationId, meta: Meta): Promise<void> {
  const { people } = await context.scenes.read(conversationId);
  const here = people.flatMap(({ addresses }) => addresses).find(({ addressId }) => addressId === party.addressId);
  if (!here || here.reachable) return;
  const data = { conversationId, addressId: party.addressId, reachable: true };
  await act(context, toConversation({ type: 'MarkReachable', data, meta }));
}

/** A button of this address, and whether it still counts. */
export type Tapped = { readonly action: unknown; readonly standing: 'live' | 'closed' | 'expired' };

/** What the customer did, as the conversation reads it; undefined when nothing follows from it. */
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

/** Nobody goes on with a sentence of an hour ago. */
const readBackMs = 60 * 60_000;

async function readContent(
  { message: { content, at }, party: { addressId }, messageId, store }: Turn,
  conversationId: ConversationId,
  tapped: Tapped | undefined,
  follows: boolean,
): Promise<CustomerInput['content'] | undefined> {
  const find = (externalId: string) => store.messageAt(addressId, externalId);
  switch (content.kind) {
    case 'text': {
      const repliesTo = content.replyTo ? ((await find(content.replyTo)) ?? 'unknown') : undefined;
      const since = new Date(new Date(at).getTime() - readBackMs);
      const before = await store.exchangedBefore(messageId, { conversationId, addressId }, since);
      const overtaken = await store.isEdited(messageId, content.externalId);
      const { text, notOwn } = content;
      return { kind: 'text', text, before, ...(repliesTo ? { repliesTo } : {}), ...notOwnIn(text, notOwn, overtaken) };
    }
    case 'choice': {
      const tap = content.tap === undefined ? {} : { tap: content.tap };
      if (!tapped) return { kind: 'foreign-choice', ...tap };
      return { kind: 'choice', action: tapped.action as ChoiceAction, standing: tapped.standing, ...tap };
    }
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
      const edits = await find(content.externalId);
      const text = ownWords(content.text, content.notOwn, false) ? '' : content.text;
      return { kind: 'edited', text, ...(edits ? { edits: as(edits) } : {}) };
    }
    case 'reaction': {
      const to = content.emoji === undefined ? undefined : await find(content.onMessage);
      return { kind: 'reaction', ...(to ? { to: as(to) } : {}) };
    }
    case 'contact':
      return { kind: 'contact', phone: content.phone, own: content.own };
    case 'status':
    case 'reachable':
      return undefined;
  }
}

function notOwnIn(...words: Parameters<typeof ownWords>) {
  const notOwn = ownWords(...words);
  return notOwn && { notOwn };
}

const bot = { kind: 'system', part: 'bot' } as const;

/** Somebody follows a link that was forwarded: from now on this person decides as well, in the name of whoever made the link. */
export async function deciderTurn(turn: Turn, use: DeciderUse): Promise<void> {
  const { context, store, party, sender } = turn;
  const { conversationId, repairId, invitedBy } = use;
  await store.lockConversation(conversationId);
  await store.noteHeard(party.addressId, sender, context.now);
  const scene = await context.scenes.read(conversationId);
  const view = openRepairs(scene).find(({ repair }) => repair.repairId === repairId);
  // Whoever has lost the say meanwhile has none to give.
  if (!view || !mayDecide(view.repair, invitedBy.customerId))
    return strangerTurn(turn, { kind: 'invitation-refused', why: 'expired', from: 'customer' });
  const here = await store.personAt(party.addressId, context.now);
  const { customerId } = here;
  if (mayDecide(view.repair, customerId)) return customerTurn(turn, customerId);
  await open(turn, conversationId, here);
  const meta = { at: context.now, by: { kind: 'customer', ...invitedBy } } as const;
  const contacts = withSay(view.repair.contacts, customerId);
  await act(context, toRepair({ type: 'ChangeContacts', data: { repairId, contacts }, meta }));
}

/** Whoever opens a link wants to be written to in that chat, whatever was said or believed of it before. */
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

/** Whoever made a link and opens it is told to forward it. */
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
 * A chat that decides about somebody else's car becomes a customer's own, because that customer brought a car too. The say goes
 * with it: else a quote that is on this screen could be answered by nobody.
 */
export async function keepSay({ context, store }: Turn, before: CustomerId, now: CustomerId): Promise<void> {
  for (const { conversationId, repairId } of await store.decidesElsewhere(before)) {
    const view = viewOf(await context.scenes.read(conversationId), repairId);
    if (!view) continue;
    const contacts = withSay(withoutSay(view.repair.contacts, before), now);
    const meta = { at: context.now, by: bot };
    await act(context, toRepair({ type: 'ChangeContacts', data: { repairId, contacts }, meta }));
  }
}

/** What of a text its writer said; undefined when all of it counts. `overtaken` is a text that was changed before it came. */
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

/** A space stands for each stretch that is left out, so that no word is made of two halves. */
function without(text: string, ranges: readonly TextRange[]): string {
  let own = '';
  let at = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    own += from > at ? `${text.slice(at, from)} ` : '';
    at = Math.max(at, to);
  }
  return (own + text.slice(at)).trim();
}
