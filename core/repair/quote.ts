import type { Actor } from '../actor.ts';
import type { AddressId, DecisionId, FindingId, LineId, MessageId, QuoteId } from '../ids.ts';
import type { BasisPoints, Money } from '../money.ts';

/** How soon a finding or line needs doing. */
export type Severity = 'now' | 'soon' | 'later';

/** One line of a quote; its words stand in a row of their own, under `lineId`. */
export type QuoteLine = {
  readonly lineId: LineId;
  /** What the customer answers by, from 1. Lines that belong together share it: they are one choice. */
  readonly number: number;
  readonly severity: Severity;
  /** Including VAT. */
  readonly amount: Money;
  readonly vatRate: BasisPoints;
  readonly findingId?: FindingId;
};

/** What is shown to the customer as one question. A change after release makes the next version. */
export type QuoteVersion = {
  readonly version: number;
  readonly lines: readonly QuoteLine[];
  /** The sum of the lines, including VAT. */
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
  /** `released` is how it stood before, because a revoked decision puts it back. */
  | { readonly status: 'decided'; readonly decision: QuoteDecision; readonly released: ReleasedStanding };

export type ReleasedStanding = {
  readonly status: 'released';
  /** Since when it is open to an answer; after a revoked decision, since the revocation. */
  readonly releasedAt: Date;
  readonly validUntil: Date;
  readonly mechanicWaits: boolean;
};

export type Quote = {
  readonly quoteId: QuoteId;
  /** What people call it, e.g. 2041; counted per garage. */
  readonly number: number;
  /** Oldest first; the last one is the current one. */
  readonly versions: readonly QuoteVersion[];
  /** Set once approved work has begun: from then on a decision cannot be revoked. */
  readonly workBegunAt: Date | undefined;
};

export type Outcome = 'approved' | 'partly' | 'rejected';

export type QuoteDecision = {
  readonly decisionId: DecisionId;
  readonly outcome: Outcome;
  /** Numbers of choices. Together they are all numbers of the version: an unanswered one is declined. */
  readonly approved: readonly number[];
  readonly declined: readonly number[];
  /** The sum of the approved lines, including VAT. */
  readonly total: Money;
  readonly decidedAt: Date;
  readonly by: Actor;
  readonly evidence: Evidence;
};

export type Selection =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] };

/** How a decision was given; without one of these nothing binds. */
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
      readonly shown: Shown;
    }
  /** Customer service or reception writes down what a customer said. */
  | {
      readonly how: 'staff';
      readonly via: 'phone' | 'counter';
      readonly spokenAt: Date;
      /** Ids of the texts that say who spoke, from which number, and the authorisation number, if any. */
      readonly spokeWith: string;
      readonly authorisation?: string;
    };

/** The address that answered. */
export type AnsweredAt = { readonly addressId: AddressId; readonly proven: boolean };

/** What that address had on its screen, as far as it can be known, when the words were sent. */
export type Shown = {
  /** When this version was delivered there (sent, without receipts); undefined when it was not. */
  readonly deliveredAt: Date | undefined;
  readonly receipts: boolean;
  /** How coarse the provider's times are, in ms. */
  readonly clockPrecisionMs: number;
  /** Whether this version replaced another one there. */
  readonly replacedAnother: boolean;
  /** Whether the quote is the newest question at that address. */
  readonly newestQuestion: boolean;
  /** Released, unexpired quotes there, over all garages. */
  readonly openQuotes: number;
  readonly botControls: boolean;
};
