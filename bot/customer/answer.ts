import { mayDecide } from '../../core/repair/guard.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import { type AnyQuote, findQuote, isAskedAbout, type OpenQuote, openQuoteIn } from '../../core/scene/queries.ts';
import { askAgain, decideInWords, type Meant, sayRefused, sayWhatBecame, whatWasMeant } from '../react/decision.ts';
import { asksQuote, type Step } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { unclear } from './fallbacks.ts';
import { type Bound, saysDo, saysWhole } from './understanding/understand.ts';
import { answer, isWaiting, type Reading, takeBack, to, tryDecision, type Visit } from './visit.ts';

/** A text that is an answer. It binds when the newest thing that was said at this address is the quote that waits. */
export function converseAnswer(visit: Visit, reading: Reading, bound: Bound): readonly Step[] {
  const { open, newest, mayBind } = reading;
  const became = answersWhatEnded(visit, reading);
  if (became) return became;
  if (!newest) return mayNotDecide(visit) ?? unclear(visit, reading);
  const several = severalQuotes(visit, open);
  if (several) return several;
  if (!mayBind || !isNewestQuestion(visit, newest))
    return bound.answer === 'approve' ? confirmAll(visit, newest) : confirmNone(visit, newest);
  return plain(visit, reading, newest, bound);
}

/** The quote is the newest thing that was said here, as itself, as its reminder or as "all of it?". */
function isNewestQuestion({ scene, address }: Visit, { quote, version }: OpenQuote): boolean {
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'quote' && asked.quoteId === quote.quoteId && asked.version === version.version;
}

/** What became of the version that a text answers, when that one does not wait any more. */
export function answersWhatEnded(visit: Visit, { repliesTo }: Reading): readonly Step[] | undefined {
  const { scene } = visit;
  const meant = whatItAnswers(visit, repliesTo);
  if (!meant || openQuoteIn(meant.view)?.version === meant.version) return undefined;
  return [...takeBack(visit), ...sayWhatBecame(scene, meant, to(visit))];
}

/** The version that a reply quotes, else the one that was asked about last; undefined when it was something else. */
function whatItAnswers({ scene, address }: Visit, repliesTo: Reading['repliesTo']): AnyQuote | undefined {
  const shown = scene.repairs.flatMap((view) => view.shown).find(({ messageId }) => messageId === repliesTo);
  if (shown) return findQuote(scene, shown.quoteId, shown.version);
  const asked = scene.asked.get(address.addressId);
  return asked !== undefined && 'quoteId' in asked ? findQuote(scene, asked.quoteId, asked.version) : undefined;
}

/** With more than one open quote words never choose between them. */
export function severalQuotes(visit: Visit, open: readonly OpenQuote[]): readonly Step[] | undefined {
  const { scene, address } = visit;
  if (open.length <= 1 && (scene.openQuotesAt.get(address.addressId) ?? 0) <= 1) return undefined;
  return [...takeBack(visit), ...open.map((one) => askAgain(scene, one, to(visit), 'several_quotes'))];
}

/** Somebody who is only kept informed answers for the one who decides. */
function mayNotDecide(visit: Visit): readonly Step[] | undefined {
  const { scene, person } = visit;
  const view = scene.repairs.find((one) => openQuoteIn(one) && !mayDecide(one.repair, person.customerId));
  return view && [answer(visit, { kind: 'may-not-decide', vehicle: vehicleFacts(view) })];
}

/** Words that plainly answer wait out their seconds; what could not bind by then is asked again at once. */
function plain(
  visit: Visit,
  { together: { texts, messageIds } }: Reading,
  open: OpenQuote,
  { answer: said, phrases }: Bound,
  numbers?: readonly number[],
): readonly Step[] {
  const { scene, input, address } = visit;
  // One answer waits at a time: the other person's is not overwritten, and this one is not lost in silence.
  if (scene.pendingAnswer && !isWaiting(visit)) return [askAgain(scene, open, to(visit))];
  const refused = refusal(visit, open, whatWasMeant(open, { answer: said, ...(numbers ? { numbers } : {}) }));
  if (refused) return [...takeBack(visit), ...refused];
  return [
    {
      do: 'await-answer',
      pending: {
        addressId: address.addressId,
        quoteId: open.quote.quoteId,
        version: open.version.version,
        answer: said,
        ...(numbers ? { numbers } : {}),
        messageIds,
        texts,
        phrases,
        sentAt: input.at,
        settlesAt: new Date(scene.now.getTime() + scene.garage.settings.wordsSettleMs),
      },
    },
  ];
}

function wouldDecide({ scene, input, person, address, newId }: Visit, open: OpenQuote, meant: Meant) {
  return decideInWords(
    scene,
    open,
    person.customerId,
    address,
    meant,
    { messageIds: [input.messageId], sentAt: input.at },
    newId,
  );
}

function refusal(visit: Visit, open: OpenQuote, meant: Meant): readonly Step[] | undefined {
  const { scene } = visit;
  const outcome = tryDecision(scene, wouldDecide(visit, open, meant).command);
  if (outcome === 'accepted') return undefined;
  return outcome ? sayRefused(scene, open, outcome, to(visit)) : [askAgain(scene, open, to(visit))];
}

/** Digits alone name the lines of a quote that shows numbers, and act at once; undefined for any other text. */
export function digits(visit: Visit, reading: Reading): readonly Step[] | undefined {
  const { open, newest, mayBind, together } = reading;
  if (!newest) return undefined;
  const choices = choiceNumbers(newest.version.lines);
  const named = plainDigits([reading.text], choices);
  if (!named) return undefined;
  const became = answersWhatEnded(visit, reading) ?? severalQuotes(visit, open);
  if (became) return became;
  const numbers = plainDigits(together.texts, choices);
  if (!numbers || !mayBind || !isAskedAbout(visit.scene.asked.get(visit.address.addressId), newest))
    return confirmLines(visit, newest, named);
  const meant: Meant = { how: 'digits', selection: { kind: 'numbers', numbers } };
  const refused = refusal(visit, newest, meant);
  return [...takeBack(visit), ...(refused ?? [wouldDecide(visit, newest, meant)])];
}

/** The lines that words seem to name, with a button for each answer. */
export function confirmLines(visit: Visit, open: OpenQuote, numbers: readonly number[]): readonly Step[] {
  const { view, quote, version } = open;
  const facts = quoteFacts(visit.scene, view, quote, version);
  const { about } = asksQuote(open, 'again');
  const asks = { kind: 'confirm-lines', quoteId: quote.quoteId, version: version.version, numbers } as const;
  return [
    ...takeBack(visit),
    answer(visit, { kind: 'confirm-lines', vehicle: vehicleFacts(view), quote: facts, numbers }, { about, asks }),
  ];
}

/** The answer to "Is this what you mean?" or "Not at all?"; undefined when the text is about something else. */
export function confirmed(visit: Visit, reading: Reading): readonly Step[] | undefined {
  const { newest, open, mayBind } = reading;
  const asked = visit.scene.asked.get(visit.address.addressId);
  if (!newest || open.length > 1 || !mayBind || !isAskedAbout(asked, newest)) return undefined;
  const bound = boundIn(reading);
  if (!bound || !asked) return undefined;
  if (asked.kind === 'confirm-none') return notAtAll(visit, reading, newest, bound);
  if (asked.kind === 'confirm-lines') return theseLines(visit, reading, newest, bound, asked.numbers);
  return undefined;
}

/** "That is right" is a yes to what is read back, and to nothing else. */
function boundIn({ understood, command, together }: Reading): Bound | undefined {
  if ('answer' in understood) return understood;
  if (command?.kind !== 'confirmation' || together.texts.length > 1) return undefined;
  return { answer: 'approve', phrases: [command.phrase] };
}

/** "Yes, do nothing" or "yes, do it"? Only what says to do it approves. */
function notAtAll(visit: Visit, reading: Reading, newest: OpenQuote, bound: Bound): readonly Step[] {
  return bound.answer === 'reject' || saysDo(bound) ? plain(visit, reading, newest, bound) : confirmAll(visit, newest);
}

function theseLines(
  visit: Visit,
  reading: Reading,
  newest: OpenQuote,
  bound: Bound,
  numbers: readonly number[],
): readonly Step[] {
  // What was asked back was a no, and only a no says so itself.
  if (numbers.length === 0)
    return bound.answer === 'reject' ? plain(visit, reading, newest, bound) : confirmNone(visit, newest);
  if (bound.answer === 'reject') return [...takeBack(visit), chooseLines(visit, newest)];
  return saysWhole(bound) ? confirmAll(visit, newest) : plain(visit, reading, newest, bound, numbers);
}

/** The lines with a button for each way to choose. */
export function chooseLines(visit: Visit, open: OpenQuote): Step {
  const quote = quoteFacts(visit.scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'choose-lines', vehicle: vehicleFacts(open.view), quote };
  return answer(visit, phrase, asksQuote(open, 'again'));
}

const word = /^(?:\s*(?:alleen|only|just|enkel|nr\.?|nummers?|no\.?|numbers?)\s+)?/iu;
const list =
  /^\s*\d{1,2}(?:\s*(?:[,;+&/]|\ben\b|\band\b|\s)\s*\d{1,2})*\s*(?:graag|please|a\.?u\.?b\.?|svp)?\s*[.]?\s*$/iu;

/**
 * The choices that a text of digits alone names, e.g. `1`, `1 3`, `1 en 3`. Undefined when it says anything else, when a
 * number is not there, or when there is but one choice: its number stands on no screen.
 */
export function plainDigits(texts: readonly string[], choices: readonly number[]): readonly number[] | undefined {
  const [text] = texts;
  if (text === undefined || texts.length > 1 || choices.length < 2) return undefined;
  const rest = text.replace(word, '');
  if (!list.test(rest)) return undefined;
  const numbers = [...new Set((rest.match(/\d+/gu) ?? []).map(Number))].sort((a, b) => a - b);
  return numbers.length > 0 && numbers.every((number) => choices.includes(number)) ? numbers : undefined;
}

/** "All of it?", to words that are likely a yes: the quote asked again, so that a plain yes to it binds. */
export function confirmAll(visit: Visit, open: OpenQuote): readonly Step[] {
  const { about, asks } = asksQuote(open, 'again');
  return [
    ...takeBack(visit),
    answer(visit, { kind: 'confirm-all', ...facts(visit, open) }, { about, asks: { ...asks, targeted: true } }),
  ];
}

/** "Not at all?", to words that are likely a no: a plain no binds, a bare yes could mean either. */
export function confirmNone(visit: Visit, open: OpenQuote): readonly Step[] {
  const { about } = asksQuote(open, 'again');
  const { quoteId } = open.quote;
  const asks = { kind: 'confirm-none', quoteId, version: open.version.version } as const;
  return [...takeBack(visit), answer(visit, { kind: 'confirm-none', ...facts(visit, open) }, { about, asks })];
}

function facts(visit: Visit, { view, quote, version }: OpenQuote) {
  return {
    vehicle: vehicleFacts(view),
    quote: quoteFacts(visit.scene, view, quote, version),
    offersCall: wasTargeted(visit),
  };
}

/** A second question of this kind in a row offers a call. */
function wasTargeted({ scene, address }: Visit): boolean {
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'confirm-none' || (asked?.kind === 'quote' && asked.targeted === true);
}
