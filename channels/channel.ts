/** A transport to people on one channel account. It knows chats, messages and taps, and nothing about repairs. */
export interface Channel {
  readonly name: ChannelName;
  readonly capabilities: Capabilities;
  /** Present on push transports. Verifies over the raw bytes, parses, awaits `receive` or `answer`, and only then answers 200. */
  readonly webhook?: (request: Request, receive: Receive, answer: Answer) => Promise<Response>;
  /** Begins to load what the first post would else wait for; asked of a process that serves the webhook. Never blocks or throws. */
  readonly warmWebhook?: () => void;
  /** Starts whatever the account needs to listen (polling, a session). Never blocks or throws: trouble shows in `health`. */
  start(receive: Receive, signal: AbortSignal): Promise<void>;
  /** One attempt. Resolves once the network took the message; throws only `DeliveryError`. */
  send(to: ChatId, message: OutboundMessage): Promise<Receipt>;
  health(): ChannelHealth;
}

/** A skill: the text, buttons or card of a sent message can be replaced. Throws only `DeliveryError`. */
export interface EditsMessages extends Channel {
  edit(to: ChatId, externalId: string, message: OutboundMessage): Promise<Receipt>;
}

/** A skill: a tap is answered with a short notice that goes away by itself. Never retried; a failure is only logged. */
export interface AcknowledgesTaps extends Channel {
  acknowledgeTap(tap: string, notice?: string): Promise<void>;
}

/** A skill: the bytes behind a media reference can be fetched. Throws only `DeliveryError`. */
export interface FetchesMedia extends Channel {
  fetchMedia(
    reference: string,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: Uint8Array; readonly mimeType: string }>;
}

/** A skill: a link opens a chat and brings the token of an invitation along. */
export interface InvitesByLink extends Channel {
  /**
   * An address of the network, or a path on this site; undefined until the network has told the
   * account its name.
   */
  invitationLink(token: string): string | undefined;
}

export function editsMessages(channel: Channel): channel is EditsMessages {
  return 'edit' in channel;
}
export function acknowledgesTaps(channel: Channel): channel is AcknowledgesTaps {
  return 'acknowledgeTap' in channel;
}
export function fetchesMedia(channel: Channel): channel is FetchesMedia {
  return 'fetchMedia' in channel;
}

export function invitesByLink(channel: Channel): channel is InvitesByLink {
  return 'invitationLink' in channel;
}

/** The one list of networks; all else gets a channel's name as a word. */
export type ChannelName = 'telegram' | 'whatsapp' | 'teams' | 'simulator';

/** A chat on the account, opaque outside its adapter. Never a phone number to parse. */
export type ChatId = string;

/** Resolves after the message is stored, so that a webhook may answer 200. A repeated dedupe key is stored once. */
export type Receive = (message: InboundMessage) => Promise<void>;

/**
 * As `Receive`, for a network that waits for a card in place of the one that was tapped: resolves within 2 s to that card as the turn left
 * it, or as it stands with a word that the work goes on. A repeated dedupe key has no second effect. Throws when nothing was stored.
 */
export type Answer = (message: InboundMessage) => Promise<Card>;

/** What came in, parsed. It is stored as JSON, so times are ISO 8601 strings in UTC. */
export type InboundMessage = {
  /** Where an answer goes; also the lane in which messages keep their order. */
  readonly chat: ChatId;
  /** Names this one message on the account for ever, e.g. `m:42:7` or `cb:991`. */
  readonly dedupeKey: string;
  readonly sender: { readonly id: string; readonly name?: string; readonly language?: string };
  /** Others read along in this chat, e.g. in the channel of a team. */
  readonly shared?: true;
  /** The provider's time. */
  readonly at: string;
  readonly content: InboundContent;
  /** Set by `Answer`: somebody waits for the card that the turn leaves. */
  readonly awaits?: 'card';
};

export type InboundContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly externalId: string;
      readonly replyTo?: string;
      readonly notOwn?: NotOwn;
    }
  /** A button: only the token is trusted; `values` are the inputs of a card; `tap` is what `acknowledgeTap` takes. */
  | {
      readonly kind: 'choice';
      readonly token: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly onMessage?: string;
      readonly tap?: string;
    }
  /** The chat was opened, by a link with a payload or without. */
  | { readonly kind: 'start'; readonly payload?: string }
  | {
      readonly kind: 'media';
      readonly externalId: string;
      readonly media: MediaReference;
      readonly caption?: string;
      /** Parts of one album share it. */
      readonly album?: string;
      readonly replyTo?: string;
      readonly notOwn?: NotOwn;
    }
  /** A place on the map, in degrees; `place` is how the sender named it. */
  | {
      readonly kind: 'location';
      readonly externalId: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly place?: string;
      readonly notOwn?: NotOwn;
    }
  /** An emoji put on a message of ours; without one it was taken away. It is never an answer. */
  | { readonly kind: 'reaction'; readonly onMessage: string; readonly emoji?: string }
  /** A phone number that was shared; `own` only when the network vouches that it is the sender's. */
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean; readonly notOwn?: NotOwn }
  | { readonly kind: 'edited'; readonly externalId: string; readonly text: string; readonly notOwn?: NotOwn }
  | {
      readonly kind: 'status';
      readonly externalId: string;
      readonly state: 'delivered' | 'read' | 'failed';
      readonly code?: string;
    }
  | { readonly kind: 'reachable'; readonly reachable: boolean }
  /** `words` is what can still be told of it, e.g. the emoji of a sticker. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly words?: string; readonly notOwn?: NotOwn };

/** What of a message its sender did not say here and now; never without one of its marks. */
export type NotOwn = {
  /** Passed on; `from` is whoever said it, where that is told. */
  readonly forwarded?: { readonly from?: string };
  /** Put together by a bot that the sender used. */
  readonly via?: { readonly bot?: string };
  /** Sent by the app, not by a hand. */
  readonly automatic?: true;
  /** It answers a message in another chat. */
  readonly elsewhere?: true;
  /** Stretches of the text or caption, in order, apart from each other, and never through a surrogate pair; at most 100 of each. */
  readonly struck?: readonly TextRange[];
  /** Somebody else's words. */
  readonly quoted?: readonly TextRange[];
};

/** In UTF-16 units; `to` is the first one behind it. */
export type TextRange = { readonly from: number; readonly to: number };

export type MediaReference = {
  readonly reference: string;
  readonly mimeType?: string;
  readonly bytes?: number;
  readonly fileName?: string;
};

/** Texts mark bold as `*bold*`, and have no other mark-up; an adapter turns it into its network's form. */
export type OutboundMessage =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly choices?: readonly Choice[];
      readonly media?: OutboundMedia;
      /** The label of a button by which people share their own number; a network without one leaves it out. */
      readonly contactRequest?: string;
    }
  | { readonly kind: 'card'; readonly card: Card };

export type Choice = { readonly token: string; readonly label: string };
export type OutboundMedia = { readonly bytes: Uint8Array; readonly mimeType: string; readonly fileName: string };

/** A card as data: an adapter with cards draws it, another gets `cardAsText`. */
export type Card = {
  /** Big type, e.g. the plate and the model. */
  readonly title: string;
  readonly subtitle?: string;
  readonly text?: string;
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly lines?: readonly CardLine[];
  readonly inputs?: readonly CardInput[];
  readonly actions?: readonly CardAction[];
  readonly image?: { readonly url: string; readonly alt: string };
  readonly links?: readonly { readonly label: string; readonly url: string }[];
};
export type CardLine = {
  readonly text: string;
  readonly amount?: string;
  readonly state: 'plain' | 'pending' | 'approved' | 'declined';
};
export type CardInput = {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};
export type CardAction = { readonly token: string; readonly label: string; readonly style?: 'primary' | 'danger' };

/** What the network said when it took the message; `state` is `delivered` where it knows that at once. */
export type Receipt = { readonly externalId: string; readonly at: Date; readonly state: 'sent' | 'delivered' };

export type ChannelHealth = {
  readonly state: 'starting' | 'ready' | 'needs_pairing' | 'backing_off' | 'refused';
  readonly detail?: string;
};

/** `dropped` loses data silently, `rejected` fails the send; the difference is deliberate. */
export type Support = 'full' | 'partial' | 'fallback' | 'dropped' | 'rejected';

export type Capabilities = {
  /** `staff` where nobody but colleagues can write, so that no customer is looked for there. */
  readonly audience: 'staff' | 'everybody';
  readonly choices: { readonly support: Support; readonly max: number; readonly labelLength: number };
  readonly cards: Support;
  readonly media: Support;
  /** Whether a message can have a button by which people share their own number; it then has no choices. */
  readonly contactRequests: boolean;
  /** UTF-16 units. */
  readonly maxTextLength: number;
  /** False where the customer has to write or press Start first. */
  readonly canStartConversation: boolean;
  readonly receipts: 'none' | 'delivered' | 'read';
  /** How coarse the provider's times are, in ms. */
  readonly clockPrecisionMs: number;
  /** How long an `unknown` message holds its lane while a status or echo may still tell, in ms. */
  readonly settleWithinMs: number;
  readonly pace: { readonly perSecond: number; readonly atOnce: number };
  /** How long after the customer's last message free text may be sent, in ms; null without such a rule. */
  readonly window: number | null;
};

export type DeliveryErrorCode =
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'blocked'
  | 'chat_not_found'
  | 'not_authorised'
  | 'invalid'
  /** A file beyond what the network lets through. */
  | 'too_large'
  | 'moved';

/** The one error of `send`, `edit` and `fetchMedia`, sorted by what may be done next. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  /** `not_sent`: retry; `unknown`: it may have arrived, never blindly repeat; `permanent`: tell staff. */
  readonly outcome: 'not_sent' | 'unknown' | 'permanent';
  readonly retryAfterMs: number | undefined;
  /** The chat's new id, with code `moved`. */
  readonly movedTo: ChatId | undefined;

  constructor(
    code: DeliveryErrorCode,
    message: string,
    options: { outcome: DeliveryError['outcome']; retryAfterMs?: number; movedTo?: ChatId; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.outcome = options.outcome;
    this.retryAfterMs = options.retryAfterMs;
    this.movedTo = options.movedTo;
  }
}
