import type { Message } from '../actor.ts';
import type {
  ConversationId,
  CustomerId,
  DecisionId,
  FindingId,
  GarageId,
  MessageId,
  QuoteId,
  RepairId,
  StaffId,
  VehicleId,
} from '../ids.ts';
import type { BasisPoints, Currency, Money } from '../money.ts';
import type { Evidence, Quote, QuoteDecision, QuoteLine, Selection, Severity } from './quote.ts';

/** A person with a part in the repair: is informed, decides, pays. */
export type Contact = {
  readonly customerId: CustomerId;
  readonly informed: boolean;
  readonly decides: boolean;
  readonly pays: boolean;
};

/** What the garage has set about money and release. */
export type RepairRules = {
  readonly currency: Currency;
  /** How far completing may exceed what was approved, at most 1000 in the Netherlands; 0 means always ask. */
  readonly tolerance: BasisPoints;
  /** Up to which total, including VAT, a mechanic may release a quote; undefined is without limit. */
  readonly mechanicReleasesUpTo: Money | undefined;
  /** How long text is not counted as an answer after one version replaced another, without receipts, in ms. */
  readonly replacedGraceMs: number;
};

export type Blocked = { readonly by: 'customer' | 'parts'; readonly since: Date; readonly until?: Date };

/** A picture of the mechanic's, by the message that it came in. */
export type Photo = {
  readonly messageId: MessageId;
  /** When it went to the customer, by itself or with a version; undefined while it waits for the next release. */
  readonly went: { readonly at: Date; readonly quoteId?: QuoteId; readonly version?: number } | undefined;
};

export type RepairFacts = {
  readonly repairId: RepairId;
  readonly garageId: GarageId;
  readonly conversationId: ConversationId;
  readonly vehicleId: VehicleId;
  readonly contacts: readonly Contact[];
  readonly mechanicId: StaffId | undefined;
  /** Undefined is "to be determined". */
  readonly agreedAmount: Money | undefined;
  readonly registeredAt: Date;
  readonly promisedAt: Date | undefined;
  readonly onLift: boolean;
  readonly blocked: Blocked | undefined;
  readonly findings: readonly {
    readonly findingId: FindingId;
    readonly severity: Severity;
    readonly priced: boolean;
  }[];
  /** Oldest first; at most one of them is open. */
  readonly quotes: readonly Quote[];
  /** In the order in which they were attached. */
  readonly photos: readonly Photo[];
};

/** One member per status, so that a field exists only where it has a meaning. */
export type Repair =
  | { readonly status: 'none' }
  | (RepairFacts & { readonly status: 'registered' })
  | (RepairFacts & { readonly status: 'started'; readonly startedAt: Date })
  | (RepairFacts & {
      readonly status: 'completed';
      readonly startedAt: Date;
      readonly completedAt: Date;
      readonly amount: Money | undefined;
    })
  | (RepairFacts & { readonly status: 'collected'; readonly collectedAt: Date })
  | (RepairFacts & { readonly status: 'cancelled'; readonly cancelledAt: Date });

type OfRepair<Data = object> = Data & { readonly repairId: RepairId };
type OfVersion<Data = object> = OfRepair<Data & { readonly quoteId: QuoteId; readonly version: number }>;

type Registration = {
  garageId: GarageId;
  conversationId: ConversationId;
  vehicleId: VehicleId;
  contacts: readonly Contact[];
  mechanicId: StaffId | undefined;
  agreedAmount: Money | undefined;
};
type Draft = {
  quoteId: QuoteId;
  lines: readonly QuoteLine[];
  readyIfApproved: Date | undefined;
  readyIfDeclined: Date | undefined;
};

export type RepairCommand =
  | Message<'RegisterRepair', OfRepair<Registration>>
  | Message<'AgreeOrder', OfRepair<{ amount: Money | undefined }>>
  | Message<'ChangeContacts', OfRepair<{ contacts: readonly Contact[] }>>
  /** Undefined: nobody's, because whoever had it has left. */
  | Message<'AssignMechanic', OfRepair<{ mechanicId: StaffId | undefined }>>
  | Message<'StartRepair', OfRepair>
  | Message<'MoveOnLift', OfRepair<{ on: boolean }>>
  | Message<'PromiseTime', OfRepair<{ promisedAt: Date }>>
  | Message<'BlockRepair', OfRepair<{ by: 'customer' | 'parts'; until?: Date }>>
  | Message<'ResumeRepair', OfRepair>
  | Message<'RecordFinding', OfRepair<{ findingId: FindingId; severity: Severity }>>
  | Message<'DropFinding', OfRepair<{ findingId: FindingId }>>
  | Message<'AttachPhoto', OfRepair<{ messageId: MessageId }>>
  | Message<'DetachPhoto', OfRepair<{ messageId: MessageId }>>
  | Message<'ShowPhotos', OfRepair<{ messageIds: readonly MessageId[] }>>
  /** A draft for the open quote (its next version), or for a new quote when none is open. `number` is used for a new one. */
  | Message<'DraftQuote', OfRepair<Draft & { number: number }>>
  | Message<'ReleaseQuote', OfVersion<{ validUntil: Date; mechanicWaits: boolean }>>
  | Message<'WithdrawQuote', OfRepair<{ quoteId: QuoteId }>>
  | Message<'ExpireQuote', OfVersion>
  | Message<'DecideQuote', OfVersion<{ decisionId: DecisionId; selection: Selection; evidence: Evidence }>>
  | Message<'RevokeDecision', OfRepair<{ quoteId: QuoteId }>>
  | Message<'BeginApprovedWork', OfRepair>
  | Message<'CompleteRepair', OfRepair<{ amount: Money | undefined }>>
  | Message<'ReopenRepair', OfRepair>
  | Message<'CancelRepair', OfRepair>
  | Message<'CollectVehicle', OfRepair>;

export type RepairEvent =
  | Message<'RepairRegistered', OfRepair<Registration>>
  | Message<'OrderAgreed', OfRepair<{ amount: Money | undefined }>>
  | Message<'ContactsChanged', OfRepair<{ contacts: readonly Contact[]; before: readonly Contact[] }>>
  | Message<'MechanicAssigned', OfRepair<{ mechanicId: StaffId | undefined }>>
  | Message<'RepairStarted', OfRepair>
  | Message<'LiftChanged', OfRepair<{ on: boolean }>>
  | Message<'TimePromised', OfRepair<{ promisedAt: Date; before: Date | undefined }>>
  | Message<'RepairBlocked', OfRepair<{ by: 'customer' | 'parts'; until?: Date }>>
  | Message<'RepairResumed', OfRepair<{ since: Date; by: 'customer' | 'parts' }>>
  | Message<'FindingRecorded', OfRepair<{ findingId: FindingId; severity: Severity }>>
  | Message<'FindingDropped', OfRepair<{ findingId: FindingId }>>
  | Message<'PhotoAttached', OfRepair<{ messageId: MessageId }>>
  | Message<'PhotoDetached', OfRepair<{ messageId: MessageId }>>
  /** Sent to the customer by themselves; what goes with a quote follows from its release. */
  | Message<'PhotosShown', OfRepair<{ messageIds: readonly MessageId[] }>>
  | Message<'QuoteDrafted', OfVersion<Draft & { number: number; total: Money }>>
  | Message<
      'QuoteReleased',
      OfVersion<{ validUntil: Date; mechanicWaits: boolean; total: Money; replaces: number | undefined }>
    >
  | Message<'QuoteSuperseded', OfVersion<{ by: number }>>
  | Message<'QuoteWithdrawn', OfVersion>
  | Message<'QuoteExpired', OfVersion<{ validUntil: Date }>>
  | Message<'QuoteDecided', OfVersion<{ decision: QuoteDecision }>>
  /** Someone who may not decide, or an answer that does not bind, is kept for the audit trail. */
  | Message<'DecisionRefused', OfVersion<{ because: DecisionRefusal; how: Evidence['how'] }>>
  | Message<'DecisionRevoked', OfVersion<{ decisionId: DecisionId }>>
  | Message<'ApprovedWorkBegun', OfRepair<{ quoteIds: readonly QuoteId[] }>>
  | Message<'RepairCompleted', OfRepair<{ amount: Money | undefined }>>
  | Message<'RepairReopened', OfRepair>
  | Message<'RepairCancelled', OfRepair>
  | Message<'VehicleCollected', OfRepair>;

export type RepairCommandOf<Type extends RepairCommand['type']> = Extract<RepairCommand, { type: Type }>;
export type RepairEventOf<Type extends RepairEvent['type']> = Extract<RepairEvent, { type: Type }>;

/** Why an answer did not become a decision. */
export type DecisionRefusal =
  | 'may_not_decide'
  | 'not_proven'
  | 'old_version'
  | 'already_decided'
  | 'expired'
  | 'withdrawn'
  | 'not_delivered'
  | 'sent_before_delivery'
  | 'not_newest_question'
  | 'several_quotes'
  | 'agent_controls'
  | 'unknown_line';

/** A refusal is a value: the bot makes a sentence of it. */
export type RepairRejection =
  | { readonly code: 'WrongStatus'; readonly status: Repair['status'] }
  | { readonly code: 'UnknownQuote' }
  | { readonly code: 'NothingToRelease' }
  | { readonly code: 'NothingToRevoke' }
  | { readonly code: 'NothingApproved' }
  | { readonly code: 'WorkBegun'; readonly at: Date }
  | { readonly code: 'EmptyQuote' }
  | { readonly code: 'MixedCurrency' }
  | { readonly code: 'InvalidAmount' }
  /** The numbers of the choices are not 1 up to their count. */
  | { readonly code: 'InvalidChoices' }
  | { readonly code: 'OverReleaseLimit'; readonly limit: Money }
  | { readonly code: 'OverApproved'; readonly approved: Money; readonly allowed: Money }
  | { readonly code: 'OpenQuote'; readonly quoteId: QuoteId; readonly version: number }
  /** The customer has it already. */
  | { readonly code: 'PhotoSent' }
  | { readonly code: 'NotStaff' };
