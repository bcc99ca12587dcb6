import type { Language } from '../customer/address.ts';
import type { AddressId, ConversationId, GarageId, RepairId, Role, StaffId } from '../ids.ts';
import type { StaffAudit } from './audit.ts';

export type NamedGarage = { readonly garageId: GarageId; readonly name: string };

/** A chat as the list of staff shows it: never which number or account it is. */
export type StaffChat = {
  readonly channel: string;
  readonly lastHeardAt: Date | undefined;
  readonly reachable: boolean;
};

/** How somebody gets into the panel. */
export type PanelAccess = {
  readonly email: string;
  /** `invited` until a password was chosen, or Microsoft was used. */
  readonly state: 'invited' | 'active';
  /** While a one-time link works. */
  readonly linkUntil: Date | undefined;
  readonly lastSignInAt: Date | undefined;
  readonly secondFactor: boolean;
};

/** Somebody who works with the product. */
export type StaffEntry = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  /** None are all of the organisation. */
  readonly garages: readonly NamedGarage[];
  readonly chats: readonly StaffChat[];
  /** Undefined for whoever works in a chat alone. */
  readonly panel: PanelAccess | undefined;
};

/** A chat that several people share, and who stands there now. */
export type SharedPlace = {
  readonly addressId: AddressId;
  readonly name: string;
  readonly garage: NamedGarage;
  readonly chat: StaffChat;
  readonly onDuty: { readonly name: string; readonly until: Date } | undefined;
};

export type PostingPlace = { readonly garage: NamedGarage; readonly chat: StaffChat };

/** Everybody and everything that is linked, by name; whoever has left is not in it. */
export type StaffBook = {
  readonly people: readonly StaffEntry[];
  readonly workplaces: readonly SharedPlace[];
  readonly posts: readonly PostingPlace[];
};

export type NewStaff = {
  readonly name: string;
  readonly role: Role;
  readonly garageId: GarageId | undefined;
  /** Undefined: that of the garage. */
  readonly language: Language | undefined;
};

/** A one-time code, made outside because it has to be random. */
export type NewCode = { readonly text: string; readonly madeAt: Date; readonly expiresAt: Date };

/** What a code makes of the chat in which it is typed. */
export type CodeOpens =
  | { readonly kind: 'staff'; readonly staffId: StaffId }
  | { readonly kind: 'workplace'; readonly garageId: GarageId; readonly name: string }
  | { readonly kind: 'posts'; readonly garageId: GarageId };

/** A repair that is neither collected nor cancelled. */
export type OpenRepair = {
  readonly repairId: RepairId;
  readonly conversationId: ConversationId;
  readonly garage: NamedGarage;
  readonly number: number;
  readonly plate: string;
  readonly model: string | undefined;
};

/** What the acts of an administrator read and write of staff; inside one transaction. */
export interface StaffStore {
  garages(): Promise<readonly NamedGarage[]>;
  book(now: Date): Promise<StaffBook>;
  addStaff(person: NewStaff): Promise<StaffId>;
  addCode(code: NewCode, opens: CodeOpens): Promise<void>;
  /** Gives somebody an address to sign in with; the user of somebody who has left is replaced. */
  addUser(staffId: StaffId, name: string, email: string): Promise<void>;
  /** A link with which this person chooses a password; an older one stops working. */
  addSetUpLink(link: NewCode, staffId: StaffId): Promise<void>;
  setRole(staffId: StaffId, role: Role): Promise<void>;
  /** Takes the authenticator app away, e.g. because the phone is lost. */
  endSecondFactor(staffId: StaffId): Promise<void>;
  /** Until the end of the transaction nobody else decides who is administrator. */
  lockAdministrators(): Promise<void>;
  openRepairs(staffId: StaffId): Promise<readonly OpenRepair[]>;
  /** The conversations in which this person has taken over. */
  heldConversations(staffId: StaffId): Promise<readonly ConversationId[]>;
  /** Ends codes, chats, duty and sessions of the panel; what was queued to the person's own chats is not sent. */
  endAccess(staffId: StaffId, at: Date): Promise<void>;
  endWorkplace(addressId: AddressId): Promise<void>;
  audit(entry: StaffAudit): Promise<void>;
}

/** A name as people type it. */
export function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.trim().replace(/\s+/gu, ' ').toLowerCase();
}

/** A name that shows as what it is: some characters turn the letters after them around, others are not seen. */
export function isPersonName(name: string): boolean {
  const hidden = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;
  return name.length <= 80 && /[\p{L}\p{N}]/u.test(name) && !hidden.test(name);
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
export type MeantPerson = {
  readonly name: string;
  readonly role?: Role;
  readonly garageName?: string;
  /** Known where somebody was chosen from a list; then nothing else counts. */
  readonly staffId?: StaffId;
};
export type FoundPerson = { readonly ok: true; readonly person: StaffEntry } | StaffRefusal;

/** The one person of this name or id. */
export function findPerson({ people }: StaffBook, { name, role, garageName, staffId }: MeantPerson): FoundPerson {
  const chosen = people.find((one) => one.staffId === staffId);
  if (chosen) return { ok: true, person: chosen };
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

export type Invited = { readonly ok: true; readonly name: string } | StaffRefusal;

export type Invitee = {
  readonly name: string;
  readonly role: Role;
  readonly garageName?: string | undefined;
  readonly language?: Language | undefined;
  /** Another chat for somebody who works here already; the id tells two of one name apart. */
  readonly again?: boolean;
  readonly staffId?: StaffId;
};

/** Takes somebody on, with a code that links a chat to that person. */
export async function inviteStaff(
  store: StaffStore,
  { name, role, garageName, language, again, staffId: chosen }: Invitee,
  code: NewCode,
  by?: StaffId,
): Promise<Invited> {
  const found = garageName === undefined ? undefined : await findGarage(store, garageName);
  if (found && !found.ok) return found;
  const { people } = await store.book(code.madeAt);
  const known = people.find((one) =>
    chosen ? one.staffId === chosen : sameName(one.name, name) && (!again || one.role === role),
  );
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
  | { readonly ok: false; readonly code: 'known_email'; readonly email: string }
  | { readonly ok: false; readonly code: 'unknown_email'; readonly email: string }
  /** This person works in a chat, without the panel. */
  | { readonly ok: false; readonly code: 'no_panel'; readonly name: string }
  /** Nobody could let anybody in any more. */
  | { readonly ok: false; readonly code: 'last_administrator'; readonly name: string }
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
