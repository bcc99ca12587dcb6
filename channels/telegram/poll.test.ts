import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundMessage } from '../channel.ts';
import { createTelegramChannel } from './channel.ts';
import { type Edge, startEdge, TOKEN } from './testing/edge/edge.ts';
import { keptCursor, pollingAt, TEST_TIMING } from './testing/stand-in.ts';

function seen(state: () => void) {
  return vi.waitFor(state, { timeout: 5000, interval: 5 });
}
function texts(messages: readonly InboundMessage[]) {
  return messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
}
function refusal(error_code: number, description: string, parameters = {}) {
  return {
    status: error_code,
    body: { ok: false, error_code, description, parameters },
  };
}

let edge: Edge;
let stopper: AbortController;
let received: InboundMessage[];
beforeEach(async () => {
  edge = await startEdge();
  stopper = new AbortController();
  received = [];
});
afterEach(async () => {
  stopper.abort();
  await edge.close();
});
async function receive(message: InboundMessage) {
  return void received.push(message);
}
/** Jan writes so many messages: a1, a2 ... */
function writes(count: number, from = 1) {
  return Array.from({ length: count }, (_, n) => edge.person(4211).writes(`a${from + n}`));
}

describe('polling', () => {
  it('keeps the order of a chat within a batch, and confirms only what is stored', async () => {
    const cursor = keptCursor();
    const channel = createTelegramChannel({ ...pollingAt(edge.apiRoot, TOKEN), cursor });
    const [first] = writes(3);
    await channel.start(async (message) => {
      expect(cursor.saved).toEqual([]);
      // The first takes longest to store.
      if (message.dedupeKey === `m:4211:${first}`)
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      await receive(message);
    }, stopper.signal);
    await seen(() => expect(edge.updates.waiting()).toEqual([]));
    expect(texts(received)).toEqual(['a1', 'a2', 'a3']);
    expect(cursor.saved).toEqual([4]);
    expect(channel.health()).toEqual({ state: 'ready' });
  });

  it('gets again what could not be stored, and nothing is skipped', async () => {
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    const [, second] = writes(2);
    let outage = 2;
    await channel.start(async (message) => {
      if (message.dedupeKey === `m:4211:${second}` && outage > 0) {
        outage -= 1;
        throw new Error('the database is away');
      }
      await receive(message);
    }, stopper.signal);
    await seen(() => expect(edge.updates.waiting()).toEqual([]));
    expect(texts(received)).toEqual(['a1', 'a1', 'a1', 'a2']);
    expect(received[1]).toEqual(received[0]);
  });

  it('survives a bad gateway at the start, a second poller, a flood and a broken page', async () => {
    edge.fails('getMe', { status: 502 });
    edge.fails('getUpdates', refusal(409, 'Conflict: terminated by other getUpdates request'));
    edge.fails('getUpdates', refusal(429, 'Too Many Requests', { retry_after: 0.01 }), { status: 200, body: '<html>' });
    writes(1);
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(texts(received)).toEqual(['a1']));
  });

  it('is refused, and does not storm, with a revoked token', async () => {
    edge.exchangeToken('7001:another-token');
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(channel.health().state).toBe('refused'));
    expect(channel.health().detail).toContain('TELEGRAM_BOT_TOKEN');
    expect(edge.refusals).toEqual(['getMe: Unauthorized']);
  });

  it('begins where it stopped, names the updates it wants, and never drops pending ones or the webhook', async () => {
    const cursor = keptCursor();
    cursor.saved.push(500);
    const timing = { ...TEST_TIMING, holdMs: 0 };
    const channel = createTelegramChannel({ ...pollingAt(edge.apiRoot, TOKEN), cursor, timing });
    await channel.start(receive, stopper.signal);
    await seen(() => expect(edge.calls('getUpdates').length).toBeGreaterThan(1));
    const allowed_updates = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'];
    expect(edge.calls('getUpdates')[0]).toEqual({ offset: 500, timeout: 0, allowed_updates });
    // After an empty poll the oldest unconfirmed update comes first, also when the ids have started
    // over.
    expect(edge.calls('getUpdates')[1]).toEqual({ timeout: 0, allowed_updates });
    expect(edge.calls('deleteWebhook')).toEqual([]);
  });

  it('goes on after an update that makes no sense', async () => {
    edge.brings('message', [null]);
    edge.brings('edited_message', {});
    writes(1);
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(texts(received)).toEqual(['a1']));
  });
});

describe('A17: two that take the updates of one bot', () => {
  it('hinder each other: each backs off, says in its health what to do, and nothing is lost', async () => {
    const timing = { ...TEST_TIMING, backoffMs: 50, longestBackoffMs: 50 };
    const [one, other] = [0, 1].map(() => createTelegramChannel({ ...pollingAt(edge.apiRoot, TOKEN), timing }));
    await one?.start(receive, stopper.signal);
    await seen(() => expect(edge.methods()).toContain('getUpdates'));
    await other?.start(receive, stopper.signal);
    await seen(() =>
      expect([one?.health(), other?.health()]).toContainEqual({
        state: 'backing_off',
        detail: expect.stringContaining('Another program takes the updates of this bot'),
      }),
    );
    const before = edge.calls('getUpdates').length;
    writes(2);
    await seen(() => expect(new Set(texts(received))).toEqual(new Set(['a1', 'a2'])));
    expect(edge.calls('getUpdates').length - before).toBeLessThan(20);
    expect(edge.methods()).not.toContain('deleteWebhook');
  });

  it('by polling and by a webhook: who polls backs off and leaves the webhook alone', async () => {
    edge.updates.setWebhook('https://elsewhere.example/', 'secret');
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(channel.health().state).toBe('backing_off'));
    expect(channel.health().detail).toContain('A webhook is set for this bot');
    edge.updates.setWebhook('', '');
    writes(1);
    await seen(() => expect(texts(received)).toEqual(['a1']));
    expect(channel.health()).toEqual({ state: 'ready' });
  });
});
