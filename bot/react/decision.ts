import type { Address } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import { as, type CustomerId, type DecisionId, type NewId } from '../../core/ids.ts';
import { releasedVersion } from '../../core/repair/guard.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import type { DecisionRefusal, Evidence, RepairCommandOf, RepairEventOf, Selection } from '../../core/repair/repair.ts';
import {
  type AnyQuote,
  canReach,
  findQuote,
  type OpenQuote,
  openQuoteIn,
  shownAt,
  wasShown,
} from '../../core/scene/queries.ts';
import type { PendingAnswer, Scene } from '../../core/scene/scene.ts';
import {
  asksQuote,
  byBot,
  clearUnclear,
  closeQuestion,
  pauseReminders,
  type Step,
  type StepOf,
  sleep,
  tell,
  toRepair,
  voidAnswer,
} from '../step.ts';
import { decidedPhrase, introduction, quoteFacts, readyAfter, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase, UnclearReason } from '../wording/customer/phrase.ts';
import { pingDecided, revokedCard, watchUnread } from './mechanic.ts';
import { quotePhrase, watchQuote } from './quote.ts';
import { endAboutQuote } from './waiting.ts';

type DecisionEvent =
  | RepairEventOf<'QuoteDecided'>
  | RepairEventOf<'DecisionRefused'>
  | RepairEventOf<'DecisionRevoked'>;

/** Follows a decision, a refused answer and a change of mind. */
export function reactToDecision(event: DecisionEvent, scene: Scene): readonly Step[] {
  const answered = findQuote(scene, event.data.quoteId, event.data.version);
  if (!answered) return [];
  switch (event.type) {
    case 'QuoteDecided':
      return decided(event, scene, answered);
    case 'DecisionRefused':
      return refused(event, scene, answered);
    case 'DecisionRevoked':
      return revoked(event, scene, answered);
    default:
      return assertNever(event);
  }
}

function decided(event: RepairEventOf<'QuoteDecided'>, scene: Scene, answered: AnyQuote): readonly Step[] {
  const { quoteId, version, repairId, decision } = event.data;
  const { outcome, total, decidedAt } = decision;
  return [
    closeQuestion(quoteId, version, { why: 'decided', outcome, total, at: decidedAt }),
    ...(scene.pendingAnswer?.quoteId === quoteId ? voidAnswer(scene) : []),
    ...echoes(event, scene, answered),
    ...pingDecided(answered, decision),
    watchUnread(scene, answered.view, quoteId),
    sleep('watch-quote', repairId),
    ...(scene.pausedUntil ? [pauseReminders(undefined)] : []),
    ...endAboutQuote(scene, repairId, 'decided'),
    ...clearUnclear(scene),
    ...promiseWhatWasChosen(scene, answered, outcome),
  ];
}

/** Sends the contract copy: to the decider at once, and to all others who could have decided. */
function echoes(
  { meta: { by } }: RepairEventOf<'QuoteDecided'>,
  scene: Scene,
  { view, quote, version }: AnyQuote,
): readonly Step[] {
  const about = { repairId: view.repair.repairId, quoteId: quote.quoteId, version: version.version };
  return view.repair.contacts
    .filter(({ decides }) => decides)
    .flatMap(({ customerId }) => {
      const phrase = decidedPhrase(scene, view, quote, false, customerId);
      if (!phrase) return [];
      if (by.kind === 'customer' && by.customerId === customerId)
        return [tell(customerId, phrase, 'echo', { about, answerTo: by.addressId })];
      // The payer has just said it at the telephone and needs no call about it.
      return canReach(scene, customerId) ? [tell(customerId, phrase, 'notification', { about, evenQuiet: true })] : [];
    });
}

/** Promises the ready time of the chosen work. The echo has told it already. */
function promiseWhatWasChosen(
  scene: Scene,
  { view, version }: AnyQuote,
  outcome: RepairEventOf<'QuoteDecided'>['data']['decision']['outcome'],
): readonly Step[] {
  const { repairId, status, promisedAt: before } = view.repair;
  const promisedAt = readyAfter(version, outcome);
  const active = status === 'registered' || status === 'started';
  if (!active || !promisedAt || promisedAt <= scene.now || promisedAt.getTime() === before?.getTime()) return [];
  return [toRepair({ type: 'PromiseTime', data: { repairId, promisedAt }, meta: byBot(scene) })];
}

function refused(event: RepairEventOf<'DecisionRefused'>, scene: Scene, answered: AnyQuote): readonly Step[] {
  const { by } = event.meta;
  // Staff see the refusal where they tried.
  if (by.kind !== 'customer') return [];
  return sayRefused(scene, answered, event.data.because, { customerId: by.customerId, answerTo: by.addressId });
}

function revoked(event: RepairEventOf<'DecisionRevoked'>, scene: Scene, answered: AnyQuote): readonly Step[] {
  const { view, quote } = answered;
  const open = openQuoteIn(view);
  const warned = [...revokedCard(answered), watchUnread(scene, view, quote.quoteId)];
  // If it is no longer valid, or another quote is open, the next event tells the customer.
  if (open?.quote.quoteId !== quote.quoteId) return warned;
  const { by } = event.meta;
  const facts = quoteFacts(scene, view, quote, open.version);
  const phrase: CustomerPhrase = { kind: 'revoked', vehicle: vehicleFacts(view), quote: facts };
  return [
    ...view.repair.contacts
      .filter(({ decides }) => decides)
      .map(({ customerId }) => {
        const own = by.kind === 'customer' && by.customerId === customerId;
        const to = own ? { answerTo: by.addressId, evenQuiet: true } : {};
        return tell(customerId, phrase, 'question', { ...asksQuote(open, 'again'), ...to });
      }),
    ...warned,
    ...watchQuote(scene, view),
  ];
}

type To = { readonly customerId: CustomerId; readonly answerTo: Extract<Step, { do: 'tell' }>['answerTo'] };

/** Asks the question again, and says why nothing has been approved. */
export function askAgain(scene: Scene, open: OpenQuote, to: To, why: UnclearReason = 'unclear'): Step {
  const quote = quoteFacts(scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'unclear-quote', vehicle: vehicleFacts(open.view), quote, why };
  return tell(to.customerId, phrase, 'answer', { ...asksQuote(open, 'again'), answerTo: to.answerTo });
}

/** Says why an answer did not become a decision. */
export function sayRefused(scene: Scene, answered: AnyQuote, because: DecisionRefusal, to: To): readonly Step[] {
  const { customerId, answerTo } = to;
  const { view } = answered;
  const open = openQuoteIn(view);
  switch (because) {
    case 'may_not_decide':
      return [tell(customerId, { kind: 'may-not-decide', vehicle: vehicleFacts(view) }, 'answer', { answerTo })];
    case 'not_proven': {
      const phrase = introduction(scene, view);
      return phrase ? [tell(customerId, phrase, 'answer', { answerTo, asks: { kind: 'my-car' } })] : [];
    }
    case 'old_version':
    case 'already_decided':
    case 'expired':
    case 'withdrawn':
      return sayWhatBecame(scene, answered, to);
    case 'not_delivered':
    case 'sent_before_delivery':
      return open ? [askAgain(scene, open, to, 'too_early')] : [];
    case 'several_quotes':
      return open ? [askAgain(scene, open, to, 'several_quotes')] : [];
    case 'not_newest_question':
    case 'unknown_line':
      return open ? [askAgain(scene, open, to)] : [];
    case 'agent_controls':
      // The agent answers.
      return [];
    default:
      return assertNever(because);
  }
}

/**
 * Answers words about a question that is over: with the current version, the decision, or the end
 * of the quote.
 */
export function sayWhatBecame(scene: Scene, answered: AnyQuote, { customerId, answerTo }: To): readonly Step[] {
  const { view, quote, version } = answered;
  const vehicle = vehicleFacts(view);
  const ofQuote = { repairId: view.repair.repairId, quoteId: quote.quoteId, version: version.version };
  const current = releasedVersion(quote);
  if (current) {
    const open: OpenQuote = { view, quote, version: current };
    const renewed = current.version > version.version;
    const phrase: CustomerPhrase = renewed
      ? {
          kind: 'old-version',
          vehicle,
          quote: quoteFacts(scene, view, quote, current),
          before: wasShown(answered) ? version.total : undefined,
        }
      : quotePhrase(scene, open);
    return [tell(customerId, phrase, 'answer', { ...asksQuote(open, 'again'), answerTo })];
  }
  const decided = decidedPhrase(scene, view, quote, true, customerId);
  if (decided) return [tell(customerId, decided, 'answer', { about: ofQuote, answerTo })];
  const facts = quoteFacts(scene, view, quote, version);
  const kind = version.standing.status === 'expired' ? 'expired' : 'withdrawn';
  return [tell(customerId, { kind, vehicle, quote: facts }, 'answer', { about: ofQuote, answerTo })];
}

/** Lets words bind that have waited out their seconds, if nothing came between. */
export function settleAnswer(
  scene: Scene,
  newId: NewId,
): { readonly steps: readonly Step[]; readonly again: Date | undefined } {
  const { pendingAnswer: pending, now } = scene;
  if (!pending) return { steps: [], again: undefined };
  if (now < pending.settlesAt) return { steps: [], again: pending.settlesAt };
  const decided = scene.conversation.controller.kind === 'bot' ? decision(scene, pending, newId) : undefined;
  return { steps: [...voidAnswer(scene), ...(decided ? [decided] : [])], again: undefined };
}

function decision(scene: Scene, pending: PendingAnswer, newId: NewId): Step | undefined {
  const found = findQuote(scene, pending.quoteId, pending.version);
  const open = found && openQuoteIn(found.view);
  const person = scene.people.find((one) => one.addresses.some(({ addressId }) => addressId === pending.addressId));
  const address = person?.addresses.find(({ addressId }) => addressId === pending.addressId);
  // The end of the version was told to the customer, with the words that nothing was approved.
  if (!open || open.version !== found.version || !person || !address) return undefined;
  const { messageIds, phrases, sentAt } = pending;
  const said = { messageIds, phrases, sentAt };
  return decideInWords(scene, open, person.customerId, address, whatWasMeant(open, pending), said, newId);
}

export type MeantAnswer = { readonly how: 'words' | 'digits'; readonly selection: Selection };

/** A yes to "Is this what you mean?" is a yes to the numbers in it. */
export function whatWasMeant(
  { version }: OpenQuote,
  { answer, numbers }: Pick<PendingAnswer, 'answer' | 'numbers'>,
): MeantAnswer {
  if (answer === 'reject') return { how: 'words', selection: { kind: 'none' } };
  if (!numbers) return { how: 'words', selection: { kind: 'all' } };
  const whole = choiceNumbers(version.lines).every((number) => numbers.includes(number));
  return whole
    ? { how: 'words', selection: { kind: 'all' } }
    : { how: 'digits', selection: { kind: 'numbers', numbers } };
}

type Said = Pick<Extract<Evidence, { how: 'words' | 'digits' }>, 'messageIds' | 'phrases' | 'sentAt'>;

/** Makes the command for a decision in words, with the evidence of what was on the screen. */
export function decideInWords(
  scene: Scene,
  open: OpenQuote,
  customerId: CustomerId,
  address: Address,
  { how, selection }: MeantAnswer,
  said: Said,
  newId: NewId,
): StepOf<'repair'> & { readonly command: RepairCommandOf<'DecideQuote'> } {
  const { view, quote, version } = open;
  const { addressId, proven } = address;
  const evidence: Evidence = { how, ...said, answered: { addressId, proven }, shown: shownAt(scene, open, address) };
  return toRepair({
    type: 'DecideQuote',
    data: {
      repairId: view.repair.repairId,
      quoteId: quote.quoteId,
      version: version.version,
      decisionId: as<DecisionId>(newId()),
      selection,
      evidence,
    },
    meta: { at: scene.now, by: { kind: 'customer', customerId, addressId } },
  });
}
