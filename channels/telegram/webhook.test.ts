import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundMessage } from '../channel.ts';
import { neverAnswers } from '../testing/contract.ts';
import { createTelegramChannel, type TelegramChannel } from './channel.ts';
import { type Edge, startEdge, TOKEN } from './testing/edge/edge.ts';
import { keepingLog, pollingAt } from './testing/stand-in.ts';
import { createGuessBrake } from './webhook.ts';

const webhook = { url: 'https://garage.example/webhooks/telegram', secrets: ['new-secret', 'old-secret'] };
const log = keepingLog();

let channel: TelegramChannel;
let received: InboundMessage[];
beforeEach(() => {
  channel = createTelegramChannel({ ...pollingAt('http://127.0.0.1:1', TOKEN), log, webhook });
  received = [];
});

type Post = { body: string | ReadableStream<Uint8Array>; secret?: string; length?: number };
async function post({ body, secret = 'new-secret', length }: Post, receive = keep) {
  const headers = new Headers({ 'x-telegram-bot-api-secret-token': secret });
  if (length !== undefined) headers.set('content-length', String(length));
  const request = new Request(webhook.url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  return { status: (await channel.webhook?.(request, receive, neverAnswers))?.status, request };
}
async function keep(message: InboundMessage) {
  return void received.push(message);
}
function json(value: unknown) {
  return JSON.stringify(value);
}
function textUpdate(id: number, text: string) {
  const chat = { id: 4211, type: 'private' };
  return { update_id: id, message: { message_id: id, date: 1_795_363_200, chat, from: { id: 4211 }, text } };
}

describe('A9, A22: a pushed update', () => {
  it('is answered with 200 only after it is stored, without any call of Telegram before', async () => {
    const { status } = await post({ body: json(textUpdate(10, 'a1')) });
    expect(status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it('is taken with the old secret too while secrets rotate', async () =>
    expect((await post({ body: json(textUpdate(10, 'a1')), secret: 'old-secret' })).status).toBe(200));

  it.each(['', 'new', 'new-secret2', 'NEW-SECRET'])(
    'is refused with the secret %j before its body is read',
    async (secret) => {
      const { status, request } = await post({ body: json(textUpdate(10, 'a1')), secret });
      expect(status).toBe(401);
      expect(request.bodyUsed).toBe(false);
      expect(received).toEqual([]);
    },
  );

  it('that was not stored is asked for again, and the log tells nothing of it', async () => {
    const { status } = await post({ body: json(textUpdate(10, 'mijn kenteken')) }, async () => {
      throw new Error('insert of mijn kenteken failed');
    });
    expect(status).toBe(503);
    expect(log.lines.at(-1)).toContain('could not be stored');
    expect(log.lines.join()).not.toContain('kenteken');
  });

  it('that is too long is refused, whether its length is told or not', async () => {
    const long = 'x'.repeat(1024 * 1024 + 1);
    expect((await post({ body: long })).status).toBe(413);
    expect((await post({ body: '{}', length: 5_000_000 })).status).toBe(413);
    expect((await post({ body: new Blob([long]).stream() })).status).toBe(413);
  });

  it.each(['', '{', 'update'])('that is no JSON is refused: %j', async (body) =>
    expect((await post({ body })).status).toBe(400),
  );

  it.each([
    [null],
    [5],
    [[]],
    [{}],
    [{ update_id: 1 }],
    [{ update_id: 1, message: 5 }],
    [{ update_id: 1, message: {} }],
  ])('that makes no sense is let go, because a refusal would hold back the chat: %j', async (update) => {
    expect((await post({ body: json(update) })).status).toBe(200);
    expect(received).toEqual([]);
  });

  it('of a kind that is not known is noted', async () => {
    const unknown = readFileSync(new URL('./fixtures/unknown-kind.json', import.meta.url), 'utf8');
    expect((await post({ body: unknown })).status).toBe(200);
    expect(received[0]?.content).toEqual({ kind: 'unsupported', what: 'business_message_of_tomorrow' });
  });

  it('is only taken as a post', async () => {
    const request = new Request(webhook.url, { headers: { 'x-telegram-bot-api-secret-token': 'new-secret' } });
    expect((await channel.webhook?.(request, keep, neverAnswers))?.status).toBe(405);
  });

  it('needs a secret, so a webhook without one is not made', () =>
    expect(() =>
      createTelegramChannel({ ...pollingAt('http://127.0.0.1:1', TOKEN), webhook: { ...webhook, secrets: [] } }),
    ).toThrow('needs a secret'));
});

it('a guess of the secret waits once there were many in a minute, and only so many wait at once', async () => {
  let now = 0;
  const held: (() => void)[] = [];
  const brake = createGuessBrake(
    () => now,
    () => new Promise<void>((resolve) => held.push(resolve)),
  );
  expect(await Promise.all(Array.from({ length: 20 }, brake))).toEqual(Array.from({ length: 20 }, () => 401));
  const slow = Array.from({ length: 50 }, brake);
  expect([held.length, await brake()]).toEqual([50, 429]);
  for (const go of held.splice(0)) go();
  expect(new Set(await Promise.all(slow))).toEqual(new Set([401]));
  now = 60_001;
  expect([await brake(), held.length]).toEqual([401, 0]);
});

describe('the registration of the webhook', () => {
  let edge: Edge;
  let stopper: AbortController;
  const seen = (state: () => void) => vi.waitFor(state, { timeout: 5000, interval: 5 });
  beforeEach(async () => {
    edge = await startEdge();
    stopper = new AbortController();
    const options = pollingAt(edge.apiRoot, TOKEN);
    channel = createTelegramChannel({ ...options, webhook, timing: { ...options.timing, watchMs: 50 } });
    await channel.start(keep, stopper.signal);
    await seen(() => expect(channel.health().state).toBe('ready'));
  });
  afterEach(async () => {
    stopper.abort();
    await edge.close();
  });

  it('names the newest secret and the updates that are wanted, and drops nothing', () =>
    expect(edge.calls('setWebhook')[0]).toEqual({
      url: webhook.url,
      secret_token: 'new-secret',
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'],
    }));

  it('A17: is restored when another process took it away, and says so', async () => {
    edge.updates.setWebhook('', '');
    await seen(() => expect(channel.health().detail).toContain('set again'));
    expect(edge.updates.webhook).toMatchObject({ url: webhook.url, secret: 'new-secret' });
    expect(edge.calls('setWebhook')).toHaveLength(2);
  });

  it('A17: tells in the health what Telegram could not deliver and what waits, and forgets it when that is over', async () => {
    const message = `Wrong response from the webhook of ${TOKEN}`;
    edge.updates.webhook.lastError = { date: Math.floor(Date.now() / 1000) + 60, message };
    edge.updates.setWebhook('', '');
    edge.person(4211).writes('a1');
    Object.assign(edge.updates.webhook, { url: webhook.url });
    await seen(() => expect(channel.health().detail).toContain('Wrong response'));
    expect(channel.health().detail).not.toContain('AAF-standin');
    expect(channel.health()).toMatchObject({ state: 'ready', detail: expect.stringContaining('1 wait') });
    edge.updates.webhook.lastError = undefined;
    await seen(() => expect(channel.health().detail).toBe('1 updates wait at Telegram.'));
    edge.updates.dropAll();
    await seen(() => expect(channel.health()).toEqual({ state: 'ready' }));
  });
});

describe('an invitation', () => {
  it('has no link before Telegram has told the name of the bot', () =>
    expect(channel.invitationLink('tok-1')).toBeUndefined());

  it('leads to the name on record in a process that does not listen', () => {
    const recorded = createTelegramChannel({
      ...pollingAt('http://127.0.0.1:1', TOKEN),
      webhook,
      recordedName: () => 'GarageBot',
    });
    expect(recorded.invitationLink('tok-1')).toBe('https://t.me/GarageBot?start=tok-1');
  });
});
