import type { WaitingItem } from '../../core/conversation/conversation.ts';
import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { StaffId } from '../../core/ids.ts';
import type { Money } from '../../core/money.ts';
import { currentVersion, openQuote, releasedVersion, repairTotal, standingDecision } from '../../core/repair/guard.ts';
import { mostPhotos, waitingPhotos } from '../../core/repair/photos.ts';
import type { Photo, Quote, QuoteVersion } from '../../core/repair/repair.ts';
import type { Person, RepairOpen, RepairView, Scene, ShownQuote, StaffMember } from '../../core/scene/scene.ts';
import { formatDate, formatDay, formatMoney, formatTime, shortCarName, shownWords } from '../wording/format.ts';
import { type CardWords, cardWords, handoverWords } from '../wording/mechanic/cards.ts';
import { photoWords } from '../wording/mechanic/replies.ts';
import type { MechanicButton, MechanicCard, MechanicCardInput, MechanicCardLine } from './card.ts';

/** More than these a chat app folds away, or leaves out. */
export const mostButtons = 6;

/** The one living card of a repair, as this member of staff reads it; one that others read too (`shared`) names the mechanic. */
export function repairCard(view: RepairView, scene: Scene, staff: StaffMember, shared = false): MechanicCard {
  const by = cardSpeaker(staff.language, scene.garage.calendar.zone, scene.now);
  const { status, repairId } = view.repair;
  const lines = [...quoteLines(view, by), ...findingLines(view, by)];
  const asked = status === 'registered' ? missing(view, by) : [];
  const save = asked.length > 0 ? [{ label: by.say.buttons.save, action: { do: 'agree', repairId } } as const] : [];
  const isNew = (status === 'registered' || status === 'started') && lines.length === 0;
  return {
    title: shortCarName(view.vehicle),
    subtitle: cardState(view, scene, by),
    ...(isNew ? { text: by.say.hint(view.vehicle.plate) } : {}),
    facts: cardFacts(view, scene, by, shared ? undefined : staff.staffId),
    lines,
    inputs: asked,
    buttons: [...cardButtons(view, by.say.buttons).slice(0, mostButtons - save.length), ...save],
  };
}

/** What is left of an older card of the same repair. */
export function foldedCard(view: RepairView, { language }: StaffMember): MechanicCard {
  return {
    title: shortCarName(view.vehicle),
    subtitle: cardWords[language].folded,
  };
}

/** The customer's way in; the sender puts link and QR on it. */
export function invitationCard(customerName: string, { language }: StaffMember): MechanicCard {
  return {
    title: cardWords[language].invitation,
    text: cardWords[language].invite(customerName),
  };
}

/** What nobody typed at registration. */
function missing({ complaint, repair }: RepairView, { say }: CardSpeaker): readonly MechanicCardInput[] {
  return [
    ...(complaint ? [] : [{ name: 'complaint', label: say.complaint }]),
    ...(repair.agreedAmount ? [] : [{ name: 'amount', label: say.agreedAmount, placeholder: say.exampleAmount }]),
  ];
}

function quoteLines(view: RepairView, by: CardSpeaker): readonly MechanicCardLine[] {
  const { quotes, status } = view.repair;
  const open = openQuote(view.repair);
  const active = status === 'registered' || status === 'started';
  return quotes.flatMap((quote) => {
    const decided = standingDecision(quote);
    if (decided) {
      const { approved } = decided.decision;
      return linesOf(view, decided.version, by, (number) => (approved.includes(number) ? 'approved' : 'declined'));
    }
    const current = currentVersion(quote);
    const lapsed = active && quote === quotes.at(-1) && current?.standing.status === 'expired';
    const isShown = quote === open || lapsed;
    return current && isShown ? questionLines(view, quote, current, by) : [];
  });
}

/** The lines that wait for an answer, with their total and when the car is ready both ways. */
function questionLines(
  view: RepairView,
  { number }: Quote,
  version: QuoteVersion,
  by: CardSpeaker,
): readonly MechanicCardLine[] {
  const { say } = by;
  const ready = (label: string, at: Date | undefined): MechanicCardLine[] =>
    at ? [{ text: `${label} ${by.when(at)}`, state: 'plain' }] : [];
  return [
    { text: say.quote(number, version.version), state: 'plain' },
    ...linesOf(view, version, by, () => 'pending'),
    { text: say.quoteTotal, amount: by.money(version.total), state: 'plain' },
    ...ready(say.ifApproved, version.readyIfApproved),
    ...ready(say.ifDeclined, version.readyIfDeclined),
    ...(version.standing.status === 'draft' ? photoLines(view, by) : []),
  ];
}

/** How many photos go with it when it is sent. */
function photoLines({ repair }: RepairView, { say }: CardSpeaker): readonly MechanicCardLine[] {
  const count = waitingPhotos(repair).length;
  return count === 0 ? [] : [{ text: say.photos(Math.min(count, mostPhotos), count), state: 'plain' }];
}

function linesOf(
  { words }: RepairView,
  { lines }: QuoteVersion,
  by: CardSpeaker,
  stateOf: (number: number) => MechanicCardLine['state'],
): readonly MechanicCardLine[] {
  return lines.map(({ lineId, number, severity, amount }) => {
    const state = stateOf(number);
    const said = shownWords(words.get(lineId) ?? by.say.lineWithoutWords, 120);
    // Number and urgency are for who has to choose; the numbers of several quotes would also be the same.
    const text = state === 'pending' ? `${number}. ${said}${by.say.severity[severity]}` : said;
    return { text, amount: by.money(amount), state };
  });
}

function findingLines({ repair, words }: RepairView, { say }: CardSpeaker): readonly MechanicCardLine[] {
  return repair.findings
    .filter(({ priced }) => !priced)
    .map(({ findingId, severity }) => {
      const found = shownWords(words.get(findingId) ?? say.findingWithoutWords, 120);
      return { text: `${say.finding(found)}${say.severity[severity]}`, state: 'plain' };
    });
}

/** Where the repair stands and whose move it is, e.g. `Wacht op klant 23 min · gelezen · herinnerd`. */
function cardState(view: RepairView, scene: Scene, by: CardSpeaker): string {
  const { repair } = view;
  const { state } = by.say;
  switch (repair.status) {
    case 'registered':
      return waiting(view, scene, by) ?? state.registered;
    case 'started':
      return waiting(view, scene, by) ?? state.started(by.time(repair.startedAt), repair.onLift);
    case 'completed':
      return state.completed(by.time(repair.completedAt));
    case 'collected':
      return state.collected;
    case 'cancelled':
      return state.cancelled;
    default:
      return assertNever(repair);
  }
}

/** The questions of the customer about this repair that wait for the mechanic. */
export function questionsOf({ repair }: RepairView, { conversation }: Scene): readonly WaitingItem[] {
  return conversation.items.filter(
    ({ kind, owner, repairId }) =>
      kind === 'question' && owner === 'mechanic' && (repairId === undefined || repairId === repair.repairId),
  );
}

function waiting(view: RepairView, scene: Scene, by: CardSpeaker): string | undefined {
  const { repair } = view;
  const [question] = questionsOf(view, scene);
  if (question) return by.say.asks(shownWords(view.words.get(question.itemId) ?? '', 80));
  const open = openQuote(repair);
  const released = open && releasedVersion(open);
  if (open && released) {
    const ms = by.now.getTime() - released.standing.releasedAt.getTime();
    const minutes = Math.floor(ms / 60_000);
    const waits = by.say.waitsForCustomer(minutes > 0 ? by.say.minutes(minutes) : undefined);
    const next = currentVersion(open)?.standing.status === 'draft' ? [by.say.newVersion] : [];
    return [waits, ...deliveryOf(view, scene, open, released.version, by), ...next].join(' · ');
  }
  if (open) return by.say.toSend;
  const { blocked } = repair;
  if (blocked?.by === 'parts')
    return by.say.waitsForParts(by.when(blocked.since), blocked.until && by.when(blocked.until));
  return answered(repair.quotes.at(-1), by);
}

function answered(last: Quote | undefined, by: CardSpeaker): string | undefined {
  if (!last || last.workBegunAt) return undefined;
  if (currentVersion(last)?.standing.status === 'expired') return by.say.expired;
  const decision = standingDecision(last)?.decision;
  if (!decision) return undefined;
  const time = by.time(decision.decidedAt);
  if (decision.outcome === 'rejected') return by.say.rejected(time);
  return decision.outcome === 'partly' ? by.say.partly(time) : by.say.approved(time);
}

/** How far the question came: read, delivered, sent, and whether the customer was reminded. */
function deliveryOf(
  view: RepairView,
  scene: Scene,
  { quoteId }: Quote,
  version: number,
  by: CardSpeaker,
): readonly string[] {
  const shown = view.shown.filter((one) => one.quoteId === quoteId && one.version === version);
  const reminded = shown.some(({ sort, state }) => sort === 'reminder' && state !== 'cancelled' && state !== 'failed');
  return [...arrival(view, scene, shown, by), ...(reminded ? [by.say.reminded] : [])];
}

function arrival(
  view: RepairView,
  scene: Scene,
  shown: readonly ShownQuote[],
  { say, time }: CardSpeaker,
): readonly string[] {
  const { delivery } = say;
  if (shown.some(({ state }) => state === 'read')) return [delivery.read];
  const delivered = shown.find(({ state }) => state === 'delivered')?.deliveredAt;
  if (delivered) return [delivery.delivered(time(delivered))];
  const sent = shown.find(({ state }) => state === 'sent')?.sentAt;
  if (sent) return [delivery.sent(time(sent))];
  if (shown.length > 0 && shown.every(({ state }) => state === 'failed')) return [delivery.failed];
  if (view.heldUntil) return [];
  // The card is not drawn anew when a message arrives, so that nothing is said of one that is still on its way.
  return canBeTold(customerOf(view, scene)) ? [] : [delivery.none];
}

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
function cardFacts(view: RepairView, scene: Scene, by: CardSpeaker, reader: StaffId | undefined): Facts {
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

type Labels = CardWords['buttons'];
type Active = Extract<RepairOpen, { status: 'registered' | 'started' }>;

/** Only what may be done next, the most likely first. */
export function cardButtons(view: RepairView, say: Labels): readonly MechanicButton[] {
  const { repair, heldUntil } = view;
  const { repairId } = repair;
  const held: MechanicButton[] = heldUntil ? [{ label: say.sendNow, action: { do: 'send-now', repairId } }] : [];
  switch (repair.status) {
    case 'registered':
    case 'started':
      return firstIsPrimary([...activeButtons(repair, say), ...held]);
    case 'completed':
      return [
        { label: say.collected, action: { do: 'collected', repairId } },
        { label: say.reopen, action: { do: 'reopen', repairId } },
        ...held,
      ];
    case 'collected':
    case 'cancelled':
      return [];
    default:
      return assertNever(repair);
  }
}

/** While the customer has to move no button calls for a tap. */
function firstIsPrimary([first, ...others]: readonly MechanicButton[]): readonly MechanicButton[] {
  if (!first) return [];
  return [first.action.do === 'withdraw' ? first : { ...first, style: 'primary' }, ...others];
}

function activeButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, status, onLift, blocked } = repair;
  const answers = quoteButtons(repair, say);
  const button = (label: string, action: MechanicButton['action']): MechanicButton => ({ label, action });
  const resume = blocked?.by === 'parts' ? [button(say.on, { do: 'on', repairId })] : [];
  if (status === 'registered') return [button(say.start, { do: 'start', repairId }), ...answers, ...resume];
  return [
    ...answers,
    ...resume,
    // A repair is not done while its quote waits for an answer.
    ...(openQuote(repair) ? [] : [button(say.done, { do: 'done', repairId })]),
    button(onLift ? say.liftOff : say.liftOn, { do: 'lift', repairId, on: !onLift }),
  ];
}

function quoteButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, findings } = repair;
  const open = openQuote(repair);
  const current = open && currentVersion(open);
  if (open && current) {
    const isReleased = releasedVersion(open) !== undefined;
    const back: MechanicButton = {
      label: isReleased ? say.withdraw : say.drop,
      action: { do: 'withdraw', repairId, quoteId: open.quoteId },
    };
    return current.standing.status === 'draft' ? [...release(repair, open.quoteId, current, say), back] : [back];
  }
  const price: MechanicButton[] = findings.some(({ priced }) => !priced)
    ? [{ label: say.price, action: { do: 'price', repairId } }]
    : [];
  return [...settledButtons(repair, say), ...price];
}

function settledButtons(repair: Active, say: Labels): readonly MechanicButton[] {
  const { repairId, quotes, status } = repair;
  const last = quotes.at(-1);
  const version = last && currentVersion(last);
  if (last && version?.standing.status === 'expired') return release(repair, last.quoteId, version, say);
  const canBegin = quotes.some(
    (quote) => quote.workBegunAt === undefined && (standingDecision(quote)?.decision.approved.length ?? 0) > 0,
  );
  return canBegin && status === 'started' ? [{ label: say.begin, action: { do: 'busy', repairId } }] : [];
}

function release(
  { repairId }: Active,
  quoteId: MechanicQuote,
  { version }: QuoteVersion,
  say: Labels,
): readonly MechanicButton[] {
  return [true, false].map((waits) => ({
    label: waits ? say.wait : say.goOn,
    action: { do: 'release', repairId, quoteId, version, waits },
  }));
}

type MechanicQuote = Extract<MechanicButton['action'], { do: 'release' }>['quoteId'];

const most = 10;

/** Tells a mechanic which cars of a colleague who left are his or hers now. */
export function handedOver(
  from: string,
  cars: readonly { readonly plate: string; readonly model: string | undefined }[],
  language: Language,
): string {
  const more = cars.length > most ? ` + ${cars.length - most}` : '';
  return handoverWords[language](shownWords(from, 40), `${cars.slice(0, most).map(shortCarName).join(', ')}${more}`);
}

/** Why a photo cannot be shown to anybody: what its bytes turned out to be, or why they never came; `late` ones came after the quote had gone. */
export type PhotoTrouble = 'heic' | 'too_large' | 'no_picture' | 'gone' | 'late';

/** The trouble with a file by what is in it; undefined for a picture that every app shows. */
export function troubleOfType(mimeType: string, pictures: ReadonlySet<string>): PhotoTrouble | undefined {
  if (pictures.has(mimeType)) return undefined;
  return /^image\/(?:heic|heif|avif)$/.test(mimeType) ? 'heic' : 'no_picture';
}

/** The trouble with a file that was given up, by the code of the channel's or the store's error. */
export function troubleOfCode(code: string): PhotoTrouble {
  if (code === 'too_large') return code;
  return code === 'empty' ? 'no_picture' : 'gone';
}

/** What a mechanic reads about it: of which car, what is wrong, whether the customer missed it, and what to do. */
export function lostPhoto(
  trouble: PhotoTrouble,
  language: Language,
  car: { readonly view: RepairView; readonly photo: Photo | undefined } | undefined,
): string {
  const { lost } = photoWords[language];
  const { why, todo } = lost[trouble];
  const went = car?.photo?.went;
  const missed = went && trouble !== 'late' ? [went.quoteId ? lost.notWithQuote : lost.notArrived] : [];
  const sentence = car ? `${shortCarName(car.view.vehicle)}: ${lost.photo} ${why}` : `${lost.Photo} ${why}`;
  return [sentence, ...missed, todo].join(' ');
}
