import type { Context } from 'hono';
import { z } from 'zod';
import { type AdminEnv, admin, pageOfPanel, paths } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { readForm } from '../frame/http.ts';
import { CodePage, SetupGonePage, SetupPage, SignInPage } from './pages.tsx';
import { minPasswordLength, type SignIn, type SignInResult } from './sign-in.ts';

export type AuthDeps = {
  readonly signIn: SignIn;
  readonly assets: AssetAddresses;
  /** Returns the real address of a request, never the claim of a header. */
  readonly clientAddress: (c: Context) => string;
};

const credentials = z.object({
  email: z.string().max(200),
  password: z.string().max(200),
  next: z.string().max(500).default(''),
});
const second = z.object({ code: z.string().max(20), next: z.string().max(500).default('') });
const administrator = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200),
  password: z.string().min(minPasswordLength).max(128),
});

/** Sign-in and sign-out. */
export function authRoutes({ signIn, assets, clientAddress }: AuthDeps) {
  return admin
    .createApp()
    .get('/sign-in', async (c) => {
      const next = safeNext(c.req.query('next'));
      if (await signIn.session(c.req.raw)) return c.redirect(next, 303);
      return c.html(<SignInPage view={c.var.view} assets={assets} here={paths.signIn(next)} next={next} email="" />);
    })
    .post('/sign-in', async (c) => {
      const { email, password, next } = await readForm(c, credentials);
      const result = await signIn.signIn(email, password, clientAddress(c));
      if (result.ok) return welcome(c, result, safeNext(next));
      const { view } = c.var;
      const fault = result.code === 'too_many' ? view.words.signIn.tooMany : view.words.signIn.wrong;
      const page = (
        <SignInPage
          view={view}
          assets={assets}
          here={paths.signIn()}
          next={safeNext(next)}
          email={email}
          fault={fault}
        />
      );
      return c.html(page, statusOf(result.code));
    })
    .get('/sign-in/code', (c) => {
      const next = safeNext(c.req.query('next'));
      return c.html(<CodePage view={c.var.view} assets={assets} here={paths.signInCode} next={next} />);
    })
    .post('/sign-in/code', async (c) => {
      const { code, next } = await readForm(c, second);
      const result = await signIn.verifyCode(code.replaceAll(' ', ''), c.req.raw.headers, clientAddress(c));
      if (result.ok) return welcome(c, { ...result, needsCode: false }, safeNext(next));
      const { view } = c.var;
      const fault = result.code === 'too_many' ? view.words.signIn.tooMany : view.words.signIn.wrongCode;
      const page = <CodePage view={view} assets={assets} here={paths.signInCode} next={safeNext(next)} fault={fault} />;
      return c.html(page, statusOf(result.code));
    })
    .post('/sign-out', async (c) => {
      for (const cookie of await signIn.signOut(c.req.raw.headers)) c.header('Set-Cookie', cookie, { append: true });
      return c.redirect(paths.signIn(), 303);
    });
}

/** The one-time link with which the first administrator makes an account. */
export function setupRoutes({ signIn, assets, clientAddress }: AuthDeps) {
  return admin
    .createApp()
    .get('/setup', async (c) => {
      const token = c.req.query('token') ?? '';
      const props = { view: c.var.view, assets, here: paths.setup(token) };
      if (!(await signIn.isSetupToken(token))) return c.html(<SetupGonePage {...props} />, 410);
      return c.html(<SetupPage {...props} token={token} name="" email="" />);
    })
    .post('/setup', async (c) => {
      const token = c.req.query('token') ?? '';
      const { view } = c.var;
      const props = { view, assets, here: paths.setup(token) };
      if (!(await signIn.isSetupToken(token))) return c.html(<SetupGonePage {...props} />, 410);
      const given = await readForm(c, z.record(z.string(), z.string()));
      const parsed = administrator.safeParse(given);
      if (!parsed.success) {
        const { name = '', email = '' } = given;
        const fault = view.words.signIn.setupInvalid;
        return c.html(<SetupPage {...props} token={token} name={name} email={email} fault={fault} />, 422);
      }
      const made = await signIn.setUp(token, { ...parsed.data, language: view.language });
      if (!made) return c.html(<SetupGonePage {...props} />, 410);
      const { email, password } = parsed.data;
      const result = await signIn.signIn(email, password, clientAddress(c));
      return result.ok ? welcome(c, result, paths.home) : c.redirect(paths.signIn(), 303);
    });
}

function statusOf(code: Extract<SignInResult, { ok: false }>['code']): 401 | 429 {
  return code === 'too_many' ? 429 : 401;
}

function welcome(c: Context<AdminEnv>, result: Extract<SignInResult, { ok: true }>, next: string): Response {
  for (const cookie of result.cookies) c.header('Set-Cookie', cookie, { append: true });
  return c.redirect(result.needsCode ? `${paths.signInCode}?next=${encodeURIComponent(next)}` : next, 303);
}

/** Allows only pages of the panel: a link from outside must not lead away from it. */
function safeNext(next: string | undefined): string {
  return next === undefined || next.startsWith('/admin/sign') ? paths.home : pageOfPanel(next);
}
