import { invitationValidMs } from '../../core/customer/address.ts';
import type { CustomerId } from '../../core/ids.ts';
import { withoutSay } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/guard.ts';
import { openQuoteIn, viewOf } from '../../core/scene/queries.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import { type Step, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { askWho } from './fallbacks.ts';
import { converseNext } from './next.ts';
import { sayWish } from './other-decider.ts';
import type { Next } from './understanding/understand.ts';
import type { Reading } from './visit.ts';
import { answer, ownRepairs, takeBack, type Visit } from './visit.ts';

const most = 3;

/** Words about who decides; undefined when the text is about something else. None of them approves anything. */
export function converseSay(visit: Visit, reading: Reading, next: Next): readonly Step[] | undefined {
  const wish = sayWish(reading.text, next);
  if (!wish) return undefined;
  const views = meant(visit, reading);
  if (views.length === 0) return mayNot(visit);
  switch (wish.wants) {
    case 'share': {
      const offers = views.map((view) => offerLink(visit, view));
      return wish.alone ? [...takeBack(visit), ...offers] : [...converseNext(visit, reading, next), ...offers];
    }
    case 'link':
      return [...takeBack(visit), ...views.flatMap((view) => shareSay(visit, view.repair.repairId))];
    case 'only-me': {
      const taken = views.flatMap((view) =>
        others(visit, view).flatMap((one) => takeSay(visit, view.repair.repairId, one)),
      );
      return taken.length > 0 ? [...takeBack(visit), ...taken] : undefined;
    }
    default:
      return wish.wants satisfies never;
  }
}

/** The car that waits for an answer, else every one about which there is still something to decide. */
function meant(visit: Visit, { newest }: Reading): readonly RepairView[] {
  return newest
    ? [newest.view]
    : ownRepairs(visit)
        .filter(({ repair }) => repair.status !== 'completed' && mayDecide(repair, visit.person.customerId))
        .slice(0, most);
}

/** Who only hears how it goes cannot hand on what others decide. */
function mayNot(visit: Visit): readonly Step[] | undefined {
  const view = ownRepairs(visit).find(openQuoteIn);
  return view && [...takeBack(visit), answer(visit, { kind: 'may-not-decide', vehicle: vehicleFacts(view) })];
}

/** A yes to the offer is no yes to the quote above it. */
export function offerLink(visit: Visit, view: RepairView): Step {
  const { repairId } = view.repair;
  const phrase = { kind: 'offer-link', vehicle: vehicleFacts(view), repairId } as const;
  return answer(visit, phrase, { about: { repairId }, asks: { kind: 'other' } });
}

/** A link to forward, for one who decides about this repair and lets somebody else decide as well. */
export function shareSay(visit: Visit, repairId: string): readonly Step[] {
  const { scene, person, address } = visit;
  if (!address.proven) return askWho(visit);
  const view = ownRepairs(visit).find(({ repair }) => repair.repairId === repairId);
  if (!view) return [answer(visit, { kind: 'no-repair' })];
  const vehicle = vehicleFacts(view);
  if (!mayDecide(view.repair, person.customerId)) return [answer(visit, { kind: 'may-not-decide', vehicle })];
  const until = new Date(scene.now.getTime() + invitationValidMs);
  const about = { repairId: view.repair.repairId };
  return [
    answer(visit, { kind: 'decider-link', vehicle, until }, { about, asks: { kind: 'other' }, invites: 'decider' }),
  ];
}

function others({ person }: Visit, { repair }: RepairView): readonly CustomerId[] {
  return repair.contacts
    .filter(({ customerId, decides, pays }) => decides && !pays && customerId !== person.customerId)
    .map(({ customerId }) => customerId);
}

/** Somebody is to decide no longer; what was handed out and not followed yet opens nothing any more either. */
export function takeSay(visit: Visit, repairId: string, from: CustomerId): readonly Step[] {
  const { scene, person, address } = visit;
  const { customerId } = person;
  const view = viewOf(scene, repairId);
  if (!view) return [answer(visit, { kind: 'no-repair' })];
  const vehicle = vehicleFacts(view);
  if (!mayDecide(view.repair, customerId)) return [answer(visit, { kind: 'may-not-decide', vehicle })];
  const contact = view.repair.contacts.find((one) => one.customerId === from);
  if (!contact?.decides) {
    const name = scene.people.find((one) => one.customerId === from)?.name || undefined;
    return [answer(visit, { kind: 'say-taken', vehicle, name })];
  }
  const by = { kind: 'customer', customerId, addressId: address.addressId } as const;
  const contacts = withoutSay(view.repair.contacts, from);
  return [
    { do: 'end-invitations', customerId, repairId: view.repair.repairId },
    toRepair({
      type: 'ChangeContacts',
      data: { repairId: view.repair.repairId, contacts },
      meta: { at: scene.now, by },
    }),
  ];
}
