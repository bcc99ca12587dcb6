import type { EdgeUpdates } from './updates.ts';
import type { EdgeChats, EdgeClock, EdgeFile, EdgeMessage, EdgeTaps } from './world.ts';

type FileKind = 'photo' | 'document' | 'voice' | 'video';

/** The acts of one person in the private chat with the bot. Numbers are message ids. */
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
  /** The messages of the bot, oldest first. */
  shown(): readonly EdgeMessage[];
};

export type SentFile = {
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

/** Makes a person; their app may tell a language. A private chat has the id of its person. */
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
