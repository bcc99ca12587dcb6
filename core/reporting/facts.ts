import type { ConversationEvent } from '../conversation/conversation.ts';
import type { RepairEvent } from '../repair/repair.ts';

/** A measured moment of one event, with ids and amounts only. */
export type Fact = {
  readonly kind: FactKind;
  readonly at: Date;
  readonly quoteId?: string;
  readonly version?: number;
  readonly staffId?: string;
  readonly amountMinor?: number;
  readonly data?: Readonly<Record<string, string | number | boolean>>;
};

export type FactKind = RepairEvent['type'] | ConversationEvent['type'];

/**
 * Every event is a fact, so that facts can be rebuilt from the two streams. The columns are what
 * reports filter by.
 */
export function factOf(event: RepairEvent | ConversationEvent): Fact {
  return {
    kind: event.type,
    at: event.meta.at,
    ...byStaff(event),
    ...aboutQuote(event),
    ...details(event),
  };
}

function byStaff({ meta: { by } }: RepairEvent | ConversationEvent): Pick<Fact, 'staffId'> {
  return by.kind === 'staff' ? { staffId: by.staffId } : {};
}

function aboutQuote({ data }: RepairEvent | ConversationEvent): Pick<Fact, 'quoteId' | 'version'> {
  return 'quoteId' in data && 'version' in data ? { quoteId: data.quoteId, version: data.version } : {};
}

function details(event: RepairEvent | ConversationEvent): Pick<Fact, 'amountMinor' | 'data'> {
  switch (event.type) {
    case 'QuoteReleased':
      return { amountMinor: event.data.total.minor, data: { waits: event.data.mechanicWaits } };
    case 'QuoteDecided': {
      const { outcome, total, evidence } = event.data.decision;
      return { amountMinor: total.minor, data: { outcome, how: evidence.how } };
    }
    case 'DecisionRefused':
      return { data: { because: event.data.because } };
    case 'RepairCompleted':
      return event.data.amount ? { amountMinor: event.data.amount.minor } : {};
    case 'LiftChanged':
      return { data: { on: event.data.on } };
    case 'RepairBlocked':
    case 'RepairResumed':
      return { data: { by: event.data.by } };
    case 'ItemRaised':
    case 'ItemEnded':
      return { data: { kind: event.data.kind, itemId: event.data.itemId } };
    default:
      return {};
  }
}
