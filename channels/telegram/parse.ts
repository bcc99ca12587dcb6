import type { InboundContent, InboundMessage, MediaReference } from '../channel.ts';
import { strangeUpdate, type TelegramMessage, type TelegramUpdate, type TelegramUser, updateSchema } from './update.ts';

/**
 * One update as one message, whatever its shape; `undefined` when it belongs to no chat or says nothing. `now` stands in
 * where Telegram gives no time: a tap has none.
 */
export const parseUpdate = (update: unknown, now: Date): InboundMessage | undefined => {
  const { data } = updateSchema.safeParse(update);
  if (data?.message) return fromMessage(data.message, now);
  if (data?.edited_message) return fromEdit(data.edited_message, now);
  if (data?.callback_query) return fromTap(data.callback_query, now);
  if (data?.my_chat_member) return fromMembership(data.my_chat_member, now);
  return fromStrange(update, now);
};

type Part<K extends keyof TelegramUpdate> = NonNullable<TelegramUpdate[K]>;

const fromMessage = (message: TelegramMessage, now: Date): InboundMessage => ({
  chat: String(message.chat.id),
  dedupeKey: `m:${message.chat.id}:${message.message_id}`,
  sender: sender(message.from, message.chat.id),
  at: time(message.date, now),
  content: isGroup(message.chat) ? unsupported('group') : contentOf(message),
});

/** An edit without words is a moving location or a new picture: nothing to tell. */
const fromEdit = (message: TelegramMessage, now: Date): InboundMessage | undefined => {
  const text = message.text ?? message.caption;
  if (text === undefined) return undefined;
  const edited: InboundContent = { kind: 'edited', externalId: String(message.message_id), text };
  return {
    chat: String(message.chat.id),
    dedupeKey: `m:${message.chat.id}:${message.message_id}:${message.edit_date}`,
    sender: sender(message.from, message.chat.id),
    at: time(message.edit_date, now),
    content: isGroup(message.chat) ? unsupported('group') : edited,
  };
};

/** The message of a tap may be inaccessible (date 0); its chat and id are there all the same. */
const fromTap = ({ id, from, data, message }: Part<'callback_query'>, now: Date): InboundMessage => ({
  // Without a message the button came from an inline result; a private chat has the id of its person.
  chat: String(message?.chat.id ?? from.id),
  dedupeKey: `cb:${id}`,
  sender: sender(from, from.id),
  at: now.toISOString(),
  content:
    message !== undefined && isGroup(message.chat) ? unsupported('group') : tapped(id, data, message?.message_id),
});

const tapped = (tap: string, token: string | undefined, messageId: number | undefined): InboundContent =>
  token === undefined
    ? unsupported('game')
    : { kind: 'choice', token, tap, ...given({ onMessage: messageId?.toString() }) };

const fromMembership = ({ chat, from, date, new_chat_member }: Part<'my_chat_member'>, now: Date): InboundMessage => ({
  chat: String(chat.id),
  dedupeKey: `s:${chat.id}:${date}:${new_chat_member.status}`,
  sender: sender(from, chat.id),
  at: time(date, now),
  content: isGroup(chat)
    ? unsupported('group')
    : { kind: 'reachable', reachable: !['kicked', 'left'].includes(new_chat_member.status) },
});

const fromStrange = (update: unknown, now: Date): InboundMessage | undefined => {
  const strange = strangeUpdate(update);
  if (strange === undefined) return undefined;
  return {
    chat: String(strange.chat.id),
    dedupeKey: `u:${strange.updateId}`,
    sender: sender(strange.from, strange.chat.id),
    at: time(strange.date, now),
    content: unsupported(isGroup(strange.chat) ? 'group' : strange.kind),
  };
};

const contentOf = (message: TelegramMessage): InboundContent => {
  if (message.text !== undefined) return fromText(message, message.text);
  if (message.contact !== undefined) return fromContact(message.contact, message.from?.id);
  const media = mediaOf(message);
  if (media === undefined) return unsupported(whatOf(message));
  const externalId = String(message.message_id);
  return { kind: 'media', externalId, media, ...given({ caption: message.caption, album: message.media_group_id }) };
};

const START = /^\/start(?:@\w+)?(?:\s+(?<payload>\S+)|\s*$)/;

/** Telegram writes words that a bot should know as `/stop`; elsewhere people type the bare word. */
const COMMAND = /^\/(?<word>[a-z]+)(?:@\w+)?(?!\S)/i;

const fromText = (message: TelegramMessage, text: string): InboundContent => {
  const start = START.exec(text);
  if (start !== null) return { kind: 'start', ...given({ payload: start.groups?.payload }) };
  const replyTo = message.reply_to_message?.message_id.toString();
  const words = text.replace(COMMAND, '$<word>');
  return { kind: 'text', text: words, externalId: String(message.message_id), ...given({ replyTo }) };
};

/** Telegram itself fills `user_id`, so it vouches for the number; it leaves out the plus of the international form. */
const fromContact = (
  contact: NonNullable<TelegramMessage['contact']>,
  senderId: number | undefined,
): InboundContent => {
  const own = contact.user_id !== undefined && contact.user_id === senderId;
  const phone = own && /^\d+$/.test(contact.phone_number) ? `+${contact.phone_number}` : contact.phone_number;
  return { kind: 'contact', phone, own };
};

const mediaOf = (message: TelegramMessage): MediaReference | undefined => {
  // Telegram sorts the sizes of a photo upwards.
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return reference(photo, 'image/jpeg');
  const { document, voice, video, audio, animation, video_note } = message;
  const found = animation ?? document ?? voice ?? video ?? audio ?? video_note;
  return found === undefined ? undefined : reference(found, found === voice ? 'audio/ogg' : undefined);
};

const reference = (file: NonNullable<TelegramMessage['document']>, mimeType: string | undefined): MediaReference => ({
  reference: file.file_id,
  ...given({ mimeType: file.mime_type ?? mimeType, bytes: file.file_size, fileName: file.file_name }),
});

/** What surrounds the content of a message; the first other key names what it is. */
const ENVELOPE = new Set([
  'message_id',
  'date',
  'edit_date',
  'chat',
  'from',
  'caption',
  'media_group_id',
  'sender_chat',
]);
const AROUND =
  /^(forward|reply|external_reply|quote|via_bot|has_|is_|author|message_thread|caption_|sender_|business_)/;

const whatOf = (message: TelegramMessage): string =>
  Object.entries(message).find(([key, value]) => value !== undefined && !ENVELOPE.has(key) && !AROUND.test(key))?.[0] ??
  'message';

const unsupported = (what: string): InboundContent => ({ kind: 'unsupported', what });

const isGroup = ({ type }: { readonly type?: string | undefined }): boolean =>
  type === 'group' || type === 'supergroup' || type === 'channel';

const sender = (user: TelegramUser | undefined, chat: number): InboundMessage['sender'] => {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  return { id: String(user?.id ?? chat), ...given({ name: name || undefined, language: user?.language_code }) };
};

/** Seconds since 1970; a date that is missing, zero or beyond this century is none. */
const time = (seconds: number, now: Date): string =>
  (seconds > 0 && seconds < 4_102_444_800 ? new Date(seconds * 1000) : now).toISOString();

/** Only the fields that have a value. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } => {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
};
