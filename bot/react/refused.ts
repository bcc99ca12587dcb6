import { assertNever } from '../../core/decision.ts';
import type { CustomerId } from '../../core/ids.ts';
import { releasedVersion } from '../../core/repair/queries.ts';
import type { DecisionRefusal } from '../../core/repair/repair.ts';
import { wasShown } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { asksQuote, tell } from '../step.ts';
import { decidedPhrase, introduction, quoteFacts, vehicleFacts } from '../wording/customer/facts.ts';
import type { CustomerPhrase, UnclearReason } from '../wording/customer/phrase.ts';
import { quotePhrase } from './ask-quote.ts';
import { type AnyQuote, type OpenQuote, openQuoteIn } from './open-quotes.ts';
import type { Step } from './step.ts';

type To = { readonly customerId: CustomerId; readonly answerTo: Extract<Step, { do: 'tell' }>['answerTo'] };

/** The question once more, saying that nothing has been approved and why. */
export function askAgain(scene: Scene, open: OpenQuote, to: To, why: UnclearReason = 'unclear'): Step {
  const quote = quoteFacts(scene, open.view, open.quote, open.version);
  const phrase: CustomerPhrase = { kind: 'unclear-quote', vehicle: vehicleFacts(open.view), quote, why };
  return tell(to.customerId, phrase, 'answer', { ...asksQuote(open, 'again'), answerTo: to.answerTo });
}

/** What is said when an answer did not become a decision. */
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
      // The person who has the conversation answers.
      return [];
    default:
      return assertNever(because);
  }
}

/** An answer to what is no longer asked: the current version, what was decided, or that it no longer stands. */
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
