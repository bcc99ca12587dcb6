import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { type Context, contextFor } from '../../bot/turn/context.ts';
import { newLinkCode } from '../../bot/turn/one-time.ts';
import { type Left, revokeStaff, revokeWorkplace, type StaffLeaving } from '../../bot/turn/staff.ts';
import { storesOver } from '../../bot/wiring/workers.ts';
import {
  type Invited,
  type Invitee,
  invitePosts,
  inviteStaff,
  inviteWorkplace,
  type NewCode,
  type StaffBook,
  type StaffStore,
} from '../../core/application/staff.ts';
import { inTransaction } from '../../core/postgres/database.ts';
import { createStaffStore } from '../../core/postgres/staff.ts';
import { ensureHome, type Home } from '../../core/postgres/start.ts';

/** The acts of an administrator on staff. */
export type StaffDesk = {
  /** Takes somebody on; resolves to the code. */
  invites(name: string, person?: Partial<Invitee>): Promise<string>;
  makesWorkplace(name: string): Promise<string>;
  makesPosts(): Promise<string>;
  revokes(leaving: StaffLeaving): Promise<Left>;
  revokesWorkplace(name: string): Promise<void>;
  book(): Promise<StaffBook>;
  /** Any other act, in one transaction. */
  act<T>(work: (store: StaffStore, context: Context) => Promise<T>): Promise<T>;
};

/** The desk of an administrator at a garage, by the product's clock. */
export function openStaffDesk(pool: Pool, { organisationId, garageId }: Home, now: () => Date): StaffDesk {
  const act = <T>(work: (store: StaffStore, context: Context) => Promise<T>): Promise<T> =>
    inTransaction(pool, (client) => {
      const clock = { now, skip: async () => undefined, refresh: async () => undefined };
      const stores = storesOver({ clock, newId, secret: '' }, client, 'desk');
      const context = contextFor(stores, now(), newId, { simulated: false, homeGarageId: garageId });
      return work(createStaffStore(client, organisationId, newId), context);
    });
  const coded = async (make: (store: StaffStore, code: NewCode) => Promise<Invited>): Promise<string> => {
    const code = newLinkCode(now());
    const made = await act((store) => make(store, code));
    if (!made.ok) throw new Error(`No code was made: ${made.code}`);
    return code.text;
  };
  return {
    act,
    invites: (name, person = {}) =>
      coded((store, code) => inviteStaff(store, { name, role: 'mechanic', language: 'en', ...person }, code)),
    makesWorkplace: (name) => coded((store, code) => inviteWorkplace(store, { name }, code)),
    makesPosts: () => coded((store, code) => invitePosts(store, undefined, code)),
    revokes: (leaving) =>
      act((store, context) => revokeStaff(context, store, leaving, { kind: 'system', part: 'bot' })),
    revokesWorkplace: async (name) => {
      await act((store, { now: at }) => revokeWorkplace(store, { name }, at));
    },
    book: () => act((store, { now: at }) => store.book(at)),
  };
}

/** Takes on a mechanic at the one garage, and gives the one-time code, as `npm run staff` does. */
export async function codeFor(pool: Pool, name: string, language: 'nl' | 'en'): Promise<string> {
  return openStaffDesk(pool, await ensureHome(pool, newId), () => new Date()).invites(name, { language });
}

type Chat = { types(text: string): Promise<unknown>; hears(words: string): Promise<unknown> };

/** Takes on a mechanic, who types the code in this chat. */
export async function becomesMechanic(
  chat: Chat,
  name: string,
  { pool, language = 'en' }: { readonly pool: Pool; readonly language?: 'nl' | 'en' },
): Promise<void> {
  await chat.types(`link ${await codeFor(pool, name, language)}`);
  await chat.hears(language === 'nl' ? `Gelukt, ${name}` : `Done, ${name}`);
}
