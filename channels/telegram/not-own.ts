import type { NotOwn, TextRange } from '../channel.ts';
import type { TelegramAuthor, TelegramMessage } from './update.ts';

/**
 * Reads which parts of a message are not the sender's own words. `shift` maps Telegram's positions
 * to positions in `text`.
 */
export function notOwnOf(
  message: TelegramMessage,
  text = message.text ?? message.caption ?? '',
  shift: (offset: number) => number = (offset) => offset,
): NotOwn | undefined {
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const struck = rangesOf(entities, STRUCK, text, shift);
  const quoted = rangesOf(entities, QUOTED, text, shift);
  const marks: NotOwn = {
    ...(isForwarded(message) && { forwarded: named('from', originOf(message)) }),
    ...(VIA.some((key) => isThere(message[key])) && { via: named('bot', botOf(message)) }),
    ...(isThere(message.is_from_offline) && { automatic: true }),
    ...(ELSEWHERE.some((key) => isThere(message[key])) && { elsewhere: true }),
    ...(struck.length > 0 && { struck }),
    ...(quoted.length > 0 && { quoted }),
  };
  return Object.keys(marks).length > 0 ? marks : undefined;
}

/** Tells if nothing in it is the sender's own: neither a word nor a shared number. */
export function isPassedOn(notOwn: NotOwn | undefined): boolean {
  return notOwn?.forwarded !== undefined || notOwn?.via !== undefined || notOwn?.automatic === true;
}

// Text in code style was pasted.
const QUOTED = new Set(['blockquote', 'expandable_blockquote', 'pre', 'code']);
const STRUCK = new Set(['strikethrough']);
const VIA = ['via_bot', 'sender_business_bot'] as const;
const ELSEWHERE = ['external_reply', 'reply_to_story'] as const;

// A field of unknown shape still shows that the message was not typed.
function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false;
}

function isForwarded(message: TelegramMessage): boolean {
  return (
    isThere(message.is_automatic_forward) ||
    Object.entries(message).some(([key, value]) => key.startsWith('forward_') && isThere(value))
  );
}

function originOf(message: TelegramMessage): string | undefined {
  const { sender_user, sender_user_name, sender_chat, chat } = message.forward_origin ?? {};
  return (
    nameOf(sender_user) ??
    sender_user_name ??
    nameOf(sender_chat ?? chat) ??
    nameOf(message.forward_from) ??
    message.forward_sender_name ??
    nameOf(message.forward_from_chat)
  );
}

function nameOf(author: TelegramAuthor | undefined): string | undefined {
  return (
    author && (author.title ?? ([author.first_name, author.last_name].filter(Boolean).join(' ') || author.username))
  );
}

function botOf({ via_bot, sender_business_bot }: TelegramMessage): string | undefined {
  const bot = via_bot ?? sender_business_bot;
  return bot?.username ? `@${bot.username}` : nameOf(bot);
}

const MAX_NAME = 64;

function named<K extends string>(key: K, name: string | undefined): { readonly [k in K]?: string } {
  // Signs that turn the writing direction would turn the words around the name too.
  const plain = (name ?? '').slice(0, 4 * MAX_NAME).replace(/[\p{Bidi_Control}\p{Cc}]/gu, '');
  const short = Array.from(plain)
    .slice(0, MAX_NAME)
    .join('')
    .replace(/\p{Surrogate}/gu, '')
    .trim();
  return (short === '' ? {} : { [key]: short }) as { readonly [k in K]?: string };
}

const MAX_RANGES = 100;

function rangesOf(
  entities: readonly unknown[] | undefined,
  types: ReadonlySet<string>,
  text: string,
  shift: (offset: number) => number,
): readonly TextRange[] {
  const found = (entities ?? []).flatMap((entity) => rangeOf(entity, types, text, shift));
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of found.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    // More ranges than anybody marks: the last one takes the rest, so that nothing of it counts as
    // own.
    if (last && (from <= last.to || merged.length === MAX_RANGES))
      last.to = from <= last.to ? Math.max(last.to, to) : text.length;
    else merged.push({ from, to });
  }
  return merged;
}

function rangeOf(
  entity: unknown,
  types: ReadonlySet<string>,
  text: string,
  shift: (offset: number) => number,
): readonly TextRange[] {
  if (typeof entity !== 'object' || entity === null) return [];
  const { type, offset, length } = entity as {
    readonly type?: unknown;
    readonly offset?: unknown;
    readonly length?: unknown;
  };
  if (typeof type !== 'string' || !types.has(type) || typeof offset !== 'number' || typeof length !== 'number')
    return [];
  const within = (at: number): number => Math.min(Math.max(at, 0), text.length);
  const from = within(shift(Math.floor(offset)));
  const to = within(shift(Math.ceil(offset + length)));
  return from < to ? [{ from: splitsPair(text, from) ? from - 1 : from, to: splitsPair(text, to) ? to + 1 : to }] : [];
}

function splitsPair(text: string, at: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');
}
