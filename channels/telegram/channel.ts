import type { AcknowledgesTaps, Channel, EditsMessages, FetchesMedia, InvitesByLink, Receive } from '../channel.ts';
import { type CallApi, createApi, createHealthBoard, toDeliveryError, withoutThisToken } from './api.ts';
import { fetchFile } from './media.ts';
import { type ChannelLog, DEFAULT_TIMING, TELEGRAM_CAPABILITIES, type TelegramOptions } from './options.ts';
import { pollUpdates, untilItWorks } from './poll.ts';
import { createBot, createGroupManners, createRouter } from './router.ts';
import { editMessage, sendMessage } from './send.ts';
import { createWebhook, keepRegistered } from './webhook.ts';

export type TelegramChannel = Channel & EditsMessages & AcknowledgesTaps & FetchesMedia & InvitesByLink;

/** Makes the channel of one bot account. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { webhook, cursor, log } = options;
  if (webhook !== undefined && webhook.secrets.length === 0) throw new Error('A Telegram webhook needs a secret.');
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const monotonicMs = () => performance.now();
  const health = createHealthBoard(monotonicMs);
  const bot = createBot(options);
  const redact = withoutThisToken(options.token);
  const call = createApi(bot.telegram, health, redact);
  const userName = () => bot.botInfo?.username ?? '';
  const meetGroup = createGroupManners({ call, log, withinMs: timing.sendMs, userName, monotonicMs });
  const route = createRouter(bot, meetGroup);

  const listen = async (receive: Receive, signal: AbortSignal): Promise<void> => {
    const introduce = () => call('getMe', {}, { withinMs: timing.sendMs, signal });
    const onFailure = (thrown: unknown) => {
      const error = toDeliveryError(thrown, 'getMe');
      health.troubled(error);
      log.warn({ channel: 'telegram', code: error.code, reason: error.message }, 'the bot could not introduce itself');
      return error;
    };
    const me = await untilItWorks(introduce, onFailure, timing, signal);
    if (me === undefined) return;
    bot.botInfo = me;
    options.onIdentity?.(me.username);
    log.info({ channel: 'telegram', transport: webhook === undefined ? 'polling' : 'webhook' }, 'listening');
    const [secret] = webhook?.secrets ?? [];
    if (webhook === undefined || secret === undefined) {
      return pollUpdates({ call, route, cursor, health, log, timing }, receive, signal);
    }
    return keepRegistered({ call, url: webhook.url, secret, health, log, redact, timing }, signal);
  };

  return {
    name: 'telegram',
    capabilities: TELEGRAM_CAPABILITIES,
    ...(webhook === undefined ? {} : { webhook: createWebhook(webhook.secrets, route, log) }),
    start: async (receive, signal) => void listen(receive, signal),
    send: (to, message) => sendMessage(call, to, message, timing.sendMs),
    edit: (to, externalId, message) => editMessage(call, to, externalId, message, timing.sendMs),
    acknowledgeTap: (tap, notice) => acknowledge(call, log, tap, notice, Math.min(TAP_MS, timing.sendMs)),
    fetchMedia: (reference, signal) => fetchFile(options, call, reference, signal, timing),
    invitationLink: (token) => {
      const name = options.recordedName?.() || userName();
      return name === '' ? undefined : `https://t.me/${name}?start=${token}`;
    },
    health: health.current,
  };
}

/** By then the tap has stopped waiting anyway. */
const TAP_MS = 10_000;
const MAX_NOTICE_LENGTH = 200;

/** Telegram accepts the answer to a tap for some seconds only; being too late is no error. */
async function acknowledge(call: CallApi, log: ChannelLog, tap: string, notice: string | undefined, withinMs: number) {
  const words = notice === undefined ? {} : { text: notice.slice(0, MAX_NOTICE_LENGTH) };
  try {
    await call('answerCallbackQuery', { callback_query_id: tap, ...words }, { withinMs });
  } catch (thrown) {
    const { code, message } = toDeliveryError(thrown, 'answerCallbackQuery');
    if (message.includes('query is too old')) return;
    log.warn({ channel: 'telegram', code, reason: message }, 'a tap was not acknowledged');
  }
}
