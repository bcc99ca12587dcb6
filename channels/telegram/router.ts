import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { Receive } from '../channel.ts';
import { type CallApi, toDeliveryError } from './api.ts';
import type { ChannelLog, TelegramOptions } from './options.ts';
import { parseUpdate } from './parse.ts';
import { isShared, strangeUpdate, updateSchema } from './update.ts';

/** The updates that Telegram is asked for; the setting sticks there, so it is given each time. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const;

/** Routes one update to `receive`; throws what `receive` throws, so that an update that is not stored comes again. */
export type Router = (update: unknown, receive: Receive) => Promise<void>;

/** A telegraf bot that is never launched: its own polling and webhook lose updates and give no order. */
export function createBot({ token, apiRoot, agent }: TelegramOptions): Telegraf {
  const bot = new Telegraf(token, {
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: {
      webhookReply: false,
      ...(apiRoot === undefined ? {} : { apiRoot: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/` }),
      ...(agent === undefined ? {} : { agent }),
    },
  });
  // Without it telegraf calls getMe at the first update, and keeps a failure of that call for ever.
  bot.botInfo = unnamedBot(token);
  // The default handler prints the whole update.
  bot.catch((error) => {
    throw error;
  });
  return bot;
}

/**
 * Hands each kind of update to the same parser; a kind that telegraf does not know goes round its router. What happens in groups
 * is dealt with here and never received.
 */
export function createRouter(bot: Telegraf, meetGroup: MeetGroup): Router {
  // handleUpdate takes nothing but the update, and each request brings its own `receive`.
  const receivers = new WeakMap<object, Receive>();
  const hand = async (update: object, receive: Receive | undefined): Promise<void> => {
    const group = groupOf(update);
    if (group !== undefined) return meetGroup(group);
    const message = parseUpdate(update, new Date());
    if (message !== undefined) await receive?.(message);
  };
  for (const kind of ALLOWED_UPDATES) bot.on(kind, (ctx) => hand(ctx.update, receivers.get(ctx.update)));
  return async (update, receive) => {
    if (!isObject(update)) return;
    if (!isKnown(update)) return hand(update, receive);
    receivers.set(update, receive);
    await bot.handleUpdate(update);
  };
}

type KnownUpdate = Parameters<Telegraf['handleUpdate']>[0];

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isKnown(update: object): update is KnownUpdate {
  return ALLOWED_UPDATES.some((kind) => kind in update && isObject(Reflect.get(update, kind)));
}

/** The id of a bot is the part of its token before the colon; the rest is not needed to receive. */
function unnamedBot(token: string): UserFromGetMe {
  return {
    id: Number.parseInt(token, 10),
    is_bot: true,
    first_name: '',
    username: '',
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
}

/** A group or channel in which something happened, as far as leaving it needs. */
type Group = {
  readonly chat: number;
  readonly type: string | undefined;
  readonly language: string | undefined;
  /** False after the bot was put out. */
  readonly isMember: boolean;
};

/** The group or channel that an update comes from; `undefined` for a private chat. */
function groupOf(update: unknown): Group | undefined {
  const { data } = updateSchema.safeParse(update);
  const tap = data?.callback_query;
  const { chat, from } = (tap?.message ? { chat: tap.message.chat, from: tap.from } : strangeUpdate(update)) ?? {};
  if (chat === undefined || !isShared(chat)) return undefined;
  const status = data?.my_chat_member?.new_chat_member.status ?? 'member';
  return {
    chat: chat.id,
    type: chat.type,
    language: from?.language_code,
    isMember: !['kicked', 'left'].includes(status),
  };
}

const WORDS_AGAIN_MS = 60 * 60 * 1000;
const LEAVE_AGAIN_MS = 60 * 1000;
const MOST_REMEMBERED = 1_000;

/** Deals with an update of a group; returns at once and never throws. */
type MeetGroup = (group: Group) => void;

/**
 * Says once that the bot works in private chats only, and leaves. Nothing of a group is received: others read along, so it can
 * be nobody's conversation. What is said here is lost when the process ends, and then the next word in the group repeats it.
 * Channels are ignored: words there would go to everybody who reads it.
 */
export function createGroupManners(parts: {
  readonly call: CallApi;
  readonly log: ChannelLog;
  readonly withinMs: number;
  /** The bot's user name, empty until Telegram said it. */
  readonly userName: () => string;
  readonly monotonicMs: () => number;
}): MeetGroup {
  const { call, log, withinMs, userName, monotonicMs } = parts;
  const met = new Map<number, { readonly saidAt: number; readonly leftAt: number }>();

  const attempt = async (operation: string, work: () => Promise<unknown>): Promise<void> => {
    await work().catch((thrown: unknown) => {
      const { code, message } = toDeliveryError(thrown, operation);
      log.warn({ channel: 'telegram', code, reason: message }, 'a group could not be dealt with');
    });
  };

  const leave = async ({ chat, language }: Group, saysWhy: boolean): Promise<void> => {
    const text = farewell(language, userName());
    if (saysWhy) await attempt('sendMessage', () => call('sendMessage', { chat_id: chat, text }, { withinMs }));
    await attempt('leaveChat', () => call('leaveChat', { chat_id: chat }, { withinMs }));
  };

  return (group) => {
    if (group.type === 'channel' || !group.isMember) return;
    const now = monotonicMs();
    const before = met.get(group.chat);
    if (before && now - before.leftAt < LEAVE_AGAIN_MS) return;
    const saysWhy = before === undefined || now - before.saidAt >= WORDS_AGAIN_MS;
    met.delete(group.chat);
    met.set(group.chat, { saidAt: saysWhy ? now : before.saidAt, leftAt: now });
    // The one that was met longest ago stands first.
    if (met.size > MOST_REMEMBERED) met.delete(met.keys().next().value ?? 0);
    void leave(group, saysWhy);
  };
}

const FAREWELL = {
  nl: (way: string) =>
    `Dit is een digitale assistent die alleen in een privégesprek werkt. Hij verlaat daarom deze groep. U kunt hem daar altijd schrijven${way}.`,
  en: (way: string) =>
    `This is a digital assistant that works in private chats only, so it leaves this group. You can always write to it there${way}.`,
} as const;

/** In the language of the person, or in both. */
function farewell(language: string | undefined, userName: string): string {
  const way = userName === '' ? '' : `: https://t.me/${userName}`;
  const first = language?.toLowerCase().split('-')[0];
  if (first === 'nl' || first === 'en') return FAREWELL[first](way);
  return [FAREWELL.nl(way), FAREWELL.en(way)].join('\n\n');
}
