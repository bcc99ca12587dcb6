import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { readConfig } from '../bot/config.ts';
import type { WorkerParts } from '../bot/wiring/workers.ts';
import { wireAnswers, wireWorkers } from '../bot/wiring/workers.ts';
import { createReceiver } from '../bot/workers/receiver.ts';
import { createFakeChannel, type FakeChannel, type Network } from '../bot/workers/testing/fake-channel.ts';
import { silent, until } from '../bot/workers/testing/until.ts';
import type { Card, InboundContent } from '../channels/channel.ts';
import type { AccountId } from '../core/ids.ts';
import { createProductClock } from '../core/postgres/clock.ts';
import { createMediaStore } from '../core/postgres/media.ts';
import { createNotifier } from '../core/postgres/queue/notifier.ts';
import { ensureAccount, ensureHome } from '../core/postgres/start.ts';
import { invitationToken } from '../core/postgres/store/invitations.ts';
import { hire } from './people/panel.ts';
import { neverQuiet } from './people/telegram-customer.ts';

/** A button as a chat shows it, which somebody may tap later. */
export type ShownButton = { readonly token: string; readonly onMessage: string };

type Tap = {
  readonly values?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** The network waits for a moment only; otherwise for so long that a slow machine is no reason to give up. */
  readonly hurried?: boolean;
};

/** The product with a network that draws cards and waits for the next one: a process that answers it, and the workers of another. */
export type CardStage = {
  readonly accountId: AccountId;
  readonly channel: FakeChannel;
  /** The loops of the other process. */
  readonly workers: { start(): void; stop(): Promise<void> };
  /** Takes on a mechanic with a chat of that name. */
  hires(name: string, language?: 'nl' | 'en'): Promise<void>;
  /** Makes a chat of that name a workplace that all mechanics share. */
  shares(name: string): Promise<void>;
  says(chat: string, text: string): Promise<void>;
  /** Follows the newest invitation that this mechanic's chat shows. */
  opens(chat: string, mechanic: string): Promise<void>;
  /** The newest button whose label begins so. */
  button(chat: string, label: string): Promise<ShownButton>;
  /** Taps it as this network does, and resolves to the card that the network is answered with. */
  taps(chat: string, button: ShownButton | string, tap?: Tap): Promise<Card>;
  /** A tap on a network that waits for nothing. */
  presses(chat: string, label: string): Promise<void>;
  /** Waits for a message or card that says so in what the chat shows now. */
  sees(chat: string, words: string | RegExp): Promise<string>;
  /** Waits until no message or edit is on its way any more. */
  settles(): Promise<void>;
  /** Everything that the chat shows now. */
  shown(chat: string): string;
  stop(): Promise<void>;
};

const secret = 's'.repeat(40);

/** Starts it over the test's database. */
export async function startCardStage(database: Database, network?: Network): Promise<CardStage> {
  const { pool } = database;
  const home = await ensureHome(pool, newId);
  await neverQuiet(pool);
  const channel = createFakeChannel(network, { cards: 'full' });
  const skills = { buttons: true, receipts: false, canStart: true, clockPrecisionMs: 1 };
  // A network that customers are on as well, so that one fake serves both sides.
  const account = {
    channel: 'telegram',
    externalId: 'app',
    name: 'app',
    simulated: false,
    skills,
    audience: 'everybody',
  } as const;
  const accountId = await ensureAccount(pool, home, account, newId);
  const [web, worker] = ['web', 'worker'].map((role) => processOf(database, role, { accountId, channel })) as [
    WorkerParts,
    WorkerParts,
  ];
  const answerer = wireAnswers(web, { waitMs: 10_000, mostMs: 15_000 });
  const hurried = wireAnswers(web, { waitMs: 200, mostMs: 15_000 });
  const workers = loopsOf(worker);
  workers.start();
  return {
    ...chatsOn(channel, web, { answerer, hurried }, accountId),
    accountId,
    channel,
    workers,
    settles: async () => {
      await until(async () => {
        const open = await pool.query(`select from delivery where state in ('queued', 'sending') limit 1`);
        return open.rowCount === 0;
      });
    },
    shares: async (name) => {
      const addressId = newId();
      await pool.query(
        'insert into address (id, organisation_id, account_id, chat, language, proven_at) values ($1, $2, $3, $4, $5, now())',
        [addressId, home.organisationId, accountId, name, 'en'],
      );
      await pool.query('insert into workplace (address_id, garage_id, name) values ($1, $2, $3)', [
        addressId,
        home.garageId,
        name,
      ]);
    },
    hires: async (name, language = 'en') => {
      const { staffId } = await hire(pool, name, 'mechanic');
      await pool.query('update staff set language = $2 where id = $1', [staffId, language]);
      await pool.query(
        `insert into address (id, organisation_id, account_id, chat, staff_id, proven_at) values ($1, $2, $3, $4, $5, now())`,
        [newId(), home.organisationId, accountId, name, staffId],
      );
    },
    stop: async () => {
      await workers.stop();
      await Promise.all([answerer.drain(), hurried.drain()]);
      await Promise.all([web.notifier.stop(), worker.notifier.stop()]);
    },
  };
}

type Database = { readonly url: string; readonly pool: Pool };

/** What one process of this role is made of. */
function processOf(
  { url, pool }: Database,
  role: string,
  account: { readonly accountId: AccountId; readonly channel: FakeChannel },
): WorkerParts {
  const notifier = createNotifier({ pool });
  notifier.start();
  const clock = createProductClock(pool);
  return {
    config: readConfig({ DATABASE_URL: url, AUTH_SECRET: secret, SIMULATOR: 'off', ROLES: role }),
    pool,
    accounts: [{ ...account, exclusive: false, webhookPath: '/' }],
    clock,
    notifier,
    receiver: createReceiver({ pool, onStored: () => notifier.nudge('inbox') }),
    media: createMediaStore({ pool, now: () => clock.now() }),
    showInvitation: (id) => {
      const token = invitationToken(id, secret);
      return { card: { links: [{ label: 'link', url: `https://x/i/${token}` }] }, link: token, token };
    },
    secret,
    newId,
    log: silent,
    holder: role,
  };
}

function loopsOf(parts: WorkerParts): CardStage['workers'] {
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

type Chats = Pick<CardStage, 'says' | 'opens' | 'button' | 'taps' | 'presses' | 'sees' | 'shown'>;

function chatsOn(
  channel: FakeChannel,
  { receiver }: WorkerParts,
  answerers: Record<'answerer' | 'hurried', ReturnType<typeof wireAnswers>>,
  accountId: AccountId,
): Chats {
  const inbound = (chat: string, dedupeKey: string, content: InboundContent) => ({
    chat,
    dedupeKey,
    sender: { id: chat, name: chat, language: 'en' },
    at: new Date().toISOString(),
    content,
  });
  const receive = (chat: string, content: InboundContent) =>
    receiver.receive(accountId, inbound(chat, `m:${newId()}`, content));
  const shown = (chat: string): string =>
    channel
      .shown(chat)
      .map(({ message }) => wordsOf(message))
      .join('\n');
  const seen = <T>(chat: string, what: string | RegExp, look: () => T | undefined | false): Promise<T> =>
    until(look).catch(() => {
      throw new Error(`${chat} does not see ${what} but\n${shown(chat)}`);
    });
  const button = (chat: string, label: string): Promise<ShownButton> =>
    seen(chat, label, () => buttonIn(channel, chat, label));
  return {
    says: (chat, text) => receive(chat, { kind: 'text', text, externalId: newId() }),
    opens: async (chat, mechanic) => {
      const payload = await until(() => /\/i\/([\w-]+)/.exec(shown(mechanic))?.[1]);
      await receive(chat, { kind: 'start', payload });
    },
    button,
    taps: async (chat, wanted, { values, key, hurried } = {}) => {
      const { token, onMessage } = typeof wanted === 'string' ? await button(chat, wanted) : wanted;
      const content = { kind: 'choice', token, onMessage, ...(values && { values }) } as const;
      return answerers[hurried ? 'hurried' : 'answerer'].answer(accountId, inbound(chat, key ?? `n:${token}`, content));
    },
    presses: async (chat, label) => {
      const { token, onMessage } = await button(chat, label);
      await receive(chat, { kind: 'choice', token, onMessage });
    },
    sees: (chat, words) =>
      seen(chat, words, () => {
        const all = shown(chat);
        return (typeof words === 'string' ? all.includes(words) : words.test(all)) && all;
      }),
    shown,
  };
}

type Message = ReturnType<FakeChannel['shown']>[number]['message'];

/** Everything that can be read in a message. */
function wordsOf(message: Message): string {
  return (
    message.kind === 'text' ? JSON.stringify([message.text, message.choices]) : JSON.stringify(message.card)
  ).replaceAll('\u00a0', ' ');
}

function buttonIn(channel: FakeChannel, chat: string, label: string): ShownButton | undefined {
  for (const { message, externalId } of channel.shown(chat).toReversed()) {
    const buttons = message.kind === 'text' ? message.choices : message.card.actions;
    const found = buttons?.find((one) => one.label.replaceAll('\u00a0', ' ').startsWith(label));
    if (found) return { token: found.token, onMessage: externalId };
  }
  return undefined;
}
