import type { EdgeUpdates } from './updates.ts';

type FileKind = 'photo' | 'document' | 'voice' | 'video';

/** What one person does in the private chat with the bot. Numbers are message ids; nothing is waited for. */
export type EdgePerson = {
  writes(text: string, more?: object): number;
  /** Any other content, e.g. `{ sticker: { emoji: '👍' } }`. */
  sends(content: object): number;
  /** A file with bytes that the bot can fetch; `size` claims another length than theirs. */
  sendsFile(kind: FileKind, file: SentFile, more?: object): number;
  edits(messageId: number, text: string, more?: object): void;
  /** Sends the data of a button, shown or not; returns the id of the tap. */
  taps(data: string, messageId: number): string;
  reacts(messageId: number, emoji: string | undefined): void;
  /** `unseen` is a block whose update never reached the bot. */
  blocks(options?: { readonly unseen?: boolean }): void;
  unblocks(): void;
  /** What the bot said, oldest first. */
  shown(): readonly EdgeMessage[];
};

type SentFile = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mimeType?: string;
  readonly size?: number;
};

type World = {
  readonly clock: EdgeClock;
  readonly chats: EdgeChats;
  readonly files: Map<string, EdgeFile>;
  readonly taps: EdgeTaps;
  readonly updates: EdgeUpdates;
};

const DAY_MS = 24 * 60 * 60 * 1000;
const TAP_LIVES_MS = 150_000;

/** A person whose app speaks the language, where it tells one; a private chat has the id of its person. */
export function createEdgePerson(world: World, id: number, language?: string): EdgePerson {
  const { clock, chats, files, taps, updates } = world;
  const from = { id, is_bot: false, first_name: 'Jan', ...(language && { language_code: language }) };
  const place = { id, type: 'private', first_name: 'Jan' };
  const sends = (content: object): number => {
    chats.open(id, 'private');
    const message_id = chats.nextMessageId();
    const message = { message_id, from, chat: place, date: clock.seconds(), ...content };
    updates.add('message', message, `chat:${id}`, DAY_MS);
    return message_id;
  };
  return {
    writes: (text, more = {}) => sends({ text, ...more }),
    sends,
    sendsFile: (kind, file, more = {}) => sends({ ...fileIn(files, kind, file), ...more }),
    edits: (message_id, text, more = {}) => {
      const times = { date: clock.seconds(), edit_date: clock.seconds() };
      const edited = { message_id, from, chat: place, ...times, text, ...more };
      updates.add('edited_message', edited, `chat:${id}`, DAY_MS);
    },
    taps: (data, message_id) => {
      const tap = taps.begin();
      const message = { message_id, chat: place, date: clock.seconds() };
      const query = { id: tap, from, data, message, chat_instance: '1' };
      updates.add('callback_query', query, `tap:${id}`, TAP_LIVES_MS);
      return tap;
    },
    reacts: (message_id, emoji) => {
      const new_reaction = emoji === undefined ? [] : [{ type: 'emoji', emoji }];
      const reaction = { chat: place, message_id, user: from, date: clock.seconds(), old_reaction: [], new_reaction };
      updates.add('message_reaction', reaction, `reaction:${id}`, DAY_MS);
    },
    shown: () => chats.find(id)?.shown ?? [],
    ...blocking(world, { id, place, from }),
  };
}

type Side = { readonly id: number; readonly place: object; readonly from: object };

function blocking(
  { clock, chats, updates }: World,
  { id, place, from }: Side,
): Pick<EdgePerson, 'blocks' | 'unblocks'> {
  const change = (before: string, after: string): void => {
    const user = { id: 7001, is_bot: true, first_name: 'Garage' };
    const states = { old_chat_member: { user, status: before }, new_chat_member: { user, status: after } };
    updates.add('my_chat_member', { chat: place, from, date: clock.seconds(), ...states }, `member:${id}`, DAY_MS);
  };
  const put = (isBlocked: boolean): void => {
    const chat = chats.find(id);
    if (chat) chat.isBlocked = isBlocked;
  };
  return {
    blocks: ({ unseen = false } = {}) => {
      put(true);
      if (!unseen) change('member', 'kicked');
    },
    unblocks: () => {
      put(false);
      change('kicked', 'member');
    },
  };
}

/** The field of a message that carries a file, which Telegram then keeps under a file id. */
function fileIn(files: Map<string, EdgeFile>, kind: FileKind, { bytes, name, mimeType, size }: SentFile): object {
  const file_id = `F${files.size + 1}`;
  const file_size = size ?? bytes.byteLength;
  files.set(file_id, { bytes, size: file_size, path: `${kind}s/file_${files.size + 1}.${name.split('.').at(-1)}` });
  const file = { file_id, file_unique_id: `u${file_id}`, file_size };
  if (kind === 'photo') return { photo: [{ ...file, file_id: `${file_id}-small`, file_size: 1 }, file] };
  return { [kind]: { ...file, file_name: name, ...(mimeType && { mime_type: mimeType }) } };
}

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

/** The time of the edge driver: it stands still but for what a test skips, so that nothing is waited for. */
export type EdgeClock = {
  /** What was skipped so far, in ms. */
  elapsedMs(): number;
  /** The date as Telegram tells it, in seconds since 1970. */
  seconds(): number;
  /** Does it once so much more was skipped. */
  after(ms: number, work: () => Promise<void>): void;
  /** Skips time; what comes due meanwhile is done in its order, and waited for; what is due at once, side by side. */
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
