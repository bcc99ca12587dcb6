import type { Meta } from '../../core/actor.ts';
import type { AlbumPart } from '../../core/application/party.ts';
import { isQuiet, quietEnds } from '../../core/calendar.ts';
import type { NewId, RepairId } from '../../core/ids.ts';
import type { Desk, RepairView, Scene, StaffAct } from '../../core/scene/scene.ts';
import type { MechanicButton, MechanicCard } from '../cards/card.ts';
import { switchButton } from '../cards/workplace-card.ts';
import type { Step } from '../react/step.ts';
import { type InterpretWords, interpretWords } from '../wording/mechanic/replies.ts';
import { type CardSpeaker, canBeTold, cardSpeaker, carName, customerOf } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';
import type { Clock, ParseOptions } from './typed/line.ts';
import { workplaceWords } from './workplace-words.ts';

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
  const named = signed(at, { title: carName(view.vehicle), ...card });
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
