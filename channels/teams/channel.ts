import { setTimeout as wait } from 'node:timers/promises';
import type { Channel, EditsMessages, FetchesMedia } from '../channel.ts';
import { createAdmission } from './admission.ts';
import { drawAdaptiveCard } from './card.ts';
import { createConnector, createHealthBoard, createTokens, type Tokens } from './connector.ts';
import { toDeliveryError } from './errors.ts';
import { fetchFile } from './media.ts';
import { assertSealed, type ChannelLog, DEFAULT_TIMING, TEAMS_CAPABILITIES, type TeamsOptions } from './options.ts';
import { createConversationPace, createSender } from './send.ts';
import { createWebhook } from './webhook.ts';

export type TeamsChannel = Channel & EditsMessages & FetchesMedia;

/** Makes the channel of one Entra app, for the people of its tenants. */
export function createTeamsChannel(options: TeamsOptions): TeamsChannel {
  assertSealed(options);
  if (options.appPassword === '')
    throw new Error('A Teams bot needs the password of its app: it cannot send without one.');
  const { serviceUrls, log } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const monotonicMs = () => performance.now();
  const health = createHealthBoard(monotonicMs);
  // Half the time, so that a send that needs a new token still ends in time.
  const tokens = createTokens({ ...options, withinMs: timing.sendMs / 2, monotonicMs, health });
  const connector = createConnector({ serviceUrls, tokens, health, withinMs: timing.sendMs });
  const sender = createSender({ ...options, connector, pace: createConversationPace(monotonicMs) });
  const admission = createAdmission(options);
  const takeIn = createWebhook(options, drawAdaptiveCard, admission);
  const media = { serviceUrls, tokens, health, withinMs: timing.downloadMs };
  return {
    name: 'teams',
    capabilities: TEAMS_CAPABILITIES,
    webhook: async (request, receive, answer) => {
      const response = await takeIn(request, receive, answer);
      if (response.ok) health.heard();
      return response;
    },
    warmWebhook: admission.warm,
    start: async (_receive, signal) => void introduce(tokens, log, signal),
    send: sender.send,
    edit: sender.edit,
    fetchMedia: (reference, signal) => fetchFile(media, reference, signal),
    health: health.current,
  };
}

const RETRY_MS = 5_000;

/**
 * Gets a token at the start, so that the health shows a wrong password before the first message.
 */
async function introduce(tokens: Tokens, log: ChannelLog, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await tokens.get();
      log.info({ channel: 'teams' }, 'the bot can send');
      return;
    } catch (thrown) {
      const { code, message, retryAfterMs = RETRY_MS } = toDeliveryError(thrown, 'token');
      log.warn({ channel: 'teams', code, reason: message }, 'the bot got no token');
      await wait(retryAfterMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
