import './process/node-version.ts';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { v7 as newUuid } from 'uuid';
import type { ReceiveTap } from '../channels/channel.ts';
import type { NewId } from '../core/ids.ts';
import { createProductClock } from '../core/postgres/clock.ts';
import { openPool } from '../core/postgres/database.ts';
import { EmbeddedDatabaseError } from '../core/postgres/embedded/cluster.ts';
import { startEmbedded } from '../core/postgres/embedded/server.ts';
import { createFeedReader } from '../core/postgres/feed.ts';
import { createMediaStore } from '../core/postgres/media.ts';
import { createNotifier } from '../core/postgres/queue/notifier.ts';
import { DatabaseUnreachableError, ensureHome, migrate, reachDatabase, readBacklog } from '../core/postgres/start.ts';
import { invitationState, invitationToken } from '../core/postgres/store/invitations.ts';
import { authSecretIn, type Config, ConfigError, readConfig, secretFor } from './config.ts';
import { createLog, errorFacts } from './process/log.ts';
import { sentencesTo } from './process/terminal.ts';
import { invitationPages } from './web/invitations.tsx';
import { tryListening } from './web/listening.ts';
import { closeServer, createMetrics, createServer, openServer, portOf, type Readiness } from './web/server.ts';
import { type Channels, invitationWays, receiveFor, wireChannels } from './wiring/channels.ts';
import { type Panel, wirePanel } from './wiring/panel.ts';
import { wireSimulatorPage } from './wiring/simulator.ts';
import type { WorkerParts } from './wiring/workers.ts';
import { listen, wireAnswers, wireFeed, wireWorkers } from './wiring/workers.ts';
import type { Answerer } from './workers/answering.ts';
import { withinTime } from './workers/loop.ts';
import { createReceiver } from './workers/receiver.ts';

export type Product = {
  /** Where this process answers, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** The path of a page on which every part can be played, where there is one. */
  readonly playPath: string | undefined;
  /** A link that makes the first administrator, while there is none. */
  readonly setupLink: string | undefined;
  /** Stops everything in order; what was begun is finished or given back. */
  stop(): Promise<void>;
};

/** Starts one process of the product with the parts that its roles name. */
export async function startProduct(config: Config, log: Logger, newId: NewId = newUuid): Promise<Product> {
  await tryListening(config);
  const embedded = config.databaseUrl ? undefined : await startEmbedded({ dataDir: config.dataDir, log });
  const pool = openPool(config.databaseUrl ?? embedded?.url ?? '', {
    max: 20,
    // The last connections of a pool that ends may see its server go.
    onError: (error) => pool.ending || log.warn(errorFacts(error), 'a database connection broke'),
  });
  try {
    if (config.databaseUrl) await reachDatabase(pool);
    await migrate(pool);
    return await startOn({ config, pool, embedded, log, newId });
  } catch (error) {
    // A start that fails leaves no server of ours behind.
    await pool.end();
    await embedded?.stop();
    throw error;
  }
}

type Ground = {
  readonly config: Config;
  readonly pool: WorkerParts['pool'];
  readonly embedded: Awaited<ReturnType<typeof startEmbedded>> | undefined;
  readonly log: Logger;
  readonly newId: NewId;
};

async function startOn({ config, pool, embedded, log, newId }: Ground): Promise<Product> {
  const { parts, channels, home, secret } = await wireParts(config, pool, log, newId);
  const { notifier } = parts;
  if (config.roles.has('web')) for (const { channel } of channels.accounts) channel.warmWebhook?.();
  const reader = createFeedReader({ pool, monotonicMs: () => performance.now() });
  const isWeb = config.roles.has('web');
  const feed = isWeb ? [{ ...wireFeed(reader, notifier, log), name: 'feed' }] : [];
  const loops = [...wireWorkers(parts), ...feed];
  const answerer = wireAnswers(parts);
  const panel = isWeb ? await wirePanel({ ...parts, home, reader, authSecret: secret }) : undefined;
  notifier.start();
  for (const loop of loops) loop.start();
  const stopListening = config.roles.has('channels') ? listen(parts) : async () => undefined;
  let stopping = false;
  const readiness = async (): Promise<Readiness> => ({
    ready: !stopping && loops.every((loop) => loop.state() === 'running') && (await databaseAnswers(pool)),
    loops: Object.fromEntries(loops.map((loop) => [loop.name, loop.state()])),
    channels: Object.fromEntries(channels.accounts.map((one) => [accountLabel(one), one.channel.health()])),
  });
  const app = createServer({
    log,
    metrics: createMetrics(() => readBacklog(pool)),
    metricsToken: config.metricsToken,
    overHttps: config.publicUrl.startsWith('https:'),
    webhooks: webhooksOf(config, channels, parts.receiver.receive, answerer),
    mounts: panel ? mountsOf(parts, channels, panel) : new Map(),
    slashed: ['/admin', ...(channels.playPath === undefined ? [] : [channels.playPath])],
    home: channels.playPath ?? '/admin/',
    readiness,
  });
  const rest = async (): Promise<void> => {
    await stopListening();
    await Promise.all([...loops.map((loop) => loop.stop()), answerer.drain()]);
    await notifier.stop();
  };
  const server = await openServer(app, config).catch(async (error) => {
    await rest();
    throw error;
  });
  const url = `http://localhost:${portOf(server, config)}`;
  const stop = async (): Promise<void> => {
    stopping = true;
    await closeServer(server);
    await rest();
    await pool.end();
    await embedded?.stop();
  };
  return {
    url,
    playPath: channels.playPath,
    setupLink: panel?.setupLink,
    stop,
  };
}

/** What every part of a process shares. */
async function wireParts(config: Config, pool: WorkerParts['pool'], log: Logger, newId: NewId) {
  const home = await ensureHome(pool, newId);
  const secret = await authSecretIn(config.dataDir, config.authSecret);
  const invitations = secretFor(secret, 'invitations');
  const clock = createProductClock(pool);
  const notifier = createNotifier({ pool });
  const channels = await wireChannels({ config, pool, home, newId, clock, log });
  const parts: WorkerParts = {
    config,
    pool,
    clock,
    notifier,
    newId,
    log,
    receiver: createReceiver({ pool, onStored: () => notifier.nudge('inbox') }),
    accounts: channels.accounts,
    media: createMediaStore({ pool, now: () => clock.now() }),
    secret: invitations,
    holder: randomUUID(),
    showInvitation: (id, simulated) => {
      const token = invitationToken(id, invitations);
      const page = `${config.publicUrl}/i/${token}`;
      const scanned = invitationLink(config, channels, { token, simulated });
      const links = [...new Set([page, scanned])].map((url) => ({ label: url, url }));
      return { card: { links, image: { url: `${page}.png`, alt: 'QR' } }, link: scanned, token };
    },
  };
  return { parts, channels, home, secret };
}

/** What a process with the web role serves beside health and webhooks. */
function mountsOf(parts: WorkerParts, channels: Channels, panel: Panel): ReadonlyMap<string, Hono> {
  const { config, pool, clock } = parts;
  const { accounts } = channels;
  const invitations = invitationPages({
    find: (token) => invitationState(pool, token, clock.now()),
    ways: async (invitation) => {
      await Promise.all(accounts.map(({ readName }) => readName?.()));
      return invitationWays(accounts, invitation);
    },
    link: (invitation) => invitationLink(config, channels, invitation),
  });
  return new Map([
    ['/admin', panel.app],
    ['/media', panel.media],
    ['/i', invitations],
    ...wireSimulatorPage(parts, channels, panel),
  ]);
}

/**
 * Returns an address that a customer's phone can open: our page, or the network's own link while no
 * public address is set.
 */
function invitationLink(
  { publicUrl, publicUrlIsSet }: Config,
  { accounts }: Channels,
  invitation: { readonly token: string; readonly simulated: boolean },
): string {
  const direct = publicUrlIsSet ? [] : invitationWays(accounts, invitation);
  return direct.find(({ href }) => URL.canParse(href))?.href ?? `${publicUrl}/i/${invitation.token}`;
}

function accountLabel({ channel, accountId }: Channels['accounts'][number]): string {
  return `${channel.name} ${accountId.slice(-4)}`;
}

/** A database that hangs is as far away as one that is down. */
async function databaseAnswers(pool: WorkerParts['pool']): Promise<boolean> {
  const asked = pool.query('select 1').then(
    () => true,
    () => false,
  );
  return (await withinTime(2_000, asked)) ?? false;
}

function webhooksOf(
  config: Config,
  { accounts }: Channels,
  receive: WorkerParts['receiver']['receive'],
  answerer: Answerer,
) {
  return new Map(
    config.roles.has('web')
      ? accounts.flatMap(({ webhookPath, channel, accountId }) =>
          webhookPath
            ? [
                [
                  webhookPath,
                  { channel, receive: receiveFor(receive, accountId), answer: answerFor(answerer, accountId) },
                ] as const,
              ]
            : [],
        )
      : [],
  );
}

function answerFor(answerer: Answerer, accountId: string): ReceiveTap {
  return (message) => answerer.answer(accountId, message);
}

async function run(): Promise<void> {
  const config = readConfig();
  // People read sentences; a file, a service and a pipe get JSON.
  const isTerminal = process.stdout.isTTY;
  const log = createLog(config.logLevel, isTerminal ? sentencesTo((text) => process.stdout.write(text)) : undefined);
  for (const warning of config.warnings) log.warn(warning);
  const starting = startProduct(config, log);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // A drain that hangs must not keep the process: what is not settled by then is found by the next start.
    setTimeout(() => process.exit(1), 10_000).unref();
    starting
      .then((product) => product.stop())
      .then(
        () => {
          log.info('stopped');
          process.exit(0);
        },
        (error: Error) => {
          log.error({ code: error.name }, 'could not stop in order');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  const product = await starting;
  if (stopping) return;
  const lines = [
    `Pitstop Chat is running.`,
    ...(config.roles.has('web') ? [`  panel      ${product.url}/admin/`] : []),
    ...(config.roles.has('web') && product.playPath ? [`  simulator  ${product.url}${product.playPath}`] : []),
    // Alone on its line: whoever copies it takes the whole line.
    ...(product.setupLink ? ['To make the first administrator, open this once:', `  ${product.setupLink}`] : []),
    ...(isTerminal ? ['Ctrl-C stops it.'] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  run().catch((error: unknown) => {
    const known = [ConfigError, EmbeddedDatabaseError, DatabaseUnreachableError].some((kind) => error instanceof kind);
    process.stderr.write(`${known && error instanceof Error ? error.message : startFailure(error)}\n`);
    process.exit(1);
  });
}

/** A declaration, because the call above runs before a constant would be there. */
function startFailure(error: unknown): string {
  return error instanceof Error ? `Pitstop Chat could not start: ${error.message}` : 'Pitstop Chat could not start.';
}
