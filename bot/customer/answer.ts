import { mayDecide } from '../../core/repair/guard.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import { type AnyQuote, findQuote, isAskedAbout, type OpenQuote, openQuoteIn } from '../../core/scene/queries.ts';
import {
  askAgain,
  decideInWords,
  type MeantAnswer,
  sayRefused,
  sayWhatBecame,
  whatWasMeant,
} from '../react/decision.ts';
import { asksQuote, type Step } from '../step.ts';
import { quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import {
  answer,
  type CustomerAct,
  isWaiting,
  type Reading,
  receiverOf,
  takeBack,
  tryDecision,
} from './customer-act.ts';
import { unclear } from './fallbacks.ts';
import { type Bound, saysDo, saysWhole } from './understanding/understand.ts';

/** Takes a text as an answer. It binds if the open quote is the newest thing that was said here. */
export function converseAnswer(act: CustomerAct, reading: Reading, bound: Bound): readonly Step[] {
  const { open, newest, mayBind } = reading;
  const became = answersWhatEnded(act, reading);
  if (became) return became;
  if (!newest) return mayNotDecide(act) ?? unclear(act, reading);
  const several = severalQuotes(act, open);
  if (several) return several;
  if (!mayBind || !isNewestQuestion(act, newest))
    return bound.answer === 'approve' ? confirmAll(act, newest) : confirmNone(act, newest);
  return plain(act, reading, newest, bound);
}

/** True if nothing was said here after the quote, its reminder or "all of it?". */
function isNewestQuestion({ scene, address }: CustomerAct, { quote, version }: OpenQuote): boolean {
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'quote' && asked.quoteId === quote.quoteId && asked.version === version.version;
}

/** Says what became of the version that a text answers, if that version is no longer open. */
export function answersWhatEnded(act: CustomerAct, { repliesTo }: Reading): readonly Step[] | undefined {
  const { scene } = act;
  const meant = whatItAnswers(act, repliesTo);
  if (!meant || openQuoteIn(meant.view)?.version === meant.version) return undefined;
  return [...takeBack(act), ...sayWhatBecame(scene, meant, receiverOf(act))];
}

/** Returns the version that a reply quotes, else the one that was asked about last. */
function whatItAnswers({ scene, address }: CustomerAct, repliesTo: Reading['repliesTo']): AnyQuote | undefined {
  const shown = scene.repairs.flatMap((view) => view.shown).find(({ messageId }) => messageId === repliesTo);
  if (shown) return findQuote(scene, shown.quoteId, shown.version);
  const asked = scene.asked.get(address.addressId);
  return asked !== undefined && 'quoteId' in asked ? findQuote(scene, asked.quoteId, asked.version) : undefined;
}

/** Asks each quote again if several are open: words never choose between them. */
export function severalQuotes(act: CustomerAct, open: readonly OpenQuote[]): readonly Step[] | undefined {
  const { scene, address } = act;
  if (open.length <= 1 && (scene.openQuotesAt.get(address.addressId) ?? 0) <= 1) return undefined;
  return [...takeBack(act), ...open.map((one) => askAgain(scene, one, receiverOf(act), 'several_quotes'))];
}

/** Refuses an answer of a person who is only kept informed. */
function mayNotDecide(act: CustomerAct): readonly Step[] | undefined {
  const { scene, person } = act;
  const view = scene.repairs.find((one) => openQuoteIn(one) && !mayDecide(one.repair, person.customerId));
  return view && [answer(act, { kind: 'may-not-decide', vehicle: vehicleFacts(view) })];
}

/** Lets a plain answer wait out its seconds. Asks again at once if it could not bind after them. */
function plain(
  act: CustomerAct,
  { together: { texts, messageIds } }: Reading,
  open: OpenQuote,
  { answer: said, phrases }: Bound,
  numbers?: readonly number[],
): readonly Step[] {
  const { scene, input, address } = act;
  // One answer waits at a time: it neither overwrites the other person's nor is lost in silence.
  if (scene.pendingAnswer && !isWaiting(act)) return [askAgain(scene, open, receiverOf(act))];
  const refused = refusal(act, open, whatWasMeant(open, { answer: said, ...(numbers ? { numbers } : {}) }));
  if (refused) return [...takeBack(act), ...refused];
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

function wouldDecide({ scene, input, person, address, newId }: CustomerAct, open: OpenQuote, meant: MeantAnswer) {
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

function refusal(act: CustomerAct, open: OpenQuote, meant: MeantAnswer): readonly Step[] | undefined {
  const { scene } = act;
  const outcome = tryDecision(scene, wouldDecide(act, open, meant).command);
  if (outcome === 'accepted') return undefined;
  return outcome ? sayRefused(scene, open, outcome, receiverOf(act)) : [askAgain(scene, open, receiverOf(act))];
}

/** Digits alone name lines of the quote and act at once. Returns undefined for any other text. */
export function digits(act: CustomerAct, reading: Reading): readonly Step[] | undefined {
  const { open, newest, mayBind, together } = reading;
  if (!newest) return undefined;
  const choices = choiceNumbers(newest.version.lines);
  const named = plainDigits([reading.text], choices);
  if (!named) return undefined;
  const became = answersWhatEnded(act, reading) ?? severalQuotes(act, open);
  if (became) return became;
  const numbers = plainDigits(together.texts, choices);
  if (!numbers || !mayBind || !isAskedAbout(act.scene.asked.get(act.address.addressId), newest))
    return confirmLines(act, newest, named);
  const meant: MeantAnswer = { how: 'digits', selection: { kind: 'numbers', numbers } };
  const refused = refusal(act, newest, meant);
  return [...takeBack(act), ...(refused ?? [wouldDecide(act, newest, meant)])];
}

/** Reads back the lines that the words seem to name, with a button for each answer. */
export function confirmLines(act: CustomerAct, open: OpenQuote, numbers: readonly number[]): readonly Step[] {
  const { view, quote, version } = open;
  const facts = quoteFacts(act.scene, view, quote, version);
  const { about } = asksQuote(open, 'again');
  const asks = { kind: 'confirm-lines', quoteId: quote.quoteId, version: version.version, numbers } as const;
  return [
    ...takeBack(act),
    answer(act, { kind: 'confirm-lines', vehicle: vehicleFacts(view), quote: facts, numbers }, { about, asks }),
  ];
}

/** Reads an answer to "Is this what you mean?" or "Not at all?"; undefined for any other text. */
export function confirmed(act: CustomerAct, reading: Reading): readonly Step[] | undefined {
  const { newest, open, mayBind } = reading;
  const asked = act.scene.asked.get(act.address.addressId);
  if (!newest || open.length > 1 || !mayBind || !isAskedAbout(asked, newest)) return undefined;
  const bound = boundIn(reading);
  if (!bound || !asked) return undefined;
  if (asked.kind === 'confirm-none') return notAtAll(act, reading, newest, bound);
  if (asked.kind === 'confirm-lines') return theseLines(act, reading, newest, bound, asked.numbers);
  return undefined;
}

/** "That is right" is a yes to what is read back, and to nothing else. */
function boundIn({ understood, command, together }: Reading): Bound | undefined {
  if ('answer' in understood) return understood;
  if (command?.kind !== 'confirmation' || together.texts.length > 1) return undefined;
  return { answer: 'approve', phrases: [command.phrase] };
}

/** "Yes, do nothing" or "yes, do it"? Only what says to do it approves. */
function notAtAll(act: CustomerAct, reading: Reading, newest: OpenQuote, bound: Bound): readonly Step[] {
  return bound.answer === 'reject' || saysDo(bound) ? plain(act, reading, newest, bound) : confirmAll(act, newest);
}

function theseLines(
  act: CustomerAct,
  reading: Reading,
  newest: OpenQuote,
  bound: Bound,
  numbers: readonly number[],
): readonly Step[] {
  // We asked back a no, and only a plain no confirms that.
  if (numbers.length === 0)
    return bound.answer === 'reject' ? plain(act, reading, newest, bound) : confirmNone(act, newest);
  if (bound.answer === 'reject') return [...takeBack(act), chooseLines(act, newest)];
  return saysWhole(bound) ? confirmAll(act, newest) : plain(act, reading, newest, bound, numbers);
}

/** Shows the lines with a button for each way to choose. */
export function chooseLines(act: CustomerAct, open: OpenQuote): Step {
  const quote = quoteFacts(act.scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'choose-lines', vehicle: vehicleFacts(open.view), quote };
  return answer(act, phrase, asksQuote(open, 'again'));
}

const word = /^(?:alleen|only|just|enkel|nr\.?|nummers?|no\.?|numbers?) /iu;
const list = /^\d{1,2}(?:(?: ?[,;+&/] ?| en | and | )\d{1,2})*(?: ?(?:graag|please|a\.?u\.?b\.?|svp))? ?\.?$/iu;

/**
 * Returns the choices that a text of digits names, e.g. `1`, `1 3`, `1 en 3`. Undefined when it
 * says anything else, when a number does not exist, or when there is one choice only: its number is
 * not shown.
 */
export function plainDigits(texts: readonly string[], choices: readonly number[]): readonly number[] | undefined {
  const [text] = texts;
  if (text === undefined || texts.length > 1 || choices.length < 2) return undefined;
  const rest = text.replace(/\s+/gu, ' ').trim().replace(word, '');
  if (!list.test(rest)) return undefined;
  const numbers = [...new Set((rest.match(/\d+/gu) ?? []).map(Number))].sort((a, b) => a - b);
  return numbers.length > 0 && numbers.every((number) => choices.includes(number)) ? numbers : undefined;
}

/** Asks "all of it?" after words that are likely a yes, so that a plain yes to it binds. */
export function confirmAll(act: CustomerAct, open: OpenQuote): readonly Step[] {
  const { about, asks } = asksQuote(open, 'again');
  return [
    ...takeBack(act),
    answer(act, { kind: 'confirm-all', ...facts(act, open) }, { about, asks: { ...asks, targeted: true } }),
  ];
}

/**
 * Asks "not at all?" after words that are likely a no. A plain no binds; a bare yes could mean
 * either.
 */
export function confirmNone(act: CustomerAct, open: OpenQuote): readonly Step[] {
  const { about } = asksQuote(open, 'again');
  const { quoteId } = open.quote;
  const asks = { kind: 'confirm-none', quoteId, version: open.version.version } as const;
  return [...takeBack(act), answer(act, { kind: 'confirm-none', ...facts(act, open) }, { about, asks })];
}

function facts(act: CustomerAct, { view, quote, version }: OpenQuote) {
  return {
    vehicle: vehicleFacts(view),
    quote: quoteFacts(act.scene, view, quote, version),
    offersCall: wasTargeted(act),
  };
}

/** A second question of this kind in a row offers a call. */
function wasTargeted({ scene, address }: CustomerAct): boolean {
  const asked = scene.asked.get(address.addressId);
  return asked?.kind === 'confirm-none' || (asked?.kind === 'quote' && asked.targeted === true);
}
