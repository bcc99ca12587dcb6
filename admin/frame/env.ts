import { createFactory } from 'hono/factory';
import type { Role } from '../../core/actor.ts';
import type { PanelActor } from '../../core/application/panel.ts';
import type { Language } from '../../core/customer/address.ts';
import type { GarageId, StaffId } from '../../core/ids.ts';
import { type Words, wordsIn } from '../wording/words.ts';

/** Who is signed in, as of this request. */
export type StaffSession = {
  readonly userId: string;
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly garageIds: readonly GarageId[];
};

/** Where a stored file is for a while, whole or as its small copy: a path. */
export type LinkToFile = (sha256: string, size: 'whole' | 'thumbnail') => string;

/** What a page is written with: the reader's language and its words, the moment, and where files are. */
export type View = {
  readonly language: Language;
  readonly words: Words;
  readonly now: Date;
  readonly linkToFile: LinkToFile;
};

export type AdminEnv = { Variables: { staff: StaffSession; view: View } };

/** Makes apps and middleware that know who is signed in. */
export const admin = createFactory<AdminEnv>();

/** The view for a language. */
export function viewIn(language: Language, rest: Pick<View, 'now' | 'linkToFile'>): View {
  return {
    language,
    words: wordsIn(language),
    ...rest,
  };
}

/** The signed-in person as the application knows who acts. */
export function actorOf({ staffId, name, role, garageIds }: StaffSession): PanelActor {
  return {
    staffId,
    name,
    role,
    garageIds,
  };
}

/** Roles that may use the inbox. Mechanics work in their chat and never see a phone number. */
export const serviceRoles: readonly Role[] = ['agent', 'manager', 'administrator'];
