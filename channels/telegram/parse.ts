import type { InboundContent, InboundMessage } from '../channel.ts';
import { contentOf, given } from './content.ts';
import { notOwnOf } from './not-own.ts';
import {
  isShared,
  strangeUpdate,
  type TelegramMessage,
  type TelegramUpdate,
  type TelegramUser,
  updateSchema,
} from './update.ts';

/**
 * One update as one message, whatever its shape; `undefined` when it belongs to no private chat or says nothing. `now`
 * stands in where Telegram gives no time: a tap has none.
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

/** An edit without words is a moving location or a new picture: nothing to tell. */
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

/** The message of a tap may be inaccessible (date 0); its chat and id are there all the same. */
function fromTap({ id, from, data, message }: Part<'callback_query'>, now: Date): InboundMessage | undefined {
  if (message !== undefined && isShared(message.chat)) return undefined;
  return {
    // Without a message the button came from an inline result; a private chat has the id of its person.
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
 * Within one second a person can block, unblock and block again, or put the same emoji twice; update ids begin anew after a
 * quiet week. A second together with an update id never recurs.
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

/** A custom emoji is a picture that cannot be told. */
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

/** Seconds since 1970; a date that is missing, zero or beyond this century is none. */
function time(seconds: number, now: Date): string {
  return (seconds > 0 && seconds < 4_102_444_800 ? new Date(seconds * 1000) : now).toISOString();
}
