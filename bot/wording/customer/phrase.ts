import type { CallWindow } from '../../../core/calendar.ts';
import type { Language } from '../../../core/customer/address.ts';
import type { CustomerId, QuoteId, RepairId } from '../../../core/ids.ts';
import type { Money } from '../../../core/money.ts';
import type { DecisionOutcome, Selection, Severity } from '../../../core/repair/repair.ts';

/** A garage, as a message names it. */
export type GarageFacts = {
  readonly name: string;
  readonly addressLine: string | undefined;
  readonly phone: string | undefined;
  readonly zone: string;
};

/** The vehicle as a message names it; with the garage's name if an account serves several. */
export type VehicleFacts = {
  /** Brand and model, e.g. `VW Golf`. */
  readonly model: string | undefined;
  /** With dashes, e.g. `AB-123-C`. */
  readonly plate: string;
  readonly garageName: string | undefined;
};

/** One choice of a quote: a line, or lines that belong together. */
export type ChoiceFacts = {
  readonly number: number;
  readonly words: string;
  readonly amount: Money;
  readonly severity: Severity;
  /** The mechanic's own words about the finding behind it, if any. */
  readonly finding: string | undefined;
};

export type QuoteFacts = {
  readonly repairId: RepairId;
  readonly quoteId: QuoteId;
  readonly number: number;
  readonly version: number;
  readonly choices: readonly ChoiceFacts[];
  readonly total: Money;
  readonly validUntil: Date;
  readonly readyIfApproved: Date | undefined;
  readonly readyIfDeclined: Date | undefined;
  /** Undefined is "to be determined". */
  readonly agreed: { readonly words: string | undefined; readonly amount: Money } | undefined;
  /** Already approved earlier in this repair, including VAT. */
  readonly approvedBefore: Money | undefined;
  /** In basis points; 0 means that it will not be more without approval. */
  readonly tolerance: number;
};

type About<Kind extends string, Data = object> = Data & { readonly kind: Kind; readonly vehicle: VehicleFacts };
type Plain<Kind extends string, Data = object> = Data & { readonly kind: Kind };

/** Why a text was not taken as an answer. */
export type UnclearReason =
  | 'unclear'
  | 'condition'
  | 'ceiling'
  | 'acknowledgement'
  | 'edited'
  | 'not_own'
  | 'marked_words'
  | 'elsewhere'
  | 'several_quotes'
  | 'too_early';

/**
 * Everything the bot can say to a customer, with the facts frozen in it (facts/wording numbers in
 * brackets).
 */
export type CustomerPhrase =
  | About<'introduce'> /* 1a */
  /** `offer` is set if the person's language is a guess. */
  | About<'linked', { readonly state: RepairNow; readonly offer?: boolean }> /* 1b */
  | Plain<'language-set'>
  /** Said in the other language, which the customer writes in. */
  | Plain<'offer-language'>
  | Plain<'slow-down'>
  | Plain<'phone-kept'>
  | Plain<'phone-refused'>
  | About<'started', { readonly at: Date; readonly promisedAt: Date | undefined }> /* 2 */
  | About<
      'quote',
      {
        readonly quote: QuoteFacts;
        /** `added`: the choices that came to all that was asked before. */
        readonly replaces: { readonly total: Money; readonly added?: readonly number[] } | undefined;
      }
    > /* 3, 4, 7a */
  | About<
      'reminder',
      { readonly quote: QuoteFacts; readonly onLift: boolean; readonly until: Date | undefined }
    > /* 5 */
  | About<'decided', DecidedFacts> /* 6 */
  | About<'old-version', { readonly quote: QuoteFacts; readonly before: Money | undefined }> /* 7b */
  | About<
      'later',
      {
        readonly from: Date | undefined;
        readonly to: Date;
        readonly parts: boolean;
        /** True while no price is agreed that could stay the same. */
        readonly unpriced?: boolean;
      }
    > /* 8 */
  | About<
      'completed',
      {
        /**
         * Collecting: until when today (undefined: closed for today), and from when on the next
         * open day.
         */
        readonly collectToday: Date | undefined;
        readonly collectFrom: Date | undefined;
        readonly toPay: Money | undefined;
        readonly asAgreed: boolean;
        readonly notDone: readonly string[];
      }
    > /* 9 */
  | About<'reopened'>
  | About<'cancelled'>
  | About<'unclear-quote', { readonly quote: QuoteFacts; readonly why: UnclearReason }> /* 10a */
  | Plain<'unclear'> /* 10b */
  | About<'opted-out', { readonly openRepair: boolean }> /* 11 */
  | Plain<'opted-in'>
  | Plain<'passed-on', { readonly opensAt: Date | undefined; readonly now: Date }> /* 12a, 12b */
  | Plain<'agent-joins', { readonly agent: string }> /* 12c */
  | Plain<'handed-back', { readonly agent: string }> /* 12d */
  | About<'decided-elsewhere'> /* 13 */
  | About<'expired', { readonly quote: QuoteFacts }> /* 14 */
  /**
   * The quote as one question, after words that were no plain answer; a second one in a row offers
   * a call.
   */
  | About<'confirm-all', { readonly quote: QuoteFacts; readonly offersCall: boolean }>
  | About<'confirm-none', { readonly quote: QuoteFacts; readonly offersCall: boolean }>
  | Plain<'confirm-optout'>
  | About<'consult', { readonly quote: QuoteFacts; readonly askAgainAt: Date }> /* 15 */
  | About<'confirm-lines', { readonly quote: QuoteFacts; readonly numbers: readonly number[] }> /* 16 */
  | About<'choose-lines', { readonly quote: QuoteFacts }>
  /** `decides`: this person may let somebody else decide. */
  | About<'ask-or-call', { readonly open: boolean; readonly decides: boolean; readonly repairId: RepairId }>
  | Plain<'question-passed', { readonly to: 'mechanic' | 'service' }>
  | Plain<'call-when', { readonly windows: readonly CallWindow[] }>
  /**
   * As soon as possible, or within a window; outside opening hours there are others to choose from.
   */
  /** `phone` is a number that was asked for, in E.164. */
  | Plain<
      'call-promised',
      {
        readonly window: CallWindow | undefined;
        readonly others: readonly CallWindow[];
        readonly phone?: string | undefined;
      }
    >
  /** `wasPromised` is false when there was no call to take off. */
  | Plain<'call-off', { readonly wasPromised: boolean }>
  | About<'mechanic-says', { readonly words: string }>
  | About<'mechanic-shows', { readonly count: number; readonly words: string | undefined }>
  | About<'withdrawn', { readonly quote: QuoteFacts }>
  | About<'revoked', { readonly quote: QuoteFacts }>
  | About<'work-begun', { readonly at: Date }>
  | About<'may-not-decide'>
  | About<'offer-link', { readonly repairId: RepairId }>
  | About<'decider-link', { readonly until: Date }>
  | About<'forward-link'>
  /** The first words to a new decider; `by` is the first name of the inviter. */
  | About<'may-decide', { readonly by: string | undefined; readonly state: RepairNow }>
  | About<
      'now-decides',
      { readonly name: string | undefined; readonly repairId: RepairId; readonly customerId: CustomerId }
    >
  | About<'say-taken', { readonly name: string | undefined }>
  | About<'say-lost'>
  | About<'status', { readonly state: RepairNow }>
  | Plain<'no-repair'>
  | Plain<
      'invitation-refused',
      /** Who can give a new one: the garage, unless a customer had sent it. */
      { readonly why: 'unknown' | 'expired' | 'used'; readonly from?: 'garage' | 'customer' }
    >
  /** `cars`: the plates of the chat's own open repairs; nothing of the other customer. */
  | Plain<
      'which-chat',
      { readonly name: string | undefined; readonly cars: readonly string[]; readonly invitationId: string }
    >
  /** The chat follows another customer's car too. */
  | About<'follows', { readonly state: RepairNow }>
  | Plain<'wrong-number'>
  | Plain<'media-kept', { readonly what: 'photo' | 'voice' | 'file' | 'other'; readonly quote: QuoteFacts | undefined }>
  | About<'correction', { readonly what: 'started' | 'completed' | 'promised' | 'message' }>;

export type DecidedFacts = {
  readonly at: Date;
  readonly outcome: DecisionOutcome;
  readonly quote: QuoteFacts;
  readonly approved: readonly number[];
  readonly declined: readonly number[];
  readonly total: Money;
  readonly readyAt: Date | undefined;
  /** True when this only repeats what was decided before. */
  readonly again: boolean;
  readonly byStaff: boolean;
  /** True if the reader pays. */
  readonly pays: boolean;
  /** Set when another customer than the reader decided; the first name, where it is known. */
  readonly byOther?: { readonly name: string | undefined };
};

export type RepairNow = {
  readonly status: 'registered' | 'started' | 'completed' | 'collected' | 'cancelled';
  readonly since: Date;
  readonly onLift: boolean;
  readonly promisedAt: Date | undefined;
  readonly waitsFor: 'customer' | 'parts' | undefined;
  readonly now: Date;
};

/** The meaning of a button. It is stored under a token, and nothing else of a tap is trusted. */
export type ChoiceAction =
  | { readonly do: 'decide'; readonly quoteId: QuoteId; readonly version: number; readonly selection: Selection }
  | { readonly do: 'choose-lines'; readonly quoteId: QuoteId; readonly version: number }
  | { readonly do: 'ask-or-call'; readonly repairId: RepairId | undefined }
  /** Asks for a link, so that another person decides as well. */
  | { readonly do: 'share-say'; readonly repairId: RepairId }
  /** Takes the decision from a person again. */
  | { readonly do: 'take-say'; readonly repairId: RepairId; readonly customerId: CustomerId }
  | { readonly do: 'call-me' }
  /** Offers windows to choose from. */
  | { readonly do: 'call-later' }
  | { readonly do: 'call-at'; readonly from: Date; readonly to: Date }
  /** Takes off the call that was promised. */
  | { readonly do: 'call-off' }
  | { readonly do: 'change'; readonly quoteId: QuoteId }
  | { readonly do: 'my-car'; readonly yes: boolean }
  | { readonly do: 'status' }
  | { readonly do: 'person' }
  | { readonly do: 'opt-out' }
  /** Follows the invitation of another customer in this chat. */
  | { readonly do: 'follow'; readonly invitationId: string; readonly how: 'both' | 'new' }
  | { readonly do: 'speak'; readonly language: Language }
  | { readonly do: 'fine' };

/** The text as it is stored and sent. Without buttons on a channel it says how to answer. */
export type Rendered = {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly action: ChoiceAction }[];
};

export type RenderFor = {
  readonly language: Language;
  readonly buttons: boolean;
  readonly garage: GarageFacts;
  readonly now: Date;
};
