import { invitationValidMs } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { CustomerId } from '../../core/ids.ts';
import { removeDecider } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { openQuoteIn, viewOf } from '../../core/scene/queries.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import { type Step, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { answer, type CustomerAct, ownRepairs, type Reading, takeBack } from './customer-act.ts';
import { askWho } from './fallbacks.ts';
import { converseNext } from './next.ts';
import { deciderWish } from './other-decider.ts';
import type { Next } from './understanding/understand.ts';

const maxCars = 3;

/** Handles words about who decides; undefined for any other text. They never approve anything. */
export function converseDeciders(act: CustomerAct, reading: Reading, next: Next): readonly Step[] | undefined {
  const wish = deciderWish(reading.text, next);
  if (!wish) return undefined;
  const views = meant(act, reading);
  if (views.length === 0) return mayNot(act);
  switch (wish.wants) {
    case 'share': {
      const offers = views.map((view) => offerLink(act, view));
      return wish.alone ? [...takeBack(act), ...offers] : [...converseNext(act, reading, next), ...offers];
    }
    case 'link':
      return [...takeBack(act), ...views.flatMap((view) => inviteDecider(act, view.repair.repairId))];
    case 'only-me': {
      const taken = views.flatMap((view) =>
        others(act, view).flatMap((one) => dismissDecider(act, view.repair.repairId, one)),
      );
      return taken.length > 0 ? [...takeBack(act), ...taken] : undefined;
    }
    default:
      return assertNever(wish.wants);
  }
}

/** Returns the car with the newest question, else all cars with something left to decide. */
function meant(act: CustomerAct, { newest }: Reading): readonly RepairView[] {
  return newest
    ? [newest.view]
    : ownRepairs(act)
        .filter(({ repair }) => repair.status !== 'completed' && mayDecide(repair, act.person.customerId))
        .slice(0, maxCars);
}

/** Refuses: a person who is only kept informed cannot pass on a decision of others. */
function mayNot(act: CustomerAct): readonly Step[] | undefined {
  const view = ownRepairs(act).find(openQuoteIn);
  return view && [...takeBack(act), answer(act, { kind: 'may-not-decide', vehicle: vehicleFacts(view) })];
}

/** Offers a link. It asks for something else, so that a yes to it is no yes to the quote above. */
export function offerLink(act: CustomerAct, view: RepairView): Step {
  const { repairId } = view.repair;
  const phrase = { kind: 'offer-link', vehicle: vehicleFacts(view), repairId } as const;
  return answer(act, phrase, { about: { repairId }, asks: { kind: 'other' } });
}

/** Sends a decider of this repair a link to forward, so that another person decides as well. */
export function inviteDecider(act: CustomerAct, repairId: string): readonly Step[] {
  const { scene, person, address } = act;
  if (!address.proven) return askWho(act);
  const view = ownRepairs(act).find(({ repair }) => repair.repairId === repairId);
  if (!view) return [answer(act, { kind: 'no-repair' })];
  const vehicle = vehicleFacts(view);
  if (!mayDecide(view.repair, person.customerId)) return [answer(act, { kind: 'may-not-decide', vehicle })];
  const until = new Date(scene.now.getTime() + invitationValidMs);
  const about = { repairId: view.repair.repairId };
  return [
    answer(act, { kind: 'decider-link', vehicle, until }, { about, asks: { kind: 'other' }, invites: 'decider' }),
  ];
}

function others({ person }: CustomerAct, { repair }: RepairView): readonly CustomerId[] {
  return repair.contacts
    .filter(({ customerId, decides, pays }) => decides && !pays && customerId !== person.customerId)
    .map(({ customerId }) => customerId);
}

/** Takes the decision from a person again, and ends the links that were not followed yet. */
export function dismissDecider(act: CustomerAct, repairId: string, from: CustomerId): readonly Step[] {
  const { scene, person } = act;
  const { customerId } = person;
  const view = viewOf(scene, repairId);
  if (!view) return [answer(act, { kind: 'no-repair' })];
  const vehicle = vehicleFacts(view);
  if (!mayDecide(view.repair, customerId)) return [answer(act, { kind: 'may-not-decide', vehicle })];
  const contact = view.repair.contacts.find((one) => one.customerId === from);
  if (!contact?.decides) {
    const name = scene.people.find((one) => one.customerId === from)?.name || undefined;
    return [answer(act, { kind: 'say-taken', vehicle, name })];
  }
  const contacts = removeDecider(view.repair.contacts, from);
  return [
    { do: 'end-invitations', customerId, repairId: view.repair.repairId },
    toRepair({
      type: 'ChangeContacts',
      data: { repairId: view.repair.repairId, contacts },
      meta: act.meta,
    }),
  ];
}
