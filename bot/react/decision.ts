import type { WaitingItem } from '../../core/conversation/conversation.ts';
import { assertNever } from '../../core/decision.ts';
import type { QuoteDecision } from '../../core/repair/quote.ts';
import type { RepairEventOf } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { asksQuote, byBot, clearUnclear, command, endItems, tell } from '../step.ts';
import { decidedPhrase, quoteFacts, readyAfter, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { canReach, watchQuote } from './ask-quote.ts';
import { pingDecided, revokedCard } from './mechanic.ts';
import { type AnyQuote, findQuote, openQuoteIn } from './open-quotes.ts';
import { sayRefused } from './refused.ts';
import type { Step } from './step.ts';
import { watchUnread } from './unread.ts';

type DecisionEvent =
  | RepairEventOf<'QuoteDecided'>
  | RepairEventOf<'DecisionRefused'>
  | RepairEventOf<'DecisionRevoked'>;

/** A decision, an answer that is none, and a change of mind. */
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
    { do: 'close-question', quoteId, version, because: { why: 'decided', outcome, total, at: decidedAt } },
    ...(scene.pendingAnswer?.quoteId === quoteId ? [{ do: 'void-answer' } as const] : []),
    ...echoes(event, scene, answered),
    ...pingDecided(answered, decision),
    watchUnread(scene, answered.view, quoteId),
    { do: 'sleep', kind: 'watch-quote', subject: repairId },
    ...(scene.pausedUntil ? [{ do: 'pause-reminders', until: undefined } as const] : []),
    ...endItems(scene, 'decided', (item) => item.repairId === repairId && isAbout(decision, item)),
    ...clearUnclear(scene),
    ...promiseWhatWasChosen(scene, answered, outcome),
  ];
}

/** A question is answered and a promised call is made all the same; whoever writes a decision down has just had that call. */
function isAbout({ evidence }: QuoteDecision, { kind }: WaitingItem): boolean {
  return kind === 'call' || kind === 'authorisation' || (kind === 'callback' && evidence.how === 'staff');
}

/** The contract copy, to the one who decided at once and to everybody else who might have. */
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
      // Nobody has to be called to hear what he has just said at the telephone.
      return canReach(scene, customerId) ? [tell(customerId, phrase, 'notification', { about, evenQuiet: true })] : [];
    });
}

/** The ready time that came with the choice is from now on the promised one; the echo has told it. */
function promiseWhatWasChosen(
  scene: Scene,
  { view, version }: AnyQuote,
  outcome: RepairEventOf<'QuoteDecided'>['data']['decision']['outcome'],
): readonly Step[] {
  const { repairId, status, promisedAt: before } = view.repair;
  const promisedAt = readyAfter(version, outcome);
  const active = status === 'registered' || status === 'started';
  if (!active || !promisedAt || promisedAt <= scene.now || promisedAt.getTime() === before?.getTime()) return [];
  return [command({ type: 'PromiseTime', data: { repairId, promisedAt }, meta: byBot(scene) })];
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
  // Past its validity, or beside another open quote, it is not asked again: the next event says so.
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
