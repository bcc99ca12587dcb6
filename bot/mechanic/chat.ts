import type { AlbumPart } from '../../core/application/party.ts';
import { isQuiet, quietEnds } from '../../core/calendar.ts';
import type { ConversationId, CustomerId, Meta, NewId, RepairId } from '../../core/ids.ts';
import { hasPart } from '../../core/repair/guard.ts';
import type { Desk, DeskRepair, Person, RepairView, Scene, StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton, MechanicCard } from '../cards/card.ts';
import { type CardSpeaker, canBeTold, cardSpeaker, customerOf, questionsOf } from '../cards/repair-card.ts';
import { switchButton } from '../cards/workplace-card.ts';
import type { Step } from '../step.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import { workplaceWords } from '../wording/mechanic/chats.ts';
import { type InterpretWords, interpretWords } from '../wording/mechanic/replies.ts';
import type { Clock, ParseOptions } from './typed/line.ts';
import { formatPlate, isDutchPlate, isForeignPlate, matchPlate, plateKey } from './typed/plates.ts';

/** A mechanic's chat: how it is read and answered. */
export type AtDesk = {
  readonly desk: Desk;
  readonly say: InterpretWords;
  readonly by: CardSpeaker;
  readonly meta: Meta;
  readonly clock: Clock;
  readonly options: ParseOptions;
};

/** The chat together with the one repair that a line or tap is about. */
export type AtCar = AtDesk & {
  readonly scene: Scene;
  readonly view: RepairView;
  readonly repairId: RepairId;
  readonly newId: NewId;
  /** As a card may show it. */
  readonly customer: string;
  /** The photos that a message or a button is about. */
  readonly parts: readonly AlbumPart[];
};

/** The values of a card's inputs that came with a tap. */
export type Values = Readonly<Record<string, string>>;

/** The chat of a desk, in its reader's language and the garage's zone. */
export function atDesk(desk: Desk): AtDesk {
  const { garage, staff, now, repairs } = desk;
  const { zone } = garage.calendar;
  return {
    desk,
    say: interpretWords[staff.language],
    by: cardSpeaker(staff.language, zone, now),
    meta: { at: now, by: { kind: 'staff', staffId: staff.staffId, role: staff.role } },
    clock: { now, zone },
    options: {
      currency: garage.rules.currency,
      pricesIncludeVat: garage.settings.mechanicsTypeVat === 'included',
      vatRate: garage.settings.vatRate,
      openPlates: repairs.map(({ plateKey }) => plateKey),
    },
  };
}

type Car = Pick<AtCar, 'scene' | 'view' | 'newId' | 'parts'>;

/** The same chat, about one repair of a scene. */
export function atCar(desk: Desk, { scene, view, newId, parts }: Car): AtCar {
  return {
    ...atDesk(desk),
    scene,
    view,
    repairId: view.repair.repairId,
    newId,
    parts,
    customer: shownWords(customerOf(view, scene).name, 60),
  };
}

/** An answer that is about no car. */
export function replyCard(at: AtDesk, card: MechanicCard): readonly Step[] {
  return [{ do: 'reply', addressId: at.desk.addressId, reply: { card: signed(at, card) } }];
}

/** Where several people share the chat, each answer says who acted: it may not be the one who typed. */
function signed({ desk: { workplace, staff } }: AtDesk, card: MechanicCard): MechanicCard {
  return workplace === undefined
    ? card
    : {
        ...card,
        facts: [
          ...(card.facts ?? []),
          { label: workplaceWords[staff.language].mechanic, value: shownWords(staff.name, 40) },
        ],
      };
}

/** The way to become somebody else, where several people share the chat. */
export function switchButtons({ desk: { workplace, staff } }: AtDesk): readonly MechanicButton[] {
  return workplace === undefined ? [] : [switchButton(staff.language)];
}

/** An answer in plain text that is about no car. */
export function replyText({ desk }: AtDesk, text: string): readonly Step[] {
  return [{ do: 'reply', addressId: desk.addressId, reply: { text } }];
}

/** An answer about the car; the next line without a plate is about it too. */
export function carCard(at: AtCar, card: Omit<MechanicCard, 'title'> & { readonly title?: string }): readonly Step[] {
  const { desk, view, repairId } = at;
  const { addressId } = desk;
  const named = signed(at, { title: shortCarName(view.vehicle), ...card });
  return [
    { do: 'reply', addressId, reply: { card: named }, repairId },
    { do: 'focus', addressId, repairId },
  ];
}

/** The repair's card, below, where the mechanic is looking. */
export function drawAnew({ desk, repairId }: AtCar): Extract<Step, { do: 'draw-card' }> {
  return {
    do: 'draw-card',
    repairId,
    staffId: desk.staff.staffId,
    addressId: desk.addressId,
    anew: true,
  };
}

/** What `undo` would take back from now on. */
export function remember({ desk }: AtDesk, act: StaffAct): Step {
  return {
    do: 'remember-act',
    addressId: desk.addressId,
    act,
  };
}

/** What becomes of a notification that goes out now, as a sentence. */
export function heard({ desk, scene, view, say, by, customer }: AtCar): string {
  const person = customerOf(view, scene);
  if (!canBeTold(person)) return say.notLinked(customer);
  const { calendar } = desk.garage;
  const simulated = person.addresses.some((address) => address.simulated);
  return isQuiet(calendar, desk.now) && !simulated
    ? say.heardLater(customer, by.time(quietEnds(calendar, desk.now)))
    : say.heard(customer);
}

/** Which repair it is about, or what is asked first. */
export type About =
  | { readonly kind: 'repair'; readonly repairId: RepairId; readonly conversationId: ConversationId }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

/** Nothing further to look at: these steps are all. */
export function steps(all: readonly Step[]): About {
  return { kind: 'steps', steps: all };
}

function repair({ repairId, conversationId }: DeskRepair): About {
  return { kind: 'repair', repairId, conversationId };
}

/** The car with this id; one that is collected or cancelled meanwhile is no longer on the desk. */
export function byId(at: AtDesk, repairId: RepairId): About {
  const found = at.desk.repairs.find((one) => one.repairId === repairId);
  return found ? repair(found) : steps(replyCard(at, { title: at.say.closedTitle, text: at.say.closed }));
}

/** What is done with the car that was chosen. */
export type Chosen = (repairId: RepairId) => MechanicAction;

/** The line is run again, about the car that was chosen. */
export function lineAgain(text: string): Chosen {
  return (repairId) => ({ do: 'line', text, repairId });
}

/** A part that fits one car is that car; what is near, or fits several, is only offered. */
export function byPlate(at: AtDesk, plateText: string, chosen: Chosen): About {
  const { say } = at;
  const match = matchHere(at, plateText);
  const shown = shownWords(plateText.toUpperCase(), 24);
  switch (match.kind) {
    case 'one':
      return repair(match.id);
    case 'many':
      return steps(offer(at, say.several(shown), match.ids, chosen));
    case 'near':
      return steps(offer(at, say.near(shown), match.ids, chosen));
    case 'none': {
      const whole = isDutchPlate(plateText) || isForeignPlate(plateText);
      const title = whole ? formatPlate(plateText) : shown;
      const action = { do: 'register', plateKey: plateKey(plateText) } as const;
      const buttons = whole ? [{ label: say.buttons.register, action }] : [];
      return steps(replyCard(at, { title, text: say.noSuchPlate, buttons }));
    }
    default:
      return match satisfies never;
  }
}

function matchHere({ desk }: AtDesk, plateText: string) {
  return matchPlate(
    plateText,
    desk.repairs.map((one) => ({ plateKey: one.plateKey, id: one })),
  );
}

/** Whether a plate may be that of an open repair. */
export function isOpenHere(at: AtDesk, plateText: string): boolean {
  return matchHere(at, plateText).kind !== 'none';
}

/** The car of the last card, else the only one that this mechanic has. */
export function withoutPlate(at: AtDesk, chosen: Chosen): About {
  const { desk, say } = at;
  const focused = desk.repairs.find(({ repairId }) => repairId === desk.focus);
  if (focused) return repair(focused);
  const mine = ownCars(desk);
  const unfinished = mine.filter(({ status }) => status !== 'completed');
  const [only, ...others] = unfinished.length > 0 ? unfinished : mine;
  if (only && others.length === 0) return repair(only);
  if (desk.repairs.length === 0) return steps(replyCard(at, { title: say.noCars, text: say.howToBegin }));
  return steps(offer(at, say.whichCar, mine.length > 0 ? mine : desk.repairs, chosen));
}

/** The open repairs of who sits at this desk. */
export function ownCars({ repairs, staff }: Desk): readonly DeskRepair[] {
  return repairs.filter(({ mechanicId }) => mechanicId === staff.staffId);
}

const most = 6;

/** A question with a button for each of some cars. */
export function offer(
  at: AtDesk,
  question: string,
  cars: readonly DeskRepair[],
  chosen: Chosen,
  more: (count: number) => string = at.say.more,
): readonly Step[] {
  return replyCard(at, {
    title: question,
    ...(cars.length > most ? { text: more(cars.length - most) } : {}),
    buttons: cars.slice(0, most).map(
      (car): MechanicButton => ({
        label: `${shortCarName(car)} · ${shownWords(car.customerName, 30)}`,
        action: chosen(car.repairId),
      }),
    ),
  });
}

/**
 * Whom the mechanic's words are for: the person who is named, as long as that one has a part in the repair, else whoever wrote last
 * since a question is open, else the customer of the repair.
 */
export function listenerOf(at: AtCar, to?: CustomerId): Person {
  const { scene, view } = at;
  const partners = scene.people.filter(({ customerId }) => hasPart(view.repair, customerId));
  const named = partners.find(({ customerId }) => customerId === to);
  return named ?? askerAmong(at, partners) ?? customerOf(view, scene);
}

/** A question does not say whose it is, but who asked has been heard since. */
function askerAmong({ scene, view }: AtCar, partners: readonly Person[]): Person | undefined {
  const [first] = questionsOf(view, scene);
  if (!first) return undefined;
  const heard = partners
    .map((person) => ({ person, at: lastHeard(person) }))
    .filter(({ at }) => at >= first.raisedAt.getTime());
  return heard.reduce((last, one) => (last && last.at >= one.at ? last : one), heard[0])?.person;
}

function lastHeard({ addresses }: Person): number {
  return Math.max(0, ...addresses.map(({ lastHeardAt }) => lastHeardAt?.getTime() ?? 0));
}

/** A listener as a card may name him; whoever came by a forwarded link may have no name. */
export function nameOf({ by }: AtCar, { name }: Person): string {
  return shownWords(name, 60) || by.say.customer;
}
