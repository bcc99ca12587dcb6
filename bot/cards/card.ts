import type { Language } from '../../core/customer/address.ts';
import type { CustomerId, FindingId, ItemId, MessageId, QuoteId, RepairId, StaffId } from '../../core/ids.ts';
import type { BasisPoints } from '../../core/money.ts';
import type { Severity } from '../../core/repair/repair.ts';
import type { StaffAct } from '../../core/scene/scene.ts';

/** A card as data. The action of each button is stored under a token before it goes out. */
export type MechanicCard = {
  readonly title: string;
  readonly subtitle?: string;
  readonly text?: string;
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly lines?: readonly MechanicCardLine[];
  readonly inputs?: readonly MechanicCardInput[];
  readonly buttons?: readonly MechanicButton[];
};
export type MechanicCardLine = {
  readonly text: string;
  readonly amount?: string;
  readonly state: 'plain' | 'pending' | 'approved' | 'declined';
};
export type MechanicCardInput = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};
export type MechanicButton = {
  readonly label: string;
  readonly action: MechanicAction;
  readonly style?: 'primary' | 'danger';
};

/**
 * The meaning of a mechanic's button. Inputs of its card come with the tap. It is stored as JSON,
 * so times are ISO 8601.
 */
export type MechanicAction =
  | Plainly<'start' | 'busy' | 'reopen' | 'collected' | 'take' | 'show' | 'on'>
  /**
   * Asks for the amount while none is known, and what it covers while no price was agreed, unless
   * `sure`; the amount may come in the input `amount`. Asks about what was found and not priced,
   * unless it `leaves` that for another time.
   */
  | {
      readonly do: 'done';
      readonly repairId: RepairId;
      readonly amountMinor?: number;
      readonly sure?: boolean;
      readonly leaves?: boolean;
    }
  /** Asks once more unless `sure`. */
  | { readonly do: 'cancel'; readonly repairId: RepairId; readonly sure?: boolean }
  | {
      readonly do: 'release';
      readonly repairId: RepairId;
      readonly quoteId: QuoteId;
      readonly version: number;
      readonly waits: boolean;
    }
  /** Withdraws the open quote where none is named. */
  | { readonly do: 'withdraw'; readonly repairId: RepairId; readonly quoteId?: QuoteId }
  | { readonly do: 'lift'; readonly repairId: RepairId; readonly on: boolean }
  /** Waits for parts. */
  | { readonly do: 'wait'; readonly repairId: RepairId; readonly until?: string }
  /**
   * Says the text, or the card's input `text`, to the customer. `sure`: a number in it is no price.
   */
  | {
      readonly do: 'say';
      readonly repairId: RepairId;
      readonly text?: string;
      readonly sure?: boolean;
      /** The question that it answers; the first answer counts. */
      readonly answers?: ItemId;
      /** The person who asked; without it the words are for the customer of the repair. */
      readonly to?: CustomerId;
    }
  /** The text itself, or the card's input `text`. */
  | { readonly do: 'note'; readonly repairId: RepairId; readonly text?: string }
  | { readonly do: 'found'; readonly repairId: RepairId; readonly text?: string }
  /**
   * Asks for what is missing; the inputs `plate`, `name`, `phone`, `complaint`, `amount` and
   * `model` win over what is known here.
   */
  | {
      readonly do: 'register';
      readonly plateKey?: string;
      /** As it is shown, where the key does not say it. */
      readonly plate?: string;
      /** As it was typed, while it is not sure to be the plate. */
      readonly plateTry?: string;
      readonly name?: string;
      readonly phone?: string;
      readonly complaint?: string;
      readonly amountMinor?: number;
    }
  /**
   * Adds the amount, or the inputs `complaint` and `amount`, to the order. An amount that is not the
   * one agreed before is asked about unless `sure`.
   */
  | { readonly do: 'agree'; readonly repairId: RepairId; readonly amountMinor?: number; readonly sure?: boolean }
  /** At a time, or on a day (2026-11-24) at the input `time`; else that input says both. */
  | { readonly do: 'promise'; readonly repairId: RepairId; readonly at?: string; readonly day?: string }
  /**
   * Work goes on when the garage opens next, on `day`; the input `time` is when it is ready then.
   */
  | { readonly do: 'next-day'; readonly repairId: RepairId; readonly day?: string }
  /** Makes a quote of the findings without a price, or of the input `lines` as typed. */
  | { readonly do: 'price'; readonly repairId: RepairId; readonly findingId?: FindingId }
  /**
   * Drafts a quote; the inputs `price1`, `text1`, `how1`, `ready` and `else` fill in what is missing.
   */
  | { readonly do: 'draft'; readonly repairId: RepairId; readonly draft: DraftData }
  /** Puts what the sent version asks back into the draft that would replace it. */
  | { readonly do: 'keep-open'; readonly repairId: RepairId; readonly quoteId: QuoteId; readonly version: number }
  /** Runs the line again, about the car that was meant, or with the command that was meant. */
  | { readonly do: 'line'; readonly text: string; readonly repairId?: RepairId }
  /**
   * Puts the photo of a message, and its album, with this car or the one with this plate; its
   * caption is then carried out.
   */
  | {
      readonly do: 'photo';
      readonly photo: MessageId;
      readonly repairId?: RepairId;
      readonly plateKey?: string;
      readonly caption?: string;
    }
  /** Asks which other car a photo belongs to. */
  | { readonly do: 'photo-where'; readonly photo: MessageId }
  /** Sends a photo without a quote, with these words. `sure`: a number in them is no price. */
  | {
      readonly do: 'send-photo';
      readonly repairId: RepairId;
      readonly photo: MessageId;
      readonly words?: string;
      readonly sure?: boolean;
    }
  /** Tells if approved work was begun that the customer has second thoughts about. */
  | { readonly do: 'not-begun' | 'begun-already'; readonly repairId: RepairId }
  /** The promise will be kept; nothing is sent. */
  | { readonly do: 'promise-kept'; readonly repairId: RepairId }
  /** Sends now what is held for quiet hours. */
  | { readonly do: 'send-now'; readonly repairId: RepairId }
  /** Takes back the last act, or this one if it is still the last. */
  | {
      readonly do: 'undo';
      readonly of?: { readonly kind: StaffAct['kind']; readonly repairId: RepairId; readonly at: string };
    }
  /** Sets the language that this mechanic is answered in. */
  | { readonly do: 'language'; readonly language: Language }
  | WorkplaceAction
  | { readonly do: 'nothing' };

/** The meaning of a button at a shared workplace, which is about who acts and about no car. */
export type WorkplaceAction =
  /** Puts this person on duty. */
  | { readonly do: 'duty'; readonly staffId: StaffId }
  /** Asks who is on duty, because somebody else comes. */
  | { readonly do: 'switch' };

/** One member for each, so that a switch narrows. */
type Plainly<Do extends string> = { readonly [Each in Do]: { readonly do: Each; readonly repairId: RepairId } }[Do];

/** A quote on its way to a draft, as far as it was typed. */
export type DraftData = {
  readonly lines: readonly DraftLineData[];
  readonly readyIfApproved?: string;
  readonly readyIfDeclined?: string;
  /** What becomes of the quote that is open; without it a card asks when none of its work is in here. */
  readonly onto?: 'add' | 'replace';
  /** Typed times that could not be read; a card asks for them. */
  readonly unreadTimes?: { readonly ready?: string; readonly else?: string };
  /** A typed total including VAT, to be compared with the lines. */
  readonly totalMinor?: number;
};
export type DraftLineData = {
  readonly number: number;
  readonly text: string;
  readonly severity?: Severity;
  /** Including VAT; a card asks where it is undefined. */
  readonly amountMinor?: number;
  readonly vatRate: BasisPoints;
  /** The likely readings of an amount in doubt, including VAT. */
  readonly readings?: readonly number[];
  /** What a line in doubt was typed as; a card asks for its words, price and urgency. */
  readonly typed?: string;
  /** An amount including VAT that the card fills in, to be confirmed. */
  readonly guessMinor?: number;
  /** Its amount is taken off. */
  readonly discount?: boolean;
  readonly findingId?: FindingId;
};
