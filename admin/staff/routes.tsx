import type { Context } from 'hono';
import { z } from 'zod';
import { isPersonName, type StaffRefusal } from '../../core/application/staff.ts';
import {
  type Handed,
  type NewColleague,
  panelRoles,
  type StaffActions,
} from '../../core/application/staff-accounts.ts';
import { as, type StaffId } from '../../core/ids.ts';
import { type AdminEnv, actorOf, admin, paths } from '../frame/env.ts';
import { type AssetAddresses, readForm } from '../frame/http.ts';
import { HandedPage, MemberPage, StaffPage, type TypedInvitation } from './pages.tsx';

export type StaffPageDeps = { readonly staff: StaffActions; readonly assets: AssetAddresses };

// What is wrong is said on the page, beside what was typed.
const invitation = z.object({
  name: z.string().max(1000).default(''),
  email: z.string().max(1000).default(''),
  role: z.enum(['mechanic', ...panelRoles]),
  language: z.enum(['nl', 'en']),
  garage: z.string().max(200).default(''),
});

const oneMember = '/:id{[0-9a-f-]{36}}';

/** The pages on which an administrator looks after staff. Who may come here is said in `frame/access.tsx`. */
export function staffRoutes(deps: StaffPageDeps) {
  const { staff } = deps;
  return admin
    .createApp()
    .get('/', async (c) => staffPage(c, deps, { notice: c.var.view.words.staff.done[c.req.query('done') ?? ''] }))
    .post('/', async (c) => {
      const typed = await readForm(c, invitation);
      const colleague = colleagueFrom(typed);
      if (!colleague) return staffPage(c, deps, { notice: c.var.view.words.staff.invalid, typed, status: 422 });
      const made = await staff.invite(actorOf(c.var.staff), colleague);
      return made.ok ? handedPage(c, deps, made) : staffPage(c, deps, { notice: saidOf(c, made), typed, status: 422 });
    })
    .get(oneMember, (c) => memberPage(c, deps, c.var.view.words.staff.done[c.req.query('done') ?? '']))
    .post(`${oneMember}/link`, async (c) => {
      const made = await staff.newLink(actorOf(c.var.staff), memberOf(c));
      return made.ok ? handedPage(c, deps, made) : memberPage(c, deps, saidOf(c, made), 422);
    })
    .post(`${oneMember}/code`, async (c) => {
      const made = await staff.newCode(actorOf(c.var.staff), memberOf(c));
      return made.ok ? handedPage(c, deps, made) : memberPage(c, deps, saidOf(c, made), 422);
    })
    .post(`${oneMember}/role`, async (c) => {
      const { role } = await readForm(c, z.object({ role: z.enum(panelRoles) }));
      const done = await staff.setRole(actorOf(c.var.staff), memberOf(c), role);
      return done.ok
        ? c.redirect(`${paths.member(memberOf(c))}?done=role`, 303)
        : memberPage(c, deps, saidOf(c, done), 422);
    })
    .post(`${oneMember}/drop-second-factor`, async (c) => {
      const done = await staff.dropSecondFactor(actorOf(c.var.staff), memberOf(c));
      return done.ok
        ? c.redirect(`${paths.member(memberOf(c))}?done=factor`, 303)
        : memberPage(c, deps, saidOf(c, done), 422);
    })
    .post(`${oneMember}/revoke`, async (c) => {
      const { to } = await readForm(c, z.object({ to: z.string().max(40).default('') }));
      const taker = to === '' || to === 'nobody' ? to || undefined : as<StaffId>(to);
      const done = await staff.revoke(actorOf(c.var.staff), memberOf(c), taker as StaffId | 'nobody' | undefined);
      return done.ok ? c.redirect(`${paths.staff}?done=revoked`, 303) : memberPage(c, deps, saidOf(c, done), 422);
    });
}

/** Undefined when something is missing or cannot be kept. */
function colleagueFrom({
  name: typed,
  email,
  role,
  language,
  garage,
}: z.infer<typeof invitation>): NewColleague | undefined {
  const name = typed.trim().replace(/\s+/g, ' ');
  if (!isPersonName(name)) return undefined;
  const person = { name, language, garageName: garage || undefined };
  if (role === 'mechanic') return { kind: 'chat', ...person };
  const address = z.email().max(200).safeParse(email.trim());
  return address.success ? { kind: 'panel', ...person, role, email: address.data } : undefined;
}

function memberOf(c: Context<AdminEnv>): StaffId {
  return as<StaffId>(c.req.param('id') ?? '');
}

function saidOf(c: Context<AdminEnv>, { code }: StaffRefusal): string {
  return c.var.view.words.staff.refusals[code];
}

type Shown = { readonly notice: string | undefined; readonly typed?: TypedInvitation; readonly status?: 200 | 422 };

async function staffPage(
  c: Context<AdminEnv>,
  { staff: actions, assets }: StaffPageDeps,
  { notice, typed, status = 200 }: Shown,
): Promise<Response> {
  const { view, staff } = c.var;
  const book = await actions.book();
  return c.html(<StaffPage {...{ view, assets, staff, notice, book, ...(typed ? { typed } : {}) }} />, status);
}

async function memberPage(
  c: Context<AdminEnv>,
  { staff: actions, assets }: StaffPageDeps,
  notice: string | undefined,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { view, staff } = c.var;
  const { people } = await actions.book();
  const person = people.find(({ staffId }) => staffId === memberOf(c));
  if (!person) return c.notFound();
  const others = people.filter((one) => one.role === 'mechanic' && one.staffId !== person.staffId);
  return c.html(<MemberPage {...{ view, assets, staff, notice, person, others }} />, status);
}

function handedPage(
  c: Context<AdminEnv>,
  { assets }: StaffPageDeps,
  { name, handed }: Extract<Handed, { ok: true }>,
): Response | Promise<Response> {
  const { view, staff } = c.var;
  return c.html(<HandedPage {...{ view, assets, staff, name, handed }} />);
}
