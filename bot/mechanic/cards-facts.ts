import type { Language } from '../../core/customer/address.ts';
import type { StaffId } from '../../core/ids.ts';
import type { Money } from '../../core/money.ts';
import { waitingPhotos } from '../../core/repair/photos.ts';
import { currentVersion, openQuote, repairTotal } from '../../core/repair/queries.ts';
import type { Person, RepairView, Scene } from '../../core/scene/scene.ts';
import type { MechanicCard } from '../cards/card.ts';
import { formatDate, formatDay, formatMoney, formatTime } from '../wording/format.ts';
import { type CardWords, cardWords } from '../wording/mechanic/cards.ts';
import { shownWords } from './cards-plain.ts';

/** How a card writes amounts and times for one member of staff. */
export type CardSpeaker = {
  readonly language: Language;
  readonly say: CardWords;
  readonly now: Date;
  readonly money: (amount: Money) => string;
  /** `16:30` */
  readonly time: (at: Date) => string;
  /** `vandaag 16:30` */
  readonly when: (at: Date) => string;
  /** `di 24 nov` */
  readonly date: (at: Date) => string;
};

/** A card's speaker in the garage's zone. */
export function cardSpeaker(language: Language, zone: string, now: Date): CardSpeaker {
  return {
    language,
    say: cardWords[language],
    now,
    money: (amount) => formatMoney(amount, language),
    time: (at) => formatTime(at, zone, language),
    when: (at) => `${formatDay(at, now, zone, language)} ${formatTime(at, zone, language)}`,
    date: (at) => formatDate(at, zone, language),
  };
}

/** `AB-123-C VW Golf`, or the plate alone. */
export function carName({ plate, model }: { readonly plate: string; readonly model: string | undefined }): string {
  return model ? `${plate} ${shownWords(model, 30)}` : plate;
}

/** The customer of a repair. */
export function customerOf(view: RepairView, scene: Scene): Person {
  return scene.people.find(({ customerId }) => customerId === view.customerId) ?? scene.customer;
}

/** Whether what we begin can reach the customer in a chat. */
export function canBeTold({ addresses }: Person): boolean {
  return addresses.some(({ proven, frozen, optedOut, reachable }) => proven && !frozen && !optedOut && reachable);
}

type Facts = NonNullable<MechanicCard['facts']>;

/**
 * Customer, work, promise and who speaks; a fact that is missing is left out, or asked while the car is new. A mechanic who is the only
 * `reader` knows who he is.
 */
export function cardFacts(view: RepairView, scene: Scene, by: CardSpeaker, reader: StaffId | undefined): Facts {
  const { repair, complaint, mechanic, heldUntil } = view;
  const { say } = by;
  const customer = customerOf(view, scene);
  const isActive = repair.status === 'registered' || repair.status === 'started';
  const total = repairTotal(repair);
  const extra = total !== undefined && total.minor !== repair.agreedAmount?.minor;
  const { controller } = scene.conversation;
  const photos = waitingPhotos(repair).length;
  // A draft names them itself.
  const open = openQuote(repair);
  const isDrafted = open !== undefined && currentVersion(open)?.standing.status === 'draft';
  const facts: (Facts[number] | undefined)[] = [
    { label: say.customer, value: shownWords(customer.name, 60) },
    complaint || isActive
      ? { label: say.complaint, value: complaint ? shownWords(complaint) : say.notTyped }
      : undefined,
    { label: say.agreed, value: repair.agreedAmount ? by.money(repair.agreedAmount) : say.toBeDetermined },
    extra ? { label: say.total, value: by.money(total) } : undefined,
    repair.promisedAt && isActive ? { label: say.promised, value: by.when(repair.promisedAt) } : undefined,
    repair.status === 'completed' && repair.amount ? { label: say.amount, value: by.money(repair.amount) } : undefined,
    mechanic && mechanic.staffId !== reader ? { label: say.mechanic, value: shownWords(mechanic.name, 40) } : undefined,
    controller.kind === 'agent'
      ? { label: say.speaks, value: say.service(scene.agent && shownWords(scene.agent.name, 40)) }
      : undefined,
    isActive && !canBeTold(customer) ? { label: say.noChat, value: say.notLinked } : undefined,
    photos > 0 && isActive && !isDrafted ? { label: say.photo, value: say.photosWait(photos) } : undefined,
    heldUntil ? { label: say.held, value: say.heldUntil(by.when(heldUntil)) } : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}
