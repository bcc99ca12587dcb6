import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryError, OutboundMessage } from '../channel.ts';
import { createTelegramChannel, type TelegramChannel } from './channel.ts';
import { CHAT, keepingLog, pollingAt, type StandIn, startStandIn, TEST_TIMING, TOKEN } from './testing/stand-in.ts';

const chat = String(CHAT);
const ready: OutboundMessage = { kind: 'text', text: 'Uw auto is klaar.' };
const sendMethod = /\/sendMessage$/;

let standIn: StandIn;
let channel: TelegramChannel;
const log = keepingLog();

beforeEach(async () => {
  standIn = await startStandIn();
  channel = createTelegramChannel({ ...pollingAt(standIn.apiRoot, TOKEN), log });
});
afterEach(() => standIn.close());

function failure(attempt: Promise<unknown>): Promise<DeliveryError> {
  return attempt.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: DeliveryError) => error,
  );
}
function refusal(error_code: number, description: string, parameters?: object) {
  return {
    ok: false,
    error_code,
    description,
    parameters,
  };
}
function seenByCustomer() {
  return standIn.shown().map(({ text }) => text);
}

describe('a send that fails', () => {
  it('A10: by 429 may be repeated after the time that Telegram names', async () => {
    const body = refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 });
    await standIn.proxy.forPost(sendMethod).once().thenJson(429, body);
    const error = await failure(channel.send(chat, ready));
    expect(error).toMatchObject({ code: 'rate_limited', outcome: 'not_sent', retryAfterMs: 3000 });
    expect(channel.health().state).toBe('backing_off');
    await channel.send(chat, ready);
    expect(seenByCustomer()).toEqual(['Uw auto is klaar.']);
  });

  it('A12: because the customer blocked the bot concerns this customer alone', async () => {
    await standIn.proxy.forPost(sendMethod).thenJson(403, refusal(403, 'Forbidden: bot was blocked by the user'));
    expect(await failure(channel.send(chat, ready))).toMatchObject({ code: 'blocked', outcome: 'permanent' });
    expect(channel.health().state).toBe('starting');
  });

  it('A15: because the token was revoked loses nothing and shows in the health until a send works', async () => {
    await standIn.proxy.forPost(sendMethod).once().thenJson(401, refusal(401, 'Unauthorized'));
    const error = await failure(channel.send(chat, ready));
    expect(error).toMatchObject({ code: 'not_authorised', outcome: 'not_sent', retryAfterMs: 60_000 });
    expect(channel.health().state).toBe('refused');
    await channel.send(chat, ready);
    expect(channel.health().state).toBe('starting');
  });

  it('A11: by a bad gateway or a connection that breaks may have arrived', async () => {
    await standIn.proxy.forPost(sendMethod).once().thenReply(502, 'Bad Gateway');
    expect(await failure(channel.send(chat, ready))).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    await standIn.proxy.forPost(sendMethod).once().thenCloseConnection();
    expect(await failure(channel.send(chat, ready))).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    expect(seenByCustomer()).toEqual([]);
  });

  it('after Telegram took the message looks the same, so it is never called not sent', async () => {
    const target = standIn.server.config.apiURL;
    await standIn.proxy
      .forPost(sendMethod)
      .once()
      .thenForwardTo(target, { beforeResponse: () => 'close' });
    expect(await failure(channel.send(chat, ready))).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    expect(seenByCustomer()).toEqual(['Uw auto is klaar.']);
  });

  it('A14: because Telegram hangs ends in time', async () => {
    const timing = { ...TEST_TIMING, sendMs: 100 };
    const hasty = createTelegramChannel({ ...pollingAt(standIn.apiRoot, TOKEN), timing });
    await standIn.proxy.forPost(sendMethod).thenTimeout();
    expect(await failure(hasty.send(chat, ready))).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it('because nothing listens there was never sent', async () => {
    const nowhere = createTelegramChannel(pollingAt('http://127.0.0.1:1', TOKEN));
    expect(await failure(nowhere.send(chat, ready))).toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
  });

  it('A16: by a page that is no answer tells neither the token nor the text', async () => {
    await standIn.proxy.forPost(sendMethod).thenReply(200, '<html>Sign in to the guest network</html>');
    const error = await failure(channel.send(chat, ready));
    await standIn.proxy.forPost(/answerCallbackQuery$/).thenReply(200, '<html>Sign in</html>');
    await channel.acknowledgeTap('991', 'Genoteerd');
    expect(error).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    const told = inspect([error, channel.health(), log.lines], { depth: 9, showHidden: true });
    expect(told).not.toContain('AAF-standin');
    expect(told).not.toContain('Uw auto');
    expect(log.lines.at(-1)).toContain('a tap was not acknowledged');
  });
});

describe('a repeated edit or tap', () => {
  it('that changes nothing is a success', async () => {
    const body = refusal(400, 'Bad Request: message is not modified: specified new message content is the same');
    await standIn.proxy.forPost(/editMessageText$/).thenJson(400, body);
    expect(await channel.edit(chat, '5', ready)).toMatchObject({ externalId: '5', state: 'sent' });
  });

  it('of a message that is gone fails for good', async () => {
    const body = refusal(400, 'Bad Request: message to edit not found');
    await standIn.proxy.forPost(/editMessageText$/).thenJson(400, body);
    expect(await failure(channel.edit(chat, '5', ready))).toMatchObject({ code: 'invalid', outcome: 'permanent' });
  });

  it('of a photo replaces its caption', async () => {
    const body = refusal(400, 'Bad Request: there is no text in the message to edit');
    await standIn.proxy.forPost(/editMessageText$/).thenJson(400, body);
    const caption = await standIn.proxy.forPost(/editMessageCaption$/).thenJson(200, { ok: true, result: true });
    await channel.edit(chat, '5', { kind: 'text', text: '*Klaar*' });
    const [request] = await caption.getSeenRequests();
    expect(await request?.body.getJson()).toMatchObject({
      message_id: 5,
      caption: 'Klaar',
      reply_markup: { inline_keyboard: [] },
    });
  });

  it('that comes too late to be acknowledged is no trouble', async () => {
    const body = refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
    await standIn.proxy.forPost(/answerCallbackQuery$/).thenJson(400, body);
    const before = log.lines.length;
    await channel.acknowledgeTap('991');
    expect(log.lines).toHaveLength(before);
  });
});
