import { describe, expect, it } from 'vitest';
import { boldSpans } from '../adapt.ts';
import type { Channel, Receive } from '../channel.ts';
import { channelContract } from '../testing/contract.ts';
import { createSimulatorApp } from './app.tsx';
import { createSimulatorChannel } from './channel.ts';
import type { Entry, Profile } from './store.ts';
import { createMemoryStore } from './testing/stage.ts';

function setup(profile: Profile, chat: string) {
  return async () => {
    const memory = createMemoryStore();
    let fails = false;
    const store: typeof memory = {
      ...memory,
      append: async (...entry) => {
        if (fails) throw new Error('The store is away');
        return memory.append(...entry);
      },
    };
    const now = new Date();
    let ids = 0;
    const newId = () => `id-${++ids}`;
    const account = createSimulatorChannel({ profile, store, now: () => now, newId });
    // The page hands messages to the process; in this test, to the listener of the account.
    let listener: Receive = async () => {};
    const channel: Channel = {
      ...account,
      start: async (receive, signal) => {
        listener = receive;
        await account.start(receive, signal);
      },
    };
    const app = createSimulatorApp({
      store,
      receive: () => (message) => listener(message),
      newestInvitation: async () => undefined,
      clock: { now: () => now, mayMove: async () => false, skip: async () => {} },
      panelUrl: '/admin/',
      startLang: () => 'en',
      newId,
    });
    let last = { path: '', body: {} };
    const post = async (path: string, body: object) => {
      last = { path, body };
      const request = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      expect((await app.request(`/${chat}/${path}`, request)).status).toBe(204);
    };
    return {
      channel,
      chat,
      shown: async () => {
        const { entries } = await store.latest(100);
        return entries.filter((entry) => entry.direction === 'out' && entry.content.kind !== 'notice').map(shown);
      },
      writes: (text: string) => post('messages', { text, key: newId() }),
      taps: (token: string) => post('taps', { token, key: newId() }),
      redelivers: () => post(last.path, last.body),
      refuses: async () => {
        fails = true;
      },
      close: async () => {},
    };
  };
}

function shown({ externalId, content }: Entry) {
  if (content.kind !== 'text') return { externalId, text: JSON.stringify(content), bold: [], choices: [] };
  const spans = boldSpans(content.text);
  const bold = spans.map(({ start, end }) => content.text.slice(start + 1, end - 1));
  const text = bold.reduce((words, each) => words.replace(`*${each}*`, each), content.text);
  return { externalId, text, bold, choices: content.choices ?? [] };
}

channelContract('simulator with buttons', setup('buttons', 'customer-buttons'));
channelContract('simulator with text only', setup('text', 'customer-text'));

function make(profile: Profile) {
  const store = createMemoryStore();
  let ids = 0;
  const now = () => new Date(Date.UTC(2026, 10, 23));
  return { store, channel: createSimulatorChannel({ profile, store, now, newId: () => `id-${++ids}` }) };
}
function text(words: string) {
  return { kind: 'text', text: words } as const;
}

describe('a simulated account', () => {
  it('cannot reach a person of the other account', async () => {
    const refusal = { code: 'chat_not_found', outcome: 'permanent' };
    await expect(make('text').channel.send('customer-buttons', text('Hello'))).rejects.toMatchObject(refusal);
    await expect(make('buttons').channel.send('nobody', text('Hello'))).rejects.toMatchObject(refusal);
  });

  it('refuses what a network with its limits would refuse', async () => {
    const { channel } = make('buttons');
    const refusal = { code: 'invalid', outcome: 'permanent' };
    const choices = (count: number, label: string) =>
      Array.from({ length: count }, (_, index) => ({ token: `t${index}`, label }));
    await expect(channel.send('mechanic-1', text(' '))).rejects.toMatchObject(refusal);
    await expect(channel.send('mechanic-1', text('x'.repeat(4097)))).rejects.toMatchObject(refusal);
    await expect(channel.send('mechanic-1', { ...text('Which?'), choices: choices(11, 'Yes') })).rejects.toMatchObject(
      refusal,
    );
    await expect(
      channel.send('mechanic-1', { ...text('Which?'), choices: choices(1, 'x'.repeat(41)) }),
    ).rejects.toMatchObject(refusal);
    await expect(
      make('text').channel.send('customer-text', { kind: 'card', card: { title: 'AB-123-C' } }),
    ).rejects.toMatchObject(refusal);
  });

  it('says that it does not know whether a message arrived when its store fails', async () => {
    const { store } = make('buttons');
    const failing = { ...store, append: () => Promise.reject(new Error('away')) };
    const options = { profile: 'buttons', store: failing, now: () => new Date(0), newId: () => '1' } as const;
    const sending = createSimulatorChannel(options).send('mechanic-1', text('Hello'));
    await expect(sending).rejects.toMatchObject({ code: 'unavailable', outcome: 'unknown' });
  });

  it('gives back the bytes of a photo that it was sent', async () => {
    const { channel } = make('buttons');
    const media = { bytes: new Uint8Array([1, 2, 3]), mimeType: 'image/png', fileName: 'pads.png' };
    const { externalId } = await channel.send('mechanic-1', { kind: 'text', text: '', media });
    const signal = new AbortController().signal;
    const fetched = await channel.fetchMedia(`mechanic-1/${externalId}`, signal);
    expect(fetched).toEqual({ bytes: media.bytes, mimeType: 'image/png' });
    await expect(channel.fetchMedia('nowhere', signal)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('shows the notice of a tap in the chat that tapped', async () => {
    const { channel, store } = make('buttons');
    await channel.acknowledgeTap('customer-buttons/1', 'Noted');
    await channel.acknowledgeTap('customer-buttons/2');
    const { entries } = await store.latest(10);
    expect(entries.map(({ chat, content }) => ({ chat, content }))).toEqual([
      { chat: 'customer-buttons', content: { kind: 'notice', text: 'Noted' } },
    ]);
  });
});

describe('an invitation', () => {
  it('leads to the page of the simulator', () => {
    const account = createSimulatorChannel({
      profile: 'text',
      store: createMemoryStore(),
      now: () => new Date(),
      newId: () => 'id-1',
    });
    expect(account.invitationLink('tok-1')).toBe('/simulator?start=tok-1');
  });
});
