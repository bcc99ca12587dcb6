import { v7 as newUuid } from 'uuid';
import type { NewCode, StaffStore } from '../core/application/staff.ts';
import { type Invited, invitePosts, inviteStaff, inviteWorkplace } from '../core/application/staff-inviting.ts';
import type { StaffRefusal } from '../core/application/staff-refusal.ts';
import { createProductClock } from '../core/postgres/clock.ts';
import { type Db, type DbPool, inTurn } from '../core/postgres/queue/db.ts';
import { createStaffStore } from '../core/postgres/staff-store.ts';
import { ensureHome, type Home } from '../core/postgres/start.ts';
import type { StaffCommand } from './cli/staff-command.ts';
import { newLinkCode } from './link-code.ts';
import { leftSentence, listOf, refusalSentence } from './staff-sentences.ts';
import { type Context, contextFor } from './turn/context.ts';
import { revokeStaff, revokeWorkplace } from './turn/staff.ts';
import { storesOver } from './wire-parts.ts';

/** An act that was refused; the sentence says what to type instead. */
export class StaffRefusedError extends Error {
  override readonly name = 'StaffRefusedError';
  readonly code = 'refused';
}

/** What goes to standard output, and what is only for whoever sits there. */
export type Said = { readonly out: string; readonly hint?: string };

/** Carries out one command of an administrator in one transaction. Throws StaffRefusedError; then nothing has changed. */
export async function runStaffCommand(pool: DbPool, command: StaffCommand): Promise<Said> {
  const home = await ensureHome(pool, newUuid);
  const clock = createProductClock(pool);
  await clock.refresh();
  return inTurn(pool, async (tx) => carryOut(command, await deskOver(tx, home, clock)));
}

type Desk = { readonly store: StaffStore; readonly context: Context; readonly zone: string };

async function deskOver(
  tx: Db,
  { organisationId, garageId }: Home,
  clock: ReturnType<typeof createProductClock>,
): Promise<Desk> {
  // Nothing that is said here carries an invitation, so that nothing is signed.
  const turns = storesOver({ clock, newId: newUuid, secret: '' }, tx, 'staff-command');
  const { calendar } = await turns.garageOf(garageId);
  return {
    store: createStaffStore(tx as Parameters<typeof createStaffStore>[0], organisationId, newUuid),
    context: contextFor(turns, clock.now(), newUuid, { simulated: false, homeGarageId: garageId }),
    zone: calendar.zone,
  };
}

async function carryOut(command: StaffCommand, { store, context, zone }: Desk): Promise<Said> {
  const { now } = context;
  switch (command.verb) {
    case 'invite':
      return coded(now, (code) => inviteStaff(store, command, code), 'NAME types this in the chat with the bot');
    case 'workplace':
      return coded(now, (code) => inviteWorkplace(store, command, code), 'Type this at NAME, in the chat with the bot');
    case 'posts':
      return coded(
        now,
        (code) => invitePosts(store, command.garageName, code),
        'Type this in the channel for NAME, in a message to the bot',
      );
    case 'list':
      return { out: listOf(await store.book(now), zone) };
    case 'revoke':
      return { out: leftSentence(unless(await revokeStaff(context, store, command, { kind: 'system', part: 'bot' }))) };
    case 'revoke-workplace': {
      const { name, garage } = unless(await revokeWorkplace(store, command, now));
      return { out: `The chat of ${name} at ${garage} is linked to nobody any more.` };
    }
  }
}

async function coded(now: Date, make: (code: NewCode) => Promise<Invited>, where: string): Promise<Said> {
  const code = newLinkCode(now);
  const { name } = unless(await make(code));
  return { out: code.text, hint: `${where.replace('NAME', name)}, once and within 7 days: link ${code.text}` };
}

function unless<T extends { readonly ok: true }>(outcome: T | StaffRefusal): T {
  if (outcome.ok) return outcome;
  throw new StaffRefusedError(refusalSentence(outcome));
}
