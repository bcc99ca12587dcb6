import type { ConversationCommand, ConversationEvent } from '../conversation/conversation.ts';
import type { Message, QuoteId, RepairId } from '../ids.ts';
import type { Money } from '../money.ts';
import type { RepairCommand, RepairCommandOf, RepairEvent } from '../repair/repair.ts';

export type DomainCommand = GivenRepairCommand | ConversationCommand;

/** A repair command as it is given: a quote gets its number only when it begins. */
export type GivenRepairCommand =
  | Exclude<RepairCommand, { type: 'DraftQuote' }>
  | Message<'DraftQuote', Omit<RepairCommandOf<'DraftQuote'>['data'], 'number'>>;
export type DomainEvent = RepairEvent | ConversationEvent;

export type Wording = {
  readonly kind: 'line' | 'finding' | 'complaint' | 'agreed' | 'note' | 'question' | 'spoke_with' | 'authorisation';
  readonly text: string;
};

/** Why a message goes out: what a takeover, quiet hours and STOP may do with it. */
export type Purpose =
  /** One of the three facts, or a change of promised time, a correction, a withdrawal: a takeover does not stop it. */
  | 'notification'
  /** The contract copy of a decision. */
  | 'echo'
  /** A quote, or a question about one. */
  | 'question'
  | 'reminder'
  /** In answer to what the customer just wrote or tapped. */
  | 'answer'
  /** A person's words. */
  | 'person';

/** What a message is about, so that the panel, the ladder and the evidence find it. */
export type About = {
  readonly repairId?: RepairId;
  readonly quoteId?: QuoteId;
  readonly version?: number;
  /** With a quote: its first showing, its reminder, or the question asked again. */
  readonly shows?: 'quote' | 'reminder' | 'again';
};

export type Registration = {
  readonly plateKey: string | undefined;
  /** As it is shown, where the key does not say it. */
  readonly plate?: string;
  readonly name: string | undefined;
  /** It is normalised and never shown back. */
  readonly phone: string | undefined;
  readonly complaint: string | undefined;
  readonly agreedAmount: Money | undefined;
  readonly model?: string;
};

/** A wake-up: one per kind and subject; firing decides again from the facts, it never carries a message. */
export type TimerKind =
  /** subject: repair */
  | 'watch-quote'
  | 'watch-promise'
  | 'collect'
  | 'redraw-card'
  | 'ask-closing'
  /** subject: conversation */
  | 'settle-answer'
  | 'held'
  /** subject: waiting item */
  | 'item-due'
  /** subject: waiting item or quote */
  | 'unread'
  /** subject: message */
  | 'delivery-trouble';
