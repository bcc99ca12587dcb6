import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { v7 as newId } from 'uuid';
import { readConfig } from '../../bot/config.ts';
import type { WorkerParts } from '../../bot/wiring/workers.ts';
import { wireWorkers } from '../../bot/wiring/workers.ts';
import { createReceiver } from '../../bot/workers/receiver.ts';
import { createMediaStore } from '../../core/postgres/media.ts';
import { createNotifier } from '../../core/postgres/queue/notifier.ts';
import { ensureAccount, ensureHome, type Home } from '../../core/postgres/start.ts';
import { invitationToken } from '../../core/postgres/store/invitations.ts';
import { type Person, personOn } from '../people/network-person.ts';
import { createNetworkChannel, type NetworkChannel } from './network-channel.ts';

/** The product's loops over networks of the test's own: one that only staff are on, and one for customers. */
export type Networks = {
  readonly home: Home;
  /** Somebody's chat in Teams; `shared` is a channel of a team, where others read along. */
  teams(chat: string, options?: { readonly shared?: true; readonly language?: string }): Person;
  /** A customer's chat in Telegram. */
  telegram(chat: string): Person;
  now(): Date;
  /** Moves the clock to a moment; it goes on from there. */
  setClock(at: string): void;
  stop(): Promise<void>;
};

const secret = 's'.repeat(40);

/** Starts them on a Monday morning, in a garage without quiet hours. */
export async function startNetworks({ url, pool }: { readonly url: string; readonly pool: Pool }): Promise<Networks> {
  let from = { clock: new Date('2026-11-23T09:00:00Z').getTime(), real: Date.now() };
  const now = (): Date => new Date(from.clock + Date.now() - from.real);
  const home = await ensureHome(pool, newId);
  await pool.query('update garage set quiet_from = null, quiet_to = null');
  const teams = createNetworkChannel('teams', now);
  const telegram = createNetworkChannel('telegram', now);
  const notifier = createNotifier({ pool });
  const receiver = createReceiver({ pool, onStored: () => notifier.nudge('inbox') });
  const accounts = [await account(pool, home, teams), await account(pool, home, telegram)];
  const parts: WorkerParts = {
    config: readConfig({ DATABASE_URL: url, AUTH_SECRET: secret, SIMULATOR: 'off' }),
    pool,
    accounts,
    clock: { now, skip: async () => undefined, refresh: async () => undefined },
    notifier,
    receiver,
    media: createMediaStore({ pool, now }),
    showInvitation: (id) => {
      const token = invitationToken(id, secret);
      const link = `https://garage.example/i/${token}`;
      return { card: { links: [{ label: link, url: link }] }, link, token };
    },
    secret,
    newId,
    log: pino({ level: 'silent' }),
    holder: randomUUID(),
  };
  const loops = wireWorkers(parts);
  notifier.start();
  for (const loop of loops) loop.start();
  const [atTeams, atTelegram] = accounts;
  return {
    home,
    teams: (chat, options) =>
      personOn(teams, (message) => receiver.receive(atTeams?.accountId ?? '', message), { chat, now, ...options }),
    telegram: (chat) =>
      personOn(telegram, (message) => receiver.receive(atTelegram?.accountId ?? '', message), { chat, now }),
    now,
    setClock: (at) => {
      from = { clock: new Date(at).getTime(), real: Date.now() };
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await notifier.stop();
    },
  };
}

async function account(pool: Pool, home: Home, channel: NetworkChannel) {
  const skills = { buttons: true, receipts: false, canStart: true, clockPrecisionMs: 1 };
  const { name, capabilities } = channel;
  const described = {
    channel: name,
    externalId: name,
    name,
    simulated: false,
    skills,
    audience: capabilities.audience,
  };
  return {
    accountId: await ensureAccount(pool, home, described, newId),
    channel,
    exclusive: false,
    webhookPath: undefined,
  };
}
