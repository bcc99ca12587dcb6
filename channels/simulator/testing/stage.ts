import {
  acknowledgesTaps,
  type Card,
  type Channel,
  editsMessages,
  type InboundMessage,
  type OutboundMessage,
  type Receive,
} from '../../channel.ts';
import { createSimulatorApp, type SimulatorAppOptions } from '../app.tsx';
import { createSimulatorChannel } from '../channel.ts';
import type { Entry, EntryMedia, Profile, SimulatorStore } from '../store.ts';

/** The page over a memory store with an echo bot, on a clock that moves only on demand. */
export function createStage(options: Partial<SimulatorAppOptions> = {}) {
  const store = options.store ?? createMemoryStore();
  let ids = 0;
  const newId = () => `id-${++ids}`;
  let time = Date.UTC(2026, 10, 23, 13, 3);
  const clock = {
    now: () => new Date(time),
    mayMove: async () => true,
    skip: async (ms: number) => {
      time += ms;
    },
  };
  const common = { store, now: clock.now, newId };
  const channels = {
    buttons: createSimulatorChannel({ ...common, profile: 'buttons' }),
    text: createSimulatorChannel({ ...common, profile: 'text' }),
  };
  const bot = createEchoBot(channels);
  const app = createSimulatorApp({
    store,
    receive: bot.receive,
    newestInvitation: async () => 'newest-token',
    clock,
    panelUrl: '/admin/',
    startLang: (accepted) => (accepted?.startsWith('nl') ? 'nl' : 'en'),
    newId,
    ...options,
  });
  return { app, store, channels, clock, received: bot.received };
}

/** Answers every text with the same words, draws a card for `card`, a question for `ask`, and edits what was tapped. */
function createEchoBot(channels: Readonly<Record<Profile, Channel>>) {
  const received: InboundMessage[] = [];
  const answer = async (channel: Channel, { chat, content }: InboundMessage): Promise<void> => {
    if (content.kind === 'text') await channel.send(chat, answerTo(content.text));
    if (content.kind === 'start') await channel.send(chat, words(`Welcome, ${content.payload}.`));
    if (content.kind !== 'choice') return;
    if (editsMessages(channel) && content.onMessage !== undefined) {
      await channel.edit(chat, content.onMessage, words(`*Noted*: ${content.token}`));
    }
    if (acknowledgesTaps(channel) && content.tap !== undefined) await channel.acknowledgeTap(content.tap, 'Thank you');
  };
  const receive =
    (profile: Profile): Receive =>
    async (message) => {
      if (received.some(({ dedupeKey }) => dedupeKey === message.dedupeKey)) return;
      received.push(message);
      await answer(channels[profile], message);
    };
  return { received, receive };
}

function words(text: string): OutboundMessage {
  return { kind: 'text', text };
}

function answerTo(text: string): OutboundMessage {
  if (text === 'card') return { kind: 'card', card };
  if (text === 'ask') return quote;
  return words(`Heard: ${text}`);
}

const quote: OutboundMessage = {
  kind: 'text',
  text: [
    '*VW Golf AB-123-C* · uw akkoord gevraagd',
    'We vonden 2 dingen:',
    '1. Remblokken voor, nog 2 mm (minimum): €\u00a0286,40. *Nu nodig*',
    '2. Ruitenwissers, strepen: €\u00a038,00. Kan later',
    '*Samen €\u00a0324,40* incl. btw. Meer wordt het niet zonder uw akkoord.',
    'Alles doen: klaar vandaag 16:30. Niets doen: klaar 15:00.',
    'Geldig t/m di 24 nov 17:30. (Offerte 2041, versie 1)',
  ].join('\n'),
  choices: [
    { token: 'approve-all', label: 'Akkoord €\u00a0324,40' },
    { token: 'choose', label: 'Kiezen of vragen' },
    { token: 'nothing', label: 'Niets doen' },
  ],
};

const card: Card = {
  title: 'AB-123-C · VW Golf',
  subtitle: 'Wacht op klant 23 min · gelezen 14:05',
  facts: [
    { label: 'Klant', value: 'Jan Jansen ••78' },
    { label: 'Klacht', value: 'Remmen piepen' },
  ],
  lines: [
    { text: 'Remblokken voor', amount: '€\u00a0286,40', state: 'approved' },
    { text: 'Ruitenwissers', amount: '€\u00a038,00', state: 'declined' },
    { text: 'Koelvloeistof', amount: '€\u00a019,00', state: 'pending' },
  ],
  inputs: [
    { name: 'eta', label: 'Klaar om', placeholder: '16:30' },
    {
      name: 'bay',
      label: 'Brug',
      value: '2',
      options: [
        { value: '1', label: 'Brug 1' },
        { value: '2', label: 'Brug 2' },
      ],
    },
  ],
  image: { url: '/simulator/assets/icon.svg', alt: 'QR-code van de uitnodiging' },
  links: [{ label: 'Uitnodiging', url: 'https://garage.example/i/abc' }],
  actions: [
    { token: 'send-wait', label: 'Verstuur · ik wacht', style: 'primary' },
    { token: 'send-on', label: 'Verstuur · ik ga door' },
    { token: 'withdraw', label: 'Intrekken', style: 'danger' },
  ],
};

/** A store that lives as long as its process; for tests. */
export function createMemoryStore(): SimulatorStore {
  /** By chat and external id, in the order of arrival. */
  const rows = new Map<string, { entry: Entry; change: number; media: EntryMedia | undefined }>();
  const listeners = new Set<() => void>();
  let changeCount = 0;
  const keyOf = (chat: string, externalId: string) => JSON.stringify([chat, externalId]);
  const write = (entry: Entry, media: EntryMedia | undefined) => {
    changeCount += 1;
    rows.set(keyOf(entry.chat, entry.externalId), { entry: structuredClone(entry), change: changeCount, media });
    for (const listener of listeners) listener();
  };

  return {
    append: async (entry, media) => {
      if (rows.has(keyOf(entry.chat, entry.externalId))) return;
      write({ ...entry, id: rows.size + 1, edited: false }, media);
    },
    replace: async (chat, externalId, content, media) => {
      const row = rows.get(keyOf(chat, externalId));
      if (row === undefined) return false;
      write({ ...row.entry, content, edited: true }, media);
      return true;
    },
    latest: async (limit) => {
      const newestFirst = [...rows.values()].map(({ entry }) => entry).reverse();
      const seen = new Map<string, number>();
      const entries = newestFirst.filter(({ chat }) => {
        const count = (seen.get(chat) ?? 0) + 1;
        seen.set(chat, count);
        return count <= limit;
      });
      return { entries: entries.reverse(), cursor: String(changeCount) };
    },
    changes: async (cursor, limit) => {
      const known = /^\d{1,15}$/.test(cursor) && Number(cursor) <= changeCount;
      const after = known ? Number(cursor) : 0;
      const changed = [...rows.values()].filter((row) => row.change > after).sort((a, b) => a.change - b.change);
      const read = changed.slice(0, limit);
      return { entries: read.map(({ entry }) => entry), cursor: String(read.at(-1)?.change ?? after) };
    },
    media: async (chat, externalId) => rows.get(keyOf(chat, externalId))?.media,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
