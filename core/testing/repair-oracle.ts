import type { QuoteLine, RepairCommand, RepairEvent, RepairEventOf, RepairRules } from '../repair/repair.ts';

/** For each event of a quote how many decisions stand after it, read off the log alone. */
export function decisionsOn(log: readonly RepairEvent[], quoteId: string): readonly number[] {
  let standing = 0;
  return log.map((event) => {
    if (event.type === 'QuoteDecided' && event.data.quoteId === quoteId) standing += 1;
    if (event.type === 'DecisionRevoked' && event.data.quoteId === quoteId) standing -= 1;
    return standing;
  });
}

/** The lines of a version as they were last drafted. */
export function linesOf(log: readonly RepairEvent[], quoteId: string, version: number): readonly QuoteLine[] {
  return (
    lastOf(log, 'QuoteDrafted', ({ data }) => data.quoteId === quoteId && data.version === version)?.data.lines ?? []
  );
}

function lastOf<Type extends RepairEvent['type']>(
  log: readonly RepairEvent[],
  type: Type,
  fits: (event: RepairEventOf<Type>) => boolean,
): RepairEventOf<Type> | undefined {
  return log.filter((event): event is RepairEventOf<Type> => event.type === type).findLast(fits);
}

/**
 * Whether an answer binds, written down a second time from the rules and read off the log, so that the decider is
 * held against something that does not share its code or its state.
 */
export function binds(command: RepairCommand, log: readonly RepairEvent[], rules: RepairRules): boolean {
  if (command.type !== 'DecideQuote') return false;
  const question = openQuestion(log, command.data.quoteId, command.data.version);
  if (!question) return false;
  const { evidence, selection } = command.data;
  const { by, at } = command.meta;
  const numbers = linesOf(log, command.data.quoteId, command.data.version).map(({ number }) => number);
  const named = selection.kind !== 'numbers' || selection.numbers.length > 0;
  const known = selection.kind !== 'numbers' || selection.numbers.every((number) => numbers.includes(number));
  if (!named || !known) return false;
  if (evidence.how === 'staff')
    return by.kind === 'staff' && by.role !== 'mechanic' && evidence.spokenAt <= at && at <= question.validUntil;
  if (by.kind !== 'customer' || !decides(log, by.customerId)) return false;
  if (!evidence.answered.proven || evidence.answered.addressId !== by.addressId) return false;
  if (evidence.how === 'button') return at <= question.validUntil;
  const { shown, sentAt } = evidence;
  if (shown.deliveredAt === undefined || sentAt > question.validUntil) return false;
  if (!shown.newestQuestion || !shown.botControls || shown.openQuotes !== 1) return false;
  if (evidence.how === 'words' && selection.kind === 'numbers') return false;
  const grace = !shown.receipts && shown.replacedAnother ? rules.replacedGraceMs : 0;
  // In whole steps of the provider's clock an answer is never earlier than what it answers.
  const gap = sentAt.getTime() - shown.deliveredAt.getTime() - grace;
  const sinceOpen = sentAt.getTime() - question.openSince.getTime();
  return gap > -shown.clockPrecisionMs && sinceOpen > -shown.clockPrecisionMs && evidence.messageIds.length > 0;
}

function decides(log: readonly RepairEvent[], customerId: string): boolean {
  const last = log.findLast(({ type }) => type === 'ContactsChanged' || type === 'RepairRegistered');
  const contacts = last && 'contacts' in last.data ? last.data.contacts : [];
  return contacts.some((contact) => contact.customerId === customerId && contact.decides);
}

type Question = { readonly validUntil: Date; readonly openSince: Date };

/** The question that this version asks after everything that happened, if it asks one. */
function openQuestion(log: readonly RepairEvent[], quoteId: string, version: number): Question | undefined {
  let question: Question | undefined;
  let before: Question | undefined;
  for (const event of log) {
    if (!('quoteId' in event.data) || event.data.quoteId !== quoteId) continue;
    if (!('version' in event.data) || event.data.version !== version) continue;
    if (event.type === 'QuoteReleased') {
      before = { validUntil: event.data.validUntil, openSince: event.meta.at };
      question = before;
    } else if (event.type === 'DecisionRevoked') question = before && { ...before, openSince: event.meta.at };
    else if (event.type !== 'DecisionRefused' && event.type !== 'QuoteDrafted') question = undefined;
  }
  return question;
}
