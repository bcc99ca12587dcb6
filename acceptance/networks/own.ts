import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { readConfig } from '../../bot/config.ts';
import { type WorkerParts, wireAnswers, wireWorkers } from '../../bot/wiring/workers.ts';
import { createReceiver } from '../../bot/workers/receiver.ts';
import { plainCapabilities, silent } from '../../bot/workers/testing/fake-channel.ts';
import { cardAsText } from '../../channels/adapt.ts';
import type {
  Card,
  Channel,
  ChannelName,
  EditsMessages,
  FetchesMedia,
  InboundContent,
  OutboundMessage,
  Receipt,
} from '../../channels/channel.ts';
import type { AccountId } from '../../core/ids.ts';
import { createMediaStore } from '../../core/postgres/media.ts';
import { createNotifier } from '../../core/postgres/queue/notifier.ts';
import { ensureAccount, ensureHome, type Home } from '../../core/postgres/start.ts';
import { invitationToken } from '../../core/postgres/store/invitations.ts';
import { type Eyes, eyesOn, plain, type Shown } from '../people/person.ts';

/** A message as a chat shows it; its text ends in the buttons: `[Start] [Save]`. */
export type OwnMessage = Shown & { readonly externalId: string; readonly message: OutboundMessage };

/** A button as a chat shows it, which somebody may tap later. */
export type ShownButton = { readonly token: string; readonly onMessage: string };

type Tap = {
  readonly values?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** The network waits 200 ms only, not the 10 s that a slow machine may need. */
  readonly hurried?: boolean;
};

/** The person, tablet or team behind a chat. */
export type Person = Eyes<OwnMessage> & {
  readonly chat: string;
  types(text: string): Promise<void>;
  starts(payload?: string): Promise<void>;
  sendsPhoto(bytes: Uint8Array, beside?: { readonly caption?: string; readonly album?: string }): Promise<void>;
  tells(content: InboundContent): Promise<void>;
  /** Waits for a button whose label begins so, taps the newest, and returns its token. */
  taps(label: string, values?: Readonly<Record<string, string>>): Promise<string>;
  tapsToken(token: string): Promise<void>;
  /** The newest button whose label begins so. */
  button(label: string): Promise<ShownButton>;
  /** Taps where the network waits for the next card, and resolves to that. */
  tapsAndWaits(button: ShownButton | string, tap?: Tap): Promise<Card>;
  /** Everything that the chat shows now. */
  shown(): readonly OwnMessage[];
  /** The labels of all buttons that the chat shows now. */
  buttons(): readonly string[];
};

/** The product over the test's own networks: one process takes and answers, another has the workers. */
export type OwnNetworks = {
  readonly home: Home;
  /** A chat of staff in Teams; `shared` is a channel of a team, where others read along. */
  teams(chat: string, options?: { readonly shared?: true; readonly language?: string }): Person;
  /** A chat in Telegram, where customers are. */
  telegram(chat: string): Person;
  readonly telegramId: AccountId;
  /** Told of each message before a network takes it; throwing a DeliveryError refuses it. */
  onSend: (chat: string) => void;
  /** The loops of the other process. */
  readonly workers: { start(): void; stop(): Promise<void> };
  now(): Date;
  /** Moves the clock to a moment; it goes on from there. */
  setClock(at: Date): void;
  stop(): Promise<void>;
};

const secret = 's'.repeat(40);

type Database = { readonly url: string; readonly pool: Pool };
type Account = WorkerParts['accounts'][number];

/**
 * Starts them in a garage without quiet hours, at a moment of its clock. Timers go by the
 * database's clock: at a moment in the past they are due at once.
 */
export async function startOwnNetworks(database: Database, at = new Date()): Promise<OwnNetworks> {
  let from = { clock: at.getTime(), real: Date.now() };
  const now = (): Date => new Date(from.clock + Date.now() - from.real);
  const { pool } = database;
  const home = await ensureHome(pool, newId);
  await pool.query('update garage set quiet_from = null, quiet_to = null');
  const onSend = (chat: string): void => networks.onSend(chat);
  const channels = { teams: createChannel('teams', now, onSend), telegram: createChannel('telegram', now, onSend) };
  const teams = await accountOf(pool, home, channels.teams);
  const telegram = await accountOf(pool, home, channels.telegram);
  const [web, worker] = ['web', 'worker'].map((role) => processOf(database, role, [teams, telegram], now)) as [
    WorkerParts,
    WorkerParts,
  ];
  const answerers = {
    patient: wireAnswers(web, { waitMs: 10_000, maxMs: 15_000 }),
    hurried: wireAnswers(web, { waitMs: 200, maxMs: 15_000 }),
  };
  const workers = loopsOf(worker);
  workers.start();
  const doors = { web, answerers, now };
  const networks: OwnNetworks = {
    home,
    teams: (chat, options) => personOn(channels.teams, doors, { chat, accountId: teams.accountId, ...options }),
    telegram: (chat) => personOn(channels.telegram, doors, { chat, accountId: telegram.accountId }),
    telegramId: telegram.accountId,
    onSend: () => undefined,
    workers,
    now,
    setClock: (moment) => {
      from = { clock: moment.getTime(), real: Date.now() };
    },
    stop: async () => {
      await workers.stop();
      await Promise.all([answerers.patient.drain(), answerers.hurried.drain()]);
      await Promise.all([web.notifier.stop(), worker.notifier.stop()]);
    },
  };
  return networks;
}

async function accountOf(pool: Pool, home: Home, channel: OwnChannel): Promise<Account> {
  const skills = { buttons: true, receipts: false, canStart: true, clockPrecisionMs: 1 };
  const { name, capabilities } = channel;
  const { audience } = capabilities;
  const described = { channel: name, externalId: name, name, simulated: false, skills, audience };
  const accountId = await ensureAccount(pool, home, described, newId);
  return { accountId, channel, simulated: false, exclusive: false, webhookPath: undefined };
}

/** Makes the parts of one process of this role. */
function processOf({ url, pool }: Database, role: string, accounts: readonly Account[], now: () => Date): WorkerParts {
  const notifier = createNotifier({ pool });
  notifier.start();
  return {
    config: readConfig({ DATABASE_URL: url, AUTH_SECRET: secret, SIMULATOR: 'off', ROLES: role }),
    pool,
    accounts,
    clock: { now, skip: async () => undefined, refresh: async () => undefined },
    notifier,
    receiver: createReceiver({ pool, onStored: () => notifier.nudge('inbox') }),
    media: createMediaStore({ pool, now }),
    showInvitation: (id) => {
      const token = invitationToken(id, secret);
      const link = `https://garage.example/i/${token}`;
      return { card: { links: [{ label: link, url: link }] }, link, token };
    },
    secret,
    newId,
    log: silent,
    holder: newId(),
  };
}

function loopsOf(parts: WorkerParts): OwnNetworks['workers'] {
  const loops = wireWorkers(parts);
  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

type Doors = {
  readonly web: WorkerParts;
  readonly answerers: Record<'patient' | 'hurried', ReturnType<typeof wireAnswers>>;
  readonly now: () => Date;
};
type Place = {
  readonly chat: string;
  readonly accountId: AccountId;
  readonly shared?: true;
  readonly language?: string;
};

function personOn(channel: OwnChannel, doors: Doors, { chat, accountId, shared, language = 'en' }: Place): Person {
  const { web, answerers, now } = doors;
  const inbound = (content: InboundContent, dedupeKey: string = newId()) => ({
    chat,
    dedupeKey,
    sender: { id: chat, name: chat, language },
    ...(shared && { shared }),
    at: now().toISOString(),
    content,
  });
  const tells = (content: InboundContent): Promise<void> => web.receiver.receive(accountId, inbound(content));
  const shown = (): readonly OwnMessage[] => channel.shown(chat);
  const eyes = eyesOn(chat, shown);
  const button = async (label: string): Promise<ShownButton> => {
    const found = await eyes.finds(label);
    return { token: found.button.token, onMessage: found.on.externalId };
  };
  return {
    ...eyes,
    chat,
    shown,
    button,
    buttons: () => shown().flatMap(({ buttons }) => buttons.map(({ label }) => label)),
    tells,
    types: (text) => tells({ kind: 'text', text, externalId: newId() }),
    starts: (payload) => tells({ kind: 'start', ...(payload === undefined ? {} : { payload }) }),
    sendsPhoto: async (bytes, beside = {}) => {
      const reference = newId();
      channel.files.set(reference, bytes);
      await tells({ kind: 'media', externalId: reference, media: { reference, mimeType: 'image/png' }, ...beside });
    },
    taps: async (label, values) => {
      const { token } = await button(label);
      await tells({ kind: 'choice', token, tap: newId(), ...(values && { values }) });
      return token;
    },
    tapsToken: (token) => tells({ kind: 'choice', token, tap: newId() }),
    tapsAndWaits: async (wanted, { values, key, hurried } = {}) => {
      const { token, onMessage } = typeof wanted === 'string' ? await button(wanted) : wanted;
      const content = { kind: 'choice', token, onMessage, ...(values && { values }) } as const;
      return answerers[hurried ? 'hurried' : 'patient'].answer(accountId, inbound(content, key ?? `n:${token}`));
    },
  };
}

type OwnChannel = Channel &
  EditsMessages &
  FetchesMedia & {
    /** Everything that the bot said in a chat, oldest first. */
    shown(chat: string): readonly OwnMessage[];
    /** Bytes that somebody sent, by their reference. */
    readonly files: Map<string, Uint8Array>;
  };

/** A network with cards and edits that keeps what each chat shows. */
function createChannel(name: ChannelName, now: () => Date, onSend: (chat: string) => void): OwnChannel {
  const chats = new Map<string, OwnMessage[]>();
  const files = new Map<string, Uint8Array>();
  let count = 0;
  const inChat = (chat: string): OwnMessage[] => {
    const shown = chats.get(chat) ?? [];
    chats.set(chat, shown);
    return shown;
  };
  const receipt = (externalId: string): Receipt => ({ externalId, at: now(), state: 'sent' });
  return {
    name,
    capabilities: {
      ...plainCapabilities,
      audience: name === 'teams' ? 'staff' : 'everybody',
      choices: { support: 'full', max: 6, labelLength: 60 },
      cards: 'full',
    },
    files,
    start: async () => undefined,
    health: () => ({ state: 'ready' }),
    shown: inChat,
    send: async (chat, message) => {
      onSend(chat);
      count += 1;
      inChat(chat).push(asShown(`${name}-${count}`, message));
      return receipt(`${name}-${count}`);
    },
    edit: async (chat, externalId, message) => {
      onSend(chat);
      const shown = inChat(chat);
      shown[shown.findIndex((one) => one.externalId === externalId)] = asShown(externalId, message);
      return receipt(externalId);
    },
    fetchMedia: async (reference) => ({ bytes: files.get(reference) ?? new Uint8Array(), mimeType: 'image/png' }),
  };
}

function asShown(externalId: string, message: OutboundMessage): OwnMessage {
  const choices = (message.kind === 'card' ? message.card.actions : message.choices) ?? [];
  const buttons = choices.map(({ label, token }) => ({ label: plain(label), token }));
  const text = message.kind === 'card' ? cardAsText(message.card) : message.text;
  const readAloud = [text, ...buttons.map(({ label }) => `[${label}]`)].join(' ');
  return { externalId, message, buttons, text: plain(readAloud) };
}
