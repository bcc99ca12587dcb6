import type { Context } from 'hono';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { Answer, Channel, Receive } from '../../channels/channel.ts';
import type { Metrics } from '../metrics.ts';

/** What /readyz tells; a channel that is down never makes the process unready, because nothing is lost meanwhile. */
export type Readiness = {
  readonly ready: boolean;
  readonly loops: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, { readonly state: string; readonly detail?: string }>>;
};

export type ServerParts = {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly log: { error(fields: object, message: string): void };
  /** Push channels by the path that their network posts to, e.g. `/webhooks/telegram`. */
  readonly webhooks: ReadonlyMap<
    string,
    { readonly channel: Channel; readonly receive: Receive; readonly answer: Answer }
  >;
  /** Sub-applications by the path that they are mounted at; none in a process without the web role. */
  readonly mounts: ReadonlyMap<string, Hono>;
  /** Where `/` leads. */
  readonly home: string;
};

/** The HTTP side of a process: health, metrics, webhooks, and what the web role serves. */
export function createServer({ readiness, metrics, log, webhooks, mounts, home }: ServerParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    metrics.observeRequest(c.req.method, routePath(c, -1), c.res.status, performance.now() - started);
  });
  app.get('/healthz', (c) => c.json({ alive: true }));
  app.get('/readyz', async (c) => {
    const state = await readiness();
    return c.json(state, state.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }));
  for (const [path, { channel, receive, answer }] of webhooks)
    app.all(path, async (c) => (await channel.webhook?.(c.req.raw, receive, answer)) ?? c.notFound());
  // A mounted application answers at its path without a slash at the end; people and links have both.
  app.get('/admin/', (c) => c.redirect('/admin'));
  app.get('/simulator/', (c) => c.redirect('/simulator'));
  for (const [path, mounted] of mounts) app.route(path, mounted);
  app.get('/', (c) => c.redirect(home));
  app.notFound((c) => c.text('There is nothing at this address.', 404));
  app.onError((error, c) => {
    log.error({ error: error.name, path: routePath(c, -1), ...where(error) }, 'a request failed');
    return problem(c);
  });
  return app;
}

function problem(c: Context): Response {
  return c.text('Something went wrong on our side. Nothing was lost; please try again.', 500);
}

/** The place in our code; messages of errors may hold what people typed, so they stay out of the log. */
function where({ stack }: Error): { at?: string } {
  const line = stack?.split('\n').find((one) => one.includes('.ts'));
  return line
    ? {
        at: line
          .trim()
          .replace(/^at /, '')
          .replace(/\(?(file:\/\/)?\/.*\/(bot|core|channels|admin)\//, '($2/'),
      }
    : {};
}
