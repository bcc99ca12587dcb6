import type { CustomerId } from '../../core/ids.ts';
import { gainedSay } from '../../core/repair/contacts.ts';
import { mayDecide } from '../../core/repair/queries.ts';
import type { RepairEventOf } from '../../core/repair/repair.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import { tell } from '../step.ts';
import { repairNow, vehicleFacts } from '../wording/customer/facts.ts';
import { askQuote, canReach, watchQuote } from './ask-quote.ts';
import { firstName, firstNameOf } from './names.ts';
import { openQuoteIn } from './open-quotes.ts';
import type { Step } from './step.ts';

type Changed = RepairEventOf<'ContactsChanged'>;

/** Who decides from now on is told so and gets the open question, who does not any more is told that, and the others hear of both. */
export function reactToContacts({ data, meta }: Changed, scene: Scene, view: RepairView): readonly Step[] {
  const gained = gainedSay(data.before, data.contacts);
  const lost = gainedSay(data.contacts, data.before);
  return [
    ...gained.flatMap((customerId) => welcome(meta, scene, view, customerId)),
    ...(gained.length > 0 && openQuoteIn(view) ? watchQuote(scene, view) : []),
    ...gained.flatMap((customerId) => tellOthers(scene, view, gained, customerId)),
    ...lost.flatMap((customerId) => dismiss(meta, scene, view, customerId)),
  ];
}

/** A person is at the other end of the link right now, so that quiet hours hold none of it. */
function welcome({ by }: Changed['meta'], scene: Scene, view: RepairView, customerId: CustomerId): readonly Step[] {
  const { repairId } = view.repair;
  const asker = by.kind === 'customer' ? by.customerId : view.customerId;
  const phrase = {
    kind: 'may-decide',
    vehicle: vehicleFacts(view),
    by: firstNameOf(scene, asker),
    state: repairNow(scene, view),
  } as const;
  const evenQuiet = by.kind !== 'staff';
  const open = openQuoteIn(view);
  return [
    ...(canReach(scene, customerId)
      ? [tell(customerId, phrase, 'notification', { about: { repairId }, evenQuiet })]
      : []),
    ...(open ? [askQuote(scene, open, customerId, { evenQuiet })] : []),
  ];
}

/** A yes that follows may be one to this news, and then approves nothing. */
function tellOthers(
  scene: Scene,
  view: RepairView,
  gained: readonly CustomerId[],
  newcomer: CustomerId,
): readonly Step[] {
  const { repairId, contacts } = view.repair;
  const phrase = {
    kind: 'now-decides',
    vehicle: vehicleFacts(view),
    name: nameOf(scene, newcomer),
    repairId,
    customerId: newcomer,
  } as const;
  return contacts
    .filter(({ customerId, decides }) => decides && !gained.includes(customerId) && canReach(scene, customerId))
    .map(({ customerId }) =>
      tell(customerId, phrase, 'notification', { about: { repairId }, asks: { kind: 'other' }, evenQuiet: true }),
    );
}

function dismiss({ by }: Changed['meta'], scene: Scene, view: RepairView, customerId: CustomerId): readonly Step[] {
  const { repairId } = view.repair;
  const vehicle = vehicleFacts(view);
  const about = { repairId };
  const { pendingAnswer, people } = scene;
  const addresses = people.find((one) => one.customerId === customerId)?.addresses ?? [];
  const waits = addresses.some(({ addressId }) => addressId === pendingAnswer?.addressId);
  const name = nameOf(scene, customerId);
  return [
    ...(waits ? [{ do: 'void-answer' } as const] : []),
    ...(canReach(scene, customerId)
      ? [tell(customerId, { kind: 'say-lost', vehicle }, 'notification', { about, evenQuiet: true })]
      : []),
    ...(by.kind === 'customer' && mayDecide(view.repair, by.customerId)
      ? [tell(by.customerId, { kind: 'say-taken', vehicle, name }, 'answer', { about, answerTo: by.addressId })]
      : []),
  ];
}

/** A network's name is one that people chose themselves, as often a nickname: its first word, else all of it. */
function nameOf({ people }: Scene, customerId: CustomerId): string | undefined {
  const name = people.find((one) => one.customerId === customerId)?.name ?? '';
  return firstName(name) ?? (name || undefined);
}
