import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundMessage } from '../channel.ts';
import { createTelegramChannel } from './channel.ts';
import { keptCursor, pollingAt } from './testing/channel.ts';
import { type Edge, startEdge, textUpdate } from './testing/edge.ts';

const TOKEN = '7001:AAF-standin_token_of_the_bot';
const seen = (state: () => void) => vi.waitFor(state, { timeout: 5000, interval: 5 });
const texts = (messages: readonly InboundMessage[]) =>
  messages.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

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
const receive = async (message: InboundMessage) => void received.push(message);

describe('polling', () => {
  it('keeps the order of a chat within a batch, and confirms only what is stored', async () => {
    const cursor = keptCursor();
    const channel = createTelegramChannel({ ...pollingAt(edge.apiRoot, TOKEN), cursor });
    edge.queue.push(textUpdate(10, 'a1'), textUpdate(11, 'a2'), textUpdate(12, 'a3'));
    await channel.start(async (message) => {
      expect(cursor.saved).toEqual([]);
      // The first takes longest to store.
      if (message.dedupeKey === 'm:4211:10') for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
      await receive(message);
    }, stopper.signal);
    await seen(() => expect(edge.queue).toEqual([]));
    expect(texts(received)).toEqual(['a1', 'a2', 'a3']);
    expect(cursor.saved).toEqual([13]);
    expect(channel.health()).toEqual({ state: 'ready' });
  });

  it('gets again what could not be stored, and nothing is skipped', async () => {
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    edge.queue.push(textUpdate(10, 'a1'), textUpdate(11, 'a2'));
    let outage = 2;
    await channel.start(async (message) => {
      if (message.dedupeKey === 'm:4211:11' && outage > 0) {
        outage -= 1;
        throw new Error('the database is away');
      }
      await receive(message);
    }, stopper.signal);
    await seen(() => expect(edge.queue).toEqual([]));
    expect(texts(received)).toEqual(['a1', 'a1', 'a1', 'a2']);
    expect(received[1]).toEqual(received[0]);
  });

  it('survives a bad gateway at the start, a second poller, a flood and a broken page', async () => {
    await edge.next('getMe', 502, {});
    await edge.next('getUpdates', 409, {
      ok: false,
      error_code: 409,
      description: 'Conflict: other getUpdates request',
    });
    await edge.next('getUpdates', 429, { ok: false, error_code: 429, parameters: { retry_after: 0.01 } });
    await edge.proxy
      .forPost(/getUpdates$/)
      .once()
      .thenReply(200, '<html>');
    edge.queue.push(textUpdate(10, 'a1'));
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(texts(received)).toEqual(['a1']));
  });

  it('tells why it waits', async () => {
    await edge.proxy
      .forPost(/getUpdates$/)
      .thenJson(409, { ok: false, error_code: 409, description: 'Conflict: webhook is active' });
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(channel.health()).toMatchObject({ state: 'backing_off' }));
    expect(channel.health().detail).toContain('webhook is active');
  });

  it('is refused, and does not storm, with a revoked token', async () => {
    const refused = await edge.proxy
      .forPost(/getMe$/)
      .thenJson(401, { ok: false, error_code: 401, description: 'Unauthorized' });
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(channel.health().state).toBe('refused'));
    expect(await refused.getSeenRequests()).toHaveLength(1);
  });

  it('begins where it stopped, names the updates it wants, and never drops pending ones or the webhook', async () => {
    const cursor = keptCursor();
    cursor.saved.push(500);
    const channel = createTelegramChannel({ ...pollingAt(edge.apiRoot, TOKEN), cursor });
    await channel.start(receive, stopper.signal);
    await seen(() => expect(edge.calls('getUpdates').length).toBeGreaterThan(1));
    const allowed_updates = ['message', 'edited_message', 'callback_query', 'my_chat_member'];
    expect(edge.calls('getUpdates')[0]).toEqual({ offset: 500, timeout: 1, allowed_updates });
    // After an empty poll the oldest unconfirmed update comes first, also when the ids have begun anew.
    expect(edge.calls('getUpdates')[1]).toEqual({ timeout: 1, allowed_updates });
    expect(edge.calls('deleteWebhook')).toEqual([]);
  });

  it('goes on after an update that makes no sense', async () => {
    const strange = { update_id: 10, message: null };
    edge.queue.push(strange, { update_id: 11 }, textUpdate(12, 'a1'));
    const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
    await channel.start(receive, stopper.signal);
    await seen(() => expect(texts(received)).toEqual(['a1']));
  });
});
