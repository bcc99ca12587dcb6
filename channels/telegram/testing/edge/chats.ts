import type { EdgeClock } from './clock.ts';
import { refuse } from './refusal.ts';

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
