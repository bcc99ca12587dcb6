import type { AlbumPart } from '../../core/application/party.ts';
import { isQuiet, quietEnds } from '../../core/calendar.ts';
import { assertNever } from '../../core/decision.ts';
import type { ConversationId, CustomerId, Meta, NewId, RepairId } from '../../core/ids.ts';
import type { Clock } from '../../core/reading/moment.ts';
import { formatPlate, isDutchPlate, isForeignPlate, matchPlate, plateFacts } from '../../core/reading/plate.ts';
import { hasPart } from '../../core/repair/guard.ts';
import { customerOf, followerOf, hasProvenChat, questionsOf } from '../../core/scene/queries.ts';
import type { Desk, DeskRepair, Person, RepairView, Scene, StaffAct } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton, MechanicCard } from '../cards/card.ts';
import { type CardFormat, cardFormat } from '../cards/repair-card.ts';
import { switchButton } from '../cards/workplace-card.ts';
import type { Step } from '../step.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import { workplaceWords } from '../wording/mechanic/chats.ts';
import { type ReplyWords, replyWords } from '../wording/mechanic/replies.ts';
import type { ParseOptions } from './typed/line.ts';

/** A mechanic's chat in one turn: the desk, and how it is read and answered. */
export type MechanicChat = {
  readonly desk: Desk;
  readonly words: ReplyWords;
  readonly format: CardFormat;
  readonly meta: Meta;
  readonly clock: Clock;
  readonly options: ParseOptions;
};

/** The chat together with the one repair that a line or tap is about. */
export type ChatAboutRepair = MechanicChat & {
  readonly scene: Scene;
  readonly view: RepairView;
  readonly repairId: RepairId;
  readonly newId: NewId;
  /** As a card may show it. */
  readonly customer: string;
  /** The photos that a message or a button is about. */
  readonly parts: readonly AlbumPart[];
};

/** The inputs of a card that came with a tap, by name. */
export type Values = Readonly<Record<string, string>>;

export function chatOf(desk: Desk): MechanicChat {
  const { garage, staff, now, repairs } = desk;
  const { zone } = garage.calendar;
  return {
    desk,
    words: replyWords[staff.language],
    format: cardFormat(staff.language, zone, now),
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

type Car = Pick<ChatAboutRepair, 'scene' | 'view' | 'newId' | 'parts'>;

export function chatAbout(desk: Desk, { scene, view, newId, parts }: Car): ChatAboutRepair {
  return {
    ...chatOf(desk),
    scene,
    view,
    repairId: view.repair.repairId,
    newId,
    parts,
    customer: shownWords(customerOf(view, scene).name, 60),
  };
}

/** Answers with a card that is about no car. */
export function replyCard(chat: MechanicChat, card: MechanicCard): readonly Step[] {
  return [{ do: 'reply', addressId: chat.desk.addressId, reply: { card: signed(chat, card) } }];
}

/** Names who acted where several people share the chat, because it may not be the one who typed. */
function signed({ desk: { workplace, staff } }: MechanicChat, card: MechanicCard): MechanicCard {
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

/** Returns the button by which somebody else takes over, where several people share the chat. */
export function switchButtons({ desk: { workplace, staff } }: MechanicChat): readonly MechanicButton[] {
  return workplace === undefined ? [] : [switchButton(staff.language)];
}

export function replyText({ desk }: MechanicChat, text: string): readonly Step[] {
  return [{ do: 'reply', addressId: desk.addressId, reply: { text } }];
}

/** Answers about the car; the next line without a plate is about it too. */
export function carCard(
  chat: ChatAboutRepair,
  card: Omit<MechanicCard, 'title'> & { readonly title?: string },
): readonly Step[] {
  const { desk, view, repairId } = chat;
  const { addressId } = desk;
  const named = signed(chat, { title: shortCarName(view.vehicle), ...card });
  return [
    { do: 'reply', addressId, reply: { card: named }, repairId },
    { do: 'focus', addressId, repairId },
  ];
}

/** Draws the repair's card below, where the mechanic is looking. */
export function drawAnew({ desk, repairId }: ChatAboutRepair): Extract<Step, { do: 'draw-card' }> {
  return {
    do: 'draw-card',
    repairId,
    staffId: desk.staff.staffId,
    addressId: desk.addressId,
    anew: true,
  };
}

/** Makes an act the one that `undo` takes back. */
export function remember({ desk }: MechanicChat, act: StaffAct): Step {
  return {
    do: 'remember-act',
    addressId: desk.addressId,
    act,
  };
}

/** Returns a sentence that says when the customer hears of it, if at all. */
export function heard({ desk, scene, view, words, format, customer }: ChatAboutRepair): string {
  const person = followerOf(view, scene);
  if (!hasProvenChat(person)) return words.notLinked(customer);
  const { calendar } = desk.garage;
  const simulated = person.addresses.some((address) => address.simulated);
  return isQuiet(calendar, desk.now) && !simulated
    ? words.heardLater(customer, format.time(quietEnds(calendar, desk.now)))
    : words.heard(customer);
}

/** The repair that it is about, or the steps that ask for it. */
export type FoundRepair =
  | { readonly kind: 'repair'; readonly repairId: RepairId; readonly conversationId: ConversationId }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] };

export function steps(all: readonly Step[]): FoundRepair {
  return { kind: 'steps', steps: all };
}

function repair({ repairId, conversationId }: DeskRepair): FoundRepair {
  return { kind: 'repair', repairId, conversationId };
}

/** Finds a car by its id. The desk no longer has it once it is collected or cancelled. */
export function byId(chat: MechanicChat, repairId: RepairId): FoundRepair {
  const found = chat.desk.repairs.find((one) => one.repairId === repairId);
  return found ? repair(found) : steps(replyCard(chat, { title: chat.words.closedTitle, text: chat.words.closed }));
}

/** Makes the action of a button that chooses a car. */
export type ActionFor = (repairId: RepairId) => MechanicAction;

/** Runs the line again, about the car that was chosen. */
export function lineAgain(text: string): ActionFor {
  return (repairId) => ({ do: 'line', text, repairId });
}

/**
 * Finds a car by a plate, or a part of one. A plate that is near, or fits several cars, is offered.
 */
export function byPlate(chat: MechanicChat, plateText: string, chosen: ActionFor): FoundRepair {
  const { words } = chat;
  const match = matchHere(chat, plateText);
  const shown = shownWords(plateText.toUpperCase(), 24);
  switch (match.kind) {
    case 'one':
      return repair(match.id);
    case 'many':
      return steps(offer(chat, words.several(shown), match.ids, chosen));
    case 'near':
      return steps(offer(chat, words.near(shown), match.ids, chosen));
    case 'none': {
      const whole = isDutchPlate(plateText) || isForeignPlate(plateText);
      const title = whole ? formatPlate(plateText) : shown;
      const action = { do: 'register', ...plateFacts(plateText) } as const;
      const buttons = whole ? [{ label: words.buttons.register, action }] : [];
      return steps(replyCard(chat, { title, text: words.noSuchPlate, buttons }));
    }
    default:
      return assertNever(match);
  }
}

function matchHere({ desk }: MechanicChat, plateText: string) {
  return matchPlate(
    plateText,
    desk.repairs.map((one) => ({ plateKey: one.plateKey, id: one })),
  );
}

export function isOpenHere(chat: MechanicChat, plateText: string): boolean {
  return matchHere(chat, plateText).kind !== 'none';
}

/** Finds the car of the last card, else the only car that this mechanic has. */
export function withoutPlate(chat: MechanicChat, chosen: ActionFor): FoundRepair {
  const { desk, words } = chat;
  const focused = desk.repairs.find(({ repairId }) => repairId === desk.focus);
  if (focused) return repair(focused);
  const mine = ownCars(desk);
  const unfinished = mine.filter(({ status }) => status !== 'completed');
  const [only, ...others] = unfinished.length > 0 ? unfinished : mine;
  if (only && others.length === 0) return repair(only);
  if (desk.repairs.length === 0) return steps(replyCard(chat, { title: words.noCars, text: words.howToBegin }));
  return steps(offer(chat, words.whichCar, mine.length > 0 ? mine : desk.repairs, chosen));
}

export function ownCars({ repairs, staff }: Desk): readonly DeskRepair[] {
  return repairs.filter(({ mechanicId }) => mechanicId === staff.staffId);
}

const maxOffered = 6;

/** Asks which car is meant, with a button for each. */
export function offer(
  chat: MechanicChat,
  question: string,
  cars: readonly DeskRepair[],
  chosen: ActionFor,
  more: (count: number) => string = chat.words.more,
): readonly Step[] {
  return replyCard(chat, {
    title: question,
    ...(cars.length > maxOffered ? { text: more(cars.length - maxOffered) } : {}),
    buttons: cars.slice(0, maxOffered).map(
      (car): MechanicButton => ({
        label: `${shortCarName(car)} · ${shownWords(car.customerName, 30)}`,
        action: chosen(car.repairId),
      }),
    ),
  });
}

/**
 * Finds the person that the mechanic's words are for: the one who is named, while that one has a
 * part in the repair, else the one who wrote last since a question is open, else the customer.
 */
export function listenerOf(chat: ChatAboutRepair, to?: CustomerId): Person {
  const { scene, view } = chat;
  const partners = scene.people.filter(({ customerId }) => hasPart(view.repair, customerId));
  const named = partners.find(({ customerId }) => customerId === to);
  return named ?? askerAmong(chat, partners) ?? followerOf(view, scene);
}

/**
 * Returns who wrote last since the first open question, because a question does not say whose it
 * is.
 */
function askerAmong({ scene, view }: ChatAboutRepair, partners: readonly Person[]): Person | undefined {
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

/** A person who came by a forwarded link may have no name. */
export function listenerName({ format }: ChatAboutRepair, { name }: Person): string {
  return shownWords(name, 60) || format.words.customer;
}
