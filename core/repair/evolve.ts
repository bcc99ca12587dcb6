import { assertNever } from '../decision.ts';
import type { Known } from './guard.ts';
import { evolvePhotos } from './photos.ts';
import type {
  Quote,
  QuoteVersion,
  ReleasedStanding,
  Repair,
  RepairEvent,
  RepairEventOf,
  VersionStanding,
} from './repair.ts';

/** Ignores an event that does not fit the status. */
export function evolve(repair: Repair, event: RepairEvent): Repair {
  if (event.type === 'RepairRegistered') return registered(event);
  return repair.status === 'none' ? repair : later(repair, event);
}

function registered({ data, meta }: RepairEventOf<'RepairRegistered'>): Repair {
  return {
    status: 'registered',
    repairId: data.repairId,
    garageId: data.garageId,
    conversationId: data.conversationId,
    vehicleId: data.vehicleId,
    contacts: data.contacts,
    mechanicId: data.mechanicId,
    agreedAmount: data.agreedAmount,
    registeredAt: meta.at,
    promisedAt: undefined,
    onLift: false,
    blocked: undefined,
    findings: [],
    quotes: [],
    photos: [],
  };
}

function later(repair: Known, event: Exclude<RepairEvent, { type: 'RepairRegistered' }>): Repair {
  switch (event.type) {
    case 'OrderAgreed':
      return { ...repair, agreedAmount: event.data.amount };
    case 'ContactsChanged':
      return { ...repair, contacts: event.data.contacts };
    case 'MechanicAssigned':
      return { ...repair, mechanicId: event.data.mechanicId };
    case 'LiftChanged':
      return { ...repair, onLift: event.data.on };
    case 'TimePromised':
      return { ...repair, promisedAt: event.data.promisedAt };
    case 'RepairBlocked':
      return { ...repair, blocked: blockedBy(repair, event) };
    case 'RepairResumed':
      return { ...repair, blocked: undefined };
    case 'FindingRecorded':
      return { ...repair, findings: withFinding(repair, event) };
    case 'FindingDropped':
      return { ...repair, findings: repair.findings.filter(({ findingId }) => findingId !== event.data.findingId) };
    case 'RepairStarted':
    case 'RepairCompleted':
    case 'RepairReopened':
    case 'RepairCancelled':
    case 'VehicleCollected':
      return step(repair, event);
    case 'QuoteDrafted':
      return { ...repair, findings: priced(repair, event), quotes: evolveQuotes(repair.quotes, event) };
    case 'PhotoAttached':
    case 'PhotoDetached':
    case 'PhotosShown':
      return { ...repair, photos: evolvePhotos(repair.photos, event) };
    case 'QuoteReleased':
      return {
        ...repair,
        photos: evolvePhotos(repair.photos, event),
        quotes: evolveQuotes(repair.quotes, event),
      };
    case 'QuoteSuperseded':
    case 'QuoteWithdrawn':
    case 'QuoteExpired':
    case 'QuoteDecided':
    case 'DecisionRevoked':
    case 'ApprovedWorkBegun':
      return { ...repair, quotes: evolveQuotes(repair.quotes, event) };
    case 'DecisionRefused':
      return repair;
    default:
      return assertNever(event);
  }
}

type Step = Extract<
  RepairEvent,
  { type: 'RepairStarted' | 'RepairCompleted' | 'RepairReopened' | 'RepairCancelled' | 'VehicleCollected' }
>;

function step(repair: Known, { type, data, meta }: Step): Repair {
  const facts = factsOf(repair);
  switch (type) {
    case 'RepairStarted':
      return { ...facts, status: 'started', startedAt: meta.at };
    case 'RepairCompleted':
      return repair.status === 'started'
        ? { ...facts, status: 'completed', startedAt: repair.startedAt, completedAt: meta.at, amount: data.amount }
        : repair;
    case 'RepairReopened':
      return repair.status === 'completed' ? { ...facts, status: 'started', startedAt: repair.startedAt } : repair;
    case 'RepairCancelled':
      return { ...facts, status: 'cancelled', cancelledAt: meta.at };
    case 'VehicleCollected':
      return { ...facts, status: 'collected', collectedAt: meta.at };
    default:
      return assertNever(type);
  }
}

/** Keeps only what every status has, so that a time of an earlier status does not live on. */
function factsOf(repair: Known) {
  return {
    repairId: repair.repairId,
    garageId: repair.garageId,
    conversationId: repair.conversationId,
    vehicleId: repair.vehicleId,
    contacts: repair.contacts,
    mechanicId: repair.mechanicId,
    agreedAmount: repair.agreedAmount,
    registeredAt: repair.registeredAt,
    promisedAt: repair.promisedAt,
    onLift: repair.onLift,
    blocked: repair.blocked,
    findings: repair.findings,
    quotes: repair.quotes,
    photos: repair.photos,
  };
}

/** A new estimate for the same wait does not start the wait again. */
function blockedBy({ blocked }: Known, { data, meta }: RepairEventOf<'RepairBlocked'>) {
  return {
    by: data.by,
    since: blocked?.by === data.by ? blocked.since : meta.at,
    ...(data.until ? { until: data.until } : {}),
  };
}

function withFinding({ findings }: Known, { data }: RepairEventOf<'FindingRecorded'>): Known['findings'] {
  const { findingId, severity } = data;
  return findings.some((finding) => finding.findingId === findingId)
    ? findings.map((finding) => (finding.findingId === findingId ? { ...finding, severity } : finding))
    : [...findings, { findingId, severity, priced: false }];
}

function priced({ findings }: Known, { data }: RepairEventOf<'QuoteDrafted'>): Known['findings'] {
  const inQuote = new Set(data.lines.map(({ findingId }) => findingId));
  return findings.map((finding) => (inQuote.has(finding.findingId) ? { ...finding, priced: true } : finding));
}

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

function evolveQuotes(quotes: readonly Quote[], event: QuoteEvent): readonly Quote[] {
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

/**
 * Leaves no gap for a draft that nobody saw: the last version stays the one that the customer saw
 * last.
 */
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

/** Words from before the change of mind do not answer the reopened question. */
function reopened(released: ReleasedStanding, at: Date): ReleasedStanding {
  return { ...released, releasedAt: at };
}
