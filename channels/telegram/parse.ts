import type { InboundContent, InboundMessage, MediaReference } from '../channel.ts';
import { isPassedOn, notOwnOf } from './not-own.ts';
import {
  isShared,
  strangeUpdate,
  type TelegramMessage,
  type TelegramUpdate,
  type TelegramUser,
  updateSchema,
} from './update.ts';

/**
 * Parses an update of any shape; undefined when it belongs to no private chat or says nothing.
 * `now` replaces a missing time: taps have none.
 */
export function parseUpdate(update: unknown, now: Date): InboundMessage | undefined {
  const { data } = updateSchema.safeParse(update);
  if (data?.message) return fromMessage(data.message, now);
  if (data?.edited_message) return fromEdit(data.edited_message, now);
  if (data?.callback_query) return fromTap(data.callback_query, now);
  if (data?.my_chat_member) return fromMembership(data.my_chat_member, data.update_id, now);
  if (data?.message_reaction) return fromReaction(data.message_reaction, data.update_id, now);
  return fromStrange(update, now);
}

type Part<K extends keyof TelegramUpdate> = NonNullable<TelegramUpdate[K]>;

function fromMessage(message: TelegramMessage, now: Date): InboundMessage | undefined {
  const content = isShared(message.chat) ? undefined : contentOf(message);
  return (
    content && {
      chat: String(message.chat.id),
      dedupeKey: `m:${message.chat.id}:${message.message_id}`,
      sender: sender(message.from, message.chat.id),
      at: time(message.date, now),
      content,
    }
  );
}

/** Skips edits without text: a live location or a new picture. */
function fromEdit(message: TelegramMessage, now: Date): InboundMessage | undefined {
  const text = message.text ?? message.caption;
  if (text === undefined || isShared(message.chat)) return undefined;
  return {
    chat: String(message.chat.id),
    dedupeKey: `m:${message.chat.id}:${message.message_id}:${message.edit_date}`,
    sender: sender(message.from, message.chat.id),
    at: time(message.edit_date, now),
    content: { kind: 'edited', externalId: String(message.message_id), text, ...given({ notOwn: notOwnOf(message) }) },
  };
}

/** The message of a tap may be inaccessible (date 0), but its chat and id are always there. */
function fromTap({ id, from, data, message }: Part<'callback_query'>, now: Date): InboundMessage | undefined {
  if (message !== undefined && isShared(message.chat)) return undefined;
  return {
    // Without a message the button is of an inline result; a private chat has the id of its person.
    chat: String(message?.chat.id ?? from.id),
    dedupeKey: `cb:${id}`,
    sender: sender(from, from.id),
    at: now.toISOString(),
    content: tapped(id, data, message?.message_id),
  };
}

function tapped(tap: string, token: string | undefined, messageId: number | undefined): InboundContent {
  return token === undefined
    ? { kind: 'unsupported', what: 'game' }
    : { kind: 'choice', token, tap, ...given({ onMessage: messageId?.toString() }) };
}

/**
 * A person can block and unblock, or set the same emoji twice, within one second, and update ids
 * start over after a quiet week. The time together with the update id never repeats.
 */
function fromMembership(
  { chat, from, date, new_chat_member }: Part<'my_chat_member'>,
  updateId: number,
  now: Date,
): InboundMessage | undefined {
  if (isShared(chat)) return undefined;
  return {
    chat: String(chat.id),
    dedupeKey: `s:${chat.id}:${date}:${updateId}`,
    sender: sender(from, chat.id),
    at: time(date, now),
    content: { kind: 'reachable', reachable: !['kicked', 'left'].includes(new_chat_member.status) },
  };
}

function fromReaction(
  { chat, message_id, user, date, old_reaction, new_reaction }: Part<'message_reaction'>,
  updateId: number,
  now: Date,
): InboundMessage | undefined {
  if (isShared(chat)) return undefined;
  const before = emojisOf(old_reaction);
  const after = emojisOf(new_reaction);
  const emoji = after.find((one) => !before.includes(one)) ?? after.at(-1);
  return {
    chat: String(chat.id),
    dedupeKey: `r:${chat.id}:${message_id}:${date}:${updateId}`,
    sender: sender(user, chat.id),
    at: time(date, now),
    content: { kind: 'reaction', onMessage: String(message_id), ...given({ emoji }) },
  };
}

/** Leaves out custom emoji, which are pictures. */
function emojisOf(signs: Part<'message_reaction'>['new_reaction']): readonly string[] {
  return signs.flatMap(({ type, emoji }) => (type === 'emoji' && emoji !== undefined ? [emoji] : []));
}

function fromStrange(update: unknown, now: Date): InboundMessage | undefined {
  const strange = strangeUpdate(update);
  if (strange === undefined || isShared(strange.chat)) return undefined;
  return {
    chat: String(strange.chat.id),
    dedupeKey: `u:${strange.updateId}`,
    sender: sender(strange.from, strange.chat.id),
    at: time(strange.date, now),
    content: { kind: 'unsupported', what: strange.kind },
  };
}

function sender(user: TelegramUser | undefined, chat: number): InboundMessage['sender'] {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  return { id: String(user?.id ?? chat), ...given({ name: name || undefined, language: user?.language_code }) };
}

/** Reads seconds since 1970; a date that is missing, zero or beyond this century becomes `now`. */
function time(seconds: number, now: Date): string {
  return (seconds > 0 && seconds < 4_102_444_800 ? new Date(seconds * 1000) : now).toISOString();
}

/** Reads what a message says; undefined for a service note of Telegram, e.g. "pinned a message". */
function contentOf(message: TelegramMessage): InboundContent | undefined {
  if (message.text !== undefined) return fromText(message, message.text);
  if (message.contact !== undefined) return fromContact(message, message.contact);
  const place = placeOf(message);
  if (place !== undefined) return place;
  const media = mediaOf(message);
  if (media === undefined) return withoutWords(message);
  const { caption, media_group_id: album } = message;
  return {
    kind: 'media',
    externalId: String(message.message_id),
    media,
    ...given({ caption, album, ...repliesTo(message), notOwn: notOwnOf(message) }),
  };
}

const START = /^\/start(?:@\w+)?(?:\s+(?<payload>\S+)|\s*$)/;

/** Telegram writes commands as `/stop`; on other networks people type the bare word. */
const COMMAND = /^\/(?<word>[a-z]+)(?:@\w+)?(?!\S)/i;

function fromText(message: TelegramMessage, text: string): InboundContent {
  const start = START.exec(text);
  const externalId = String(message.message_id);
  if (start !== null) {
    if (notOwnOf(message) === undefined) return { kind: 'start', ...given({ payload: start.groups?.payload }) };
    // Forwarded, so nobody opened the chat with it. Its link may still work and must not be shown.
    return { kind: 'text', text: '/start', externalId, ...given({ notOwn: notOwnOf(message, '/start') }) };
  }
  const words = text.replace(COMMAND, '$<word>');
  const notOwn = notOwnOf(message, words, (offset) => (words === text ? offset : behindCommand(text, offset)));
  return { kind: 'text', text: words, externalId, ...given({ ...repliesTo(message), notOwn }) };
}

/** Moves a position in Telegram's text to where it is without the slash and the bot's name. */
function behindCommand(text: string, offset: number): number {
  const [whole, word = ''] = COMMAND.exec(text) ?? [''];
  const end = 1 + word.length;
  if (offset <= end) return offset - 1;
  return offset <= whole.length ? word.length : offset - 1 - (whole.length - end);
}

function repliesTo({ reply_to_message: answered }: TelegramMessage) {
  return { replyTo: answered?.message_id.toString() };
}

/** Telegram itself fills `user_id`, so it vouches for the number. It leaves out the plus sign. */
function fromContact(
  message: TelegramMessage,
  { user_id, phone_number }: NonNullable<TelegramMessage['contact']>,
): InboundContent {
  const notOwn = notOwnOf(message);
  const own = user_id !== undefined && user_id === message.from?.id && !isPassedOn(notOwn);
  const digits = phone_number.replace(/\D/g, '');
  return { kind: 'contact', phone: own && digits !== '' ? `+${digits}` : phone_number, own, ...given({ notOwn }) };
}

/** A venue is a named place; its message has the plain location as well. */
function placeOf(message: TelegramMessage): InboundContent | undefined {
  const { message_id, venue, location } = message;
  const at = venue?.location ?? location;
  if (at === undefined) return undefined;
  const place = [venue?.title, venue?.address].filter(Boolean).join(', ');
  return {
    kind: 'location',
    externalId: String(message_id),
    ...at,
    ...given({ place: place || undefined, notOwn: notOwnOf(message) }),
  };
}

function mediaOf(message: TelegramMessage): MediaReference | undefined {
  // Telegram sorts the sizes of a photo upwards.
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return reference(photo, 'image/jpeg');
  const { document, voice, video, audio, animation, video_note } = message;
  const found = animation ?? document ?? voice ?? video ?? audio ?? video_note;
  return found === undefined ? undefined : reference(found, found === voice ? 'audio/ogg' : undefined);
}

function reference(file: NonNullable<TelegramMessage['document']>, mimeType: string | undefined): MediaReference {
  return {
    reference: file.file_id,
    ...given({ mimeType: file.mime_type ?? mimeType, bytes: file.file_size, fileName: file.file_name }),
  };
}

/**
 * Service notes that Telegram writes into a private chat; nobody said them, so they get no answer.
 */
const NOTES = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'chat_background_set',
  'connected_website',
];

function withoutWords(message: TelegramMessage): InboundContent | undefined {
  if (NOTES.some((note) => message[note] !== undefined)) return undefined;
  return {
    kind: 'unsupported',
    what: whatOf(message),
    ...given({ words: wordsOf(message), notOwn: notOwnOf(message) }),
  };
}

function wordsOf({ sticker, dice, poll, game }: TelegramMessage): string | undefined {
  return sticker?.emoji ?? (dice && `${dice.emoji} ${dice.value}`) ?? poll?.question ?? game?.title;
}

/** Fields around the content of a message; the first other field names the kind of content. */
const ENVELOPE = new Set(['message_id', 'date', 'edit_date', 'chat', 'from', 'caption', 'media_group_id', 'effect_id']);
const AROUND =
  /^(forward|reply|external_reply|quote|via_bot|has_|is_|author|message_thread|show_caption|caption_|sender_|business_)/;

function whatOf(message: TelegramMessage): string {
  return (
    Object.entries(message).find(
      ([key, value]) => value !== undefined && !ENVELOPE.has(key) && !AROUND.test(key),
    )?.[0] ?? 'message'
  );
}

/** Keeps only the fields that have a value. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
