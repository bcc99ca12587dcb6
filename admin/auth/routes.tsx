import type { Context } from 'hono';
import { z } from 'zod';
import { type PasswordFault, passwordFault } from '../../core/application/password.ts';
import { EmailTakenError, type OpenSetUp } from '../../core/application/sign-in.ts';
import { isPersonName } from '../../core/application/staff.ts';
import type { Language } from '../../core/customer/address.ts';
import { isStorable } from '../../core/storable.ts';
import { type AdminEnv, admin, pageOfPanel, paths } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { giveCookies, readForm } from '../frame/http.ts';
import type { ClientAddress } from './client-address.ts';
import type { SignInResult } from './outcomes.ts';
import { CodePage, SetupGonePage, SetupPage, SignInPage } from './pages.tsx';
import type { Administrator, SignIn } from './sign-in.ts';

export type AuthDeps = {
  readonly signIn: SignIn;
  readonly assets: AssetAddresses;
  readonly clientAddress: ClientAddress;
};

const credentials = z.object({
  email: z.string().max(200),
  password: z.string().max(200),
  next: z.string().max(500).default(''),
});
const second = z.object({ code: z.string().max(40), next: z.string().max(500).default('') });
// Everything else is said on the page, so that nobody has to begin anew.
const setUpForm = z.object({
  name: z.string().max(1000).default(''),
  email: z.string().max(1000).default(''),
  password: z.string().max(1000).default(''),
  language: z.enum(['nl', 'en']).optional().catch(undefined),
});

/** Sign-in and sign-out. */
export function authRoutes(deps: AuthDeps) {
  const { signIn, assets, clientAddress } = deps;
  const hasMicrosoft = signIn.microsoft !== undefined;
  return admin
    .createApp()
    .get('/sign-in', async (c) => {
      const next = safeNext(c.req.query('next'));
      if (await signIn.session(c.req.raw)) return c.redirect(next, 303);
      const here = paths.signIn(next);
      return c.html(<SignInPage {...{ view: c.var.view, assets, hasMicrosoft, here, next }} email="" />);
    })
    .post('/sign-in', async (c) => {
      const { email, password, next } = await readForm(c, credentials);
      const result = await signIn.signIn(email, password, clientAddress(c), c.req.raw.headers);
      if (result.ok) return welcome(c, result, safeNext(next));
      const { view } = c.var;
      const fault = result.code === 'too_many' ? view.words.signIn.tooMany : view.words.signIn.wrong;
      const page = (
        <SignInPage
          view={view}
          assets={assets}
          hasMicrosoft={hasMicrosoft}
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
      const result = await signIn.verifyCode(code, c.req.raw.headers, clientAddress(c));
      if (result.ok) return welcome(c, { ...result, needsCode: false }, safeNext(next));
      const { view } = c.var;
      const fault = result.code === 'too_many' ? view.words.signIn.tooMany : view.words.signIn.wrongCode;
      const page = <CodePage view={view} assets={assets} here={paths.signInCode} next={safeNext(next)} fault={fault} />;
      return c.html(page, statusOf(result.code));
    })
    .get('/sign-in/microsoft', async (c) => {
      const next = safeNext(c.req.query('next'));
      const { headers } = c.req.raw;
      const begun = await signIn.microsoft?.begin(next, headers, clientAddress(c));
      if (!begun) return c.notFound();
      if (!begun.ok) return backAtSignIn(c, deps, next, begun.code);
      giveCookies(c, begun.cookies);
      return c.redirect(begun.url, 303);
    })
    .get('/sign-in/microsoft/callback', async (c) => {
      const { headers } = c.req.raw;
      const done = await signIn.microsoft?.finish(broughtBack(c), headers, clientAddress(c));
      if (!done) return c.notFound();
      const next = safeNext(done.next);
      return done.result.ok ? welcome(c, done.result, next) : backAtSignIn(c, deps, next, done.result.code);
    })
    .post('/sign-out', async (c) => {
      giveCookies(c, await signIn.signOut(c.req.raw.headers));
      return c.redirect(paths.signIn(), 303);
    });
}

type MicrosoftFault = 'too_many' | 'unreachable' | 'wrong';

/** One sentence for whoever may not come in, whatever the reason. */
function backAtSignIn(c: Context<AdminEnv>, { signIn, assets }: AuthDeps, next: string, code: MicrosoftFault) {
  const { view } = c.var;
  const words = view.words.signIn;
  const [fault, status] = {
    too_many: [words.tooMany, 429] as const,
    unreachable: [words.microsoftUnreachable, 503] as const,
    wrong: [words.microsoftRefused, 401] as const,
  }[code];
  const hasMicrosoft = signIn.microsoft !== undefined;
  const here = paths.signIn(next);
  return c.html(<SignInPage {...{ view, assets, hasMicrosoft, here, next, fault }} email="" />, status);
}

/** What an answer of Microsoft's may hold; nothing else goes on. */
function broughtBack(c: Context): Readonly<Record<string, string>> {
  const named = ['code', 'state', 'iss', 'error'].flatMap((name) => {
    const value = c.req.query(name);
    return value !== undefined && value.length <= 4000 && isStorable(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(named);
}

/** The one-time link with which somebody makes an account, or chooses a new password. */
export function setupRoutes({ signIn, assets, clientAddress }: AuthDeps) {
  return admin
    .createApp()
    .get('/setup', async (c) => {
      const token = c.req.query('token') ?? '';
      const props = { view: c.var.view, assets, here: paths.setup(token) };
      const open = await signIn.openSetUp(token);
      if (!open) return c.html(<SetupGonePage {...props} />, 410);
      return c.html(
        <SetupPage {...props} hasMicrosoft={signIn.microsoft !== undefined} token={token} open={open} given={{}} />,
      );
    })
    .post('/setup', async (c) => {
      const token = c.req.query('token') ?? '';
      const { view } = c.var;
      const props = { view, assets, here: paths.setup(token) };
      const open = await signIn.openSetUp(token);
      if (!open) return c.html(<SetupGonePage {...props} />, 410);
      const given = await readForm(c, setUpForm);
      const hasMicrosoft = signIn.microsoft !== undefined;
      const again = (fault: string) =>
        c.html(
          <SetupPage {...{ ...props, hasMicrosoft }} token={token} open={open} given={given} fault={fault} />,
          422,
        );
      const account = accountFrom(given, open, view.language);
      const fault = faultOf(account);
      if (fault) return again(view.words.signIn.faults[fault]);
      try {
        const email = await signIn.setUp(token, account);
        if (email === undefined) return c.html(<SetupGonePage {...props} />, 410);
        const result = await signIn.signIn(email, account.password, clientAddress(c), c.req.raw.headers);
        return result.ok ? welcome(c, result, paths.home) : c.redirect(paths.signIn(), 303);
      } catch (error) {
        if (error instanceof EmailTakenError) return again(view.words.signIn.faults.email_taken);
        throw error;
      }
    });
}

function accountFrom(given: z.infer<typeof setUpForm>, open: OpenSetUp, shown: Language): Administrator {
  const known = open.kind === 'first' ? undefined : open;
  return {
    name: (open.kind === 'reset' ? open.name : given.name).trim(),
    email: (known?.email ?? given.email).trim().toLowerCase(),
    password: given.password,
    language: given.language ?? known?.language ?? shown,
  };
}

type SetUpFault = PasswordFault | 'name' | 'email_malformed' | 'email_taken';

function faultOf({ name, email, password }: Administrator): SetUpFault | undefined {
  if (!isPersonName(name)) return 'name';
  if (!z.email().max(200).safeParse(email).success) return 'email_malformed';
  return passwordFault(password, email);
}

function statusOf(code: Extract<SignInResult, { ok: false }>['code']): 401 | 429 {
  return code === 'too_many' ? 429 : 401;
}

function welcome(c: Context<AdminEnv>, result: Extract<SignInResult, { ok: true }>, next: string): Response {
  giveCookies(c, result.cookies);
  return c.redirect(result.needsCode ? `${paths.signInCode}?next=${encodeURIComponent(next)}` : next, 303);
}

/** Allows only pages of the panel: a link from outside must not lead away from it. */
function safeNext(next: string | undefined): string {
  return next === undefined || next.startsWith('/admin/sign') ? paths.home : pageOfPanel(next);
}
