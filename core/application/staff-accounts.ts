import type { Language } from '../customer/address.ts';
import type { StaffId } from '../ids.ts';
import type { PanelActor } from './panel.ts';
import {
  findGarage,
  findPerson,
  type Invited,
  type MeantPerson,
  type NamedGarage,
  type NewCode,
  type StaffBook,
  type StaffEntry,
  type StaffRefusal,
  type StaffStore,
  sameName,
} from './staff.ts';

/** Who works in the panel; mechanics work in their chats. */
export const panelRoles = ['agent', 'manager', 'administrator'] as const;
export type PanelRole = (typeof panelRoles)[number];

/** A one-time link works so long. */
export const setUpValidMs = 72 * 60 * 60 * 1000;

export type PanelInvitee = {
  readonly name: string;
  readonly role: PanelRole;
  readonly email: string;
  readonly garageName?: string | undefined;
  readonly language?: Language | undefined;
};

/** Takes somebody on who works in the panel, with a link that lets that person choose a password. */
export async function inviteToPanel(
  store: StaffStore,
  { name, role, email: typed, garageName, language }: PanelInvitee,
  link: NewCode,
  by?: StaffId,
): Promise<Invited> {
  const found = garageName === undefined ? undefined : await findGarage(store, garageName);
  if (found && !found.ok) return found;
  const { people } = await store.book(link.madeAt);
  const known = people.find((one) => sameName(one.name, name));
  // Somebody of that role without an address was taken on when there were only codes for chats.
  if (known && (known.panel || known.role !== role)) return { ok: false, code: 'known_person', person: known };
  const email = typed.trim().toLowerCase();
  if (people.some((one) => one.panel?.email === email)) return { ok: false, code: 'known_email', email };
  const staffId = known?.staffId ?? (await store.addStaff({ name, role, garageId: found?.garage.garageId, language }));
  await store.addUser(staffId, name, email);
  await store.addSetUpLink(link, staffId);
  await store.audit({ at: link.madeAt, by, what: 'staff_invited', subject: staffId, data: { role } });
  return { ok: true, name };
}

/** Makes a new link for somebody of the panel: to set up an account, or to choose a new password. */
export async function renewLink(store: StaffStore, who: MeantPerson, link: NewCode, by?: StaffId): Promise<Invited> {
  const found = findPerson(await store.book(link.madeAt), who);
  if (!found.ok) return found;
  const { staffId, name, panel } = found.person;
  if (!panel) return { ok: false, code: 'no_panel', name };
  await store.addSetUpLink(link, staffId);
  await store.audit({ at: link.madeAt, by, what: 'link_made', subject: staffId, data: {} });
  return { ok: true, name };
}

/** Finds who signs in with this address. */
export function personOfEmail({ people }: StaffBook, email: string): StaffEntry | undefined {
  return people.find(({ panel }) => panel?.email === email.trim().toLowerCase());
}

/** Changes what somebody of the panel may do; it holds from the next request on. */
export async function changeRole(
  store: StaffStore,
  { who, role }: { readonly who: MeantPerson; readonly role: PanelRole },
  at: Date,
  by?: StaffId,
): Promise<Invited> {
  await store.lockAdministrators();
  const book = await store.book(at);
  const found = findPerson(book, who);
  if (!found.ok) return found;
  const { staffId, name, panel, role: before } = found.person;
  if (!panel) return { ok: false, code: 'no_panel', name };
  if (role === before) return { ok: true, name };
  if (isLastAdministrator(book, found.person)) return { ok: false, code: 'last_administrator', name };
  await store.setRole(staffId, role);
  await store.audit({ at, by, what: 'role_changed', subject: staffId, data: { from: before, to: role } });
  return { ok: true, name };
}

/** Tells if nobody else could let anybody in. */
export function isLastAdministrator({ people }: StaffBook, { staffId }: StaffEntry): boolean {
  const others = people.filter((one) => one.role === 'administrator' && one.panel?.state === 'active');
  return others.every((one) => one.staffId === staffId) && others.length > 0;
}

/** Lets somebody in without the authenticator app, e.g. because the phone is lost. */
export async function dropSecondFactor(store: StaffStore, who: MeantPerson, at: Date, by?: StaffId): Promise<Invited> {
  const found = findPerson(await store.book(at), who);
  if (!found.ok) return found;
  const { staffId, name, panel } = found.person;
  if (!panel) return { ok: false, code: 'no_panel', name };
  await store.endSecondFactor(staffId);
  await store.audit({ at, by, what: 'second_factor_dropped', subject: staffId, data: {} });
  return { ok: true, name };
}

/** What was made works once; it is shown once and kept nowhere. */
export type OneTime = { readonly kind: 'link' | 'code'; readonly text: string; readonly until: Date };
export type Handed = { readonly ok: true; readonly name: string; readonly handed: OneTime } | StaffRefusal;
export type StaffDone = { readonly ok: true; readonly name: string } | StaffRefusal;

export type NewColleague =
  | ({ readonly kind: 'panel' } & PanelInvitee)
  | {
      readonly kind: 'chat';
      readonly name: string;
      readonly garageName?: string | undefined;
      readonly language?: Language;
    };

/** What an administrator does with staff in the panel, each in one transaction. */
export interface StaffActions {
  book(): Promise<StaffBook & { readonly garages: readonly NamedGarage[] }>;
  invite(who: PanelActor, colleague: NewColleague): Promise<Handed>;
  /** A link for the panel. */
  newLink(who: PanelActor, staffId: StaffId): Promise<Handed>;
  /** A code that links another chat to this person. */
  newCode(who: PanelActor, staffId: StaffId): Promise<Handed>;
  setRole(who: PanelActor, staffId: StaffId, role: PanelRole): Promise<StaffDone>;
  dropSecondFactor(who: PanelActor, staffId: StaffId): Promise<StaffDone>;
  /** Without `to`, open repairs make it a refusal that asks who takes them. */
  revoke(who: PanelActor, staffId: StaffId, to: StaffId | 'nobody' | undefined): Promise<StaffDone>;
}
