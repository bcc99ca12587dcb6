import { accept, reject } from '../decision.ts';
import { answeredAt, refusedActor, refusedEvidence, refusedStanding } from './evidence.ts';
import { isActive, type RepairDecision, withdrawn, wrongStatus } from './guard.ts';
import { choiceNumbers, totalOf } from './lines.ts';
import { quoteOf } from './queries.ts';
import type { Outcome, Quote, QuoteDecision, QuoteVersion, Selection } from './quote.ts';
import type { DecisionRefusal, Repair, RepairCommandOf, RepairEvent, RepairRules } from './repair.ts';

type Decide = RepairCommandOf<'DecideQuote'>;

/** An answer that does not bind is recorded as refused, because the audit trail keeps it. */
export function decideQuote(command: Decide, repair: Repair, rules: RepairRules): RepairDecision {
  const { data, meta } = command;
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const quote = quoteOf(repair, data.quoteId);
  const version = quote?.versions.find(({ version }) => version === data.version);
  if (!quote || !version) return reject({ code: 'UnknownQuote' });

  const because = refusal(command, repair, quote, version, rules);
  if (because) return refuse(command, because);
  if (!isActive(repair)) return reject(wrongStatus(repair));

  const decision = decisionOf(command, version);
  if (!decision) return refuse(command, 'unknown_line');
  const { repairId, quoteId } = data;
  const decided = {
    type: 'QuoteDecided',
    data: { repairId, quoteId, version: version.version, decision },
    meta,
  } as const;
  // A successor that was still being drafted would be an edit of what is now decided.
  const drafts = withdrawn(repair, quote, meta).filter((event) => event.data.version !== version.version);
  return accept<RepairEvent>(decided, ...drafts);
}

function refuse({ data, meta }: Decide, because: DecisionRefusal): RepairDecision {
  const { repairId, quoteId, version, evidence } = data;
  return accept({ type: 'DecisionRefused', data: { repairId, quoteId, version, because, how: evidence.how }, meta });
}

/** Who, where, which version, when, and what else it could have meant: in this order the answer is most useful. */
function refusal(
  { data, meta }: Decide,
  repair: Repair,
  quote: Quote,
  version: QuoteVersion,
  rules: RepairRules,
): DecisionRefusal | undefined {
  const { evidence, selection } = data;
  const newer = quote.versions.some((other) => other.version > version.version && other.standing.status !== 'draft');
  const first = refusedActor(meta.by, evidence, repair) ?? refusedStanding(version, newer);
  if (first || version.standing.status !== 'released') return first;
  if (answeredAt(evidence, meta.at) > version.standing.validUntil) return 'expired';
  // Words that name some lines are echoed with buttons first; only digits and buttons name lines.
  if (evidence.how === 'words' && selection.kind === 'numbers') return 'unknown_line';
  return approvedBy(selection, version) ? refusedEvidence(evidence, version.standing, meta.at, rules) : 'unknown_line';
}

/** The numbers that this selection approves; undefined when it names none, or one that the version does not have. */
function approvedBy(selection: Selection, { lines }: QuoteVersion): readonly number[] | undefined {
  const all = choiceNumbers(lines);
  if (selection.kind === 'all') return all;
  if (selection.kind === 'none') return [];
  const { numbers } = selection;
  const known = numbers.length > 0 && numbers.every((number) => all.includes(number));
  return known ? all.filter((number) => numbers.includes(number)) : undefined;
}

/** Undefined when what is approved adds up to less than nothing: a discount is not taken by itself. */
function decisionOf({ data, meta }: Decide, version: QuoteVersion): QuoteDecision | undefined {
  const approved = approvedBy(data.selection, version);
  if (!approved) return undefined;
  const declined = choiceNumbers(version.lines).filter((number) => !approved.includes(number));
  const total = totalOf(version.lines, approved, version.total.currency);
  if (total.minor < 0) return undefined;
  return {
    decisionId: data.decisionId,
    outcome: outcomeOf(approved, declined),
    approved,
    declined,
    total,
    decidedAt: meta.at,
    by: meta.by,
    evidence: data.evidence,
  };
}

function outcomeOf(approved: readonly number[], declined: readonly number[]): Outcome {
  if (approved.length === 0) return 'rejected';
  return declined.length === 0 ? 'approved' : 'partly';
}
