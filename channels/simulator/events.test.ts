import { describe, expect, it, vi } from 'vitest';
import type { SimulatorStore } from './store.ts';
import { createMemoryStore, createStage } from './testing/stage.ts';

type Stage = ReturnType<typeof createStage>;
type SentEvent = { readonly name: string; readonly id: string | undefined; readonly data: Record<string, string> };

function parse(text: string): SentEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('event: '))
    .map((block) => ({
      name: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      id: /^id: (.*)$/m.exec(block)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}'),
    }));
}

/** Opens a stream and reads it until the test closes it. */
async function listen({ app }: Stage, path = '/events?lang=en', headers: Record<string, string> = {}) {
  const response = await app.request(path, { headers });
  const reader = (response.body ?? new ReadableStream()).getReader();
  const decoder = new TextDecoder();
  let text = '';
  const reading = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
    }
  })();
  const named = (name: string) => parse(text).filter((event) => event.name === name);
  return { response, named, ended: reading, close: () => reader.cancel() };
}

function text(words: string) {
  return { kind: 'text', text: words } as const;
}

function createCountedStore() {
  const memory = createMemoryStore();
  let count = 0;
  const store: SimulatorStore = {
    ...memory,
    subscribe: (listener) => {
      count += 1;
      const stop = memory.subscribe(listener);
      return () => {
        count -= 1;
        stop();
      };
    },
  };
  return { store, listeners: () => count };
}

describe('the stream of a window', () => {
  it('is not opened by a HEAD request, which nobody would ever close', async () => {
    const { store, listeners } = createCountedStore();
    const response = await createStage({ store }).app.request('/events', { method: 'HEAD' });
    expect([response.status, response.body, listeners()]).toEqual([200, null, 0]);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
  });

  it('ends with its connection, also when nobody cancels its body', async () => {
    const { store, listeners } = createCountedStore();
    const connection = new AbortController();
    const response = await createStage({ store }).app.request('/events', { signal: connection.signal });
    await vi.waitFor(() => expect(listeners()).toBe(1));
    connection.abort();
    await response.text();
    expect(listeners()).toBe(0);
  });

  it('is refused to one window more than a process serves', async () => {
    const { app } = createStage();
    const windows = await Promise.all(Array.from({ length: 50 }, () => app.request('/events')));
    const refused = await app.request('/events');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    await Promise.all(windows.map(({ status, body }) => status === 200 && body?.cancel()));
    const again = await app.request('/events');
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it('brings what happens in every chat, in the language of the window', async () => {
    const stage = createStage();
    const window = await listen(stage, '/events?lang=nl');
    expect(window.response.headers.get('content-type')).toContain('text/event-stream');
    await vi.waitFor(() => expect(window.named('clock')[0]?.data).toEqual({ text: 'ma 23 nov, 14:03' }));
    const { externalId } = await stage.channels.text.send('customer-text', text('*Klaar* om 16:30'));
    await vi.waitFor(() => expect(window.named('entry')).toHaveLength(1));
    expect(window.named('entry')[0]?.data).toMatchObject({ chat: 'customer-text', direction: 'out' });
    expect(window.named('entry')[0]?.data.html).toContain('<strong>Klaar</strong> om 16:30');
    await stage.channels.text.edit('customer-text', externalId, text('Opgehaald'));
    await vi.waitFor(() => expect(window.named('entry')).toHaveLength(2));
    expect(window.named('entry')[1]?.data.html).toMatch(/id="entry-1".*Opgehaald.*bewerkt/s);
    await window.close();
  });

  it('goes on after what a window saw last, and misses nothing in between', async () => {
    const stage = createStage();
    const first = await listen(stage);
    await stage.channels.text.send('customer-text', text('One'));
    await vi.waitFor(() => expect(first.named('seen')).toHaveLength(1));
    await first.close();
    for (let index = 0; index < 45; index += 1)
      await stage.channels.text.send('customer-text', text(`Missed ${index}`));
    const again = await listen(stage, '/events', { 'last-event-id': first.named('seen')[0]?.id ?? '' });
    await vi.waitFor(() => expect(again.named('entry')).toHaveLength(45));
    expect(again.named('entry')[0]?.data.html).toContain('Missed 0');
    await again.close();
  });

  it('shows a notice when it comes, and not to who comes later', async () => {
    const stage = createStage();
    const early = await listen(stage);
    await stage.channels.buttons.acknowledgeTap('customer-buttons/1', 'Noted');
    await vi.waitFor(() => expect(early.named('notice')).toHaveLength(1));
    await early.close();
    await stage.clock.skip(60_000);
    const late = await listen(stage);
    await vi.waitFor(() => expect(late.named('seen')).toHaveLength(1));
    expect(late.named('notice')).toEqual([]);
    expect(await (await stage.app.request('/')).text()).not.toContain('Noted');
    await late.close();
  });

  it('finds by polling what no nudge told', async () => {
    const silent: SimulatorStore = { ...createMemoryStore(), subscribe: () => () => {} };
    const stage = createStage({ store: silent, streams: { pollMs: 5 } });
    const window = await listen(stage);
    await stage.channels.text.send('customer-text', text('Quietly'));
    await vi.waitFor(() => expect(window.named('entry')).toHaveLength(1));
    await window.close();
  });

  it('shows every window that time was skipped', async () => {
    const stage = createStage();
    const windows = [await listen(stage), await listen(stage)];
    const body = { method: 'POST', body: '{"minutes":10}', headers: { 'content-type': 'application/json' } };
    await stage.app.request('/clock', body);
    for (const window of windows) {
      await vi.waitFor(() => expect(window.named('clock').at(-1)?.data).toEqual({ text: 'Mon 23 Nov, 14:13' }));
      await window.close();
    }
  });

  it('lets go of a window that does not read, and of one that left, with what it holds for them', async () => {
    const { store, listeners } = createCountedStore();
    const stage = createStage({ store, streams: { limit: 1024, pollMs: 5 } });
    for (let index = 0; index < 60; index += 1) await stage.channels.text.send('customer-text', text('x'.repeat(4000)));
    const left = await listen(stage, '/events?after=60');
    await stage.app.request('/events');
    await vi.waitFor(() => expect(listeners()).toBe(1));
    await left.close();
    await vi.waitFor(() => expect(listeners()).toBe(0));
  });

  it('ends when its store fails, so that the window comes back', async () => {
    const memory = createMemoryStore();
    const store = { ...memory, changes: () => Promise.reject(new Error('away')) };
    const window = await listen(createStage({ store }));
    await window.ended;
    expect(window.named('clock')).toHaveLength(1);
  });

  it('survives a cursor that makes no sense', async () => {
    const stage = createStage();
    await stage.channels.text.send('customer-text', text('Hello'));
    const window = await listen(stage, `/events?after=${'%27--'.repeat(100)}`);
    await vi.waitFor(() => expect(window.named('entry')).toHaveLength(1));
    await window.close();
  });
});
