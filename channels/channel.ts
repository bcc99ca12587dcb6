/**
 * Carries messages between people and one channel account. It knows chats, messages and taps, and
 * nothing about repairs.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly capabilities: Capabilities;
  /**
   * Present where the network pushes. Verifies the raw bytes, parses, awaits `receive` or `answer`,
   * and only then answers 200.
   */
  readonly webhook?: (request: Request, receive: Receive, answer: ReceiveTap) => Promise<Response>;
  /**
   * Fetches in advance what the first post would wait for; called in a process that serves the
   * webhook. Never blocks or throws.
   */
  readonly warmWebhook?: () => void;
  /** Starts listening (polling, a session). Never blocks or throws; trouble shows in `health`. */
  start(receive: Receive, signal: AbortSignal): Promise<void>;
  /** Makes one attempt. Resolves once the network took the message; throws only `DeliveryError`. */
  send(to: ChatId, message: OutboundMessage): Promise<Receipt>;
  health(): ChannelHealth;
}

/** A skill: replaces the text, buttons or card of a sent message. Throws only `DeliveryError`. */
export interface EditsMessages extends Channel {
  edit(to: ChatId, externalId: string, message: OutboundMessage): Promise<Receipt>;
}

/**
 * A skill: answers a tap with a short notice that disappears by itself. Never retried; a failure is
 * only logged.
 */
export interface AcknowledgesTaps extends Channel {
  acknowledgeTap(tap: string, notice?: string): Promise<void>;
}

/** A skill: fetches the bytes behind a media reference. Throws only `DeliveryError`. */
export interface FetchesMedia extends Channel {
  fetchMedia(
    reference: string,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: Uint8Array; readonly mimeType: string }>;
}

/** A skill: makes a link that opens a chat and carries the token of an invitation. */
export interface InvitesByLink extends Channel {
  /**
   * Returns an address of the network or a path on this site; undefined until the network has told
   * the account its name.
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

/** The only list of networks; other parts treat a channel's name as an opaque word. */
export type ChannelName = 'telegram' | 'whatsapp' | 'teams' | 'simulator';

/** A chat on the account, opaque outside its adapter: not a phone number. */
export type ChatId = string;

/**
 * Resolves once the message is stored, so that a webhook may answer 200. A repeated dedupe key is
 * stored once.
 */
export type Receive = (message: InboundMessage) => Promise<void>;

/**
 * Receives for a network that waits for a card in place of the tapped one. Resolves within 2 s to
 * the card as the turn left it, or to the present card with a note that the work goes on. A
 * repeated dedupe key has no second effect. Throws when nothing was stored.
 */
export type ReceiveTap = (message: InboundMessage) => Promise<Card>;

/** A parsed message. It is stored as JSON, so times are ISO 8601 strings in UTC. */
export type InboundMessage = {
  /** Where an answer goes; messages keep their order within it. */
  readonly chat: ChatId;
  /** Identifies this message on the account and is never used again, e.g. `m:42:7` or `cb:991`. */
  readonly dedupeKey: string;
  readonly sender: { readonly id: string; readonly name?: string; readonly language?: string };
  /** Other people read this chat as well, e.g. a channel of a team. */
  readonly shared?: true;
  /** The network's time. */
  readonly at: string;
  readonly content: InboundContent;
  /** Set by `Answer`: the network waits for the card that the turn leaves. */
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
  /**
   * A tapped button. Only the token is trusted; `values` are the inputs of a card; `tap` goes to
   * `acknowledgeTap`.
   */
  | {
      readonly kind: 'choice';
      readonly token: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly onMessage?: string;
      readonly tap?: string;
    }
  /** The person opened the chat, with or without the payload of a link. */
  | { readonly kind: 'start'; readonly payload?: string }
  | {
      readonly kind: 'media';
      readonly externalId: string;
      readonly media: MediaReference;
      readonly caption?: string;
      /** The same for all parts of one album. */
      readonly album?: string;
      readonly replyTo?: string;
      readonly notOwn?: NotOwn;
    }
  /** Degrees; `place` is the sender's name for it. */
  | {
      readonly kind: 'location';
      readonly externalId: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly place?: string;
      readonly notOwn?: NotOwn;
    }
  /** An emoji on a message of ours; without `emoji` it was taken away. Never an answer. */
  | { readonly kind: 'reaction'; readonly onMessage: string; readonly emoji?: string }
  /** A shared phone number; `own` only when the network vouches that it is the sender's. */
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean; readonly notOwn?: NotOwn }
  | { readonly kind: 'edited'; readonly externalId: string; readonly text: string; readonly notOwn?: NotOwn }
  | {
      readonly kind: 'status';
      readonly externalId: string;
      readonly state: 'delivered' | 'read' | 'failed';
      readonly code?: string;
    }
  | { readonly kind: 'reachable'; readonly reachable: boolean }
  /** `words` is what is readable of it, e.g. the emoji of a sticker. */
  | { readonly kind: 'unsupported'; readonly what: string; readonly words?: string; readonly notOwn?: NotOwn };

/** Marks the parts of a message that are not the sender's own words; at least one field is set. */
export type NotOwn = {
  /** `from` is the original author, where the network tells it. */
  readonly forwarded?: { readonly from?: string };
  /** A bot that the sender used composed it. */
  readonly via?: { readonly bot?: string };
  /** The app sent it by itself. */
  readonly automatic?: true;
  /** It answers a message in another chat. */
  readonly elsewhere?: true;
  /**
   * Ranges of the text or caption: ordered, not overlapping, never inside a surrogate pair, at most
   * 100 of each kind.
   */
  readonly struck?: readonly TextRange[];
  /** Words of somebody else. */
  readonly quoted?: readonly TextRange[];
};

/** UTF-16 units; `to` is exclusive. */
export type TextRange = { readonly from: number; readonly to: number };

export type MediaReference = {
  readonly reference: string;
  readonly mimeType?: string;
  readonly bytes?: number;
  readonly fileName?: string;
};

/**
 * Texts mark bold as `*bold*` and have no other markup; an adapter turns it into the network's
 * form.
 */
export type OutboundMessage =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly choices?: readonly Choice[];
      readonly media?: OutboundMedia;
      /**
       * The label of a button with which people share their own number; left out on a network
       * without one.
       */
      readonly contactRequest?: string;
    }
  | { readonly kind: 'card'; readonly card: Card };

export type Choice = { readonly token: string; readonly label: string };
export type OutboundMedia = {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly fileName: string;
  /** Of a picture, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** The network shows no such picture, so it goes as a file. */
  readonly asFile?: true;
};

/** A card as data. Adapters with cards draw it; the others send `cardAsText`. */
export type Card = {
  /** Shown large, e.g. plate and model. */
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

/** The network's confirmation; `state` is `delivered` where the network knows that at once. */
export type Receipt = { readonly externalId: string; readonly at: Date; readonly state: 'sent' | 'delivered' };

export type ChannelHealth = {
  readonly state: 'starting' | 'ready' | 'needs_pairing' | 'backing_off' | 'refused';
  readonly detail?: string;
};

/** `dropped` loses the data silently, `rejected` fails the send. */
export type Support = 'full' | 'fallback' | 'dropped' | 'rejected';

export type Capabilities = {
  /** `staff` where only colleagues can write, so that a new chat there is never a customer's. */
  readonly audience: 'staff' | 'everybody';
  readonly choices: { readonly support: Support; readonly max: number; readonly labelLength: number };
  readonly cards: Support;
  readonly media: Support;
  /** What a picture may measure to be shown; any other goes as a file. Absent without such a rule. */
  readonly pictures?: {
    /** Width and height together, in pixels. */
    readonly maxSides: number;
    /** The longer side by the shorter one. */
    readonly maxRatio: number;
  };
  /**
   * True where a message can have a button for sharing one's own number; such a message has no
   * choices.
   */
  readonly contactRequests: boolean;
  /** In UTF-16 units. */
  readonly maxTextLength: number;
  /** False where the customer has to write first or press Start. */
  readonly canStartConversation: boolean;
  readonly receipts: 'none' | 'delivered' | 'read';
  /** Precision of the network's times, in ms. */
  readonly clockPrecisionMs: number;
  /** How long an `unknown` message blocks its lane while a status may still arrive, in ms. */
  readonly settleWithinMs: number;
  readonly pace: { readonly perSecond: number; readonly atOnce: number };
  /**
   * How long after the customer's last message free text is allowed, in ms; null without such a
   * rule.
   */
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
  /** The file exceeds the network's limit. */
  | 'too_large'
  | 'moved';

/** The only error of `send`, `edit` and `fetchMedia`, classified by what may be done next. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  /**
   * `not_sent`: retry. `unknown`: it may have arrived, so never just repeat it. `permanent`: tell
   * staff.
   */
  readonly outcome: 'not_sent' | 'unknown' | 'permanent';
  readonly retryAfterMs: number | undefined;
  /** The chat's new id; set with code `moved`. */
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
