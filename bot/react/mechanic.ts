import { closesAt, isOpen, nextOpening, openingsOn } from '../../core/calendar.ts';
import type { Language } from '../../core/customer/address.ts';
import type { CustomerId, ItemId } from '../../core/ids.ts';
import { atLocal, localParts } from '../../core/local-time.ts';
import { formatMoney } from '../../core/money.ts';
import { priceInText } from '../../core/reading/price-in-text.ts';
import { currentVersion, openQuote, releasedVersion, standingDecision } from '../../core/repair/guard.ts';
import type { Quote, QuoteDecision } from '../../core/repair/repair.ts';
import type { AnyQuote } from '../../core/scene/queries.ts';
import type { RepairView, Scene, StaffMember } from '../../core/scene/scene.ts';
import type { MechanicButton, MechanicCard } from '../cards/card.ts';
import { itemDueAt, type Step, wakeAt } from '../step.ts';
import { choiceFacts } from '../wording/customer/facts.ts';
import { carName, daysAhead, formatDay, formatShortDay, formatTime, shownWords } from '../wording/format.ts';
import { pingWords } from '../wording/mechanic/cards.ts';

type Words = (typeof pingWords)['nl'];

/** Returns the mechanic of a repair if he has a chat. */
export function reachableMechanic({ mechanic }: RepairView): StaffMember | undefined {
  return mechanic && mechanic.addressIds.length > 0 ? mechanic : undefined;
}

/** The sentence that staff read after the name of the car. */
type Sentence = (words: Words, language: Language) => string;

function ping(view: RepairView, said: Sentence): readonly Step[] {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const { staffId, language } = mechanic;
  const text = `${carName(view.vehicle)}: ${said(pingWords[language], language)}`;
  return [{ do: 'ping', staffId, text, repairId: view.repair.repairId }];
}

/** Posts the same to the workshop, in the garage's language, with the name of the mechanic. */
function post({ garage: { language } }: Scene, view: RepairView, said: Sentence): Step {
  const text = `${carName(view.vehicle)}: ${said(pingWords[language], language)}`;
  const { mechanic } = view;
  return { do: 'post', text: mechanic ? `${mechanic.name} · ${text}` : text, repairId: view.repair.repairId };
}

/** `AB-123-C VW Golf: AKKOORD remblokken € 286,40. Niet: wissers.` */
export function pingDecided(decided: AnyQuote, decision: QuoteDecision): readonly Step[] {
  return ping(decided.view, saidDecided(decided, decision));
}

function saidDecided({ view, version }: AnyQuote, { outcome, approved, declined, total }: QuoteDecision): Sentence {
  return (words, language) => {
    if (outcome === 'rejected') return words.rejected(approvedBefore(view));
    const choices = choiceFacts(view, version);
    const named = (numbers: readonly number[]): string =>
      namesOf(choices.filter(({ number }) => numbers.includes(number)));
    const yes = words.approved(named(approved), formatMoney(total, language));
    return declined.length === 0 ? yes : `${yes} ${words.not(named(declined))}`;
  };
}

function namesOf(choices: readonly { readonly words: string }[]): string {
  return choices.map(({ words }) => words).join(', ');
}

/** True if other extra work stays approved. */
function approvedBefore({ repair }: RepairView): boolean {
  return repair.quotes.some((quote) => (standingDecision(quote)?.decision.approved.length ?? 0) > 0);
}

/** Names the work that the customer wants to decide about again. */
function saidRevoked({ view, version }: AnyQuote): Sentence {
  return (words) => words.revoked(namesOf(choiceFacts(view, version)));
}

export function pingLate(view: RepairView): readonly Step[] {
  return ping(view, (words) => words.late);
}

/** Sends a new card below the newest message of the mechanic's chat. */
function card(
  view: RepairView,
  drawn: (words: Words, mechanic: StaffMember) => Omit<MechanicCard, 'title'>,
): readonly Step[] {
  const mechanic = reachableMechanic(view);
  if (!mechanic) return [];
  const reply = { card: { title: carName(view.vehicle), ...drawn(pingWords[mechanic.language], mechanic) } };
  return mechanic.addressIds.map((addressId) => ({
    do: 'reply',
    addressId,
    reply,
    repairId: view.repair.repairId,
  }));
}

const MAX_QUESTION_LENGTH = 500;

/**
 * Shows the customer's question, with an input and ready answers in the language of the question.
 */
export function questionCard(
  view: RepairView,
  text: string,
  language: Language,
  asked: { readonly answers: ItemId; readonly to: CustomerId },
): readonly Step[] {
  const { repairId } = view.repair;
  const { ready } = pingWords[language];
  const answer = (words: string): MechanicButton => ({
    label: words,
    action: { do: 'say', repairId, text: words, ...asked },
  });
  return card(view, (words) => ({
    text: words.asks(shownWords(text, MAX_QUESTION_LENGTH)),
    inputs: [{ name: 'text', label: words.answer }],
    buttons: [
      { label: words.send, action: { do: 'say', repairId, ...asked }, style: 'primary' },
      ...readyFor(text).map((key) => answer(ready[key])),
    ],
  }));
}

const asksPrice =
  /(?<!\p{L})(?:prijs|prijzen|\p{L}*prijs|kost|kosten|korting|goedkop\p{L}*|goedkoper|duur|duurder|bedrag|tarief|euro|hoeveel|price|prices|costs?|discount|cheap|cheaper|expensive|pricey|how much|deal)(?!\p{L})|[€£$]/iu;
const asksIfPossible =
  /(?<!\p{L})(?:kan|kunt|kun|kunnen|mag|mogen|lukt|zou|can|could|may|might|possible|able|would you|is it ok|mogelijk)(?!\p{L})/iu;

/** "Yes, that is possible" answers a question if something can be done; never one about the price. */
function readyFor(question: string): readonly (keyof Words['ready'])[] {
  if (asksPrice.test(question) || priceInText(question) !== undefined) return ['call', 'price'];
  return asksIfPossible.test(question) ? ['yes', 'no', 'call'] : ['call'];
}

/** Tells of a change of mind. If the work has begun already, customer service settles it. */
export function revokedCard(revoked: AnyQuote): readonly Step[] {
  const { repairId } = revoked.view.repair;
  return card(revoked.view, (words, { language }) => ({
    text: saidRevoked(revoked)(words, language),
    buttons: [
      { label: words.notBegun, action: { do: 'not-begun', repairId }, style: 'primary' },
      { label: words.begunAlready, action: { do: 'begun-already', repairId } },
    ],
  }));
}

/** Offers to release an expired quote anew with one tap. */
export function expiredCard({ view, quote, version }: AnyQuote, waits: boolean): readonly Step[] {
  const { repairId } = view.repair;
  const { quoteId } = quote;
  return card(view, (words) => ({
    text: `${words.expired(quote.number)} ${words.reopens}`,
    buttons: [
      { label: words.releaseAnew, action: { do: 'release', repairId, quoteId, version: version.version, waits } },
      { label: words.letGo, action: { do: 'nothing' } },
    ],
  }));
}

/** Asks if a promised time will be kept. */
export function promiseCard({ garage: { calendar }, now }: Scene, view: RepairView, promisedAt: Date): readonly Step[] {
  const { repairId } = view.repair;
  return card(view, (words, { language }) => {
    const day = formatDay(promisedAt, now, calendar.zone, language);
    return {
      text: words.promised(`${day} ${formatTime(promisedAt, calendar.zone, language)}`),
      inputs: [{ name: 'time', label: words.newTime }],
      buttons: [
        { label: words.kept, action: { do: 'promise-kept', repairId }, style: 'primary' },
        { label: words.moved, action: { do: 'promise', repairId } },
      ],
    };
  });
}

/** Draws the mechanic's living card of a repair again. */
export function redraw({ repair: { repairId, mechanicId } }: RepairView): readonly Step[] {
  return mechanicId ? [{ do: 'draw-card', repairId, staffId: mechanicId, anew: false }] : [];
}

/** Only edits the card, because nothing happened that deserves a new message. */
export function refresh(view: RepairView): readonly Step[] {
  return redraw(view).map((step) => (step.do === 'draw-card' ? { ...step, onlyEdit: true } : step));
}

/**
 * Asks at the end of a day about a car in hand. One tap moves its promised time to the next opening
 * day.
 */
export function closingCard(scene: Scene, view: RepairView): readonly Step[] {
  const { repairId } = view.repair;
  const { zone } = scene.garage.calendar;
  const opens = nextOpening(scene.garage.calendar, scene.now);
  const waits = openQuote(view.repair) !== undefined;
  return card(view, (words, { language }) => {
    const goesOn: MechanicButton = {
      label: words.goesOn(opens && formatShortDay(opens, scene.now, zone, language)),
      action: { do: 'next-day', repairId, ...(opens ? { day: localParts(zone, opens).date } : {}) },
    };
    const then = opens && readyThen(scene, view, opens, language);
    return {
      text: waits ? words.closingWaits : words.closing,
      inputs: [{ name: 'time', label: words.readyThen, ...(then ? { value: then } : { placeholder: '16:30' }) }],
      // A repair is not done while its quote waits for an answer.
      buttons: waits
        ? [{ ...goesOn, style: 'primary' }]
        : [{ label: words.done, action: { do: 'done', repairId }, style: 'primary' }, goesOn],
    };
  });
}

/**
 * Returns today's promised time moved to the day when the garage opens again, as a mechanic would
 * type it. Undefined if it fits badly.
 */
function readyThen(
  { garage: { calendar }, now }: Scene,
  { repair: { promisedAt } }: RepairView,
  opens: Date,
  language: Language,
): string | undefined {
  const { zone } = calendar;
  // A weekday is clear for less than a week only.
  if (!promisedAt || daysAhead(promisedAt, now, zone) > 0 || daysAhead(opens, now, zone) > 6) return undefined;
  const { date } = localParts(zone, opens);
  const at = atLocal(zone, date, localParts(zone, promisedAt).minutes);
  const fits = openingsOn(calendar, date).some((span) => span.opens < at && at <= span.closes);
  return fits ? `${formatShortDay(at, now, zone, language)} ${formatTime(at, zone, language)}` : undefined;
}

/**
 * Sets a timer that looks if the mechanic has noticed a question or a quote; at once if he cannot
 * have, because the garage is closed or he has no chat.
 */
export function watchUnread(scene: Scene, view: RepairView, subject: string): Step {
  const { now, garage } = scene;
  const here = isOpen(garage.calendar, now) && reachableMechanic(view) !== undefined;
  const late = itemDueAt(scene, view.repair.onLift);
  const closing = closesAt(garage.calendar, now);
  const at = closing && closing < late ? closing : late;
  return wakeAt('unread', subject, here ? at : now);
}

/** Posts what the mechanic has not noticed to the workshop, if it still needs him. */
export function postUnread(scene: Scene, subject: string): readonly Step[] {
  const news = questionNews(scene, subject) ?? quoteNews(scene, subject);
  if (!news) return [];
  const { view, since, said } = news;
  const heardAt = view.mechanic?.heardAt;
  return heardAt && heardAt >= since ? [] : [post(scene, view, said)];
}

type News = { readonly view: RepairView; readonly since: Date; readonly said: Parameters<typeof post>[2] };

/** Finds a question without an answer, even if it was passed on meanwhile. */
function questionNews({ conversation, repairs }: Scene, subject: string): News | undefined {
  const item = conversation.items.find(({ itemId, kind }) => itemId === subject && kind === 'question');
  const view = item && repairs.find(({ repair }) => repair.repairId === item.repairId);
  if (!item || !view) return undefined;
  const asked = shownWords(view.words.get(item.itemId) ?? '');
  return { view, since: item.raisedAt, said: (words) => words.asks(asked) };
}

/** Finds what became of a quote, until the approved work has begun. */
function quoteNews({ repairs }: Scene, subject: string): News | undefined {
  for (const view of repairs) {
    const quote = view.repair.quotes.find(({ quoteId }) => quoteId === subject);
    const inWork = view.repair.status === 'registered' || view.repair.status === 'started';
    if (quote && inWork && !quote.workBegunAt) return becameOf(view, quote);
  }
  return undefined;
}

function becameOf(view: RepairView, quote: Quote): News | undefined {
  const decided = standingDecision(quote);
  if (decided) {
    const { version, decision } = decided;
    return { view, since: decision.decidedAt, said: saidDecided({ view, quote, version }, decision) };
  }
  const standing = currentVersion(quote)?.standing;
  if (standing?.status === 'expired')
    return { view, since: standing.validUntil, said: (words) => words.expired(quote.number) };
  // A decision was taken back, and the question was asked anew at that time.
  const version = releasedVersion(quote);
  return version && { view, since: version.standing.releasedAt, said: saidRevoked({ view, quote, version }) };
}
