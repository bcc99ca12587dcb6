import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { APP_ID, TENANT } from '../../channels/teams/testing/activities.ts';
import { startConnector } from '../../channels/teams/testing/connector.ts';
import { startIssuer, tokenFor } from '../../channels/teams/testing/issuer.ts';
import { openPool } from '../../core/postgres/database.ts';
import { startEmbedded } from '../../core/postgres/embedded/server.ts';
import { migrate } from '../../core/postgres/start.ts';
import { type ProductProcess, type Random, seeded, startProcess } from '../faults/testing/process.ts';
import { createTelegramSide, openGarage, SECRET, settingsFor, startBotApi } from '../faults/testing/telegram.ts';
import { teamsSettings } from '../networks/teams.ts';
import { until } from '../people/person.ts';
import { signIn } from '../people/service.ts';
import { garbled, type Json, mutated, mutatedForm, mutatedPath } from './mutate.ts';

// Posts real payloads with something wrong in them to every door of a running product, and looks whether it goes on as before:
// `npm run fuzz -- --minutes 60 --seed 7`. Ends with 1 when something is not as it should be.

const administrator = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };

/** A post or request that is about to be made. */
type Shot = {
  readonly door: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

type Door = (random: Random) => Shot | Promise<Shot>;

type Ground = {
  readonly url: string;
  readonly pool: Pool;
  readonly cookie: string;
  /** Signs an activity as Teams does. */
  readonly bearer: string;
  readonly serviceUrl: string;
};

/** What lets a payload of each network arrive; without it nothing behind the door is reached. */
const kept = {
  telegram: new Set(['update_id']),
  teams: new Set(['type', 'channelId', 'serviceUrl', 'tenantId', 'tenant']),
};

function fixturesOf(network: string): readonly Json[] {
  const folder = new URL(`../../channels/${network}/fixtures/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

/** Ids are those of a few hundred people, and never used twice. */
function telegramDoor(): Door {
  const updates = fixturesOf('telegram').map((one) => JSON.stringify(one));
  let id = 1_000_000;
  return (random) => {
    id += 1;
    const chat = 20_000 + random.between(0, 300);
    const real = JSON.parse(random.of(updates).replaceAll('4211', String(chat)));
    for (const part of Object.values(real) as { message_id?: number }[])
      if (part && typeof part === 'object' && 'message_id' in part) part.message_id = id;
    const body = mutated({ ...real, update_id: id }, random, kept.telegram);
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    return { door: 'telegram', path: '/webhooks/telegram', headers, body: garbled(JSON.stringify(body), random) };
  };
}

function teamsDoor({ bearer, serviceUrl }: Ground): Door {
  const activities = fixturesOf('teams').map((one) =>
    JSON.stringify({ ...(one as object), channelId: 'msteams', serviceUrl }),
  );
  let id = 1_000_000;
  return (random) => {
    id += 1;
    const person = String(random.between(0, 99)).padStart(12, '0');
    const real = JSON.parse(random.of(activities).replaceAll('9a4e-5b1f8d2c3a90', `9a4e-${person}`));
    const body = mutated({ ...real, id: String(id) }, random, kept.teams);
    return {
      door: 'teams',
      path: '/api/messages',
      headers: { authorization: bearer },
      body: garbled(JSON.stringify(body), random),
    };
  };
}

const said = { text: 'new AB-777-C, Jan Jansen, 06-12345678, brakes squeal', key: 'k1' };
const simulated: readonly (readonly [path: string, body: Json])[] = [
  ['mechanic-1/messages', said],
  ['customer-text/messages', { text: 'ja, doe maar', key: 'k2' }],
  ['customer-buttons/taps', { token: 'abcdefghijklmnop', values: { amount: '199,00' }, onMessage: 'm-1', key: 'k3' }],
  ['customer-buttons/start', { token: 'abcdefghijklmnopqrstuvwx', key: 'k4' }],
  ['customer-text/contact', { key: 'k5' }],
  ['customer-text/receipts', { externalIds: ['m-1', 'm-2'] }],
  ['clock', { minutes: 10 }],
];

function simulatorDoor({ cookie }: Ground): Door {
  return (random) => {
    const [path, real] = random.of(simulated);
    const body = mutated({ ...(real as object), key: `k${random.between(0, 1e9)}` }, random, new Set());
    return {
      door: 'simulator',
      path: `/simulator/${path}`,
      headers: { cookie },
      body: garbled(JSON.stringify(body), random),
    };
  };
}

const nobody = '00000000-0000-4000-8000-000000000000';

/** The forms of the panel, as somebody who is signed in and as nobody. Signing out and wrong passwords stay out: they end the run. */
function formsDoor({ cookie, url }: Ground, conversations: readonly string[]): Door {
  const forms = (id: string): readonly (readonly [path: string, fields: Record<string, string>])[] => [
    [`conversations/${id}/take-over`, { controlVersion: '0', from: nobody }],
    [`conversations/${id}/hand-back`, {}],
    [`conversations/${id}/messages`, { text: 'Goedemorgen', idempotencyKey: 'key-key-key', seenMessageId: nobody }],
    [`conversations/${id}/items/${nobody}/end`, {}],
    [
      `conversations/${id}/decisions`,
      {
        quoteId: nobody,
        version: '1',
        answer: 'lines',
        number: '1',
        via: 'phone',
        spokenAt: '2026-12-01T10:00',
        spokeWith: 'Jan',
        authorisation: 'A1',
      },
    ],
    ['language', { language: 'en', next: '/admin/' }],
    ['setup?token=abc', { name: 'Kim', email: 'kim@example.nl', password: 'a long sentence' }],
  ];
  return (random) => {
    const [path, fields] = random.of(forms(random.of([nobody, ...conversations])));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: url };
    return {
      door: 'forms',
      path: `/admin/${path}`,
      headers: random.chance(0.8) ? { ...headers, cookie } : headers,
      body: garbled(mutatedForm(fields, random).toString(), random),
    };
  };
}

const pages = [
  '/admin/conversations',
  '/admin/conversations/live',
  '/admin/setup',
  '/admin/sign-in',
  '/i/abcdefghijklmnopqrstuvwx',
  '/i/abcdefghijklmnopqrstuvwx.png',
  '/media/0123456789abcdef',
  '/simulator',
  '/simulator/customer-text/media/m-1',
  '/metrics',
  '/readyz',
];

function pagesDoor({ cookie }: Ground): Door {
  return (random) => ({
    door: 'pages',
    method: random.of(['GET', 'GET', 'GET', 'HEAD', 'PUT', 'DELETE']),
    path: mutatedPath(random.of(pages), random),
    headers: random.chance(0.7) ? { cookie } : {},
  });
}

/** Counts what came back, and keeps what should not have. */
function createTally() {
  const counts = new Map<string, Map<string, number>>();
  const faults: string[] = [];
  const add = ({ door, method = 'POST', path, body = '' }: Shot, answer: number | string): void => {
    const answers = counts.get(door) ?? new Map<string, number>();
    const kind = String(answer);
    counts.set(door, answers.set(kind, (answers.get(kind) ?? 0) + 1));
    // The protocol of Teams has 501 for what the app does not offer.
    const isOurFault = typeof answer === 'string' || (answer >= 500 && !(answer === 501 && door === 'teams'));
    if (isOurFault && faults.length < 20)
      faults.push(`${answer}: ${method} ${path.slice(0, 300)} ${body.slice(0, 2_000)}`);
  };
  return {
    counts,
    faults,
    add,
    total: () => [...counts.values()].flatMap((all) => [...all.values()]).reduce((a, b) => a + b, 0),
  };
}

async function fire(url: string, { method = 'POST', path, headers = {}, body }: Shot): Promise<number | string> {
  const request = {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  } as const;
  return fetch(`${url}${path}`, request).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    (error: Error) => `${error.name}: ${(error.cause as Error | undefined)?.message ?? error.message}`,
  );
}

/** What the process holds, in MB: `live` is in use by its objects and buffers, `resident` what the system has given it. */
type Memory = { readonly live: number; readonly resident: number };

async function memoryOf(url: string): Promise<Memory> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const bytes = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0) / 2 ** 20;
  return {
    live: bytes('nodejs_heap_size_used_bytes') + bytes('nodejs_external_memory_bytes'),
    resident: bytes('process_resident_memory_bytes'),
  };
}

/** More would only wait in the database: a chat has one turn at a time. */
const maxWaiting = 300;
const shooters = 6;

type Run = {
  readonly seed: number;
  readonly minutes: number;
  readonly posts: number;
  /** Only this one, to find out which one is to blame. */
  readonly door: string | undefined;
};

async function fuzz(ground: Ground, product: ProductProcess, ask: () => Promise<void>, run: Run) {
  const { url, pool } = ground;
  const random = seeded(run.seed);
  const { rows } = await pool.query<{ id: string }>('select id from conversation');
  const named = {
    telegram: telegramDoor(),
    teams: teamsDoor(ground),
    simulator: simulatorDoor(ground),
    forms: formsDoor(
      ground,
      rows.map(({ id }) => id),
    ),
    pages: pagesDoor(ground),
  };
  const chosen = Object.entries(named).filter(([name]) => run.door === undefined || run.door === name);
  if (chosen.length === 0) throw new Error(`There is no door "${run.door}", only ${Object.keys(named).join(', ')}`);
  const doors = chosen.map(([, door]) => door);
  const calm = chosen.flatMap(([name, door]) => (name === 'forms' || name === 'pages' ? [door] : []));
  const tally = createTally();
  const memory: Memory[] = [];
  const end = performance.now() + run.minutes * 60_000;
  let isFull = false;
  const isOver = () => performance.now() > end || tally.total() >= run.posts || !product.isRunning();
  const shoot = async (): Promise<void> => {
    while (!isOver()) {
      const open = isFull ? calm : doors;
      if (open.length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      else {
        const shot = await random.of(open)(random);
        tally.add(shot, await fire(url, shot));
      }
    }
  };
  const watch = async (): Promise<void> => {
    for (let second = 1; !isOver(); second += 1) {
      const waiting = await pool.query<{ n: number }>(`select count(*)::int as n from inbox where state = 'new'`);
      isFull = (waiting.rows[0]?.n ?? 0) > maxWaiting;
      memory.push(await memoryOf(url));
      // A real customer is answered in between.
      if (second % 20 === 0) await ask();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };
  await Promise.all([watch(), ...Array.from({ length: shooters }, shoot)]);
  return { tally, memory };
}

/** The least in use at a time: what is left after its garbage has gone. */
function leastLive(memory: readonly Memory[]): number {
  return Math.min(...memory.map(({ live }) => live));
}

function report({ tally, memory }: Awaited<ReturnType<typeof fuzz>>): readonly string[] {
  for (const [door, answers] of tally.counts)
    say(
      `${door.padEnd(10)} ${[...answers]
        .sort()
        .map(([kind, n]) => `${kind}: ${n}`)
        .join('  ')}`,
    );
  const quarter = Math.floor(memory.length / 4);
  const [early, late] = [leastLive(memory.slice(quarter, 2 * quarter)), leastLive(memory.slice(-quarter))];
  const highest = Math.max(...memory.map(({ resident }) => resident));
  const figures = `${early.toFixed(0)} MB in use in the second quarter, ${late.toFixed(0)} MB in the last`;
  say(`memory: ${figures}; resident at the highest ${highest.toFixed(0)} MB`);
  // A short run still warms up; one of an hour has to be flat.
  return [...tally.faults, ...(late > early * 1.25 + 15 ? [`memory grows: ${figures}`] : [])];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      posts: { type: 'string' },
      seed: { type: 'string' },
      door: { type: 'string' },
    },
  });
  const run: Run = {
    seed: Number(values.seed ?? Math.floor(Math.random() * 1e9)),
    minutes: Number(values.minutes ?? 2),
    posts: Number(values.posts ?? Number.POSITIVE_INFINITY),
    door: values.door,
  };
  say(`seed ${run.seed}`);
  const dataDir = await mkdtemp(join(tmpdir(), 'pitstop-chat-fuzz-'));
  const silent = { info: () => undefined, warn: () => undefined };
  const database = await startEmbedded({ dataDir, log: silent });
  const pool = openPool(database.url, { max: 4, onError: () => undefined });
  await migrate(pool);
  const [api, issuer, connector] = await Promise.all([startBotApi(), startIssuer(), startConnector()]);
  const teams = await teamsSettings({ issuer, connector, tenant: TENANT });
  const product = startProcess({ ...settingsFor(database.url, api.root), ...teams, SIMULATOR: 'on', ...administrator });
  const end = async (): Promise<void> => {
    const { code, stderr, stdout } = await product.end('SIGTERM');
    if (code !== 0) say(`the product ended with ${code}\n${stdout}\n${stderr}`);
    await Promise.all([api.close(), issuer.close(), connector.close(), pool.end()]);
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await product.url;
    say(`at ${url}`);
    const telegram = createTelegramSide(() => url);
    const [customer] = await openGarage(pool, api, telegram, 1);
    const ask = async (): Promise<void> => {
      const before = api.arrived.length;
      telegram.push(telegram.text(customer?.chat ?? 0, 'When is my car ready?'));
      await until('an answer to a real customer', () =>
        api.arrived.slice(before).some(({ chat }) => chat === String(customer?.chat)),
      );
    };
    const { cookie } = await signIn(url, administrator);
    const { serviceUrl } = connector;
    const bearer = await tokenFor(issuer, { serviceUrl }, APP_ID, { exp: Math.floor(Date.now() / 1000) + 24 * 3_600 });
    const done = await fuzz({ url, pool, cookie, bearer, serviceUrl }, product, ask, run);
    say(`${done.tally.total()} posts`);
    const faults = [...report(done), ...(await leftOver(pool)), ...(product.isRunning() ? [] : ['the product ended'])];
    if (product.isRunning()) await ask();
    for (const fault of faults) say(`FAULT ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await end();
  }
}

/** What waits must come to its end: no chat is blocked, and nothing is dead. */
async function leftOver(pool: Pool): Promise<readonly string[]> {
  const count = async (state: string): Promise<number> => {
    const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from inbox where state = $1', [state]);
    return rows[0]?.n ?? 0;
  };
  await until('all turns', async () => (await count('new')) === 0, { withinMs: 180_000 }).catch(() => undefined);
  const [left, dead] = [await count('new'), await count('dead')];
  const { rows } = await pool.query<{ error: string }>(
    `select distinct left(error, 300) as error from inbox where state = 'dead' limit 5`,
  );
  return [
    ...(left > 0 ? [`${left} messages got no turn`] : []),
    ...(dead > 0 ? [`${dead} messages are dead: ${rows.map(({ error }) => error).join(' | ')}`] : []),
  ];
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
