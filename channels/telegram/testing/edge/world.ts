export type EdgeButton = { readonly text: string; readonly callback_data: string };
export type EdgeEntity = { readonly type: string; readonly offset: number; readonly length: number };

/** A file as Telegram keeps it; a test may claim another size than that of the bytes. */
export type EdgeFile = {
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly size: number;
};

/** A message of the bot as the phone shows it now, so after edits. */
export type EdgeMessage = {
  readonly messageId: number;
  readonly date: number;
  /** The caption, where there is a file. */
  text: string;
  entities: readonly EdgeEntity[];
  buttons: readonly (readonly EdgeButton[])[];
  /** The label of the button that shares a number, in place of the phone's letters. */
  readonly contactRequest: string | undefined;
  readonly file: EdgeFile | undefined;
};

/** A chat that the bot knows; a group has a negative id. */
export type EdgeChat = {
  readonly id: number;
  readonly type: 'private' | 'supergroup';
  /** The bot may write: somebody pressed Start, or it was added. */
  isOpen: boolean;
  isBlocked: boolean;
  readonly shown: EdgeMessage[];
};

/** All that the Bot API looks things up in. */
export type EdgeChats = {
  find(id: unknown): EdgeChat | undefined;
  /** The chat that may be written to. Refuses as Telegram does. */
  writable(id: unknown): EdgeChat;
  open(id: number, type: EdgeChat['type']): EdgeChat;
  nextMessageId(): number;
  show(chat: EdgeChat, message: Omit<EdgeMessage, 'messageId' | 'date'>): EdgeMessage;
  messageIn(chat: EdgeChat, messageId: unknown): EdgeMessage;
};

/** Chats that begin with none. */
export function createEdgeChats(clock: EdgeClock): EdgeChats {
  const chats = new Map<string, EdgeChat>();
  let lastMessage = 100;
  const nextMessageId = (): number => {
    lastMessage += 1;
    return lastMessage;
  };
  return {
    find: (id) => chats.get(String(id)),
    writable: (id) => {
      const chat = chats.get(String(id));
      if (chat === undefined) return refuse(400, 'Bad Request: chat not found');
      if (chat.isBlocked) return refuse(403, 'Forbidden: bot was blocked by the user');
      if (!chat.isOpen) return refuse(403, 'Forbidden: bot is not a member of the supergroup chat');
      return chat;
    },
    open: (id, type) => {
      const known = chats.get(String(id)) ?? { id, type, isOpen: false, isBlocked: false, shown: [] };
      known.isOpen = true;
      chats.set(String(id), known);
      return known;
    },
    nextMessageId,
    show: (chat, message) => {
      const shown = { ...message, messageId: nextMessageId(), date: clock.seconds() };
      chat.shown.push(shown);
      return shown;
    },
    messageIn: (chat, messageId) =>
      chat.shown.find((one) => one.messageId === Number(messageId)) ??
      refuse(400, 'Bad Request: message to edit not found'),
  };
}

/** A tap on a button; its spinner turns until the bot answers. */
type EdgeTap = { readonly id: string; readonly at: number; isAnswered: boolean; notice: string | undefined };

/** The taps of all people. */
export type EdgeTaps = {
  /** A new one; its id is for the bot. */
  begin(): string;
  /** Refuses as Telegram does when the app has stopped waiting. */
  answer(id: string, notice: string | undefined): void;
  find(id: string): Readonly<EdgeTap> | undefined;
};

/** Reported as about 15 s; the documentation gives no number. */
const APP_WAITS_MS = 15_000;

/** Taps that begin with none. */
export function createEdgeTaps(clock: EdgeClock): EdgeTaps {
  const taps: EdgeTap[] = [];
  const find = (id: string) => taps.find((tap) => tap.id === id);
  return {
    begin: () => {
      const id = String(4_700_000_000_001 + taps.length);
      taps.push({ id, at: clock.elapsedMs(), isAnswered: false, notice: undefined });
      return id;
    },
    find,
    answer: (id, notice) => {
      const tap = find(id);
      if (tap === undefined || clock.elapsedMs() - tap.at > APP_WAITS_MS)
        return refuse(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      Object.assign(tap, { isAnswered: true, notice });
    },
  };
}

/** The time of the driver: only a test moves it, so that nothing is waited for. */
export type EdgeClock = {
  /** The time skipped so far, in ms. */
  elapsedMs(): number;
  /** The date as Telegram tells it, in seconds since 1970. */
  seconds(): number;
  /** Does it once so much more was skipped. */
  after(ms: number, work: () => Promise<void>): void;
  /** Skips time and waits for the work that falls due, in its order. */
  skip(ms: number): Promise<void>;
};

type Due = { readonly at: number; readonly work: () => Promise<void> };

/** A clock that begins at the present. */
export function createEdgeClock(): EdgeClock {
  let elapsed = 0;
  let waiting: Due[] = [];
  return {
    elapsedMs: () => elapsed,
    seconds: () => Math.floor((Date.now() + elapsed) / 1000),
    after: (ms, work) => void waiting.push({ at: elapsed + ms, work }),
    skip: async (ms) => {
      const end = elapsed + ms;
      while (waiting.some(({ at }) => at <= end)) {
        const at = Math.min(...waiting.map((one) => one.at));
        const due = waiting.filter((one) => one.at === at);
        waiting = waiting.filter((one) => one.at !== at);
        elapsed = Math.max(elapsed, at);
        await Promise.all(due.map(({ work }) => work()));
      }
      elapsed = end;
    },
  };
}

/** Why the edge driver does not do what it was asked for, as Telegram words it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly parameters: object;

  constructor(status: number, description: string, parameters: object = {}) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

/** Ends the call that is answered. */
export function refuse(status: number, description: string, parameters?: object): never {
  throw new Refusal(status, description, parameters);
}
