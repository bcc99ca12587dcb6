import type { Role } from '../actor.ts';
import type { NamedGarage, StaffBook, StaffEntry, StaffStore } from './staff.ts';
import type { StaffRefusal } from './staff-refusal.ts';

/** A name as people type it. */
export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.trim().replace(/\s+/gu, ' ').toLowerCase();
}

export type FoundGarage = { readonly ok: true; readonly garage: NamedGarage } | StaffRefusal;

/** The garage of this name; without a name the only one there is. */
export async function findGarage(store: StaffStore, name: string | undefined): Promise<FoundGarage> {
  const garages = await store.garages();
  const known = garages.map((one) => one.name);
  const garage = name === undefined ? garages[0] : garages.find((one) => sameName(one.name, name));
  if (name === undefined && garages.length > 1) return { ok: false, code: 'which_garage', known };
  return garage ? { ok: true, garage } : { ok: false, code: 'unknown_garage', name: name ?? '', known };
}

/** Role and garage narrow down who is meant where two people have one name. */
export type Meant = { readonly name: string; readonly role?: Role; readonly garageName?: string };
export type FoundPerson = { readonly ok: true; readonly person: StaffEntry } | StaffRefusal;

/** The one person of this name. */
export function findPerson({ people }: StaffBook, { name, role, garageName }: Meant): FoundPerson {
  const named = people.filter((one) => sameName(one.name, name) && (role === undefined || one.role === role));
  const found = garageName === undefined ? named : atGarage(named, garageName);
  const [person, ...others] = found;
  if (!person) return { ok: false, code: 'unknown_person', name, known: people.map((one) => one.name) };
  return others.length > 0 ? { ok: false, code: 'several_people', name, people: found } : { ok: true, person };
}

/** Whoever was taken on for this garage; where nobody was, whoever works at all of them. */
function atGarage(people: readonly StaffEntry[], name: string): readonly StaffEntry[] {
  const own = people.filter(({ garages }) => garages.some((garage) => sameName(garage.name, name)));
  return own.length > 0 ? own : people.filter(({ garages }) => garages.length === 0);
}
