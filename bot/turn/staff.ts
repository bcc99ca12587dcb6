import type { OpenRepair, StaffBook, StaffEntry, StaffRefusal, StaffStore } from '../../core/application/staff.ts';
import { findGarage, findPerson, type MeantPerson, sameName } from '../../core/application/staff.ts';
import type { Actor, GarageId, StaffId } from '../../core/ids.ts';
import { handedOver } from '../cards/repair-card.ts';
import { type StepOf, toConversation, toRepair } from '../step.ts';
import { act } from './act.ts';
import type { Context } from './context.ts';
import { reply } from './tell-staff.ts';

/** Without `to`, the leaver's open repairs make it a refusal that asks who takes them. */
export type StaffLeaving = { readonly who: MeantPerson; readonly to: MeantPerson | 'nobody' | undefined };

export type Left =
  | {
      readonly ok: true;
      readonly person: StaffEntry;
      readonly repairs: readonly OpenRepair[];
      /** Undefined if the repairs have no mechanic now. */
      readonly to: StaffEntry | undefined;
      /** The number of conversations that the bot has back. */
      readonly handedBack: number;
    }
  | StaffRefusal;

/** Ends a person's access and hands over the open repairs. A refusal changes nothing. */
export async function revokeStaff(
  context: Context,
  store: StaffStore,
  { who, to }: StaffLeaving,
  by: Actor,
): Promise<Left> {
  const { now } = context;
  const book = await store.book(now);
  const found = findPerson(book, who);
  if (!found.ok) return found;
  const { person } = found;
  const repairs = await store.openRepairs(person.staffId);
  if (to === undefined && repairs.length > 0) return { ok: false, code: 'who_takes', person, repairs };
  const taker = findTaker(book, person, repairs, to);
  if (!taker.ok) return taker;
  await assign(context, repairs, taker.person?.staffId, by);
  const held = await store.heldConversations(person.staffId);
  for (const conversationId of held)
    await mustAct(
      context,
      toConversation({
        type: 'HandBack',
        data: { conversationId, staffId: person.staffId },
        // Only people hand back; where no person is known to do it, it is the leaver's last act.
        meta: { at: now, by: by.kind === 'staff' ? by : { kind: 'staff', staffId: person.staffId, role: person.role } },
      }),
    );
  await store.endAccess(person.staffId, now);
  if (taker.person) await tellTaker(context, person, taker.person, repairs);
  const handedBack = held.length;
  await store.audit({
    at: now,
    by: by.kind === 'staff' ? by.staffId : undefined,
    what: 'staff_revoked',
    subject: person.staffId,
    data: { repairs: repairs.length, to: taker.person?.staffId, handedBack },
  });
  return { ok: true, person, repairs, to: taker.person, handedBack };
}

type Taker = { readonly ok: true; readonly person: StaffEntry | undefined } | StaffRefusal;

function findTaker(book: StaffBook, leaver: StaffEntry, repairs: readonly OpenRepair[], to: StaffLeaving['to']): Taker {
  if (to === undefined || to === 'nobody') return { ok: true, person: undefined };
  const found = findPerson({ ...book, people: book.people.filter(({ staffId }) => staffId !== leaver.staffId) }, to);
  if (!found.ok && sameName(leaver.name, to.name)) return { ok: false, code: 'takes_own', name: leaver.name };
  if (!found.ok) return found;
  const { name, garages } = found.person;
  const works = (id: GarageId): boolean => garages.length === 0 || garages.some(({ garageId }) => garageId === id);
  const elsewhere = repairs.filter(({ garage }) => !works(garage.garageId)).map(({ garage }) => garage);
  return elsewhere.length > 0 ? { ok: false, code: 'not_of_garage', name, garages: elsewhere } : found;
}

async function assign(
  context: Context,
  repairs: readonly OpenRepair[],
  mechanicId: StaffId | undefined,
  by: Actor,
): Promise<void> {
  for (const { repairId } of repairs)
    await mustAct(
      context,
      toRepair({ type: 'AssignMechanic', data: { repairId, mechanicId }, meta: { at: context.now, by } }),
    );
}

/** Throws on a refusal, which rolls the transaction back: it read what it acts on. */
async function mustAct(context: Context, step: StepOf<'repair'> | StepOf<'conversation'>): Promise<void> {
  const refusal = await act(context, step);
  if (refusal) throw new Error(`${step.command.type} was refused: ${refusal.because.code}`);
}

/** Sends one message that makes the taker look; the cards say the rest. */
async function tellTaker(
  context: Context,
  from: StaffEntry,
  { staffId }: StaffEntry,
  repairs: readonly OpenRepair[],
): Promise<void> {
  const taker = repairs.length > 0 ? await context.store.staffMember(staffId) : undefined;
  if (!taker) return;
  const text = handedOver(from.name, repairs, taker.language);
  for (const addressId of taker.addressIds) await reply(context, { addressId, reply: { text } });
}

export type WorkplaceLeft = { readonly ok: true; readonly name: string; readonly garage: string } | StaffRefusal;

/** Ends a shared workplace, e.g. because its tablet is gone; the chat is nobody's afterwards. */
export async function revokeWorkplace(
  store: StaffStore,
  { name, garageName }: { readonly name: string; readonly garageName?: string | undefined },
  at: Date,
  by?: StaffId,
): Promise<WorkplaceLeft> {
  const found = await findGarage(store, garageName);
  if (!found.ok) return found;
  const { garageId, name: garage } = found.garage;
  const all = (await store.book(at)).workplaces.filter((one) => one.garage.garageId === garageId);
  const meant = all.filter((one) => sameName(one.name, name));
  if (meant.length === 0) return { ok: false, code: 'unknown_workplace', name, known: all.map((one) => one.name) };
  for (const { addressId } of meant) {
    await store.endWorkplace(addressId);
    await store.audit({ at, by, what: 'workplace_revoked', subject: addressId, data: { name } });
  }
  return { ok: true, name, garage };
}
