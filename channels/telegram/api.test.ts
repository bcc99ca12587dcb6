import { inspect } from 'node:util';
import { TelegramError } from 'telegraf';
import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../channel.ts';
import { createHealthBoard, toDeliveryError, withoutThisToken, withoutToken } from './api.ts';

function answered(error_code: number, description: string, parameters = {}) {
  return toDeliveryError(
    new TelegramError({ error_code, description, parameters }, { payload: { text: 'Uw auto is klaar' } }),
    'sendMessage',
  );
}
function broke(fields: object, message = 'request failed') {
  return toDeliveryError(Object.assign(new Error(message), fields), 'sendMessage');
}

describe('A10 to A15: what may be done after an answer', () => {
  it.each([
    [answered(429, 'Too Many Requests', { retry_after: 3 }), 'rate_limited', 'not_sent', 3000],
    [answered(429, 'Too Many Requests'), 'rate_limited', 'not_sent', 5000],
    [answered(401, 'Unauthorized'), 'not_authorised', 'not_sent', 60_000],
    [answered(404, 'Not Found'), 'not_authorised', 'not_sent', 60_000],
    [answered(403, 'Forbidden: bot was blocked by the user'), 'blocked', 'permanent', undefined],
    [answered(400, 'Bad Request: chat not found'), 'chat_not_found', 'permanent', undefined],
    [answered(400, 'Bad Request: message text is empty'), 'invalid', 'permanent', undefined],
    [answered(409, 'Conflict: terminated by other getUpdates request'), 'unavailable', 'not_sent', undefined],
    [answered(400, 'Bad Request: file is too big'), 'too_large', 'permanent', undefined],
    [answered(409, 'Conflict: webhook is active'), 'unavailable', 'not_sent', undefined],
    [answered(502, 'Bad Gateway'), 'unavailable', 'unknown', undefined],
  ])('%s', (error, code, outcome, retryAfterMs) => expect(error).toMatchObject({ code, outcome, retryAfterMs }));

  it('a chat that moved tells its new id', () =>
    expect(answered(400, 'Bad Request: group upgraded', { migrate_to_chat_id: -1009 })).toMatchObject({
      code: 'moved',
      outcome: 'permanent',
      movedTo: '-1009',
    }));
});

describe('A11, A14: what may be done without an answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED'])('%s was never sent', (code) =>
    expect(broke({ code })).toMatchObject({ code: 'unavailable', outcome: 'not_sent' }),
  );

  it('a connection that could not be made was never used', () =>
    expect(broke({ code: 'EHOSTUNREACH' }, 'request to x failed, reason: connect EHOSTUNREACH')).toMatchObject({
      outcome: 'not_sent',
    }));

  it.each(['ECONNRESET', 'EPIPE', 'EHOSTUNREACH'])('%s leaves it open', (code) =>
    expect(broke({ code })).toMatchObject({ code: 'unavailable', outcome: 'unknown' }),
  );

  it('a page that is no JSON leaves it open', () =>
    expect(broke({ type: 'invalid-json' })).toMatchObject({ code: 'unavailable', outcome: 'unknown' }));

  it('an answer that came too late leaves it open', () =>
    expect(broke({ name: 'AbortError' })).toMatchObject({ code: 'timeout', outcome: 'unknown' }));

  it('anything else leaves it open', () =>
    expect(toDeliveryError('what', 'sendMessage')).toMatchObject({ code: 'unavailable', outcome: 'unknown' }));
});

describe('A16: an error', () => {
  it('keeps neither the message to the customer nor the token', () => {
    expect(inspect(answered(400, 'Bad Request'), { depth: 9 })).not.toContain('Uw auto');
    expect(answered(400, 'Bad Request: wrong url /bot7001:AAF_x-9zzz').message).not.toContain('AAF_x');
    const page = 'invalid json response body at https://api.telegram.org/bot7001:AAF_x-9zzz/sendMessage';
    expect(inspect(broke({ type: 'invalid-json' }, page), { depth: 9, showHidden: true })).not.toContain('AAF_x');
  });

  it('has the token taken out of any text', () => {
    expect(withoutToken('at https://x/bot7001:AAF_x-9zzz/getMe failed')).toBe('at https://x/[token]/getMe failed');
    expect(withoutToken('file https://x/file/bot7001:AAF_x-9zzz/a.jpg')).toBe('file https://x/file/[token]/a.jpg');
    expect(withoutToken('at https://x/bot7001%3AAAF_x-9zzz/getMe')).toBe('at https://x/[token]/getMe');
  });

  it.each(['see bot7001:s/e+c=r e?t for it', 'see 7001%3As%2Fe%2Bc%3Dr%20e%3Ft for it', 'the secret is s/e+c=r e?t'])(
    'has the token of this bot taken out whatever it is made of: %s',
    (text) =>
      expect(withoutThisToken('7001:s/e+c=r e?t')(text)).toMatch(/^(see|the secret is) (bot)?\[token\]( for it)?$/),
  );
});

function setup() {
  let now = 0;
  const board = createHealthBoard(() => now);
  return { board, pass: (ms: number) => (now += ms) };
}
const hung = new DeliveryError('timeout', 'Telegram did not answer sendMessage in time.', { outcome: 'unknown' });
const revoked = new DeliveryError('not_authorised', 'Its token does not work.', { outcome: 'not_sent' });
const blocked = new DeliveryError('blocked', 'The customer blocked the bot.', { outcome: 'permanent' });

describe('A14: the health of the account', () => {
  it('tells of messages that fail although polls go on, until one arrives', () => {
    const { board } = setup();
    board.listening();
    board.failed(hung);
    board.listening();
    expect(board.current()).toEqual({ state: 'backing_off', detail: hung.message });
    board.answered();
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('forgets them after a while in which nothing was sent', () => {
    const { board, pass } = setup();
    board.listening();
    board.failed(hung);
    pass(90_000);
    expect(board.current()).toEqual({ state: 'ready' });
  });

  it('is refused without a token that works, whatever else is known', () => {
    const { board } = setup();
    board.troubled(revoked);
    board.failed(hung);
    expect(board.current()).toEqual({ state: 'refused', detail: revoked.message });
    board.listening('3 updates wait at Telegram.');
    board.answered();
    expect(board.current()).toEqual({ state: 'ready', detail: '3 updates wait at Telegram.' });
  });

  it('is not touched by what concerns one chat', () => {
    const { board } = setup();
    board.listening();
    board.failed(blocked);
    expect(board.current()).toEqual({ state: 'ready' });
  });
});
