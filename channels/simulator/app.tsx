import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Receive } from '../channel.ts';
import { type AssetAddresses, readAssets } from './assets.ts';
import { clockText } from './clock-text.ts';
import { createStreams, type StreamSettings } from './events.tsx';
import { Page } from './page.tsx';
import { paths } from './paths.ts';
import type { Profile } from './people.ts';
import { peopleRoutes } from './people-routes.ts';
import { Refusal } from './refusal.ts';
import { limitedTo, readMinutes } from './request.ts';
import type { SimulatorStore } from './store.ts';
import { createVisit, isFromScript, type Visit } from './visit.ts';
import { type Lang, wordsIn } from './wording.ts';

export type SimulatorAppOptions = {
  readonly store: SimulatorStore;
  /** Where what the people of an account say goes; resolves after it is stored. */
  readonly receive: (profile: Profile) => Receive;
  /** The token of the newest invitation that can still be opened. */
  readonly newestInvitation: () => Promise<string | undefined>;
  /** The simulated clock; `skip` moves it and lets what became due happen. */
  readonly clock: { now(): Date; skip(ms: number): Promise<void> };
  readonly panelUrl: string;
  /** The language of a visitor who has not chosen one. */
  readonly startLang: (acceptLanguage: string | undefined) => Lang;
  readonly newId: () => string;
  /** In which zone times are written out: the garage's. */
  readonly timeZone?: string;
  readonly streams?: Partial<StreamSettings>;
};

/** How much of each chat a fresh page shows. */
const historyLimit = 200;

/** The page and all that it asks for; must be mounted at `/simulator`. Errors that are not refusals are passed on. */
export function createSimulatorApp(options: SimulatorAppOptions): Hono {
  const { store, clock } = options;
  const visit = createVisit({ startLang: options.startLang, timeZone: options.timeZone ?? 'Europe/Amsterdam' });
  const streams = createStreams({
    store,
    now: () => clock.now(),
    clockText: (view) => clockText(clock.now(), view),
    ...(options.streams && { settings: options.streams }),
  });

  const app = new Hono();
  app.onError((error, c) => {
    const refusal = error instanceof HTTPException && error.status === 403 ? new Refusal('foreign') : error;
    if (!(refusal instanceof Refusal)) throw error;
    const { problem, status } = refusal;
    return c.json({ code: problem, error: wordsIn(visit.view(c).lang).problems[problem] }, status);
  });
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
  });
  app.use(csrf());
  app.route('/', pageRoutes(options, visit));
  app.get('/events', (c) => {
    const after = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
    return c.body(streams.open(visit.view(c), after.slice(0, 100)), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that collects the answer would hold every message back.
      'X-Accel-Buffering': 'no',
    });
  });
  app.post('/clock', limitedTo(1024), async (c) => {
    await clock.skip((await readMinutes(c)) * 60_000);
    streams.tellTime();
    return isFromScript(c) ? c.json({ text: clockText(clock.now(), visit.view(c)) }) : visit.done(c);
  });
  app.route('/', peopleRoutes(options, visit));
  return app;
}

function pageRoutes({ store, clock, panelUrl }: SimulatorAppOptions, visit: Visit): Hono {
  const assets = readAssets();
  const addresses = addressesOf(assets);
  return new Hono()
    .get('/', async (c) => {
      const view = visit.view(c);
      const history = await store.latest(historyLimit);
      const now = clockText(clock.now(), view);
      const start = followedInvitation(c);
      c.header('Content-Security-Policy', pagePolicy);
      c.header('Cache-Control', 'no-store');
      const page = (
        <Page view={view} history={history} now={now} panelUrl={panelUrl} assets={addresses} start={start} />
      );
      return c.html(`<!doctype html>${await page}`);
    })
    .get('/assets/:name', (c) => {
      const asset = assets.get(c.req.param('name'));
      if (asset === undefined) throw new Refusal('notFound');
      const kept = c.req.query('v') === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache';
      // A module that another one imports is asked for without a version.
      const tag = `"${asset.version}"`;
      if (c.req.header('if-none-match') === tag) return c.body(null, 304);
      c.header('ETag', tag);
      return c.body(asset.bytes, 200, { 'Content-Type': asset.mimeType, 'Cache-Control': kept });
    });
}

function followedInvitation(c: Context): string | undefined {
  const token = c.req.query('start') ?? '';
  return token === '' || token.length > 200 ? undefined : token;
}

/** No inline script or style. Pictures of cards may lie on the public address, which need not be the one in the address bar. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: http: https:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

function addressesOf(assets: ReturnType<typeof readAssets>): AssetAddresses {
  const address = (name: string) => paths.asset(name, assets.get(name)?.version ?? '');
  return {
    styles: [...assets.keys()].filter((name) => name.endsWith('.css')).map(address),
    script: address('simulator.js'),
    icon: address('icon.svg'),
  };
}
