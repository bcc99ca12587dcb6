import { accept, reject } from '../decision.ts';
import { exceeds, type Money } from '../money.ts';
import {
  type Active,
  currentVersion,
  isActive,
  openQuote,
  openVersions,
  quoteOf,
  type RepairDecision,
  releasedVersion,
  sameTime,
  withdrawn,
  wrongStatus,
} from './guard.ts';
import { priced } from './lines.ts';
import type {
  Quote,
  QuoteLine,
  QuoteVersion,
  Repair,
  RepairCommandOf,
  RepairEventOf,
  RepairRejection,
  RepairRules,
} from './repair.ts';

/**
 * Gives the open quote its next version or a better draft; without an open quote a new one begins.
 */
export function draft(
  { data, meta }: RepairCommandOf<'DraftQuote'>,
  repair: Repair,
  { currency }: RepairRules,
): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const price = priced(data.lines, currency);
  if ('refused' in price) return price.refused;
  const open = openQuote(repair);
  // A settled quote is never edited: more work needs an id of its own.
  if (!open && quoteOf(repair, data.quoteId)) return reject({ code: 'UnknownQuote' });
  const current = open && currentVersion(open);
  if (current && sameDraft(current, data)) return accept();
  const { quoteId, number } = open ?? data;
  return accept({
    type: 'QuoteDrafted',
    data: { ...data, quoteId, number, version: nextVersion(current), total: price.total },
    meta,
  });
}

function nextVersion(current: QuoteVersion | undefined): number {
  if (!current) return 1;
  return current.standing.status === 'draft' ? current.version : current.version + 1;
}

type Draft = Pick<QuoteVersion, 'lines' | 'readyIfApproved' | 'readyIfDeclined'>;

function sameDraft(a: Draft, b: Draft): boolean {
  return (
    sameTime(a.readyIfApproved, b.readyIfApproved) &&
    sameTime(a.readyIfDeclined, b.readyIfDeclined) &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => sameLine(line, b.lines[index]))
  );
}

function sameLine(a: QuoteLine, b: QuoteLine | undefined): boolean {
  return (
    b !== undefined &&
    a.lineId === b.lineId &&
    a.number === b.number &&
    a.severity === b.severity &&
    a.amount.minor === b.amount.minor &&
    a.vatRate === b.vatRate &&
    a.findingId === b.findingId
  );
}

/**
 * Sends the current draft, or an expired version again; the version before it stops counting at the
 * same time.
 */
export function release(command: RepairCommandOf<'ReleaseQuote'>, repair: Repair, rules: RepairRules): RepairDecision {
  if (!isActive(repair)) return reject(wrongStatus(repair));
  const quote = quoteOf(repair, command.data.quoteId);
  if (!quote) return reject({ code: 'UnknownQuote' });
  const version = quote.versions.find(({ version }) => version === command.data.version);
  if (!version) return reject({ code: 'NothingToRelease' });
  const refusal = mayNotRelease(command, version, rules);
  if (refusal) return reject(refusal);
  if (version.standing.status === 'released') return accept();
  const obstacle = unreleasable(command, repair, quote, version);
  return obstacle ? reject(obstacle) : accept(...released(command, quote, version));
}

function mayNotRelease(
  { meta }: RepairCommandOf<'ReleaseQuote'>,
  { total }: QuoteVersion,
  { mechanicReleasesUpTo: limit }: RepairRules,
): RepairRejection | undefined {
  if (meta.by.kind !== 'staff') return { code: 'NotStaff' };
  const limited = meta.by.role === 'mechanic' && limit !== undefined && isOver(total, limit);
  return limited ? { code: 'OverReleaseLimit', limit } : undefined;
}

function isOver(total: Money, limit: Money): boolean {
  return total.currency !== limit.currency || exceeds(total, limit);
}

function unreleasable(
  { data, meta }: RepairCommandOf<'ReleaseQuote'>,
  repair: Active,
  quote: Quote,
  { version, standing }: QuoteVersion,
): RepairRejection | undefined {
  const current = currentVersion(quote)?.version === version;
  const ready = standing.status === 'draft' || standing.status === 'expired';
  // A quote that expires before it is sent asks nothing.
  if (!current || !ready || data.validUntil <= meta.at) return { code: 'NothingToRelease' };
  const other = openQuote(repair);
  const [open] = other && other.quoteId !== quote.quoteId ? openVersions(other) : [];
  return other && open && { code: 'OpenQuote', quoteId: other.quoteId, version: open.version };
}

function released(
  { data, meta }: RepairCommandOf<'ReleaseQuote'>,
  quote: Quote,
  { version, total }: QuoteVersion,
): readonly (RepairEventOf<'QuoteSuperseded'> | RepairEventOf<'QuoteReleased'>)[] {
  const replaces = releasedVersion(quote)?.version;
  const { repairId, quoteId } = data;
  const release = { type: 'QuoteReleased', data: { ...data, total, replaces }, meta } as const;
  if (replaces === undefined) return [release];
  return [{ type: 'QuoteSuperseded', data: { repairId, quoteId, version: replaces, by: version }, meta }, release];
}

/** Takes back what is released and drafted of a quote; a decision stays. */
export function withdraw({ data, meta }: RepairCommandOf<'WithdrawQuote'>, repair: Repair): RepairDecision {
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const quote = quoteOf(repair, data.quoteId);
  return quote ? accept(...withdrawn(repair, quote, meta)) : reject({ code: 'UnknownQuote' });
}

/**
 * Does nothing when it is too early or already settled: a timer may fire at any time and more than
 * once.
 */
export function expire({ data, meta }: RepairCommandOf<'ExpireQuote'>, repair: Repair): RepairDecision {
  if (repair.status === 'none') return reject(wrongStatus(repair));
  const version = quoteOf(repair, data.quoteId)?.versions.find(({ version }) => version === data.version);
  if (!version) return reject({ code: 'UnknownQuote' });
  if (version.standing.status !== 'released' || meta.at < version.standing.validUntil) return accept();
  return accept({ type: 'QuoteExpired', data: { ...data, validUntil: version.standing.validUntil }, meta });
}
