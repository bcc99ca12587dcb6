import type { Context } from 'hono';
import QRCode from 'qrcode';
import { z } from 'zod';
import { passwordFault } from '../../core/application/password.ts';
import type { OwnResult } from '../auth/own-account.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { type AdminEnv, admin, paths } from '../frame/env.ts';
import { type AssetAddresses, giveCookies, readForm } from '../frame/http.ts';
import { AccountPage, RecoveryCodesPage, SecondFactorPage } from './pages.tsx';

type AccountDeps = { readonly signIn: Pick<SignIn, 'own'>; readonly assets: AssetAddresses };

const change = z.object({ present: z.string().max(1000), password: z.string().max(1000) });
/** Without a password for somebody who has none. */
const confirmation = z.object({ password: z.string().max(1000).default('') });

/** The page on which everybody looks after the own account. */
export function accountRoutes(deps: AccountDeps) {
  const { own } = deps.signIn;
  return admin
    .createApp()
    .get('/', (c) => accountPage(c, deps, { notice: c.var.view.words.account.done[c.req.query('done') ?? ''] }))
    .post('/password', async (c) => {
      const { present, password } = await readForm(c, change);
      const { staff, view } = c.var;
      const fault = passwordFault(password, staff.email);
      if (fault) return accountPage(c, deps, { fault: view.words.signIn.faults[fault] });
      const done = await own.changePassword(staff, present, password, c.req.raw.headers);
      if (!done.ok) return accountPage(c, deps, { fault: saidOf(c, done, 'wrongPassword') });
      giveCookies(c, done.cookies);
      return c.redirect(paths.account('password'), 303);
    })
    .post('/sessions/end', async (c) => {
      const { id } = await readForm(c, z.object({ id: z.string().max(100) }));
      await own.endSession(c.var.staff, id);
      return c.redirect(paths.account('sessions'), 303);
    })
    .post('/sessions/end-others', async (c) => {
      await own.endOtherSessions(c.var.staff);
      return c.redirect(paths.account('sessions'), 303);
    })
    .get('/second-factor', (c) => factorPage(c, deps))
    .post('/second-factor', async (c) => {
      const { password } = await readForm(c, confirmation);
      const done = await own.beginSecondFactor(c.var.staff, password, c.req.raw.headers);
      return done.ok ? c.redirect(paths.secondFactor, 303) : factorPage(c, deps, saidOf(c, done, 'wrongPassword'));
    })
    .post('/second-factor/confirm', async (c) => {
      const { code } = await readForm(c, z.object({ code: z.string().max(20) }));
      const { staff, view } = c.var;
      if (staff.secondFactor) return c.redirect(paths.account(), 303);
      const done = await own.confirmSecondFactor(staff, code, c.req.raw.headers);
      if (!done.ok) return factorPage(c, deps, saidOf(c, done, 'wrongCode'));
      giveCookies(c, done.cookies);
      const inside = { ...staff, secondFactor: true, needsSecondFactor: false };
      const codes = await own.recoveryCodes(staff);
      return c.html(<RecoveryCodesPage view={view} assets={deps.assets} staff={inside} codes={codes} />);
    })
    .post('/second-factor/end', async (c) => {
      const { password } = await readForm(c, confirmation);
      const done = await own.endSecondFactor(c.var.staff, password, c.req.raw.headers);
      if (!done.ok) return factorPage(c, deps, saidOf(c, done, 'wrongPassword'));
      giveCookies(c, done.cookies);
      return c.redirect(paths.account('factor'), 303);
    });
}

type Refused = Extract<OwnResult, { ok: false }>;

function saidOf(c: Context<AdminEnv>, { code }: Refused, wrong: 'wrongPassword' | 'wrongCode'): string {
  const words = c.var.view.words.account;
  return code === 'too_many' ? words.tooMany : words[wrong];
}

async function accountPage(
  c: Context<AdminEnv>,
  { signIn, assets }: AccountDeps,
  { fault, notice }: { readonly fault?: string; readonly notice?: string | undefined },
): Promise<Response> {
  const { view, staff } = c.var;
  const sessions = await signIn.own.sessions(staff);
  return c.html(<AccountPage {...{ view, assets, staff, fault, notice, sessions }} />, fault ? 422 : 200);
}

async function factorPage(c: Context<AdminEnv>, { signIn, assets }: AccountDeps, fault?: string): Promise<Response> {
  const { view, staff } = c.var;
  const address = staff.secondFactor ? undefined : await signIn.own.pendingKey(staff);
  const pending = address && {
    key:
      new URL(address).searchParams
        .get('secret')
        ?.match(/.{1,4}/g)
        ?.join(' ') ?? '',
    picture: await QRCode.toDataURL(address, { width: 384, margin: 2 }),
  };
  return c.html(
    <SecondFactorPage {...{ view, assets, staff, fault, pending: pending || undefined }} />,
    fault ? 422 : 200,
  );
}
