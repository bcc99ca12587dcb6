import type { CallApi } from './api.ts';
import { type Redact, toDeliveryError } from './errors.ts';
import type { HealthBoard } from './health.ts';
import type { ChannelLog, TelegramTiming } from './options.ts';
import { ALLOWED_UPDATES } from './router.ts';
import { backoff, pause } from './waits.ts';

/** What keeping the webhook registered works with. */
type Registration = {
  readonly call: CallApi;
  readonly url: string;
  /** What Telegram shall show with each request. */
  readonly secret: string;
  readonly health: HealthBoard;
  readonly log: ChannelLog;
  readonly redact: Redact;
  readonly timing: TelegramTiming;
};

/** Registers the webhook and looks after it until the abort: any process with the same token can take it away. */
export async function keepRegistered(registration: Registration, signal: AbortSignal): Promise<void> {
  const { health, log, timing } = registration;
  let registered = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (registered) health.listening(await look(registration, signal));
      else {
        await register(registration, signal);
        health.listening();
      }
      registered = true;
      failures = 0;
      await pause(timing.watchMs, signal);
    } catch (thrown) {
      if (signal.aborted) return;
      failures += 1;
      const error = toDeliveryError(thrown, 'setWebhook');
      health.troubled(error);
      log.warn({ channel: 'telegram', code: error.code, failures, reason: error.message }, 'webhook check failed');
      await pause(backoff(error, failures, timing), signal);
    }
  }
}

async function register({ call, url, secret, timing }: Registration, signal: AbortSignal): Promise<void> {
  // drop_pending_updates is never given: it would throw customers' messages away.
  const payload = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES };
  await call('setWebhook', payload, { withinMs: timing.sendMs, signal });
}

/** Restores a webhook that is gone; answers what staff should know. */
async function look(registration: Registration, signal: AbortSignal): Promise<string | undefined> {
  const { call, url, log, redact, timing } = registration;
  const info = await call('getWebhookInfo', {}, { withinMs: timing.sendMs, signal });
  if (info.url !== url) {
    log.warn({ channel: 'telegram' }, 'the webhook was changed elsewhere and is set again');
    await register(registration, signal);
    return 'The webhook was changed elsewhere and is set again.';
  }
  const { last_error_date: failedAt = 0, last_error_message: reason = '', pending_update_count: waiting } = info;
  // An older failure was seen at the last look.
  if (Date.now() - failedAt * 1000 <= timing.watchMs)
    return `Telegram could not deliver an update (${redact(reason)}); ${waiting} wait.`;
  return waiting > 0 ? `${waiting} updates wait at Telegram.` : undefined;
}
