import type { NamedGarage, OpenRepair, StaffEntry } from './staff.ts';

/** Why an act of an administrator was not carried out; nothing was changed. */
export type StaffRefusal =
  | { readonly ok: false; readonly code: 'unknown_garage'; readonly name: string; readonly known: readonly string[] }
  /** There are several, and none was named. */
  | { readonly ok: false; readonly code: 'which_garage'; readonly known: readonly string[] }
  | { readonly ok: false; readonly code: 'unknown_person'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly ok: false;
      readonly code: 'several_people';
      readonly name: string;
      readonly people: readonly StaffEntry[];
    }
  /** Somebody of this name works here already. */
  | { readonly ok: false; readonly code: 'known_person'; readonly person: StaffEntry }
  | { readonly ok: false; readonly code: 'known_workplace'; readonly name: string; readonly garage: string }
  | { readonly ok: false; readonly code: 'unknown_workplace'; readonly name: string; readonly known: readonly string[] }
  /** Nobody was named to take the open repairs. */
  | {
      readonly ok: false;
      readonly code: 'who_takes';
      readonly person: StaffEntry;
      readonly repairs: readonly OpenRepair[];
    }
  | { readonly ok: false; readonly code: 'takes_own'; readonly name: string }
  /** Whoever should take the repairs does not work at their garages. */
  | {
      readonly ok: false;
      readonly code: 'not_of_garage';
      readonly name: string;
      readonly garages: readonly NamedGarage[];
    };
