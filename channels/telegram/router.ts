import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { Receive } from '../channel.ts';
import { type CallApi, toDeliveryError } from './api.ts';
import type { ChannelLog, TelegramOptions } from './options.ts';
import { parseUpdate } from './parse.ts';
import { isShared, strangeUpdate, updateSchema } from './update.ts';

/** Telegram remembers this setting, so it is sent each time. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const;

/** Throws what `receive` throws, so that an update that was not stored comes again. */
export type Router = (update: unknown, receive: Receive) => Promise<void>;

/**
 * Makes a telegraf bot that is never launched: its own polling and webhook lose updates and keep no
 * order.
 */
export function createBot({ token, apiRoot, agent }: TelegramOptions): Telegraf {
  const bot = new Telegraf(token, {
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: {
      webhookReply: false,
      ...(apiRoot === undefined ? {} : { apiRoot: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/` }),
      ...(agent === undefined ? {} : { agent }),
    },
  });
  // Without it telegraf calls getMe at the first update and keeps a failed call for ever.
  bot.botInfo = unnamedBot(token);
  // The default handler prints the whole update.
  bot.catch((error) => {
    throw error;
  });
  return bot;
}

/**
 * Hands every kind of update to one parser, around telegraf's router where telegraf does not know
 * the kind. Updates of groups are handled here and never received.
 */
export function createRouter(bot: Telegraf, meetGroup: MeetGroup): Router {
  // handleUpdate takes only the update, and each request has its own `receive`.
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

/** The part of a token before the colon is the bot's id; receiving needs no more. */
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

type Group = {
  readonly chat: number;
  readonly type: string | undefined;
  readonly language: string | undefined;
  /** False once the bot was removed. */
  readonly isMember: boolean;
};

/** Finds the group or channel of an update; undefined for a private chat. */
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
const MAX_REMEMBERED = 1_000;

/** Returns at once and never throws. */
type MeetGroup = (group: Group) => void;

/**
 * Says once that the bot works in private chats only, and leaves. Nothing of a group is received,
 * because other people read along. The memory ends with the process; then the next word in the
 * group repeats the goodbye. Channels get no words, because all their readers would see them.
 */
export function createGroupManners(parts: {
  readonly call: CallApi;
  readonly log: ChannelLog;
  readonly withinMs: number;
  /** The bot's user name; empty until Telegram has told it. */
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
    // The first entry is the one that was met longest ago.
    if (met.size > MAX_REMEMBERED) met.delete(met.keys().next().value ?? 0);
    void leave(group, saysWhy);
  };
}

const FAREWELL = {
  nl: (way: string) =>
    `Dit is een digitale assistent die alleen in een privégesprek werkt. Hij verlaat daarom deze groep. U kunt hem daar altijd schrijven${way}.`,
  en: (way: string) =>
    `This is a digital assistant that works in private chats only, so it leaves this group. You can always write to it there${way}.`,
} as const;

/** Writes in the language of the person, or in both. */
function farewell(language: string | undefined, userName: string): string {
  const way = userName === '' ? '' : `: https://t.me/${userName}`;
  const first = language?.toLowerCase().split('-')[0];
  if (first === 'nl' || first === 'en') return FAREWELL[first](way);
  return [FAREWELL.nl(way), FAREWELL.en(way)].join('\n\n');
}
