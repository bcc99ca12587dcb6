import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapt } from '../adapt.ts';
import type { DeliveryError, OutboundMessage } from '../channel.ts';
import { createTeamsChannel, type TeamsChannel } from './channel.ts';
import { channelChat, personalChat, TEAMS_CAPABILITIES, type TeamsOptions } from './options.ts';
import { asActivity, createConversationPace } from './send.ts';
import { APP_ID, TENANT } from './testing/activities.ts';
import { type StandInConnector, shownIn, startConnector } from './testing/connector.ts';
import { botAt, CHAT, CONVERSATION, keepingLog, MIA, miasRecord, PASSWORD } from './testing/front-door.ts';

/** Returns the time at which each of many messages leaves that are sent at once. */
function burst(count: number): number[] {
  let now = 0;
  const pace = createConversationPace(() => now);
  return Array.from({ length: count }, () => {
    now += pace('a:1mia');
    return now;
  });
}
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + ms).length));
}

it('a conversation gets no more than Teams allows, however much there is to say', () => {
  const times = burst(200);
  expect(times.slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(7);
  expect(mostWithin(times, 2_000)).toBeLessThanOrEqual(8);
  expect(mostWithin(times, 30_000)).toBeLessThanOrEqual(60);
});

it('what would wait longer than 5 seconds for its conversation stays in the queue', () => {
  let now = 0;
  const pace = createConversationPace(() => now);
  const took = () => {
    try {
      return pace('a:1mia');
    } catch (refused) {
      return refused;
    }
  };
  const waits = Array.from({ length: 300 }, took);
  expect(waits.filter((wait) => typeof wait === 'number')).toHaveLength(12);
  expect(waits.at(-1)).toMatchObject({ outcome: 'not_sent', retryAfterMs: expect.closeTo(5_040, 0) });
  now = 5_040;
  expect(took()).toBeLessThanOrEqual(5_000);
});

it('one conversation does not wait for another', () => {
  const pace = createConversationPace(() => 0);
  for (let count = 0; count < 9; count += 1) pace('a:1mia');
  expect(pace('a:1mia')).toBeGreaterThan(0);
  expect(pace('a:1tom')).toBe(0);
});

function asText(text: string) {
  return asActivity({ kind: 'text', text });
}

describe('a text', () => {
  it('has its bold words bold, its lines apart, and every other sign as it is', () => {
    expect(asText('*VW Golf*\nzie [x](http://evil) & <b>nu</b>\n1. _remmen_\n- AB-123-C')).toEqual({
      type: 'message',
      textFormat: 'xml',
      text: '<b>VW Golf</b><br>zie &#91;x&#93;(http://evil) &#38; &#60;b&#62;nu&#60;/b&#62;<br>1&#46; &#95;remmen&#95;<br>&#45; AB-123-C',
    });
  });

  it('has no sign that XML does not allow', () =>
    expect(asText('a\u0000b\u001b[1mc\ud83dd\te').text).toBe('ab&#91;1mcd\te'));

  it('with buttons is a card, of which a phone tells the words', () => {
    const choices = [{ token: 'token-0000000001', label: 'Ja' }];
    const activity = asActivity({ kind: 'text', text: '*AB-123-C*\nZeker weten?', choices });
    expect(activity.summary).toBe('AB-123-C Zeker weten?');
    expect(shownIn('1', JSON.parse(JSON.stringify(activity)))).toMatchObject({
      text: 'AB-123-C\nZeker weten?',
      choices,
    });
  });

  it('of 1 MB goes in parts that Teams takes, and nothing of it is lost', () => {
    const text = 'Remblokken & wissers. '.repeat(48_000);
    const parts = adapt({ kind: 'text', text }, TEAMS_CAPABILITIES).map(asActivity);
    for (const part of parts) expect(JSON.stringify(part).length * 2).toBeLessThan(80 * 1024);
    const arrived = parts.map((part) => shownIn('1', JSON.parse(JSON.stringify(part))).text).join(' ');
    expect(arrived.trim() === text.trim()).toBe(true);
  });
});

const ready: OutboundMessage = { kind: 'text', text: 'Uw auto is klaar.' };
const card: OutboundMessage = { kind: 'card', card: { title: 'AB-123-C VW Golf', subtitle: 'Akkoord om 14:03' } };

let connector: StandInConnector;
let options: TeamsOptions;
let channel: TeamsChannel;
beforeEach(async () => {
  connector = await startConnector();
  options = botAt(connector);
  channel = createTeamsChannel(options);
});
afterEach(() => connector.close());

function failure(attempt: Promise<unknown>): Promise<DeliveryError> {
  return attempt.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: DeliveryError) => error,
  );
}
function texts(conversation = CONVERSATION) {
  return connector.shown(conversation).map(({ text }) => text);
}
function posts() {
  return connector.calls.filter(({ method, path }) => method === 'POST' && path !== '/token');
}
function inTeams(code: string) {
  return { error: { code, message: 'x' } };
}

describe('a send', () => {
  it('T31: that is told to come back in 20 s blocks nobody, and is one attempt', async () => {
    connector.fails('POST', { status: 429, headers: { 'retry-after': '20' } });
    const before = performance.now();
    const error = await failure(channel.send(CHAT, ready));
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(error).toMatchObject({ code: 'rate_limited', outcome: 'not_sent' });
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(20_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(21_000);
    expect(channel.health().state).toBe('backing_off');
    expect(posts()).toHaveLength(1);
  });

  it.each([408, 412, 500, 502, 503, 504])(
    'T32: answered with %i is one attempt that may have arrived',
    async (status) => {
      connector.fails('POST', { status });
      expect(await failure(channel.send(CHAT, ready))).toMatchObject({ outcome: 'unknown' });
      expect(posts()).toHaveLength(1);
    },
  );

  it('T32: whose connection breaks after Teams took it is one attempt that may have arrived', async () => {
    connector.fails('POST', 'taken and reset');
    expect(await failure(channel.send(CHAT, ready))).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
    expect(texts()).toEqual(['Uw auto is klaar.']);
  });

  it('that Teams never answers ends in time', async () => {
    const hasty = createTeamsChannel(botAt(connector, { sendMs: 1_000 }));
    connector.fails('POST', 'hang');
    expect(await failure(hasty.send(CHAT, ready))).toMatchObject({ code: 'timeout', outcome: 'unknown' });
  });

  it('to an address where nothing listens was never sent', async () => {
    const gone = await startConnector();
    await gone.close();
    await options.chats.keep(CHAT, miasRecord(gone.serviceUrl));
    const nowhere = createTeamsChannel({ ...options, serviceUrls: [gone.serviceUrl] });
    expect(await failure(nowhere.send(CHAT, ready))).toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
  });

  it('T33: that is refused by the person is over, and says nothing about the others', async () => {
    connector.refuses(CONVERSATION, { status: 403, body: inTeams('ConversationBlockedByUser') });
    expect(await failure(channel.send(CHAT, ready))).toMatchObject({ code: 'blocked', outcome: 'permanent' });
    expect(channel.health().state).toBe('ready');
    expect(posts()).toHaveLength(1);
  });

  it('answered by a page that is no answer may have arrived', async () => {
    connector.fails('POST', { status: 200, headers: { 'content-type': 'text/html' }, body: 'Sign in' });
    expect(await failure(channel.send(CHAT, ready))).toMatchObject({ code: 'unavailable', outcome: 'unknown' });
  });

  it('T34, T35: goes to the newest place that is known of the chat', async () => {
    await channel.send(CHAT, ready);
    await options.chats.keep(CHAT, { ...miasRecord(connector.serviceUrl), conversationId: 'a:1again' });
    await channel.send(CHAT, ready);
    expect(texts()).toHaveLength(1);
    expect(texts('a:1again')).toHaveLength(1);
  });

  it('never carries the token to an address that is not allowed, wherever the record came from', async () => {
    const other = await startConnector();
    await options.chats.keep(CHAT, miasRecord(other.serviceUrl));
    expect(await failure(channel.send(CHAT, ready))).toMatchObject({ code: 'invalid', outcome: 'permanent' });
    expect(other.calls).toEqual([]);
    await other.close();
  });

  it('tells a phone what is on a card', async () => {
    await channel.send(CHAT, card);
    expect(connector.activities(CONVERSATION)[0]?.summary).toBe('AB-123-C VW Golf: Akkoord om 14:03');
  });

  it('to a channel of a team is a post there', async () => {
    const posts = channelChat(TENANT, '19:werkplaats@thread.tacv2');
    const place = { ...miasRecord(connector.serviceUrl), conversationId: '19:werkplaats@thread.tacv2' };
    await options.chats.keep(posts, { ...place, kind: 'channel' });
    await channel.send(posts, ready);
    expect(texts('19:werkplaats@thread.tacv2')).toEqual(['Uw auto is klaar.']);
  });
});

describe('somebody who has never written to us', () => {
  const tom = personalChat(TENANT, '44444444-4444-4444-8444-444444444444');

  it('is written to in the conversation that Teams opens, which is remembered', async () => {
    await channel.send(tom, ready);
    await channel.send(tom, ready);
    expect(texts('a:1to1-44444444-4444-4444-8444-444444444444')).toHaveLength(2);
    expect(posts()).toHaveLength(3);
    expect(JSON.parse(posts()[0]?.body ?? '')).toMatchObject({ bot: { id: `28:${APP_ID}` }, tenantId: TENANT });
  });

  it('cannot be written to where the app is not installed', async () => {
    connector.fails('POST', { status: 403, body: inTeams('ForbiddenOperationException') });
    expect(await failure(channel.send(tom, ready))).toMatchObject({ code: 'blocked', outcome: 'permanent' });
  });

  it('gets the message later when the opening failed, because nothing was sent', async () => {
    connector.fails('POST', { status: 502 });
    expect(await failure(channel.send(tom, ready))).toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
  });

  it.each([personalChat('55555555-5555-4555-8555-555555555555', MIA), channelChat(TENANT, '19:x'), 'nonsense'])(
    'and is no person of ours is not found: %s',
    async (chat) => {
      expect(await failure(channel.send(chat, ready))).toMatchObject({ code: 'chat_not_found', outcome: 'permanent' });
      expect(connector.calls).toEqual([]);
    },
  );
});

describe('an edit', () => {
  it('replaces a card in place, as often as needed', async () => {
    const { externalId } = await channel.send(CHAT, card);
    for (const subtitle of ['Klaar', 'Opgehaald'])
      await channel.edit(CHAT, externalId, { kind: 'card', card: { title: 'AB-123-C', subtitle } });
    expect(texts()).toEqual(['AB-123-C\nOpgehaald']);
  });

  it('T30: of a message that was deleted sends a new one, and tells its id', async () => {
    const { externalId } = await channel.send(CHAT, card);
    connector.removes(CONVERSATION, externalId);
    const anew = await channel.edit(CHAT, externalId, ready);
    expect(anew.externalId).not.toBe(externalId);
    expect(connector.shown(CONVERSATION)).toMatchObject([{ externalId: anew.externalId, text: 'Uw auto is klaar.' }]);
    expect((await channel.edit(CHAT, anew.externalId, card)).externalId).toBe(anew.externalId);
  });

  it.each([
    { status: 403, body: inTeams('ServiceError') },
    { status: 400, body: { error: { code: 'BadArgument', message: 'not a known activity id' } } },
  ])('T30: that Teams refuses by $status, as it does for some that are gone, sends a new one', async (fault) => {
    const { externalId } = await channel.send(CHAT, card);
    connector.fails('PUT', fault);
    expect((await channel.edit(CHAT, externalId, ready)).externalId).not.toBe(externalId);
  });

  it.each([{ status: 502 }, { status: 429 }, 'reset'] as const)(
    'that fails by %o is simply repeated',
    async (fault) => {
      const { externalId } = await channel.send(CHAT, card);
      connector.fails('PUT', fault);
      expect(await failure(channel.edit(CHAT, externalId, ready))).toMatchObject({ outcome: 'not_sent' });
      expect(texts()).toEqual(['AB-123-C VW Golf\nAkkoord om 14:03']);
    },
  );

  it('in a chat that blocked us sends nothing new', async () => {
    const { externalId } = await channel.send(CHAT, card);
    connector.fails('PUT', { status: 403, body: inTeams('ConversationBlockedByUser') });
    expect(await failure(channel.edit(CHAT, externalId, ready))).toMatchObject({
      code: 'blocked',
      outcome: 'permanent',
    });
    expect(texts()).toHaveLength(1);
  });
});

describe('what is kept of a failure', () => {
  it('is neither the message nor the token nor the password', async () => {
    const log = keepingLog();
    const talkative = createTeamsChannel({ ...options, log });
    connector.fails('POST', { status: 400, body: { error: { code: 'BadArgument', message: 'Uw auto is klaar.' } } });
    const errors = [await failure(talkative.send(CHAT, ready))];
    connector.fails('POST', 'reset');
    errors.push(await failure(talkative.send(CHAT, ready)));
    const told = inspect([errors, talkative.health(), log.lines], { depth: 9, showHidden: true });
    expect(told).not.toMatch(/Uw auto|token-1/);
    expect(told).not.toContain(PASSWORD);
  });
});
