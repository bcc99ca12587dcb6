import type { Role } from '../actor.ts';
import type { Language } from '../customer/address.ts';
import type { StaffId } from '../ids.ts';
import type { NewCode, StaffStore } from './staff.ts';
import { findGarage, sameName } from './staff-find.ts';
import type { StaffRefusal } from './staff-refusal.ts';

export type Invited = { readonly ok: true; readonly name: string } | StaffRefusal;

export type Invitee = {
  readonly name: string;
  readonly role: Role;
  readonly garageName?: string | undefined;
  readonly language?: Language | undefined;
  /** Another chat for somebody who works here already. */
  readonly again?: boolean;
};

/** Takes somebody on, with a code that links a chat to that person. */
export async function inviteStaff(
  store: StaffStore,
  { name, role, garageName, language, again }: Invitee,
  code: NewCode,
  by?: StaffId,
): Promise<Invited> {
  const found = garageName === undefined ? undefined : await findGarage(store, garageName);
  if (found && !found.ok) return found;
  const { people } = await store.book(code.madeAt);
  const known = people.find((one) => sameName(one.name, name) && (!again || one.role === role));
  if (known && !again) return { ok: false, code: 'known_person', person: known };
  if (again && !known)
    return { ok: false, code: 'unknown_person', name, known: people.map((one) => `${one.name} (${one.role})`) };
  const staffId = known?.staffId ?? (await store.addStaff({ name, role, garageId: found?.garage.garageId, language }));
  await store.addCode(code, { kind: 'staff', staffId });
  await store.audit({ at: code.madeAt, by, what: 'staff_invited', subject: staffId, data: { role, again } });
  return { ok: true, name };
}

/** Makes a code for a chat that several mechanics of a garage share. */
export async function inviteWorkplace(
  store: StaffStore,
  { name, garageName }: { readonly name: string; readonly garageName?: string | undefined },
  code: NewCode,
  by?: StaffId,
): Promise<Invited> {
  const found = await findGarage(store, garageName);
  if (!found.ok) return found;
  const { garageId, name: garage } = found.garage;
  const { workplaces } = await store.book(code.madeAt);
  if (workplaces.some((one) => one.garage.garageId === garageId && sameName(one.name, name)))
    return { ok: false, code: 'known_workplace', name, garage };
  await store.addCode(code, { kind: 'workplace', garageId, name });
  await store.audit({ at: code.madeAt, by, what: 'workplace_invited', subject: garageId, data: { name } });
  return { ok: true, name };
}

/** Makes a code for the chat of a team that a garage's workshop news is posted to. */
export async function invitePosts(
  store: StaffStore,
  garageName: string | undefined,
  code: NewCode,
  by?: StaffId,
): Promise<Invited> {
  const found = await findGarage(store, garageName);
  if (!found.ok) return found;
  const { garageId, name } = found.garage;
  await store.addCode(code, { kind: 'posts', garageId });
  await store.audit({ at: code.madeAt, by, what: 'posts_invited', subject: garageId, data: {} });
  return { ok: true, name };
}
