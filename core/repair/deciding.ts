import { accept, assertNever, reject } from '../decision.ts';
import type { Actor } from '../ids.ts';
import { isActive, mayDecide, quoteOf, type RepairDecision, withdrawn, wrongStatus } from './guard.ts';
import { choiceNumbers, totalOf } from './lines.ts';
import type {
  DecisionOutcome,
  DecisionRefusal,
  Evidence,
  Quote,
  QuoteDecision,
  QuoteVersion,
  ReleasedStanding,
  Repair,
  RepairCommandOf,
  RepairEvent,
  RepairRules,
  Selection,
  ShownEvidence,
} from './repair.ts';

type Decide = RepairCommandOf<'DecideQuote'>;

/** Records an answer that does not bind as refused, for the audit trail. */
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
  // A draft of the next version would be an edit of what is now decided.
  const drafts = withdrawn(repair, quote, meta).filter((event) => event.data.version !== version.version);
  return accept<RepairEvent>(decided, ...drafts);
}

function refuse({ data, meta }: Decide, because: DecisionRefusal): RepairDecision {
  const { repairId, quoteId, version, evidence } = data;
  return accept({ type: 'DecisionRefused', data: { repairId, quoteId, version, because, how: evidence.how }, meta });
}

/**
 * Checks who, where, which version, when and what else it could mean: in this order the refusal
 * helps most.
 */
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
  // Only digits and buttons choose lines; words that do are confirmed with buttons first.
  if (evidence.how === 'words' && selection.kind === 'numbers') return 'unknown_line';
  return approvedBy(selection, version) ? refusedEvidence(evidence, version.standing, meta.at, rules) : 'unknown_line';
}

/**
 * Returns the approved numbers; undefined when it names none, or one that the version does not
 * have.
 */
function approvedBy(selection: Selection, { lines }: QuoteVersion): readonly number[] | undefined {
  const all = choiceNumbers(lines);
  if (selection.kind === 'all') return all;
  if (selection.kind === 'none') return [];
  const { numbers } = selection;
  const known = numbers.length > 0 && numbers.every((number) => all.includes(number));
  return known ? all.filter((number) => numbers.includes(number)) : undefined;
}

/**
 * Undefined when the approved lines add up to less than nothing: a discount is not taken by itself.
 */
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

function outcomeOf(approved: readonly number[], declined: readonly number[]): DecisionOutcome {
  if (approved.length === 0) return 'rejected';
  return declined.length === 0 ? 'approved' : 'partly';
}

export type Written = Extract<Evidence, { how: 'digits' | 'words' }>;

/** Checks that this person may decide and answered in a way that counts for them. */
function refusedActor(by: Actor, evidence: Evidence, repair: Repair): DecisionRefusal | undefined {
  if (by.kind === 'customer') {
    if (evidence.how === 'staff' || !mayDecide(repair, by.customerId)) return 'may_not_decide';
    if (evidence.answered.addressId !== by.addressId) return 'may_not_decide';
    return evidence.answered.proven ? undefined : 'not_proven';
  }
  const onBehalf = by.kind === 'staff' && by.role !== 'mechanic' && evidence.how === 'staff';
  // "Somebody said so" is no evidence: the person who spoke must be written down.
  return onBehalf && evidence.spokeWith !== '' ? undefined : 'may_not_decide';
}

/** Returns why a version cannot be answered any more, or not yet. */
function refusedStanding(version: QuoteVersion, newerReleased: boolean): DecisionRefusal | undefined {
  switch (version.standing.status) {
    case 'released':
      return undefined;
    case 'draft':
      return 'not_delivered';
    case 'superseded':
      return 'old_version';
    case 'withdrawn':
      return newerReleased ? 'old_version' : 'withdrawn';
    case 'expired':
      return newerReleased ? 'old_version' : 'expired';
    case 'decided':
      return 'already_decided';
    default:
      return assertNever(version.standing);
  }
}

/**
 * Returns the time that counts against the validity: that of the words, else of the tap or of the
 * writing down.
 */
function answeredAt(evidence: Evidence, at: Date): Date {
  return isWritten(evidence) ? evidence.sentAt : at;
}

export function isWritten(evidence: Evidence): evidence is Written {
  return evidence.how === 'digits' || evidence.how === 'words';
}

const minute = 60_000;

/**
 * Checks that the answer can be about this version, and about nothing else. A button says so by
 * itself.
 */
function refusedEvidence(
  evidence: Evidence,
  { releasedAt }: ReleasedStanding,
  at: Date,
  rules: RepairRules,
): DecisionRefusal | undefined {
  if (evidence.how === 'button') return undefined;
  if (evidence.how === 'staff') {
    // People write down the minute of a call. Words from before the quote was out do not answer it.
    const spoken = evidence.spokenAt <= at && floor(evidence.spokenAt, minute) >= floor(releasedAt, minute);
    return spoken ? undefined : 'sent_before_delivery';
  }
  return refusedTime(evidence, releasedAt, rules) ?? refusedContext(evidence.shown);
}

/** Networks' times are coarse: two within one step count as equal, which is not "before". */
function refusedTime(
  { sentAt, shown, messageIds }: Written,
  releasedAt: Date,
  { replacedGraceMs }: RepairRules,
): DecisionRefusal | undefined {
  const { deliveredAt, receipts, replacedAnother, clockPrecisionMs } = shown;
  if (deliveredAt === undefined || messageIds.length === 0) return 'not_delivered';
  // Without receipts it is unknown when the new version reached the screen; until the grace time is
  // over an answer may mean the old one.
  const grace = !receipts && replacedAnother ? replacedGraceMs : 0;
  const sent = floor(sentAt, clockPrecisionMs);
  const seen = floor(deliveredAt, clockPrecisionMs) + grace;
  const open = floor(releasedAt, clockPrecisionMs);
  return sent >= seen && sent >= open ? undefined : 'sent_before_delivery';
}

function refusedContext({ newestQuestion, botControls, openQuotes }: ShownEvidence): DecisionRefusal | undefined {
  if (!newestQuestion) return 'not_newest_question';
  if (!botControls) return 'agent_controls';
  return openQuotes === 1 ? undefined : 'several_quotes';
}

function floor(at: Date, step: number): number {
  const ms = at.getTime();
  return step > 1 ? Math.floor(ms / step) * step : ms;
}
