import type { PanelActor } from '../../core/application/panel.ts';
import { EmailTakenError } from '../../core/application/sign-in.ts';
import {
  type Invited,
  inviteStaff,
  type MeantPerson,
  type NewCode,
  type StaffStore,
} from '../../core/application/staff.ts';
import {
  changeRole,
  dropSecondFactor,
  type Handed,
  inviteToPanel,
  isLastAdministrator,
  renewLink,
  type StaffActions,
} from '../../core/application/staff-accounts.ts';
import type { StaffId } from '../../core/ids.ts';
import type { Context } from './context.ts';
import { newLinkCode, newSetUpToken } from './one-time.ts';
import { revokeStaff } from './staff.ts';

/** Runs one act on staff in one transaction; a refusal has changed nothing. */
export type StaffTurn = <T extends { readonly ok: boolean }>(
  work: (store: StaffStore, context: Context) => Promise<T>,
) => Promise<T>;

/** `addressOf` gives the whole address of a set-up link. Its times are real, whatever the simulator skips. */
export function createStaffActions(
  inTurn: StaffTurn,
  { addressOf, now }: { readonly addressOf: (token: string) => string; readonly now: () => Date },
): StaffActions {
  const withLink = (make: (store: StaffStore, link: NewCode) => Promise<Invited>): Promise<Handed> =>
    inTurn(async (store) => {
      const link = newSetUpToken(now());
      const made = await make(store, link);
      return made.ok ? { ...made, handed: { kind: 'link', text: addressOf(link.text), until: link.expiresAt } } : made;
    });
  const withCode = (make: (store: StaffStore, code: NewCode) => Promise<Invited>): Promise<Handed> =>
    inTurn(async (store, context) => {
      const code = newLinkCode(context.now);
      const made = await make(store, code);
      return made.ok ? { ...made, handed: { kind: 'code', text: code.text, until: code.expiresAt } } : made;
    });
  return {
    book: async () => {
      const { book, garages } = await inTurn(async (store, context) => ({
        ok: true,
        book: await store.book(context.now),
        garages: await store.garages(),
      }));
      return { ...book, garages };
    },
    invite: (who, colleague) =>
      colleague.kind === 'panel'
        ? withLink((store, link) => inviteToPanel(store, colleague, link, who.staffId)).catch((error: unknown) => {
            // Somebody else invites that address at this moment.
            if (error instanceof EmailTakenError) return { ok: false, code: 'known_email', email: colleague.email };
            throw error;
          })
        : withCode((store, code) => inviteStaff(store, { ...colleague, role: 'mechanic' }, code, who.staffId)),
    newLink: (who, staffId) => withLink((store, link) => renewLink(store, chosen(staffId), link, who.staffId)),
    newCode: (who, staffId) =>
      withCode(async (store, code) => {
        const person = (await store.book(code.madeAt)).people.find((one) => one.staffId === staffId);
        if (person?.role !== 'mechanic') return { ok: false, code: 'unknown_person', name: '', known: [] };
        return inviteStaff(store, { ...person, garageName: undefined, again: true }, code, who.staffId);
      }),
    setRole: (who, staffId, role) =>
      inTurn((store) => changeRole(store, { who: chosen(staffId), role }, now(), who.staffId)),
    dropSecondFactor: (who, staffId) => inTurn((store) => dropSecondFactor(store, chosen(staffId), now(), who.staffId)),
    revoke: (who, staffId, to) =>
      inTurn(async (store, context) => {
        await store.lockAdministrators();
        const book = await store.book(context.now);
        const person = book.people.find((one) => one.staffId === staffId);
        if (person && isLastAdministrator(book, person))
          return { ok: false, code: 'last_administrator', name: person.name };
        const taker = isSomebody(to) ? chosen(to) : to;
        const left = await revokeStaff(context, store, { who: chosen(staffId), to: taker }, actorOf(who));
        return left.ok ? { ok: true, name: left.person.name } : left;
      }),
  };
}

function isSomebody(to: StaffId | 'nobody' | undefined): to is StaffId {
  return to !== undefined && to !== 'nobody';
}

function chosen(staffId: StaffId): MeantPerson {
  return { name: '', staffId };
}

function actorOf({ staffId, role }: PanelActor) {
  return { kind: 'staff', staffId, role } as const;
}
