import type { MessageId } from '../../core/ids.ts';
import { standingDecision } from '../../core/repair/queries.ts';
import type { QuoteDecision } from '../../core/repair/quote.ts';
import { findQuote, openQuoteIn, openQuotesFor } from '../react/open-quotes.ts';
import { askAgain } from '../react/refused.ts';
import type { Step } from '../react/step.ts';
import { decidedPhrase } from '../wording/customer/facts.ts';
import { confirmAll, confirmNone } from './confirming.ts';
import { optOut } from './converse-optout.ts';
import { understand } from './understanding/understand.ts';
import { answer, isWaiting, takeBack, to, type Visit } from './visit.ts';

/**
 * What is changed afterwards never answers; staff see both texts. Words that still wait out their seconds no longer stand as they were
 * said, so they approve nothing; a decision that was made by them stands, and its writer is told so and how to change it.
 */
export function converseEdited(
  visit: Visit,
  { edits, text }: { readonly edits?: MessageId; readonly text: string },
): readonly Step[] {
  const { scene, address } = visit;
  const { pendingAnswer: pending, conversation } = scene;
  // Who wants no more messages gets none, however that is said.
  const anew = understand(text, { lines: [] });
  if ('ask' in anew && anew.ask === 'optout') return [optOut(visit)];
  if (!edits || address.frozen || !address.proven || conversation.controller.kind === 'agent') return [];
  if (pending?.messageIds.includes(edits) && isWaiting(visit)) {
    const found = findQuote(scene, pending.quoteId, pending.version);
    const open = found && openQuoteIn(found.view);
    return [...takeBack(visit), ...(open ? [askAgain(scene, open, to(visit), 'edited')] : [])];
  }
  const stands = whatStands(visit, edits);
  return stands.length > 0 ? stands : askedAnew(visit, text);
}

/** Words that answered nothing, now like an answer: the question that fits them, and never a decision. */
function askedAnew(visit: Visit, text: string): readonly Step[] {
  const [open, ...others] = openQuotesFor(visit.scene, visit.person.customerId);
  if (!open || others.length > 0) return [];
  const understood = understand(text, { lines: [] });
  if (!('answer' in understood)) return [];
  return understood.answer === 'approve' ? confirmAll(visit, open) : confirmNone(visit, open);
}

function whatStands(visit: Visit, edits: MessageId): readonly Step[] {
  return visit.scene.repairs.flatMap((view) =>
    view.repair.quotes.flatMap((quote) => {
      const standing = standingDecision(quote);
      if (!standing || !isBy(standing.decision, edits)) return [];
      const phrase = decidedPhrase(visit.scene, view, quote, true, visit.person.customerId);
      const about = { repairId: view.repair.repairId, quoteId: quote.quoteId, version: standing.version.version };
      return phrase ? [answer(visit, phrase, { about })] : [];
    }),
  );
}

function isBy({ evidence }: QuoteDecision, messageId: MessageId): boolean {
  return (evidence.how === 'words' || evidence.how === 'digits') && evidence.messageIds.includes(messageId);
}
