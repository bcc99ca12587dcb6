import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { StaffId } from '../../core/ids.ts';
import { formatMoney, type Money } from '../../core/money.ts';
import { currentVersion, openQuote, releasedVersion, repairTotal, standingDecision } from '../../core/repair/guard.ts';
import { maxPhotos, waitingPhotos } from '../../core/repair/photos.ts';
import type { Photo, Quote, QuoteLine, QuoteVersion } from '../../core/repair/repair.ts';
import { customerOf, followerOf, hasProvenChat, questionsOf } from '../../core/scene/queries.ts';
import type { QuoteMessage, RepairView, Scene, StaffMember } from '../../core/scene/scene.ts';
import { formatDate, formatDay, formatTime, shortCarName, shownWords } from '../wording/format.ts';
import { type CardWords, cardWords, handoverWords } from '../wording/mechanic/cards.ts';
import { photoWords } from '../wording/mechanic/replies.ts';
import type { MechanicCard, MechanicCardInput, MechanicCardLine } from './card.ts';
import { cardButtons, goneIn } from './repair-buttons.ts';

/** Chat apps fold away, or leave out, more than these. */
const maxButtons = 6;

/**
 * Draws the living card of a repair for this member of staff. A `shared` one, which others read
 * too, names the mechanic.
 */
export function repairCard(view: RepairView, scene: Scene, staff: StaffMember, shared = false): MechanicCard {
  const format = cardFormat(staff.language, scene.garage.calendar.zone, scene.now);
  const { repairId } = view.repair;
  const lines = [...quoteLines(view, format), ...findingLines(view, format)];
  const asked = asksFacts(view) ? missing(view, format) : [];
  const save =
    asked.length > 0 ? [{ label: format.words.buttons.save, action: { do: 'agree', repairId } } as const] : [];
  const isNew = isActive(view) && lines.length === 0;
  const buttons = cardButtons(view, format.words.buttons).slice(0, maxButtons - save.length);
  const lacksPrice = isDrafted(view) && view.repair.agreedAmount === undefined;
  return {
    title: shortCarName(view.vehicle),
    subtitle: cardState(view, scene, format),
    ...(isNew ? { text: format.words.hint(view.vehicle.plate) } : {}),
    ...(lacksPrice ? { text: format.words.agreedMissing } : {}),
    facts: cardFacts(view, scene, format, shared ? undefined : staff.staffId),
    lines,
    inputs: asked,
    buttons: lacksPrice ? [...save, ...buttons] : [...buttons, ...save],
  };
}

/** Draws what replaces an older card of the same repair. */
export function foldedCard(view: RepairView, { language }: StaffMember): MechanicCard {
  return {
    title: shortCarName(view.vehicle),
    subtitle: cardWords[language].folded,
  };
}

/** Draws the customer's invitation; the sender puts link and QR on it. */
export function invitationCard(customerName: string, { language }: StaffMember): MechanicCard {
  return {
    title: cardWords[language].invitation,
    text: cardWords[language].invite(customerName),
  };
}

/** True if the card asks for facts: drawing it anew would lose what is being typed. */
export function asksFacts(view: RepairView): boolean {
  const { repair, complaint } = view;
  if (repair.status === 'registered') return complaint === undefined || repair.agreedAmount === undefined;
  return repair.agreedAmount === undefined && isDrafted(view);
}

/** True while a version of a quote is ready to be sent. */
function isDrafted(view: RepairView): boolean {
  const open = openQuote(view.repair);
  return isActive(view) && open !== undefined && currentVersion(open)?.standing.status === 'draft';
}

/** Asks for what was not typed at registration. */
function missing({ complaint, repair }: RepairView, { words }: CardFormat): readonly MechanicCardInput[] {
  return [
    ...(complaint ? [] : [{ name: 'complaint', label: words.complaint }]),
    ...(repair.agreedAmount ? [] : [{ name: 'amount', label: words.agreedAmount, placeholder: words.exampleAmount }]),
  ];
}

function quoteLines(view: RepairView, format: CardFormat): readonly MechanicCardLine[] {
  const { quotes } = view.repair;
  const open = openQuote(view.repair);
  return quotes.flatMap((quote) => {
    const decided = standingDecision(quote);
    if (decided) {
      const { approved } = decided.decision;
      return linesOf(view, decided.version, format, (number) => (approved.includes(number) ? 'approved' : 'declined'));
    }
    const current = currentVersion(quote);
    const lapsed = isActive(view) && quote === quotes.at(-1) && current?.standing.status === 'expired';
    const isShown = quote === open || lapsed;
    return current && isShown ? questionLines(view, quote, current, format) : [];
  });
}

/** Lists the lines that wait for an answer, their total, and when the car is ready either way. */
function questionLines(
  view: RepairView,
  { number }: Quote,
  version: QuoteVersion,
  format: CardFormat,
): readonly MechanicCardLine[] {
  const { words } = format;
  const ready = (label: string, at: Date | undefined): MechanicCardLine[] =>
    at ? [{ text: `${label} ${format.when(at)}`, state: 'plain' }] : [];
  return [
    { text: words.quote(number, version.version), state: 'plain' },
    ...linesOf(view, version, format, () => 'pending'),
    { text: words.quoteTotal, amount: format.money(version.total), state: 'plain' },
    ...ready(words.ifApproved, version.readyIfApproved),
    ...ready(words.ifDeclined, version.readyIfDeclined),
    ...(version.standing.status === 'draft' ? [...goneLines(view, format), ...photoLines(view, format)] : []),
  ];
}

/** Names the work that the customer was asked about and that the draft leaves out. */
function goneLines(view: RepairView, format: CardFormat): readonly MechanicCardLine[] {
  const gone = goneIn(view);
  return gone.length === 0 ? [] : [{ text: format.words.replaces(namedLines(view, gone, format)), state: 'plain' }];
}

/** `katalysator € 900,00, sensor € 90,00` */
export function namedLines({ words }: RepairView, lines: readonly QuoteLine[], format: CardFormat): string {
  return lines
    .map(
      ({ lineId, amount }) =>
        `${shownWords(words.get(lineId) ?? format.words.lineWithoutWords, 60)} ${format.money(amount)}`,
    )
    .join(', ');
}

/** Says how many photos go with a quote when it is sent. */
function photoLines({ repair }: RepairView, { words }: CardFormat): readonly MechanicCardLine[] {
  const count = waitingPhotos(repair).length;
  return count === 0 ? [] : [{ text: words.photos(Math.min(count, maxPhotos), count), state: 'plain' }];
}

function linesOf(
  { words }: RepairView,
  { lines }: QuoteVersion,
  format: CardFormat,
  stateOf: (number: number) => MechanicCardLine['state'],
): readonly MechanicCardLine[] {
  return lines.map(({ lineId, number, severity, amount }) => {
    const state = stateOf(number);
    const said = shownWords(words.get(lineId) ?? format.words.lineWithoutWords, 120);
    // Number and urgency only matter while there is a choice; numbers of several quotes would
    // repeat.
    const text = state === 'pending' ? `${number}. ${said}${format.words.severity[severity]}` : said;
    return { text, amount: format.money(amount), state };
  });
}

function findingLines(view: RepairView, { words }: CardFormat): readonly MechanicCardLine[] {
  return view.repair.findings
    .filter(({ priced }) => !priced)
    .map(({ findingId, severity }) => {
      const found = shownWords(view.words.get(findingId) ?? words.findingWithoutWords, 120);
      return { text: `${words.finding(found)}${words.severity[severity]}`, state: 'plain' };
    });
}

/** Says where the repair stands, e.g. `Wacht op klant 23 min · gelezen · herinnerd`. */
function cardState(view: RepairView, scene: Scene, format: CardFormat): string {
  const { repair } = view;
  const { state } = format.words;
  switch (repair.status) {
    case 'registered':
      return waiting(view, scene, format) ?? state.registered;
    case 'started':
      return waiting(view, scene, format) ?? state.started(format.time(repair.startedAt), repair.onLift);
    case 'completed':
      return state.completed(format.time(repair.completedAt));
    case 'collected':
      return state.collected;
    case 'cancelled':
      return state.cancelled;
    default:
      return assertNever(repair);
  }
}

function waiting(view: RepairView, scene: Scene, format: CardFormat): string | undefined {
  const { repair } = view;
  const [question] = questionsOf(view, scene);
  if (question) return format.words.asks(shownWords(view.words.get(question.itemId) ?? '', 80));
  const open = openQuote(repair);
  const released = open && releasedVersion(open);
  if (open && released) {
    const ms = format.now.getTime() - released.standing.releasedAt.getTime();
    const minutes = Math.floor(ms / 60_000);
    const waits = format.words.waitsForCustomer(minutes > 0 ? format.words.minutes(minutes) : undefined);
    const next = currentVersion(open)?.standing.status === 'draft' ? [format.words.newVersion] : [];
    return [waits, ...deliveryOf(view, scene, open, released.version, format), ...next].join(' · ');
  }
  if (open) return format.words.toSend;
  const { blocked } = repair;
  if (blocked?.by === 'parts')
    return format.words.waitsForParts(format.when(blocked.since), blocked.until && format.when(blocked.until));
  return answered(repair.quotes.at(-1), format);
}

function answered(last: Quote | undefined, format: CardFormat): string | undefined {
  if (!last || last.workBegunAt) return undefined;
  if (currentVersion(last)?.standing.status === 'expired') return format.words.expired;
  const decision = standingDecision(last)?.decision;
  if (!decision) return undefined;
  const time = format.time(decision.decidedAt);
  if (decision.outcome === 'rejected') return format.words.rejected(time);
  return decision.outcome === 'partly' ? format.words.partly(time) : format.words.approved(time);
}

/** Says how far the question came, and if the customer was reminded. */
function deliveryOf(
  view: RepairView,
  scene: Scene,
  { quoteId }: Quote,
  version: number,
  format: CardFormat,
): readonly string[] {
  const shown = view.shown.filter((one) => one.quoteId === quoteId && one.version === version);
  const reminded = shown.some(({ sort, state }) => sort === 'reminder' && state !== 'cancelled' && state !== 'failed');
  return [...arrival(view, scene, shown, format), ...(reminded ? [format.words.reminded] : [])];
}

function arrival(
  view: RepairView,
  scene: Scene,
  shown: readonly QuoteMessage[],
  { words, time }: CardFormat,
): readonly string[] {
  const { delivery } = words;
  if (shown.some(({ state }) => state === 'read')) return [delivery.read];
  const delivered = shown.find(({ state }) => state === 'delivered')?.deliveredAt;
  if (delivered) return [delivery.delivered(time(delivered))];
  const sent = shown.find(({ state }) => state === 'sent')?.sentAt;
  if (sent) return [delivery.sent(time(sent))];
  if (shown.length > 0 && shown.every(({ state }) => state === 'failed')) return [delivery.failed];
  if (view.heldUntil) return [];
  // Nothing is said of a message on its way, because the card is not drawn anew when it arrives.
  return hasProvenChat(followerOf(view, scene)) ? [] : [delivery.none];
}

/** The words, amounts and times of a card, in one language. */
export type CardFormat = {
  readonly language: Language;
  readonly words: CardWords;
  readonly now: Date;
  readonly money: (amount: Money) => string;
  /** `16:30` */
  readonly time: (at: Date) => string;
  /** `vandaag 16:30` */
  readonly when: (at: Date) => string;
  /** `di 24 nov` */
  readonly date: (at: Date) => string;
};

export function cardFormat(language: Language, zone: string, now: Date): CardFormat {
  return {
    language,
    words: cardWords[language],
    now,
    money: (amount) => formatMoney(amount, language),
    time: (at) => formatTime(at, zone, language),
    when: (at) => `${formatDay(at, now, zone, language)} ${formatTime(at, zone, language)}`,
    date: (at) => formatDate(at, zone, language),
  };
}

type Facts = NonNullable<MechanicCard['facts']>;

/**
 * Lists customer, work, promise and who speaks. A missing fact is left out, or asked while the car
 * is new. The mechanic is named unless they alone are the `reader`.
 */
function cardFacts(view: RepairView, scene: Scene, format: CardFormat, reader: StaffId | undefined): Facts {
  return [
    ...orderFacts(view, scene, format),
    ...endFacts(view, format),
    ...peopleFacts(view, scene, format, reader),
    ...waitingFacts(view, format),
  ];
}

function isActive({ repair: { status } }: RepairView): boolean {
  return status === 'registered' || status === 'started';
}

function orderFacts(view: RepairView, scene: Scene, { words, money }: CardFormat): Facts {
  const { repair, complaint } = view;
  const total = repairTotal(repair);
  const extra = total !== undefined && total.minor !== repair.agreedAmount?.minor;
  return [
    { label: words.customer, value: shownWords(customerOf(view, scene).name, 60) },
    ...(complaint || isActive(view)
      ? [{ label: words.complaint, value: complaint ? shownWords(complaint) : words.notTyped }]
      : []),
    { label: words.agreed, value: repair.agreedAmount ? money(repair.agreedAmount) : words.toBeDetermined },
    ...(extra ? [{ label: words.total, value: money(total) }] : []),
  ];
}

function endFacts(view: RepairView, { words, when, money }: CardFormat): Facts {
  const { repair } = view;
  return [
    ...(repair.promisedAt && isActive(view) ? [{ label: words.promised, value: when(repair.promisedAt) }] : []),
    ...(repair.status === 'completed' && repair.amount ? [{ label: words.amount, value: money(repair.amount) }] : []),
  ];
}

function peopleFacts(view: RepairView, scene: Scene, { words }: CardFormat, reader: StaffId | undefined): Facts {
  const { mechanic } = view;
  const isOther = mechanic !== undefined && mechanic.staffId !== reader;
  const hasNoChat = isActive(view) && !hasProvenChat(followerOf(view, scene));
  const isTakenOver = scene.conversation.controller.kind === 'agent';
  return [
    ...(isOther ? [{ label: words.mechanic, value: shownWords(mechanic.name, 40) }] : []),
    ...(isTakenOver
      ? [{ label: words.speaks, value: words.service(scene.agent && shownWords(scene.agent.name, 40)) }]
      : []),
    ...(hasNoChat ? [{ label: words.noChat, value: words.notLinked }] : []),
  ];
}

function waitingFacts(view: RepairView, { words, when }: CardFormat): Facts {
  const { repair, heldUntil } = view;
  const photos = waitingPhotos(repair).length;
  // A draft names its photos itself.
  return [
    ...(photos > 0 && isActive(view) && !isDrafted(view)
      ? [{ label: words.photo, value: words.photosWait(photos) }]
      : []),
    ...(heldUntil ? [{ label: words.held, value: words.heldUntil(when(heldUntil)) }] : []),
  ];
}

const maxNamed = 10;

/** Tells a mechanic which cars of a colleague who left are theirs now. */
export function handedOver(
  from: string,
  cars: readonly { readonly plate: string; readonly model: string | undefined }[],
  language: Language,
): string {
  const more = cars.length > maxNamed ? ` + ${cars.length - maxNamed}` : '';
  return handoverWords[language](
    shownWords(from, 40),
    `${cars.slice(0, maxNamed).map(shortCarName).join(', ')}${more}`,
  );
}

/** The reason why a photo cannot be shown; a `late` one came after the quote had gone. */
export type PhotoTrouble = 'heic' | 'too_large' | 'no_picture' | 'gone' | 'late' | 'refused';

/** Finds the trouble with a file by its content; undefined for a picture that every app shows. */
export function troubleOfType(mimeType: string, pictures: ReadonlySet<string>): PhotoTrouble | undefined {
  if (pictures.has(mimeType)) return undefined;
  return /^image\/(?:heic|heif|avif)$/.test(mimeType) ? 'heic' : 'no_picture';
}

/**
 * Finds the trouble with a file that was given up, by the code of the channel's or store's error.
 */
export function troubleOfCode(code: string): PhotoTrouble {
  if (code === 'too_large') return code;
  return code === 'empty' || code === 'unreadable' ? 'no_picture' : 'gone';
}

/**
 * Tells a mechanic what is wrong with a photo of which car, if the customer missed it, and what to
 * do.
 */
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
