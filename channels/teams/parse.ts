import type { InboundContent, InboundMessage } from '../channel.ts';
import type { TeamsActivity } from './activity.ts';
import { filesOf, strangeness } from './attachments.ts';
import type { TeamsChat } from './options.ts';
import { placeOf } from './place.ts';
import { emojiOf } from './reactions.ts';
import { tapOf } from './tap.ts';
import { mentionsBot, quotedBy, wordsOf } from './words.ts';

/** Who said something, where and when: what all messages of one activity share. */
export type Envelope = Pick<InboundMessage, 'chat' | 'sender' | 'at' | 'shared'>;

/** What an activity of one chat says: messages, or that the app came or went there. */
export type Parsed = {
  readonly envelope: Envelope;
  readonly record: TeamsChat;
  readonly messages: readonly InboundMessage[];
  readonly membership?: 'installed' | 'removed';
};

/** One activity, whatever its shape; `undefined` when it belongs to no chat that is received. `now` stands in where Teams gives no time. */
export function parseActivity(activity: TeamsActivity, tenantId: string, now: Date): Parsed | undefined {
  const place = placeOf(activity, tenantId);
  if (!place) return undefined;
  const { chat, record } = place;
  const at = timeOf(activity.timestamp, now);
  const envelope: Envelope = {
    chat,
    sender: senderOf(activity),
    at,
    ...(record.kind === 'channel' && { shared: true }),
  };
  const messages = contentsOf(activity, tenantId, at).map(({ key, content }) => ({
    ...envelope,
    dedupeKey: content.kind === 'choice' ? key : `${record.conversationId}|${key}`,
    content,
  }));
  const membership = membershipOf(activity);
  return { envelope, record, messages, ...(membership && { membership }) };
}

/**
 * What a new installation says: the person can be reached (again), and opened the chat. An install brings several events, a test client
 * brings them anew with each page load; all of one installation, known by when it began, have one key. The ten seconds are for two processes
 * that each get one of the events and know nothing of each other yet.
 */
export function welcomeOf({ envelope }: Parsed, installedAt: string): readonly InboundMessage[] {
  const key = `i:${envelope.chat}|${Math.floor(Date.parse(installedAt) / 10_000)}`;
  return [
    { ...envelope, dedupeKey: `${key}|reachable`, content: { kind: 'reachable', reachable: true } },
    { ...envelope, dedupeKey: key, content: { kind: 'start' } },
  ];
}

/** A content with its name on the account: within the conversation, or for a tap the token alone. */
type Keyed = { readonly key: string; readonly content: InboundContent };

function contentsOf(activity: TeamsActivity, tenantId: string, at: string): readonly Keyed[] {
  const id = activity.id ?? at;
  switch (activity.type) {
    case 'message':
      return fromMessage(activity, tenantId, id);
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? fromTap(activity) : [];
    case 'messageUpdate':
      return fromEdit(activity, id, at);
    case 'messageReaction':
      return fromReaction(activity, id);
    case 'installationUpdate':
    case 'conversationUpdate':
      return membershipOf(activity) === 'removed'
        ? [{ key: `gone:${id}`, content: { kind: 'reachable', reachable: false } }]
        : [];
    default:
      return [];
  }
}

/** The nonce of the card is the key: a double click has two activity ids, a late repeat of a tap has a new one, and both have one token. */
function fromTap(activity: TeamsActivity): readonly Keyed[] {
  const tap = tapOf(activity);
  return tap ? [{ key: `n:${tap.token}`, content: tap }] : [];
}

function fromMessage(activity: TeamsActivity, tenantId: string, id: string): readonly Keyed[] {
  const tap = fromTap(activity);
  if (tap.length > 0) return tap;
  if (!speaksToBot(activity)) return [];
  const text = wordsOf(activity);
  const files = filesOf(activity, tenantId);
  const replyTo = quotedBy(activity);
  const replying = replyTo === undefined ? {} : { replyTo };
  if (files.length === 0 && text !== '')
    return [{ key: id, content: { kind: 'text', text, externalId: id, ...replying } }];
  if (files.length === 0)
    return [{ key: id, content: { kind: 'unsupported', what: strangeness(activity) ?? 'message' } }];
  return files.map((media, n): Keyed => {
    const name = n === 0 ? id : `${id}#${n + 1}`;
    const caption = n === 0 && text !== '' ? { caption: text } : {};
    const album = files.length > 1 ? { album: id } : {};
    return { key: name, content: { kind: 'media', externalId: name, media, ...caption, ...album, ...replying } };
  });
}

function fromEdit(activity: TeamsActivity, id: string, at: string): readonly Keyed[] {
  const text = speaksToBot(activity) ? wordsOf(activity) : '';
  return text === '' ? [] : [{ key: `${id}|edited ${at}`, content: { kind: 'edited', externalId: id, text } }];
}

/** An app with wider rights would get every post of a channel; only those that name the bot are for it. */
function speaksToBot(activity: TeamsActivity): boolean {
  return activity.conversation?.conversationType !== 'channel' || mentionsBot(activity);
}

function fromReaction({ replyToId, reactionsAdded }: TeamsActivity, id: string): readonly Keyed[] {
  if (replyToId === undefined) return [];
  const emoji = reactionsAdded.map(({ type }) => emojiOf(type)).find((one) => one !== undefined);
  return [{ key: id, content: { kind: 'reaction', onMessage: replyToId, ...(emoji && { emoji }) } }];
}

/** An upgrade of the app is neither: it was there before, and is there after. */
function membershipOf({ type, action, membersAdded, membersRemoved, recipient }: TeamsActivity): Parsed['membership'] {
  const isBot = ({ id }: { readonly id: string }): boolean => id === recipient?.id;
  if (type === 'installationUpdate')
    return action === 'add' ? 'installed' : action === 'remove' ? 'removed' : undefined;
  if (type !== 'conversationUpdate') return undefined;
  return membersAdded.some(isBot) ? 'installed' : membersRemoved.some(isBot) ? 'removed' : undefined;
}

function senderOf({ from, locale, entities }: TeamsActivity): InboundMessage['sender'] {
  const language = locale ?? entities.find(({ type }) => type === 'clientInfo')?.locale;
  return { id: from?.aadObjectId ?? '', ...(from?.name && { name: from.name }), ...(language && { language }) };
}

/** ISO in UTC; a time that is missing, malformed or beyond this century is none. */
function timeOf(timestamp: string | undefined, now: Date): string {
  const ms = Date.parse(timestamp ?? '');
  return (ms > 946_684_800_000 && ms < 4_102_444_800_000 ? new Date(ms) : now).toISOString();
}
