import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Receive } from '../channel.ts';
import { clockText, isPicture, type Locale } from './conversation.tsx';
import { createStreams, type StreamSettings } from './events.tsx';
import {
  createInbound,
  type InboundOptions,
  isJson,
  limitedTo,
  Refusal,
  readMessage,
  readMinutes,
  readPhoto,
  readReceipts,
  readShare,
  readStart,
  readTap,
} from './inbound.ts';
import { Page } from './page.tsx';
import { type AssetAddresses, readAssets, simulatorPaths } from './paths.ts';
import { type Profile, personInChat, type SimulatedPerson, type SimulatorStore } from './store.ts';
import { type Lang, pageWordsIn } from './wording.ts';

export type SimulatorAppOptions = {
  readonly store: SimulatorStore;
  /** Receives for an account; resolves once the message is stored. */
  readonly receive: (profile: Profile) => Receive;
  /** Returns the token of the newest invitation that this phone can still open. */
  readonly newestInvitation: (profile: Profile) => Promise<string | undefined>;
  /** The simulated clock; `skip` moves it and fires what became due. It stands still beside real people. */
  readonly clock: { now(): Date; mayMove(): Promise<boolean>; skip(ms: number): Promise<void> };
  readonly panelUrl: string;
  /** Chooses the language for a visitor who has not chosen one. */
  readonly startLang: (acceptLanguage: string | undefined) => Lang;
  readonly newId: () => string;
  /** The garage's zone, for times on the page. */
  readonly timeZone?: string;
  readonly streams?: Partial<StreamSettings>;
};

/** How many entries of each chat a fresh page shows. */
const historyLimit = 200;

/**
 * Makes the page and its routes, to be mounted at `/simulator`. Throws errors that are not
 * refusals.
 */
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
    return c.json({ code: problem, error: pageWordsIn(visit.view(c).lang).problems[problem] }, status);
  });
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
  });
  app.use(csrf());
  app.route('/', pageRoutes(options, visit));
  app.get('/events', (c) => {
    const after = c.req.header('last-event-id') ?? c.req.query('after') ?? '';
    if (streams.isFull()) return c.body(null, 429, { 'Retry-After': '60' });
    c.header('Content-Type', 'text/event-stream; charset=utf-8');
    c.header('Cache-Control', 'no-store');
    // Keeps proxies from buffering the stream.
    c.header('X-Accel-Buffering', 'no');
    // The body of a HEAD request is never read, so nobody would ever end it.
    if (c.req.method === 'HEAD') return c.body(null);
    return c.body(streams.open(visit.view(c), after.slice(0, 100), c.req.raw.signal));
  });
  app.post('/clock', limitedTo(1024), async (c) => {
    const minutes = await readMinutes(c);
    if (!(await clock.mayMove())) throw new Refusal('realPeople');
    await clock.skip(minutes * 60_000);
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
        <Page
          view={view}
          history={history}
          now={now}
          canSkip={await clock.mayMove()}
          panelUrl={panelUrl}
          assets={addresses}
          start={start}
        />
      );
      return c.html(`<!doctype html>${await page}`);
    })
    .get('/assets/:name', (c) => {
      const asset = assets.get(c.req.param('name'));
      if (asset === undefined) throw new Refusal('notFound');
      const kept = c.req.query('v') === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache';
      // A module that another one imports is requested without a version.
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

/**
 * No inline script or style. Card pictures come from the public address, which may differ from the
 * one in the address bar.
 */
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
  const address = (name: string) => simulatorPaths.asset(name, assets.get(name)?.version ?? '');
  return {
    styles: [...assets.keys()].filter((name) => name.endsWith('.css')).map(address),
    script: address('simulator.js'),
    icon: address('icon.svg'),
  };
}

export type PeopleRoutesOptions = InboundOptions & {
  /** Returns the token of the newest invitation that this phone can still open. */
  readonly newestInvitation: (profile: Profile) => Promise<string | undefined>;
};

const kB = 1024;

/** Routes for what people do: write, tap, open an invitation, read, send a photo. */
function peopleRoutes(options: PeopleRoutesOptions, visit: Visit): Hono {
  const { store, newestInvitation } = options;
  const inbound = createInbound(options);
  const by = (c: Context) => ({ person: visit.person(c), lang: visit.view(c).lang });

  return new Hono()
    .use('/:chat/media', limitedTo(8 * kB * kB + 64 * kB))
    .use('/:chat/:what{messages|taps|start|contact|receipts}', limitedTo(64 * kB))
    .post('/:chat/messages', async (c) => {
      const player = by(c);
      await inbound.says(player, await readMessage(c));
      return visit.done(c);
    })
    .post('/:chat/taps', async (c) => {
      const player = by(c);
      if (player.person.profile !== 'buttons') throw new Refusal('noButtons');
      await inbound.taps(player, await readTap(c));
      return visit.done(c);
    })
    .post('/:chat/start', async (c) => {
      const player = by(c);
      if (player.person.role !== 'customer') throw new Refusal('notACustomer');
      const { token = await newestInvitation(player.person.profile), key } = await readStart(c);
      if (token === undefined) throw new Refusal('noInvitation');
      await inbound.opens(player, token, key);
      return visit.done(c);
    })
    .post('/:chat/contact', async (c) => {
      const player = by(c);
      if (player.person.phone === undefined) throw new Refusal('noNumber');
      await inbound.sharesNumber(player, (await readShare(c)).key);
      return visit.done(c);
    })
    .post('/:chat/receipts', async (c) => {
      const player = by(c);
      await inbound.reads(player, (await readReceipts(c)).externalIds);
      return visit.done(c);
    })
    .post('/:chat/media', async (c) => {
      const player = by(c);
      await inbound.sendsPhoto(player, await readPhoto(c));
      return visit.done(c);
    })
    .get('/:chat/media/:externalId', async (c) => {
      const media = await store.media(visit.person(c).chat, c.req.param('externalId'));
      if (media === undefined) throw new Refusal('notFound');
      const isShown = isPicture(media.mimeType);
      return c.body(new Uint8Array(media.bytes), 200, {
        'Content-Type': isShown ? media.mimeType : 'application/octet-stream',
        'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(media.fileName)}`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'private, max-age=3600',
      });
    });
}

/** What the routes read of a request, and how they confirm it. */
type Visit = {
  view(c: Context): Locale;
  person(c: Context): SimulatedPerson;
  done(c: Context): Response;
};

export type VisitOptions = {
  /** Chooses the language for a visitor who has not chosen one. */
  readonly startLang: (acceptLanguage: string | undefined) => Lang;
  /** The zone for times on the page. */
  readonly timeZone: string;
};

/** Reads language and person from the URL. */
function createVisit({ startLang, timeZone }: VisitOptions): Visit {
  const view = (c: Context): Locale => {
    const asked = c.req.query('lang');
    const lang = asked === 'nl' || asked === 'en' ? asked : startLang(c.req.header('accept-language'));
    return { lang, timeZone };
  };
  return {
    view,
    person: (c) => {
      const person = personInChat(c.req.param('chat') ?? '');
      if (person === undefined) throw new Refusal('unknownChat');
      return person;
    },
    done: (c) => (isFromScript(c) ? c.body(null, 204) : c.redirect(simulatorPaths.page(view(c).lang), 303)),
  };
}

/** A plain form gets a page; a script needs only the status. */
function isFromScript(c: Context): boolean {
  return isJson(c) || c.req.header('x-requested-with') === 'fetch';
}
