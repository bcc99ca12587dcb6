import type { ConversationId, CustomerId, GarageId, ItemId, MessageId, QuoteId, Role, StaffId } from '../ids.ts';
import type { DecisionRefusal, Selection } from '../repair/repair.ts';

/** A member of staff who is signed in and acts in the panel. */
export type PanelActor = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
  /** The garages that this person may see and act in. */
  readonly garageIds: readonly GarageId[];
};

/** What a decision that was given at the telephone or the counter says. */
export type SpokenDecision = {
  readonly quoteId: QuoteId;
  readonly version: number;
  readonly selection: Selection;
  readonly via: 'phone' | 'counter';
  readonly spokenAt: Date;
  /** Who spoke, and from which number. */
  readonly spokeWith: string;
  /** The number of the approval that a lease company or insurer gave. */
  readonly authorisation: string | undefined;
};

/** Why an act was not carried out; the panel turns the code into a sentence. */
export type PanelRefusal =
  | { readonly ok: false; readonly code: 'not_found' }
  /** A colleague has the conversation. */
  | { readonly ok: false; readonly code: 'agent_controls'; readonly by: string }
  /** Somebody took over or handed back since the page was drawn. */
  | { readonly ok: false; readonly code: 'stale_control' }
  | { readonly ok: false; readonly code: 'not_in_control'; readonly by: string }
  /** A customer or a colleague wrote after what the page showed; nothing was sent. */
  | { readonly ok: false; readonly code: 'new_messages' }
  /** The key was used for other words before. */
  | { readonly ok: false; readonly code: 'key_reused' }
  | { readonly ok: false; readonly code: 'no_address' }
  | { readonly ok: false; readonly code: 'decision_refused'; readonly because: DecisionRefusal }
  /** Any other refusal of the domain, by its code. */
  | { readonly ok: false; readonly code: 'refused'; readonly because: string };

export type PanelResult = { readonly ok: true } | PanelRefusal;

/** What the panel can do. Each act checks that the conversation is of a garage of the actor's (`not_found` otherwise). */
export interface PanelActions {
  /** `from` takes it from a colleague by id; without it a colleague's conversation is refused. */
  takeOver(
    who: PanelActor,
    conversationId: ConversationId,
    seen: { readonly controlVersion: number; readonly from: StaffId | undefined },
  ): Promise<PanelResult>;
  handBack(who: PanelActor, conversationId: ConversationId): Promise<PanelResult>;
  /** Takes over and sends in one step. The same key with the same words sends once, whenever it comes again. */
  send(
    who: PanelActor,
    conversationId: ConversationId,
    text: string,
    seen: { readonly idempotencyKey: string; readonly messageId: MessageId | undefined },
  ): Promise<PanelResult>;
  /** Ends a waiting item as handled; a message that could not be handled gets its turn again. */
  endItem(who: PanelActor, conversationId: ConversationId, itemId: ItemId): Promise<PanelResult>;
  /** Decides for a customer who phoned or stood at the counter. */
  decide(who: PanelActor, conversationId: ConversationId, decision: SpokenDecision): Promise<PanelResult>;
}

/** What an act in the panel has to know before it becomes a command; inside the same transaction. */
export type PanelStore = {
  /** The garage of a conversation, when it is one of these. */
  garageOf(conversationId: ConversationId, among: readonly GarageId[]): Promise<GarageId | undefined>;
  /** `new`: go on; `same`: these words were sent under this key; `other`: the key was used for other words. */
  claimKey(staffId: StaffId, key: string, hash: string): Promise<'new' | 'same' | 'other'>;
  /** Whether the customer or a colleague wrote after the newest message that the page showed. */
  hasNewer(conversationId: ConversationId, seen: MessageId | undefined, reader: StaffId): Promise<boolean>;
  nameOf(staffId: StaffId): Promise<string>;
  /** Who wrote last in a conversation: its customer, or somebody else who decides about a repair of it. */
  lastWriter(conversationId: ConversationId): Promise<CustomerId | undefined>;
  /** Gives every dead item of the chats that write in a conversation its turn again, oldest first. */
  replayDead(conversationId: ConversationId): Promise<void>;
};
