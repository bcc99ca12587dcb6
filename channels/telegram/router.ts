import { Telegraf } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { Receive } from '../channel.ts';
import { groupOf, type MeetGroup } from './groups.ts';
import type { TelegramOptions } from './options.ts';
import { parseUpdate } from './parse.ts';

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
