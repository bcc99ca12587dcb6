import type { ItemEnd, ItemKind, ItemOwner, LinkedBy } from '../conversation/conversation.ts';
import type { Language } from '../customer/address.ts';
import type {
  ConversationId,
  CustomerId,
  DecisionId,
  GarageId,
  ItemId,
  LineId,
  MessageId,
  QuoteId,
  RepairId,
  Role,
  StaffId,
} from '../ids.ts';
import type { BasisPoints, Money } from '../money.ts';
import type { DecisionOutcome, Evidence, Severity } from '../repair/repair.ts';
import type { DeliveryState, RepairOpen } from '../scene/scene.ts';
import type { About, Purpose } from './commands.ts';

/** What the list shows: everything, what a person has to do, or what waits for a customer's approval. */
export type ListFilter = 'all' | 'person' | 'approval';

export type ListQuery = {
  readonly garageIds: readonly GarageId[];
  readonly filter: ListFilter;
  /** Where the page before ended. */
  readonly before: string | undefined;
  readonly limit: number;
  readonly now: Date;
};

/** One line of the list. */
export type ConversationRow = {
  readonly conversationId: ConversationId;
  readonly customerName: string;
  readonly plate: string | undefined;
  /** On whose clock times are written. */
  readonly zone: string;
  readonly garageName: string;
  /** Undefined before the first message. */
  readonly last:
    | { readonly text: string; readonly said: Said; readonly by: TimelineSpeaker; readonly at: Date }
    | undefined;
  readonly registeredAt: Date | undefined;
  /** Since when the customer waits for an answer. */
  readonly waitingSince: Date | undefined;
  readonly controller: { readonly staffId: StaffId; readonly name: string } | undefined;
  /** The open waiting item that is due first. */
  readonly item: { readonly kind: ItemKind; readonly owner: ItemOwner; readonly dueAt: Date } | undefined;
  /** Since when a quote waits for the customer. */
  readonly quoteSince: Date | undefined;
  readonly simulated: boolean;
};

export type ConversationPage = {
  readonly rows: readonly ConversationRow[];
  /** For the next page; undefined on the last one. */
  readonly next: string | undefined;
};

export type ListCounts = { readonly person: number; readonly approval: number };

/** Who said something, as people see it. */
export type TimelineSpeaker =
  /** Not always the conversation's own customer: somebody else may decide or pay. */
  | { readonly kind: 'customer'; readonly name: string }
  | { readonly kind: 'bot' }
  | { readonly kind: 'staff'; readonly staffId: StaffId; readonly name: string; readonly role: Role };

/** One conversation with everything beside its messages. */
export type ConversationDetail = {
  readonly conversationId: ConversationId;
  readonly garage: { readonly garageId: GarageId; readonly name: string; readonly zone: string };
  readonly customer: {
    readonly customerId: CustomerId;
    readonly name: string;
    readonly phone: string | undefined;
    readonly email: string | undefined;
    readonly language: Language;
  };
  readonly addresses: readonly AddressSummary[];
  readonly controller: { readonly staffId: StaffId; readonly name: string; readonly since: Date } | undefined;
  readonly controlVersion: number;
  readonly waitingSince: Date | undefined;
  readonly simulated: boolean;
  readonly items: readonly OpenItem[];
  /** Those that are not collected or cancelled first, newest first. */
  readonly repairs: readonly RepairDetail[];
};

/** Where a customer can be reached; what the channel calls the place is not shown. */
export type AddressSummary = {
  readonly channel: string;
  readonly accountName: string;
  readonly standing: 'proven' | 'unproven' | 'frozen' | 'opted_out' | 'unreachable';
  readonly lastHeardAt: Date | undefined;
};

export type OpenItem = {
  readonly itemId: ItemId;
  readonly kind: ItemKind;
  readonly owner: ItemOwner;
  readonly raisedAt: Date;
  readonly dueAt: Date;
};

export type RepairDetail = {
  readonly repairId: RepairId;
  readonly number: number;
  readonly plate: string;
  readonly model: string | undefined;
  readonly complaint: string | undefined;
  readonly mechanicName: string | undefined;
  /** The mechanic has chats, and none of them takes messages any more; false once the car has left. */
  readonly mechanicLost: boolean;
  readonly status: RepairOpen['status'];
  readonly onLift: boolean;
  readonly blockedBy: 'customer' | 'parts' | undefined;
  readonly promisedAt: Date | undefined;
  readonly registeredAt: Date;
  readonly startedAt: Date | undefined;
  readonly completedAt: Date | undefined;
  readonly closedAt: Date | undefined;
  /** Undefined is "to be determined". */
  readonly agreed: Money | undefined;
  readonly approved: Money;
  readonly amount: Money | undefined;
  /** Newest first. */
  readonly quotes: readonly QuoteDetail[];
};

/** One version of a quote. */
export type QuoteDetail = {
  readonly quoteId: QuoteId;
  readonly number: number;
  readonly version: number;
  readonly status: 'draft' | 'released' | 'superseded' | 'withdrawn' | 'expired' | 'decided';
  readonly total: Money;
  readonly releasedAt: Date | undefined;
  readonly validUntil: Date | undefined;
  readonly outcome: DecisionOutcome | undefined;
  readonly approved: Money | undefined;
  readonly lines: readonly QuoteLineDetail[];
  /** Newest first; a revoked one stays as evidence. */
  readonly decisions: readonly DecisionDetail[];
};

export type QuoteLineDetail = {
  readonly lineId: LineId;
  readonly number: number;
  readonly text: string;
  readonly severity: Severity;
  readonly amount: Money;
  readonly vatRate: BasisPoints;
  readonly state: 'pending' | 'approved' | 'declined';
};

/** The evidence of a decision, as it is shown. */
export type DecisionDetail = {
  readonly decisionId: DecisionId;
  readonly outcome: DecisionOutcome;
  readonly total: Money;
  readonly who: string;
  readonly how: Evidence['how'];
  readonly identifiedBy: string;
  readonly channel: string | undefined;
  readonly decidedAt: Date;
  readonly recordedAt: Date;
  readonly shownText: string | undefined;
  /** SHA-256 of the text that was shown, hex. */
  readonly shownHash: string | undefined;
  readonly answerText: string | undefined;
  /** The listed phrases of which plain words consist. */
  readonly answerPhrases: readonly string[] | undefined;
  readonly revokedAt: Date | undefined;
};

/** One thing on the timeline of a conversation. */
export type TimelineEntry = TimelineMessage | TimelineEvent;

export type TimelineMessage = {
  readonly kind: 'message';
  readonly messageId: MessageId;
  readonly direction: 'in' | 'out' | 'note';
  readonly by: TimelineSpeaker;
  readonly at: Date;
  readonly text: string;
  readonly said: Said;
  /** What it answers, edits or reacts to; `unknown` when that message is not of this conversation. */
  readonly refersTo: QuotedMessage | 'unknown' | undefined;
  /** The newest message that says this one in other words. */
  readonly editedIn: MessageId | undefined;
  readonly sort: Purpose | 'staff' | undefined;
  readonly about: About;
  /** Labels of the buttons that the customer saw. */
  readonly choices: readonly string[];
  readonly files: readonly SaidFile[];
  readonly delivery:
    | { readonly state: DeliveryState; readonly code: string | undefined; readonly channel: string }
    | undefined;
};

/** A message that another one refers to; of its words the first 200. */
export type QuotedMessage = {
  readonly messageId: MessageId;
  readonly by: TimelineSpeaker;
  readonly text: string;
  readonly said: Said;
};

export type TimelineEvent = {
  readonly kind: 'event';
  readonly id: string;
  readonly at: Date;
  readonly what: WhatHappened;
};

export type WhatHappened =
  | { readonly type: 'taken_over'; readonly name: string; readonly from: string | undefined }
  | { readonly type: 'handed_back'; readonly name: string }
  | { readonly type: 'linked'; readonly how: LinkedBy }
  | { readonly type: 'unlinked' | 'disowned' | 'opted_out' | 'opted_in' }
  | { readonly type: 'item_raised'; readonly item: ItemKind }
  | { readonly type: 'item_ended'; readonly item: ItemKind; readonly how: ItemEnd; readonly name: string | undefined }
  | { readonly type: 'repair'; readonly status: RepairStep }
  /** Who decides from now on, or no longer. */
  | { readonly type: 'say'; readonly change: 'gained' | 'lost'; readonly names: readonly string[] }
  | { readonly type: 'quote_closed'; readonly number: number; readonly version: number; readonly why: QuoteClosed }
  | {
      readonly type: 'decided';
      readonly number: number;
      readonly version: number;
      readonly outcome: DecisionOutcome;
      readonly total: Money;
    };

export type RepairStep = 'registered' | 'started' | 'completed' | 'reopened' | 'collected' | 'cancelled';
export type QuoteClosed = 'superseded' | 'withdrawn' | 'expired' | 'revoked';

export type Timeline = {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  readonly hasEarlier: boolean;
  /** The newest message that is not a note. */
  readonly newestMessageId: MessageId | undefined;
};

/** What the inbox reads. A conversation of another garage is as if it were not there. */
export interface PanelQueries {
  conversations(query: ListQuery): Promise<ConversationPage>;
  counts(garageIds: readonly GarageId[], now: Date): Promise<ListCounts>;
  conversation(garageIds: readonly GarageId[], conversationId: ConversationId): Promise<ConversationDetail | undefined>;
  timeline(conversationId: ConversationId, limit: number): Promise<Timeline>;
}

/** What a message is, beside its words: what came in, or plain words of ours. */
export type Said = SaidKind & { readonly marks?: WordMarks };

/** Which words are not the sender's own. Stretches count UTF-16 units of the message's text; struck and quoted ones may overlap. */
export type WordMarks = {
  readonly forwarded?: { readonly from?: string };
  readonly via?: { readonly bot?: string };
  readonly automatic?: boolean;
  /** It answers a message in another chat. */
  readonly elsewhere?: boolean;
  readonly struck?: readonly Stretch[];
  readonly quoted?: readonly Stretch[];
};

type Stretch = { readonly from: number; readonly to: number };

type SaidKind =
  | { readonly kind: 'text' }
  /** A button; the words are its label, and there are none when it was none of ours. */
  | { readonly kind: 'button' }
  | { readonly kind: 'started' }
  /** The words are the new ones of a message that came before. */
  | { readonly kind: 'edited' }
  /** The words are what stands below it. Parts of one album have the same `album`. */
  | { readonly kind: 'file'; readonly what: FileKind; readonly album: string | undefined }
  /** In degrees. */
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly place: string | undefined;
    }
  /** A phone number; which one is not kept here. */
  | { readonly kind: 'contact'; readonly own: boolean }
  /** Without an emoji it was taken away. */
  | { readonly kind: 'reaction'; readonly emoji: string | undefined }
  /** `what` is the network's word for it, e.g. `sticker`; `words` is what can still be told of it. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly words: string | undefined };

export type FileKind = 'photo' | 'voice' | 'video' | 'file';

/** Which sort of file a MIME type is; `file` when nobody told. */
export function fileKindOf(mimeType: string | undefined): FileKind {
  if (mimeType?.startsWith('image/')) return 'photo';
  if (mimeType?.startsWith('audio/')) return 'voice';
  return mimeType?.startsWith('video/') ? 'video' : 'file';
}

/** A file of a message, as far as it came. */
export type SaidFile = { readonly name: string | undefined; readonly what: FileKind } & (
  | {
      readonly state: 'kept';
      readonly sha256: string;
      readonly mimeType: string;
      readonly bytes: number;
      readonly hasThumbnail: boolean;
    }
  | { readonly state: 'fetching' }
  /** Given up; `code` is that of the channel's or the store's error. */
  | { readonly state: 'failed'; readonly code: string }
);
