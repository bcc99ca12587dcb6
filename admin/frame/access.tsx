import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Role } from '../../core/ids.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { type AdminEnv, admin, type LinkToFile, paths, type StaffSession, viewIn } from './env.ts';
import { type AssetAddresses, giveCookies, isFromScript } from './http.ts';
import { MessagePage } from './layout.tsx';

/** `signed link`: needs no sign-in, because the link itself is the proof. */
type Access = 'everybody' | 'signed link' | readonly Role[];

/** Customer service. Mechanics work in their chat and never see a phone number. */
const service: readonly Role[] = ['agent', 'manager', 'administrator'];
const administrators: readonly Role[] = ['administrator'];

/** Who may use what: every method and path of the panel, its streams and files. What is not here is refused to everybody. */
export const accessRules: Readonly<Record<string, Access>> = {
  'GET /admin/assets/:name': 'everybody',
  'GET /admin/sign-in': 'everybody',
  'POST /admin/sign-in': 'everybody',
  'GET /admin/sign-in/code': 'everybody',
  'POST /admin/sign-in/code': 'everybody',
  'GET /admin/sign-in/microsoft': 'everybody',
  'GET /admin/sign-in/microsoft/callback': 'everybody',
  'POST /admin/sign-out': 'everybody',
  'GET /admin/setup': 'everybody',
  'POST /admin/setup': 'everybody',
  'POST /admin/language': 'everybody',
  'GET /media/:id': 'signed link',
  'GET /admin/events': service,
  'GET /admin/conversations': service,
  'GET /admin/conversations/live': service,
  'GET /admin/conversations/:id': service,
  'GET /admin/conversations/:id/live': service,
  'GET /admin/conversations/:id/moment': service,
  'POST /admin/conversations/:id/take-over': service,
  'POST /admin/conversations/:id/hand-back': service,
  'POST /admin/conversations/:id/messages': service,
  'POST /admin/conversations/:id/items/:itemId/end': service,
  'POST /admin/conversations/:id/decisions': service,
  'POST /admin/conversations/:id/export': administrators,
  'POST /admin/conversations/:id/erase': administrators,
  'GET /admin/account': service,
  'POST /admin/account/password': service,
  'POST /admin/account/sessions/end': service,
  'POST /admin/account/sessions/end-others': service,
  'GET /admin/account/second-factor': service,
  'POST /admin/account/second-factor': service,
  'POST /admin/account/second-factor/confirm': service,
  'POST /admin/account/second-factor/end': service,
  'GET /admin/staff': administrators,
  'POST /admin/staff': administrators,
  'GET /admin/staff/:id': administrators,
  'POST /admin/staff/:id/link': administrators,
  'POST /admin/staff/:id/code': administrators,
  'POST /admin/staff/:id/role': administrators,
  'POST /admin/staff/:id/drop-second-factor': administrators,
  'POST /admin/staff/:id/revoke': administrators,
  'GET /admin/audit': administrators,
};

/** Open to an administrator who has to set up the second factor first. */
const beforeSecondFactor: ReadonlySet<string> = new Set([
  'GET /admin/account/second-factor',
  'POST /admin/account/second-factor',
  'POST /admin/account/second-factor/confirm',
]);

/** The name of a route in the table: without the patterns of its parameters. */
export function routeName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.replace(/\{(?:[^{}]|\{[^{}]*\})*\}/g, '')}`;
}

type AccessDeps = {
  readonly signIn: Pick<SignIn, 'enter'>;
  readonly now: () => Date;
  readonly linkToFile: LinkToFile;
  readonly assets: AssetAddresses;
};

/** Lets in whom the table names: the one place where that is decided. */
export function access(deps: AccessDeps) {
  return admin.createMiddleware(async (c, next) => {
    const { name, rule } = ruleFor(c);
    if (rule === 'everybody') return next();
    const entered = await deps.signIn.enter(c.req.raw);
    if (!entered) return askForSignIn(c);
    const { staff, cookies } = entered;
    giveCookies(c, cookies);
    c.set('staff', staff);
    c.set('view', viewIn(staff.language, { now: deps.now(), linkToFile: deps.linkToFile }));
    if (!rule.includes(staff.role)) return refuse(c, staff, deps.assets);
    if (!staff.needsSecondFactor || beforeSecondFactor.has(name)) return next();
    return asksForPage(c) ? c.redirect(paths.secondFactor, 303) : c.body(null, 403);
  });
}

function ruleFor(c: Context): { readonly name: string; readonly rule: Access } {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
  // What is nowhere says so only to those who are in.
  if (!route) return { name: '', rule: service };
  const name = routeName(route);
  return { name, rule: accessRules[name] ?? [] };
}

function asksForPage(c: Context): boolean {
  return c.req.method === 'GET' && !isFromScript(c) && !c.req.path.endsWith('/events');
}

function askForSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  return asksForPage(c) ? c.redirect(paths.signIn(`${pathname}${search}`), 303) : c.body(null, 401);
}

function refuse(c: Context<AdminEnv>, staff: StaffSession, assets: AssetAddresses): Response | Promise<Response> {
  const { view } = c.var;
  const { forbidden, notForRole } = view.words.common;
  const message = staff.role === 'mechanic' ? forbidden : notForRole;
  return c.html(<MessagePage view={view} assets={assets} staff={staff} here={paths.home} message={message} />, 403);
}

/** Prints the table, one route a line. */
export function accessTable(): string {
  const roles: readonly Role[] = ['agent', 'manager', 'administrator', 'mechanic'];
  const rows = Object.entries(accessRules).map(([name, rule]) => {
    const [method = '', path = ''] = name.split(' ');
    return [method, path, typeof rule === 'string' ? rule : roles.filter((role) => rule.includes(role)).join(' ')];
  });
  const width = Math.max(...rows.map(([, path = '']) => path.length));
  return rows.map(([method = '', path = '', who]) => `${method.padEnd(4)}  ${path.padEnd(width)}  ${who}`).join('\n');
}
