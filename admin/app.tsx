import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { StaffAccounts } from '../core/application/sign-in.ts';
import type { Language } from '../core/customer/address.ts';
import { accountRoutes } from './account/routes.tsx';
import { type AuditPageDeps, auditRoutes } from './audit/page.tsx';
import { isHttps } from './auth/better-auth.ts';
import { type AuthDeps, authRoutes, setupRoutes } from './auth/routes.tsx';
import { access } from './frame/access.tsx';
import { type AdminEnv, admin, type LinkToFile, pageOfPanel, paths, viewIn } from './frame/env.ts';
import { hasTooManyWindows, openEvents, type StreamSettings, type Windows } from './frame/events.ts';
import {
  type Asset,
  type AssetAddresses,
  addressesOf,
  headers,
  onlyFromOwnPages,
  readAssets,
  readForm,
} from './frame/http.ts';
import { MessagePage } from './frame/layout.tsx';
import type { InboxDeps } from './inbox/routes.tsx';
import { inboxRoutes } from './inbox/routes.tsx';
import { type StaffPageDeps, staffRoutes } from './staff/routes.tsx';

export type AdminDeps = Omit<InboxDeps, 'assets'> &
  Omit<AuthDeps, 'assets'> &
  Omit<StaffPageDeps, 'assets'> &
  Omit<AuditPageDeps, 'assets'> & {
    readonly accounts: Pick<StaffAccounts, 'setLanguage'>;
    /** Without a trailing slash; a proxy may stand before us. */
    readonly publicUrl: string;
    readonly now: () => Date;
    /** Links to a stored file, for the reader of the page; the link may expire after an hour. */
    readonly linkToFile: LinkToFile;
    /** Gets unexpected failures; the page says only that there was one. */
    readonly onError: (error: unknown) => void;
    readonly streams?: Partial<StreamSettings>;
  };

const languageCookie = 'panel-language';

/** Makes the panel, to be mounted at `/admin`. */
export function createAdmin(deps: AdminDeps) {
  const files = readAssets();
  const assets = addressesOf(files);
  const app = admin.createApp();
  app.use(headers(isHttps(deps.publicUrl)));
  app.route('/', assetRoutes(files));
  app.use(async (c, next) => {
    c.set('view', viewIn(languageOf(c), { now: deps.now(), linkToFile: deps.linkToFile }));
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.onError((error, c) => faultPage(c, error, assets, deps.onError));
  app.notFound((c) =>
    c.html(
      <MessagePage view={c.var.view} assets={assets} here={paths.home} message={c.var.view.words.common.notFound} />,
      404,
    ),
  );
  app.use(onlyFromOwnPages(deps.publicUrl));
  app.use(bodyLimit({ maxSize: 64 * 1024 }));
  app.use(access({ ...deps, assets }));
  app.route('/', authRoutes({ ...deps, assets }));
  app.route('/', setupRoutes({ ...deps, assets }));
  app.post('/language', async (c) => {
    const { language, next } = await readForm(
      c,
      z.object({ language: z.enum(['nl', 'en']), next: z.string().default('') }),
    );
    const staff = await deps.signIn.session(c.req.raw);
    if (staff) await deps.accounts.setLanguage(staff.staffId, language);
    const secure = new URL(deps.publicUrl).protocol === 'https:';
    setCookie(c, languageCookie, language, {
      path: '/admin',
      maxAge: 31_536_000,
      sameSite: 'Lax',
      httpOnly: true,
      secure,
    });
    return c.redirect(pageOfPanel(next), 303);
  });
  // A route for '/' would match only without the trailing slash.
  app.use((c, next) => (/^\/admin\/?$/.test(c.req.path) ? Promise.resolve(c.redirect(paths.inbox(), 303)) : next()));
  const windows: Windows = new Map();
  app.get('/events', (c) => {
    const after = c.req.header('last-event-id') || c.req.query('since') || '';
    const { feed, signIn, streams } = deps;
    const { staff } = c.var;
    if (hasTooManyWindows(windows, staff)) return c.body(null, 429, { 'Retry-After': '60' });
    const options = { feed, windows, session: signIn.session, ...(streams ? { settings: streams } : {}) };
    c.header('Content-Type', 'text/event-stream; charset=utf-8');
    // Keeps proxies from buffering the stream.
    c.header('X-Accel-Buffering', 'no');
    // The body of a HEAD request is never read, so nobody would ever end it.
    if (c.req.method === 'HEAD') return c.body(null);
    return c.body(openEvents(options, staff, c.req.raw, after.slice(0, 100)));
  });
  app.route('/conversations', inboxRoutes({ ...deps, assets }));
  app.route('/account', accountRoutes({ ...deps, assets }));
  app.route('/staff', staffRoutes({ ...deps, assets }));
  app.route('/audit', auditRoutes({ ...deps, assets }));
  return app;
}

function assetRoutes(files: ReadonlyMap<string, Asset>) {
  return admin.createApp().get('/assets/:name', (c) => {
    const file = files.get(c.req.param('name'));
    if (file === undefined) return c.notFound();
    const tag = `"${file.version}"`;
    c.header('ETag', tag);
    c.header('Cache-Control', c.req.query('v') === file.version ? 'public, max-age=31536000, immutable' : 'no-cache');
    return c.req.header('if-none-match') === tag
      ? c.body(null, 304)
      : c.body(file.bytes, 200, { 'Content-Type': file.mimeType });
  });
}

/** Returns the chosen language of a visitor without a session, else the browser's. */
function languageOf(c: Context): Language {
  const chosen = getCookie(c, languageCookie);
  if (chosen === 'nl' || chosen === 'en') return chosen;
  return /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'nl';
}

async function faultPage(
  c: Context<AdminEnv>,
  error: unknown,
  assets: AssetAddresses,
  onError: (error: unknown) => void,
): Promise<Response> {
  const status = error instanceof HTTPException ? error.status : 500;
  if (status >= 500) onError(error);
  const { common } = c.var.view.words;
  const said: Record<number, { title: string; text: string }> = {
    400: common.malformed,
    403: common.foreign,
    404: common.notFound,
    413: common.malformed,
    415: common.malformed,
  };
  const message = said[status] ?? common.broken;
  c.header('Cache-Control', 'no-store');
  const { staff } = c.var;
  return c.html(
    <MessagePage view={c.var.view} assets={assets} here={paths.home} message={message} {...(staff ? { staff } : {})} />,
    said[status] ? (status as 400) : 500,
  );
}
