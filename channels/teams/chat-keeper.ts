import { isDeepStrictEqual } from 'node:util';
import type { ChatId } from '../channel.ts';
import type { ChatBook, TeamsChat } from './options.ts';

/** Keeps the book of chats up to date without a write for every message. */
export type ChatKeeper = {
  /** Writes what is new of a chat; the newest address counts. */
  keep(chat: ChatId, record: TeamsChat): Promise<void>;
  /** Writes a chat in which the app was just installed, and tells when that installation began: all its events get the same answer. */
  install(chat: ChatId, record: TeamsChat, at: string): Promise<string>;
  forget(chat: ChatId): Promise<void>;
};

const MOST_REMEMBERED = 1_000;
/** Another process may have written or forgotten a chat meanwhile; it is not taken as known for longer. */
const KNOWN_FOR_MS = 60_000;

/** What one chat does goes one after the other, so that two events of one installation see each other. */
export function createChatKeeper(book: ChatBook, monotonicMs: () => number = () => performance.now()): ChatKeeper {
  const known = new Map<ChatId, { readonly record: TeamsChat; readonly until: number }>();
  const lines = new Map<ChatId, Promise<unknown>>();

  const inLine = <T>(chat: ChatId, work: () => Promise<T>): Promise<T> => {
    const mine = (lines.get(chat) ?? Promise.resolve()).then(work, work);
    const done = () => void (lines.get(chat) === mine && lines.delete(chat));
    lines.set(chat, mine);
    mine.then(done, done);
    return mine;
  };

  const isKnown = (chat: ChatId, record: TeamsChat): boolean => {
    const last = known.get(chat);
    return last !== undefined && monotonicMs() < last.until && isDeepStrictEqual(last.record, record);
  };

  const write = async (chat: ChatId, record: TeamsChat, at?: string): Promise<string | undefined> => {
    const before = await book.find(chat);
    const installedAt = before?.installedAt ?? at;
    const next: TeamsChat = installedAt === undefined ? record : { ...record, installedAt };
    if (!isDeepStrictEqual(before, next)) await book.keep(chat, next);
    known.delete(chat);
    known.set(chat, { record, until: monotonicMs() + KNOWN_FOR_MS });
    // The one that was written longest ago stands first.
    if (known.size > MOST_REMEMBERED) known.delete(known.keys().next().value ?? chat);
    return installedAt;
  };

  return {
    keep: async (chat, record) => {
      if (!isKnown(chat, record)) await inLine(chat, () => write(chat, record));
    },
    install: async (chat, record, at) => (await inLine(chat, () => write(chat, record, at))) ?? at,
    forget: (chat) =>
      inLine(chat, async () => {
        known.delete(chat);
        await book.forget(chat);
      }),
  };
}
