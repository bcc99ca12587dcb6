import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Receive, ReceiveTap } from '../channel.ts';
import { APP_ID, invokes, MIA, says, TENANT, taps, tapsOldClient } from './testing/activities.ts';
import { openDoor, optionsAt, requestOf } from './testing/front-door.ts';
import { type Issuer, startIssuer, tokenFor } from './testing/issuer.ts';

let issuer: Issuer;
let door: ReturnType<typeof openDoor>;
let lines: string[];
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  lines = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  door = openDoor(issuer, { ...optionsAt(issuer), log: { info: keep, warn: keep } });
});

async function bodyOf(response: Response): Promise<object> {
  const body = (await response.json()) as object;
  return { status: response.status, ...body };
}

describe('a message', () => {
  it('is answered with 200 only after it is stored', async () => {
    let stored = false;
    const receive: Receive = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      stored = true;
    };
    expect((await door.post(says('mijn'), { receive })).status).toBe(200);
    expect(stored).toBe(true);
  });

  it('T16: that comes three times at once is one, and each gets its 200', async () => {
    const again = says('klaar AB-123-C');
    const responses = await Promise.all([door.post(again), door.post(again), door.post(again)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(door.stored()).toHaveLength(1);
  });

  it('T17: has the same key after a restart', async () => {
    const again = says('klaar AB-123-C');
    await door.post(again);
    const restarted = openDoor(issuer);
    await restarted.post(again);
    expect(restarted.stored()).toEqual(door.stored());
  });

  it('that was not stored is asked for again, and the log tells nothing of it', async () => {
    const receive: Receive = async () => {
      throw new Error('insert of klaar AB-123-C failed');
    };
    expect((await door.post(says('klaar AB-123-C'), { receive })).status).toBe(503);
    expect(lines).toEqual(['{"channel":"teams","error":"Error","message":"an activity was not stored"}']);
  });

  it.each(['typing', 'messageDelete', 'event', 'of-tomorrow'])(
    'that says nothing is let go, because a refusal would bring it back: %s',
    async (type) => {
      expect((await door.post(says('', { type }))).status).toBe(200);
      expect(door.stored()).toEqual([]);
    },
  );

  it('of nobody in particular leaves no trace', async () => {
    const options = optionsAt(issuer);
    door = openDoor(issuer, options);
    expect((await door.post(says('Build passed', { from: { id: '29:connector' } }))).status).toBe(200);
    expect(door.stored()).toEqual([]);
    expect(options.chats.records.size).toBe(0);
  });
});

describe('a tap', () => {
  it('is answered with the card that the turn left, in place of the tapped one', async () => {
    expect(await bodyOf(await door.post(taps('saveR17k2abcdefg', { amount: '199' })))).toEqual({
      status: 200,
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard', title: 'card 1' },
    });
    expect(door.stored()[0]).toMatchObject({
      chat: `${TENANT}/${MIA.aadObjectId}`,
      dedupeKey: `${TENANT}/${MIA.aadObjectId}|n:saveR17k2abcdefg`,
    });
  });

  it('T20, T22: that comes again, with the same id, with a new one or by another client, is one; both answers are equal', async () => {
    const tap = taps('saveR17k2abcdefg');
    const answers = [await door.post(tap), await door.post(tap), await door.post(taps('saveR17k2abcdefg'))];
    await door.post(tapsOldClient('saveR17k2abcdefg'));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(door.stored()).toHaveLength(1);
  });

  it('answers even when its sender wants replies in the answer', async () =>
    expect(
      await bodyOf(await door.post(taps('saveR17k2abcdefg', {}, { deliveryMode: 'expectReplies' }))),
    ).toMatchObject({
      statusCode: 200,
    }));

  const broken: ReceiveTap = async () => {
    throw new Error('no database');
  };
  it.each([
    ['nl-NL', 'Nog geen antwoord. Tik gerust nog een keer: dubbel gebeurt er niets.'],
    ['en-GB', 'No answer yet. Tap again: nothing happens twice.'],
    [undefined, 'No answer yet. Tap again: nothing happens twice.'],
  ])('T27: that was not stored says so in the language %s, and can be tapped again', async (locale, message) => {
    const tap = taps('saveR17k2abcdefg', {}, { locale });
    expect(await bodyOf(await door.post(tap, { answer: broken }))).toEqual({
      status: 200,
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { code: 'InternalServerError', message },
    });
    expect(await bodyOf(await door.post(tap))).toMatchObject({ statusCode: 200 });
  });

  it('without a token of ours is refused in words, and does nothing', async () => {
    const forged = taps('', { quote: '2041', price: '1' });
    expect(await bodyOf(await door.post(forged))).toMatchObject({ status: 200, statusCode: 400 });
    expect(door.stored()).toEqual([]);
  });

  it.each(['task/fetch', 'fileConsent/invoke', 'composeExtension/query', 'signin/verifyState'])(
    'on what the bot does not have is not implemented: %s',
    async (name) => {
      expect((await door.post(invokes(name))).status).toBe(501);
      expect(door.stored()).toEqual([]);
    },
  );

  it('in a group chat is not implemented either', async () =>
    expect(
      (await door.post(taps('a', {}, { conversation: { id: '19:g', conversationType: 'groupChat' } }))).status,
    ).toBe(501));
});

describe('T21: what is no activity', () => {
  const send = async (body: string | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
    (await door.send(requestOf(body, await tokenFor(issuer, says(''), APP_ID), headers))).status;

  it.each(['', '{', 'null', '[]', '[{"type":"message"}]', '"message"', '7', '{}', '{"type":7}', '{"type":null}'])(
    '%j is a bad request',
    async (body) => expect(await send(body)).toBe(400),
  );

  it('nested without end is a bad request', async () => expect(await send(`{"type":${'['.repeat(100_000)}`)).toBe(400));

  it('that is too long is refused, whether its length is told or not', async () => {
    const long = JSON.stringify(says('x'.repeat(1024 * 1024)));
    expect(await send(long)).toBe(413);
    expect(await send(new Blob([long]).stream())).toBe(413);
    expect(await send('{}', { 'content-length': '5000000' })).toBe(413);
    expect((await door.post(says('x'.repeat(200 * 1024)))).status).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'of the type %j is refused',
    async (type) => expect(await send(JSON.stringify(says('a')), { 'content-type': type })).toBe(415),
  );

  it('is only taken as a post', async () => {
    const response = await door.send(new Request('https://garage.example/api/messages'));
    expect(response.status).toBe(405);
  });

  it('is not even read without a token', async () => {
    const request = requestOf(JSON.stringify(says('a')), undefined);
    expect((await door.send(request)).status).toBe(401);
    expect(request.bodyUsed).toBe(false);
  });
});
