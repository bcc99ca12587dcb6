import { z } from 'zod';
import type { ChatId, InboundContent, InboundMessage, MediaReference } from '../channel.ts';
import { storable } from '../untrusted.ts';
import type { TeamsActivity, TeamsAttachment } from './activity.ts';
import { type MediaSource, toReference } from './media.ts';
import { channelChat, personalChat, type TeamsChat } from './options.ts';

/** Common to all messages of one activity. */
export type Envelope = Pick<InboundMessage, 'chat' | 'sender' | 'at' | 'shared'>;

/** Messages of one chat, or that the app was installed or removed there. */
export type Parsed = {
  readonly envelope: Envelope;
  readonly record: TeamsChat;
  readonly messages: readonly InboundMessage[];
  readonly membership?: 'installed' | 'removed';
};

/**
 * Parses an activity of any shape; undefined when its chat is not received. `now` replaces a
 * missing time.
 */
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
    // A person keeps one chat when a new installation gives it another conversation.
    dedupeKey: `${content.kind === 'choice' ? chat : record.conversationId}|${key}`,
    content,
  }));
  const membership = membershipOf(activity);
  return { envelope, record, messages, ...(membership && { membership }) };
}

/**
 * Makes the messages of a new installation: the person is reachable (again) and opened the chat. An
 * install brings several events, and a test client repeats them with each page load; all events of
 * one installation share a key, made from its beginning. Rounding to ten seconds joins two
 * processes that each got one event and do not know of each other yet.
 */
export function welcomeOf({ envelope }: Parsed, installedAt: string): readonly InboundMessage[] {
  const key = `i:${envelope.chat}|${Math.floor(Date.parse(installedAt) / 10_000)}`;
  return [
    { ...envelope, dedupeKey: `${key}|reachable`, content: { kind: 'reachable', reachable: true } },
    { ...envelope, dedupeKey: key, content: { kind: 'start' } },
  ];
}

/** A content with its key: unique within the conversation, for a tap within the chat. */
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

/**
 * The token of the button is the key: a double click has two activity ids, a late repeat a new one,
 * but all have the same token.
 */
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

/**
 * An app with wider rights gets every post of a channel; only posts that mention the bot are for
 * it.
 */
function speaksToBot(activity: TeamsActivity): boolean {
  return activity.conversation?.conversationType !== 'channel' || mentionsBot(activity);
}

function fromReaction({ replyToId, reactionsAdded }: TeamsActivity, id: string): readonly Keyed[] {
  if (replyToId === undefined) return [];
  const emoji = reactionsAdded.map(({ type }) => emojiOf(type)).find((one) => one !== undefined);
  return [{ key: id, content: { kind: 'reaction', onMessage: replyToId, ...(emoji && { emoji }) } }];
}

/** An upgrade of the app is neither an install nor a removal. */
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

/** Returns ISO in UTC; a time that is missing, malformed or beyond this century becomes `now`. */
function timeOf(timestamp: string | undefined, now: Date): string {
  const ms = Date.parse(timestamp ?? '');
  return (ms > 946_684_800_000 && ms < 4_102_444_800_000 ? new Date(ms) : now).toISOString();
}

type Place = { readonly chat: ChatId; readonly record: TeamsChat };

/**
 * Finds the personal chat or the channel of a team. Undefined for a group chat, which other people
 * read and which belongs to nobody, and for senders that are no person of the tenant (a connector,
 * another bot).
 */
function placeOf({ conversation, from, recipient, serviceUrl }: TeamsActivity, tenantId: string): Place | undefined {
  const userAad = from?.aadObjectId;
  if (!conversation || !recipient || userAad === undefined) return undefined;
  // A post in a thread of a channel adds `;messageid=`; answers go to the channel.
  const conversationId = conversation.id.split(';')[0] ?? conversation.id;
  const common = { tenantId, conversationId, serviceUrl, botId: recipient.id };
  switch (conversation.conversationType ?? (conversation.isGroup ? 'groupChat' : 'personal')) {
    case 'personal':
      return { chat: personalChat(tenantId, userAad), record: { kind: 'personal', userAad, ...common } };
    case 'channel':
      return { chat: channelChat(tenantId, conversationId), record: { kind: 'channel', ...common } };
    default:
      return undefined;
  }
}

/** Our forms have at most a dozen inputs of a few lines. */
const MAX_INPUTS = 40;
const MAX_INPUT_LENGTH = 4_000;

const dataSchema = z.record(z.string(), z.unknown());
const tokenSchema = z.string().regex(/^[\w-]{1,64}$/);
const invokeSchema = z.object({ action: z.object({ data: dataSchema }) });

type Tap = Extract<InboundContent, { kind: 'choice' }>;

/**
 * Reads a tap of a client that waits for the new card (`adaptiveCard/action`), or of an older
 * client that sends it as a message.
 */
function tapOf(activity: TeamsActivity): Tap | undefined {
  return activity.type === 'invoke'
    ? tapped(invokeSchema.safeParse(activity.value).data?.action.data, activity.replyToId)
    : tapped(dataSchema.safeParse(activity.value).data, activity.replyToId);
}

/** Only the token is trusted; other fields count as typed into the input of that name. */
function tapped(data: Readonly<Record<string, unknown>> | undefined, onMessage: string | undefined): Tap | undefined {
  const token = tokenSchema.safeParse(data?.token).data;
  if (!data || token === undefined) return undefined;
  const values = inputsOf(data);
  return {
    kind: 'choice',
    token,
    ...(Object.keys(values).length > 0 && { values }),
    ...(onMessage !== undefined && { onMessage }),
  };
}

function inputsOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const typed = Object.entries(data).flatMap(([name, value]): [string, string][] =>
    name !== 'token' && /^[a-z][\w-]{0,63}$/i.test(name) && typeof value === 'string'
      ? [[name, storable(value.slice(0, MAX_INPUT_LENGTH))]]
      : [],
  );
  return Object.fromEntries(typed.slice(0, MAX_INPUTS));
}

/**
 * Returns the text as it was typed: without the mention of the bot, with people's names and without
 * entities. Reads the `text/html` part only when the message has no other text.
 */
function wordsOf(activity: TeamsActivity): string {
  const plain = activity.textFormat === 'xml' ? withoutTags(activity.text ?? '') : (activity.text ?? '');
  return readable(plain, activity) || readable(withoutTags(htmlOf(activity)), activity);
}

/**
 * Finds the quoted message. Teams names it in an entity, or in the older form only in the
 * `text/html` part.
 */
function quotedBy(activity: TeamsActivity): string | undefined {
  return (
    activity.entities.find(({ type }) => type === 'quotedReply')?.quotedReply?.messageId ??
    QUOTE.exec(htmlOf(activity))?.groups?.id
  );
}

function mentionsBot({ entities, recipient }: TeamsActivity): boolean {
  return entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
}

/** More than Teams lets people write, and short enough for the patterns below. */
const MAX_HTML_LENGTH = 40_000;

const QUOTE = /<blockquote\b[^<>]*schema\.skype\.com\/Reply[^<>]*\bitemid="(?<id>[\w.:-]{1,100})"/i;

function htmlOf({ attachments }: TeamsActivity): string {
  const html = attachments.find(({ contentType }) => contentType === 'text/html')?.content;
  return typeof html === 'string' ? storable(html.slice(0, MAX_HTML_LENGTH)) : '';
}

function readable(text: string, { entities, recipient }: TeamsActivity): string {
  const mentions = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
  const unaddressed = mentions.reduce((rest, mention) => rest.replaceAll(mention.text || ' ', ' '), text);
  return decoded(unaddressed.replace(/<\/?at\b[^<>]*>|<quoted\b[^<>]*>/gi, ''))
    .replace(/[\u00a0\u200b]/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\r?\n ?/g, '\n')
    .trim();
}

/**
 * Removes markup: quotes are left out, pictures of emoji become emoji, mentions look as in plain
 * text.
 */
function withoutTags(html: string): string {
  return html
    .replace(/<blockquote\b[^<>]*schema\.skype\.com\/Reply[\s\S]*?<\/blockquote>/gi, '')
    .replace(/<span\b[^<>]*schema\.skype\.com\/Mention[^<>]*>([^<]*)<\/span>/gi, '<at>$1</at>')
    .replace(/<(?:emoji|img(?=[^<>]*schema\.skype\.com\/Emoji))\b[^<>]*\balt="([^"]*)"[^<>]*>/gi, '$1')
    .replace(/<br\b[^<>]*>|<\/(?:p|div|li|h\d)>/gi, '\n')
    .replace(/<(?!\/?at>)[^<>]*>/gi, '');
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (entity, decimal, hex, name) => {
    if (name) return NAMED_ENTITIES[name.toLowerCase()] ?? entity;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    const isSign = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isSign ? String.fromCodePoint(code) : entity;
  });
}

const NAMED_REACTIONS: Readonly<Record<string, string>> = {
  like: '👍',
  heart: '❤',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😠',
};

/**
 * Returns the emoji of a reaction: one of the old six names, or one that begins with its code
 * (`1f440_eyes`); undefined for a custom picture.
 */
function emojiOf(type: string): string | undefined {
  const codes = /^(?<codes>[\da-f]{4,5}(?:-[\da-f]{4,5})*)_/i.exec(type)?.groups?.codes;
  return codes
    ? String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)))
    : NAMED_REACTIONS[type];
}

/** Teams lets people send ten files at once. */
const MAX_FILES = 10;

/** Finds files and pictures; leaves out what accompanies them (`text/html`, quotes, cards). */
function filesOf({ attachments, serviceUrl }: TeamsActivity, tenantId: string): readonly MediaReference[] {
  return attachments.flatMap((one) => fileOf(one, { serviceUrl, tenantId }) ?? []).slice(0, MAX_FILES);
}

/** Names a message without text and files in one word; undefined for an empty one. */
function strangeness({ attachments }: TeamsActivity): string | undefined {
  return attachments
    .map(({ contentType }) => contentType.replace('application/vnd.microsoft.', ''))
    .find((type) => type !== 'text/html')
    ?.slice(0, 60);
}

type FilePlace = Pick<MediaSource, 'serviceUrl' | 'tenantId'>;

function fileOf(one: TeamsAttachment, place: FilePlace): MediaReference | undefined {
  if (one.contentType === 'application/vnd.microsoft.teams.file.download.info') return uploaded(one, place);
  return one.contentType.startsWith('image/') ? pasted(one, place) : undefined;
}

const downloadSchema = z.object({
  downloadUrl: z.string().min(1),
  fileType: z.string().optional().catch(undefined),
});

function uploaded({ content, name }: TeamsAttachment, place: FilePlace): MediaReference | undefined {
  const { data } = downloadSchema.safeParse(content);
  if (!data) return undefined;
  return {
    reference: toReference({ kind: 'download', url: data.downloadUrl, ...place }),
    mimeType: mimeTypeOf(data.fileType ?? name?.split('.').at(-1) ?? ''),
    ...(name && { fileName: name }),
  };
}

/** Phones say `image/*`; the bytes show the real type later. */
function pasted({ contentType, contentUrl, name }: TeamsAttachment, place: FilePlace): MediaReference | undefined {
  return contentUrl
    ? {
        reference: toReference({ kind: 'inline', url: contentUrl, ...place }),
        mimeType: contentType === 'image/*' ? 'image/jpeg' : contentType,
        ...(name && { fileName: name }),
      }
    : undefined;
}

// A map, because a file may be named `photo.constructor`.
const MIME_TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['jfif', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['heic', 'image/heic'],
  ['heif', 'image/heif'],
  ['bmp', 'image/bmp'],
  ['tif', 'image/tiff'],
  ['tiff', 'image/tiff'],
  ['pdf', 'application/pdf'],
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['ogg', 'audio/ogg'],
]);

function mimeTypeOf(fileType: string): string {
  return MIME_TYPES.get(fileType.toLowerCase()) ?? 'application/octet-stream';
}
