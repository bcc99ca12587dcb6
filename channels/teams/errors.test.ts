import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BadAnswer, type Operation, retryAfterMs, toDeliveryError } from './errors.ts';

function answered(status: number, operation: Operation = 'send', body: unknown = {}, wait?: number) {
  return toDeliveryError(new BadAnswer(status, JSON.stringify(body), wait), operation);
}
function broke(operation: Operation, code: string, fields: object = {}) {
  return toDeliveryError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code, ...fields }) }),
    operation,
  );
}
function inTeams(code: string, message = '') {
  return { error: { code, message } };
}

describe('T31, T32, T33: what may be done after an answer', () => {
  it.each([
    [answered(429, 'send', {}, 20_400), 'rate_limited', 'not_sent', 20_400],
    [answered(429), 'rate_limited', 'not_sent', 5_000],
    [answered(401), 'not_authorised', 'not_sent', 60_000],
    [answered(403, 'send', inTeams('ConversationBlockedByUser')), 'blocked', 'permanent', undefined],
    [answered(403, 'open', inTeams('ForbiddenOperationException')), 'blocked', 'permanent', undefined],
    [answered(404, 'send', inTeams('ConversationNotFound')), 'chat_not_found', 'permanent', undefined],
    [answered(413, 'send', inTeams('MessageSizeTooBig')), 'too_large', 'permanent', undefined],
    [answered(400, 'send', inTeams('BadArgument')), 'invalid', 'permanent', undefined],
    [answered(408), 'timeout', 'unknown', undefined],
    [answered(412), 'unavailable', 'unknown', undefined],
    [answered(500), 'unavailable', 'unknown', undefined],
    [answered(503, 'send', {}, 3_000), 'unavailable', 'unknown', 3_000],
    [answered(302), 'unavailable', 'not_sent', undefined],
  ])('%s', (error, code, outcome, retry) => expect(error).toMatchObject({ code, outcome, retryAfterMs: retry }));

  it.each([408, 412, 500, 502, 503, 504])(
    '%i leaves open whether a message was taken, and matters for nothing else',
    (status) => {
      expect(answered(status, 'send').outcome).toBe('unknown');
      for (const harmless of ['edit', 'open', 'token', 'download'] as const)
        expect(answered(status, harmless).outcome).toBe('not_sent');
    },
  );

  it('a password that the token endpoint does not know is refused, in whichever way it says so', () => {
    for (const status of [400, 401]) {
      const error = answered(status, 'token', { error: 'invalid_client', error_description: 'AADSTS7000215' });
      expect(error).toMatchObject({ code: 'not_authorised', outcome: 'not_sent', retryAfterMs: 60_000 });
      expect(error.message).toContain('TEAMS_APP_PASSWORD');
    }
  });

  it.each([
    [403, 'unavailable', 'not_sent'],
    [404, 'invalid', 'permanent'],
    [410, 'invalid', 'permanent'],
  ])('a download that is answered with %i is %s, %s', (status, code, outcome) =>
    expect(answered(status, 'download')).toMatchObject({ code, outcome }),
  );
});

describe('T32: what may be done without an answer', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s was never sent',
    (code) => expect(broke('send', code)).toMatchObject({ code: 'unavailable', outcome: 'not_sent' }),
  );

  it('a connection that could not be made was never used', () =>
    expect(broke('send', 'ETIMEDOUT', { syscall: 'connect' }).outcome).toBe('not_sent'));

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT'])('%s leaves it open for a message only', (code) => {
    expect(broke('send', code)).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    expect(broke('edit', code)).toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
  });

  it('an answer that came too late leaves it open', () => {
    const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(toDeliveryError(late, 'send')).toMatchObject({ code: 'timeout', outcome: 'unknown' });
    expect(toDeliveryError(late, 'edit')).toMatchObject({ code: 'timeout', outcome: 'not_sent' });
  });

  it('anything else leaves it open', () =>
    expect(toDeliveryError('what', 'send')).toMatchObject({ code: 'unavailable', outcome: 'unknown' }));
});

describe('T30: a message that is gone', () => {
  it.each([
    [404, inTeams('ActivityNotFoundInConversation', 'Message does not exist in the thread.'), true],
    [404, {}, true],
    [403, inTeams('ServiceError', 'Unknown'), true],
    [400, inTeams('BadArgument', 'not a known activity id'), true],
    [404, inTeams('ConversationNotFound', 'Conversation not found.'), false],
    [403, inTeams('ConversationBlockedByUser', 'User blocked the conversation with the bot.'), false],
    [400, inTeams('BadArgument', 'Invalid card.'), false],
    [500, inTeams('ServiceError', 'Unknown'), false],
  ])('is told from %i %o: %s', (status, body, isGone) =>
    expect(new BadAnswer(status, JSON.stringify(body)).isGone).toBe(isGone),
  );
});

describe('how long to wait', () => {
  const now = new Date('2026-11-24T08:00:00Z');
  const wait = (header: string | null, random = 0) => retryAfterMs(header, now, () => random);

  it('is told in seconds or as a date, and a little more so that not all come back at once', () => {
    expect(wait('20')).toBe(20_000);
    expect(wait('Tue, 24 Nov 2026 08:00:20 GMT')).toBe(20_000);
    expect(wait('20', 0.5)).toBe(20_500);
  });

  it('is never in the past, never longer than an hour, and not known from nonsense', () => {
    expect(wait('Mon, 23 Nov 2026 08:00:00 GMT')).toBe(0);
    expect(wait('999999')).toBe(3_600_000);
    expect(wait('soon')).toBeUndefined();
    expect(wait(null)).toBeUndefined();
  });
});

describe('an error', () => {
  it('keeps neither what was sent nor what Teams quotes of it', () => {
    const quoting = answered(400, 'send', inTeams('Bad text: Uw auto is klaar', 'Uw auto is klaar'));
    const broken = toDeliveryError(new Error('Uw auto is klaar, Bearer eyJ0'), 'send');
    expect(inspect([quoting, broken], { depth: 9, showHidden: true })).not.toMatch(/Uw auto|eyJ0/);
  });
});
