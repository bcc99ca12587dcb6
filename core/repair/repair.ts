import type {
  Actor,
  AddressId,
  ConversationId,
  CustomerId,
  DecisionId,
  FindingId,
  GarageId,
  LineId,
  Message,
  MessageId,
  QuoteId,
  RepairId,
  StaffId,
  VehicleId,
} from '../ids.ts';
import type { BasisPoints, Currency, Money } from '../money.ts';

export type Contact = {
  readonly customerId: CustomerId;
  readonly informed: boolean;
  readonly decides: boolean;
  readonly pays: boolean;
};

export type RepairRules = {
  readonly currency: Currency;
  /**
   * The most that completing may exceed the approved amount, at most 1000 in the Netherlands; 0
   * means always ask.
   */
  readonly tolerance: BasisPoints;
  /** The highest total, including VAT, that a mechanic may release; undefined is without limit. */
  readonly mechanicReleasesUpTo: Money | undefined;
  /**
   * Without receipts, text does not count as an answer for so long after a version replaced
   * another, in ms.
   */
  readonly replacedGraceMs: number;
};

export type Blocked = { readonly by: 'customer' | 'parts'; readonly since: Date; readonly until?: Date };

/** A mechanic's photo, named by its message. */
export type Photo = {
  readonly messageId: MessageId;
  /**
   * When it was sent, by itself or with a version; undefined while it waits for the next release.
   */
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
  /** Undefined when the mechanic who had it has left. */
  | Message<'AssignMechanic', OfRepair<{ mechanicId: StaffId | undefined }>>
  | Message<'StartRepair', OfRepair>
  | Message<'MoveOnLift', OfRepair<{ on: boolean }>>
  | Message<'PromiseTime', OfRepair<{ promisedAt: Date }>>
  | Message<'BlockRepair', OfRepair<{ by: 'customer' | 'parts'; until?: Date }>>
  | Message<'ResumeRepair', OfRepair>
  | Message<'RecordFinding', OfRepair<{ findingId: FindingId; severity: Severity }>>
  | Message<'DropFinding', OfRepair<{ findingId: FindingId }>>
  | Message<'AttachPhoto', OfRepair<{ messageId: MessageId }>>
  /** `unseen`: it went with a message and did not arrive. */
  | Message<'DetachPhoto', OfRepair<{ messageId: MessageId; unseen?: true }>>
  | Message<'ShowPhotos', OfRepair<{ messageIds: readonly MessageId[] }>>
  /**
   * A draft for the open quote (its next version), or for a new quote when none is open. `number`
   * is used for a new one.
   */
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
  | Message<'PhotoDetached', OfRepair<{ messageId: MessageId; unseen?: true }>>
  /** Sent by themselves; photos that go with a quote follow from its release. */
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
  /** Kept for the audit trail: an answer that does not bind, or of a person who may not decide. */
  | Message<'DecisionRefused', OfVersion<{ because: DecisionRefusal; how: Evidence['how'] }>>
  | Message<'DecisionRevoked', OfVersion<{ decisionId: DecisionId }>>
  | Message<'ApprovedWorkBegun', OfRepair<{ quoteIds: readonly QuoteId[] }>>
  | Message<'RepairCompleted', OfRepair<{ amount: Money | undefined }>>
  | Message<'RepairReopened', OfRepair>
  | Message<'RepairCancelled', OfRepair>
  | Message<'VehicleCollected', OfRepair>;

export type RepairCommandOf<Type extends RepairCommand['type']> = Extract<RepairCommand, { type: Type }>;
export type RepairEventOf<Type extends RepairEvent['type']> = Extract<RepairEvent, { type: Type }>;

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

/** A value, because the bot makes a sentence of it. */
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
  | { readonly code: 'PhotoSent' }
  | { readonly code: 'NotStaff' };

export type Severity = 'now' | 'soon' | 'later';

/** One line of a quote; its words stand in a row of their own, under `lineId`. */
export type QuoteLine = {
  readonly lineId: LineId;
  /**
   * The number that the customer answers with, from 1. Lines that belong together share it: they
   * are one choice.
   */
  readonly number: number;
  readonly severity: Severity;
  /** Including VAT. */
  readonly amount: Money;
  readonly vatRate: BasisPoints;
  readonly findingId?: FindingId;
};

/** One question to the customer. A change after release makes the next version. */
export type QuoteVersion = {
  readonly version: number;
  readonly lines: readonly QuoteLine[];
  readonly total: Money;
  /** When the vehicle is ready with everything approved, and with nothing approved. */
  readonly readyIfApproved: Date | undefined;
  readonly readyIfDeclined: Date | undefined;
  readonly standing: VersionStanding;
};

export type VersionStanding =
  | { readonly status: 'draft' }
  | ReleasedStanding
  | { readonly status: 'superseded'; readonly by: number }
  | { readonly status: 'withdrawn' }
  | { readonly status: 'expired'; readonly validUntil: Date }
  /** `released` is the standing before, because revoking the decision restores it. */
  | { readonly status: 'decided'; readonly decision: QuoteDecision; readonly released: ReleasedStanding };

export type ReleasedStanding = {
  readonly status: 'released';
  /** Since when it can be answered; after a revoked decision, since the revocation. */
  readonly releasedAt: Date;
  readonly validUntil: Date;
  readonly mechanicWaits: boolean;
};

export type Quote = {
  readonly quoteId: QuoteId;
  /** The number that people use, e.g. 2041; counted per garage. */
  readonly number: number;
  /** Oldest first; the last one is the current one. */
  readonly versions: readonly QuoteVersion[];
  /** Set once approved work has begun: from then on a decision cannot be revoked. */
  readonly workBegunAt: Date | undefined;
};

export type DecisionOutcome = 'approved' | 'partly' | 'rejected';

export type QuoteDecision = {
  readonly decisionId: DecisionId;
  readonly outcome: DecisionOutcome;
  /**
   * Numbers of choices. Together they are all numbers of the version: an unanswered one is
   * declined.
   */
  readonly approved: readonly number[];
  readonly declined: readonly number[];
  readonly total: Money;
  readonly decidedAt: Date;
  readonly by: Actor;
  readonly evidence: Evidence;
};

export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] };

/** The evidence of a decision; without one of these nothing binds. */
export type Evidence =
  /** A button that names quote, version and selection. */
  | { readonly how: 'button'; readonly messageId: MessageId; readonly answered: AnsweredAt }
  /** Digits that name lines, or a text that plainly approves or rejects. */
  | {
      readonly how: 'digits' | 'words';
      readonly messageIds: readonly MessageId[];
      /** With words: the listed phrases of which they consist. */
      readonly phrases?: readonly string[];
      /** The provider's time of the last of them. */
      readonly sentAt: Date;
      readonly answered: AnsweredAt;
      readonly shown: ShownEvidence;
    }
  /** Customer service or reception writes down what a customer said. */
  | {
      readonly how: 'staff';
      readonly via: 'phone' | 'counter';
      readonly spokenAt: Date;
      /**
       * Ids of the texts that say who spoke, from which number, and the authorisation number, if
       * any.
       */
      readonly spokeWith: string;
      readonly authorisation?: string;
    };

/** The address that answered. */
export type AnsweredAt = { readonly addressId: AddressId; readonly proven: boolean };

/** What that address showed when the words were sent, as far as it can be known. */
export type ShownEvidence = {
  /** When this version was delivered there (sent, without receipts); undefined when it was not. */
  readonly deliveredAt: Date | undefined;
  readonly receipts: boolean;
  /** The step of the network's times, in ms. */
  readonly clockPrecisionMs: number;
  /** True if this version replaced another one there. */
  readonly replacedAnother: boolean;
  /** True if the quote is the newest question at that address. */
  readonly newestQuestion: boolean;
  /** Released, unexpired quotes there, over all garages. */
  readonly openQuotes: number;
  readonly botControls: boolean;
};
