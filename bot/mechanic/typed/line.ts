import type { Language } from '../../../core/customer/address.ts';
import type { Money } from '../../../core/money.ts';
import type { Price, PriceOptions } from '../../../core/reading/price.ts';
import type { Severity } from '../../../core/repair/repair.ts';
import type { MechanicCommand } from '../../wording/mechanic/commands.ts';

/** A text of a mechanic, and what it means. */
export type Typed = { readonly text: string; readonly line: MechanicLine };

/**
 * A mechanic's message as it was read. A fact that was not typed is undefined; a card asks for it.
 */
export type MechanicLine =
  | RegistrationLine
  | AboutRepair<'start' | 'withdraw' | 'busy' | 'on' | 'reopen' | 'cancel' | 'collected' | 'take' | 'undo'>
  | (AboutRepair<'found'> & { readonly findings: readonly Finding[] })
  | (AboutRepair<'quote'> & QuoteDraft)
  | (AboutRepair<'wait'> & { readonly parts: boolean; readonly what: string | undefined } & PromisedTime)
  | (AboutRepair<'eta'> & PromisedTime)
  | (AboutRepair<'lift'> & { readonly onLift: boolean | undefined })
  | (AboutRepair<'done'> & { readonly price: Price | undefined })
  | (AboutRepair<'agree'> & { readonly price: Price | undefined })
  | (AboutRepair<'say' | 'note'> & { readonly text: string | undefined })
  | { readonly kind: 'show'; readonly plateText: string }
  | { readonly kind: 'mine' | 'all' | 'help' }
  | { readonly kind: 'link'; readonly code: string | undefined }
  /** The language that this mechanic is answered in from now on. */
  | { readonly kind: 'language'; readonly language: Language | undefined }
  | Plain;

type AboutRepair<Kind extends string> = {
  readonly kind: Kind;
  /** As typed; it may be a part of a plate. Undefined means the car of the last card. */
  readonly plateText: string | undefined;
  /** A line in doubt is asked back, never carried out. */
  readonly doubts: readonly Doubt[];
};

/** `new`: one plate, its customer, and the work that was agreed. */
export type RegistrationLine = AboutRepair<'new'> & {
  /** What looks like a plate but is not sure to be one. */
  readonly plateTry: string | undefined;
  readonly name: string | undefined;
  /** In E.164. */
  readonly phone: string | undefined;
  readonly complaint: string | undefined;
  readonly agreed: Price | undefined;
};

/** A sentence without a known word. It goes nowhere by itself. */
export type Plain = {
  readonly kind: 'plain';
  /** As typed, without the plate in front. */
  readonly text: string;
  readonly plateText: string | undefined;
  /** The command that may have been meant: offered, never executed. */
  readonly suggestion: MechanicCommand | undefined;
};

type PromisedTime = {
  readonly at: Date | undefined;
  /** The local date, e.g. 2026-11-24, when a day was named without a time. */
  readonly day: string | undefined;
};

export type Finding = { readonly text: string; readonly severity: Severity | undefined };

/** Lines in typed order, and when the vehicle is ready if they are approved or declined. */
export type QuoteDraft = {
  readonly lines: readonly DraftLine[];
  readonly readyIfApproved: Date | undefined;
  readonly readyIfDeclined: Date | undefined;
  /** Began with a `+`: the lines come to those of the open quote. */
  readonly adds: boolean;
  /** A total that was typed behind the lines. */
  readonly total: Price | undefined;
};

export type DraftLine = {
  /** From 1; lines joined by `+` share it, and a discount shares that of the line before it. */
  readonly number: number;
  readonly description: string;
  readonly severity: Severity | undefined;
  readonly quantity: number;
  /** For the whole quantity; negative for a discount; undefined if not typed or in doubt. */
  readonly price: Price | undefined;
  readonly discount: boolean;
  /** One of the lines that a text with several prices may have been; its price is in doubt. */
  readonly guessed: boolean;
};

/** Something that can be read in two ways, with the words it is about. */
export type Doubt =
  | {
      readonly kind: 'amount';
      readonly text: string;
      /** The likely amounts, to offer as buttons; may be empty. */
      readonly readings: readonly Money[];
      /** Index in `lines` of a quote. */
      readonly line: number | undefined;
    }
  | {
      readonly kind: 'discount' | 'vat';
      readonly text: string;
      readonly readings: readonly Money[];
      readonly line: number;
    }
  /** A typed total that is not the sum of the lines. */
  | { readonly kind: 'total'; readonly text: string; readonly typed: Money; readonly lines: Money }
  | { readonly kind: 'done-or-eta'; readonly text: string; readonly at: Date | undefined }
  | { readonly kind: 'time'; readonly text: string }
  | { readonly kind: 'past'; readonly text: string; readonly at: Date }
  | { readonly kind: 'name-or-complaint'; readonly text: string }
  /** A bare number at the end of a part, which may be the agreed amount; `rest` is the part without it. */
  | {
      readonly kind: 'agreed-or-complaint';
      readonly text: string;
      readonly amount: Money;
      readonly part: string;
      readonly rest: string;
    }
  /** A second phone number; the customer reads the complaint back, so it must not stay in there. */
  | { readonly kind: 'second-phone'; readonly text: string }
  /** Meant as a phone number, but none. */
  | { readonly kind: 'phone'; readonly text: string }
  /** Words to the customer that name a price, which belongs in a quote. */
  | { readonly kind: 'price-in-text'; readonly text: string }
  /** Words behind a command that takes none: "done AB123C nearly" is not done. */
  | { readonly kind: 'unread'; readonly text: string };

export type ParseOptions = PriceOptions & {
  /** Keys of the garage's open repairs: tells `done 485` (an amount) from `done 485` (a plate). */
  readonly openPlates?: readonly string[];
};
