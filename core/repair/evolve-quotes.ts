import { assertNever } from '../decision.ts';
import type { Quote, QuoteVersion, ReleasedStanding, VersionStanding } from './quote.ts';
import type { RepairEvent, RepairEventOf } from './repair.ts';

type QuoteEvent = Extract<
  RepairEvent,
  {
    type:
      | 'QuoteDrafted'
      | 'QuoteReleased'
      | 'QuoteSuperseded'
      | 'QuoteWithdrawn'
      | 'QuoteExpired'
      | 'QuoteDecided'
      | 'DecisionRevoked'
      | 'ApprovedWorkBegun';
  }
>;

/** The quotes of a repair after one more event. */
export function evolveQuotes(quotes: readonly Quote[], event: QuoteEvent): readonly Quote[] {
  if (event.type === 'ApprovedWorkBegun') {
    const { data, meta } = event;
    return quotes.map((quote) => (data.quoteIds.includes(quote.quoteId) ? { ...quote, workBegunAt: meta.at } : quote));
  }
  if (event.type === 'QuoteDrafted') return drafted(quotes, event);
  return quotes.map((quote) => (quote.quoteId === event.data.quoteId ? changed(quote, event) : quote));
}

function drafted(quotes: readonly Quote[], { data }: RepairEventOf<'QuoteDrafted'>): readonly Quote[] {
  const { quoteId, number, version, lines, total, readyIfApproved, readyIfDeclined } = data;
  const draft: QuoteVersion = {
    version,
    lines,
    total,
    readyIfApproved,
    readyIfDeclined,
    standing: { status: 'draft' },
  };
  if (!quotes.some((quote) => quote.quoteId === quoteId))
    return [...quotes, { quoteId, number, versions: [draft], workBegunAt: undefined }];
  return quotes.map((quote) =>
    quote.quoteId === quoteId
      ? { ...quote, versions: [...quote.versions.filter((other) => other.version !== version), draft] }
      : quote,
  );
}

type Change = Exclude<QuoteEvent, { type: 'QuoteDrafted' | 'ApprovedWorkBegun' }>;

function changed(quote: Quote, event: Change): Quote {
  if (event.type === 'QuoteWithdrawn' && isUnseenSuccessor(quote, event.data.version))
    return { ...quote, versions: quote.versions.filter(({ version }) => version !== event.data.version) };
  return {
    ...quote,
    versions: quote.versions.map((version) =>
      version.version === event.data.version
        ? { ...version, standing: standingAfter(version.standing, event) }
        : version,
    ),
  };
}

/** Nobody saw it, so it leaves no gap: the last version stays the one that the customer saw last. */
function isUnseenSuccessor({ versions }: Quote, number: number): boolean {
  return versions.length > 1 && versions.find(({ version }) => version === number)?.standing.status === 'draft';
}

function standingAfter(before: VersionStanding, { type, data, meta }: Change): VersionStanding {
  switch (type) {
    case 'QuoteReleased':
      return {
        status: 'released',
        releasedAt: meta.at,
        validUntil: data.validUntil,
        mechanicWaits: data.mechanicWaits,
      };
    case 'QuoteSuperseded':
      return { status: 'superseded', by: data.by };
    case 'QuoteWithdrawn':
      return { status: 'withdrawn' };
    case 'QuoteExpired':
      return { status: 'expired', validUntil: data.validUntil };
    case 'QuoteDecided':
      return before.status === 'released' ? { status: 'decided', decision: data.decision, released: before } : before;
    case 'DecisionRevoked':
      return before.status === 'decided' ? reopened(before.released, meta.at) : before;
    default:
      return assertNever(type);
  }
}

/** What was written before the change of mind is no answer to the question that it reopened. */
function reopened(released: ReleasedStanding, at: Date): ReleasedStanding {
  return { ...released, releasedAt: at };
}
