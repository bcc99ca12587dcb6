import { timingSafeEqual } from 'node:crypto';
import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { routePath } from 'hono/route';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Channel, Receive, ReceiveTap } from '../../channels/channel.ts';
import type { Config } from '../config.ts';
import { errorFacts } from '../process/log.ts';
import { isFromHere } from './here.ts';
import { listenRefusal } from './listening.ts';

/**
 * The answer of /readyz. A channel that is down does not make the process unready: nothing is lost
 * meanwhile.
 */
export type Readiness = {
  readonly ready: boolean;
  readonly loops: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, { readonly state: string; readonly detail?: string }>>;
};

export type ServerParts = {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  /** Lets a monitor on another machine see more than whether the process is ready. */
  readonly metricsToken: string | undefined;
  readonly overHttps: boolean;
  readonly log: { error(fields: object, message: string): void };
  /** By the path that the network posts to. */
  readonly webhooks: ReadonlyMap<
    string,
    { readonly channel: Channel; readonly receive: Receive; readonly answer: ReceiveTap }
  >;
  /** By path; empty in a process without the web role. */
  readonly mounts: ReadonlyMap<string, Hono>;
  /** Mounts that people also open with a trailing slash; a mount itself answers only without it. */
  readonly slashed: readonly string[];
  /** The target of `/`. */
  readonly home: string;
};

/** Makes the HTTP server: health, metrics, webhooks, and the mounts of the web role. */
export function createServer(parts: ServerParts): Hono {
  const { metrics, log, webhooks, mounts, slashed, home } = parts;
  const app = new Hono();
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    metrics.observeRequest(c.req.method, routePath(c, -1), c.res.status, performance.now() - started);
  });
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headersFor(parts.overHttps)))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  app.route('/', monitoring(parts));
  for (const [path, { channel, receive, answer }] of webhooks)
    app.all(path, async (c) => (await channel.webhook?.(c.req.raw, receive, answer)) ?? c.notFound());
  for (const path of slashed) app.get(`${path}/`, (c) => c.redirect(path));
  for (const [path, mounted] of mounts) app.route(path, mounted);
  app.get('/', (c) => c.redirect(home));
  app.notFound((c) => c.text('There is nothing at this address.', 404));
  app.onError((error, c) => {
    log.error({ path: routePath(c, -1), ...errorFacts(error) }, 'a request failed');
    return problem(c);
  });
  return app;
}

/** For every answer that says nothing else about it. */
function headersFor(overHttps: boolean): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    ...(overHttps && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/** Tells everybody whether the process lives and is ready, and only a monitor how. */
function monitoring({ readiness, metrics, metricsToken }: ServerParts): Hono {
  const isMonitor = (c: Context): boolean => isFromHere(c) || isBearer(c.req.header('authorization'), metricsToken);
  return new Hono()
    .get('/healthz', (c) => c.json({ alive: true }))
    .get('/readyz', async (c) => {
      const state = await readiness();
      return c.json(isMonitor(c) ? state : { ready: state.ready }, state.ready ? 200 : 503);
    })
    .get('/metrics', async (c) =>
      isMonitor(c)
        ? c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType })
        : c.text('Metrics are for this machine, or for a monitor that sends METRICS_TOKEN as its bearer token.', 401, {
            'WWW-Authenticate': 'Bearer',
          }),
    );
}

/** Compares in constant time. */
function isBearer(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false;
  const [given, right] = [Buffer.from(authorization), Buffer.from(`Bearer ${token}`)];
  return given.byteLength === right.byteLength && timingSafeEqual(given, right);
}

function problem(c: Context): Response {
  return c.text('Something went wrong on our side. Nothing was lost; please try again.', 500);
}

/**
 * In ms. A proxy keeps its connections for a minute and sends the next request into one that it
 * believes open, so ours stay open longer. Nobody needs a minute for a request, a photo over a slow
 * phone included.
 */
const limits = { keepAliveTimeout: 75_000, headersTimeout: 20_000, requestTimeout: 60_000 };
const maxConnections = 4_000;

/** Throws ConfigError where nothing can listen, for example because another program does. */
export function openServer(app: Hono, { port, host }: Pick<Config, 'port' | 'host'>): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: host, serverOptions: limits }, () => resolve(server));
    if ('maxConnections' in server) server.maxConnections = maxConnections;
    server.once('error', (cause) => reject(listenRefusal({ port, host }, cause)));
  });
}

/**
 * Closes open connections after a moment: event streams would never end, and their browsers
 * reconnect.
 */
export function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 250).unref();
  });
}

/** Returns the actual port: with port 0 the system chooses one. */
export function portOf(server: ServerType, config: Config): number {
  const address = server.address();
  return address && typeof address === 'object' ? address.port : config.port;
}

type Metrics = {
  observeRequest(method: string, route: string, status: number, ms: number): void;
  text(): Promise<string>;
  readonly contentType: string;
};

/** The number of waiting rows in each queue. */
export type Backlog = {
  readonly inboxOpen: number;
  readonly inboxDead: number;
  readonly deliveriesOpen: number;
  readonly timersDue: number;
  readonly itemsOpen: number;
};

/** Prometheus text: requests by route, the process, and the queues. */
export function createMetrics(backlog: () => Promise<Backlog>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'pitstop_waiting',
    help: 'What waits in a queue.',
    labelNames: ['queue'],
    registers: [registry],
    async collect() {
      // Metrics must not fail without the database; the missing series shows it.
      const known = await backlog().catch(() => undefined);
      this.reset();
      for (const [queue, count] of Object.entries(known ?? {})) this.set({ queue }, count);
    },
  });
  return {
    observeRequest: (method, route, status, ms) => requests.observe({ method, route, status }, ms / 1000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
