import type { Card, ChatId, Choice } from '../channel.ts';

/** A stored message as plain JSON. Its `media` is a description; the bytes are read separately. */
export type EntryContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly choices?: readonly Choice[];
      /** The label of a button with which this person shares their own number. */
      readonly contactRequest?: string;
      readonly media?: { readonly mimeType: string; readonly fileName: string };
    }
  | { readonly kind: 'card'; readonly card: Card }
  /**
   * Sent: short words that disappear by themselves. Received: a mark that the person opened the
   * chat.
   */
  | { readonly kind: 'notice'; readonly text: string };

export type NewEntry = {
  readonly chat: ChatId;
  /** `in` was written by the person, `out` was sent to the person. */
  readonly direction: 'in' | 'out';
  /** Unique within its chat. */
  readonly externalId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly content: EntryContent;
};

/** `id` rises in the order of arrival and orders a log; `replace` sets `edited`. */
export type Entry = NewEntry & { readonly id: number; readonly edited: boolean };

/** Entries, and the place in the stream of changes up to which they were read. */
export type Entries = { readonly entries: readonly Entry[]; readonly cursor: string };

export type EntryMedia = { readonly bytes: Uint8Array; readonly mimeType: string; readonly fileName: string };

/** Lets several windows and processes show the same chats. */
export type SimulatorStore = {
  /**
   * Adds an entry. An `externalId` that the chat already has changes nothing, so a repeat is
   * harmless.
   */
  append(entry: NewEntry, media?: EntryMedia): Promise<void>;
  /**
   * Replaces content and media, and marks the entry as edited. Returns false when the chat has no
   * such entry.
   */
  replace(chat: ChatId, externalId: string, content: EntryContent, media?: EntryMedia): Promise<boolean>;
  /**
   * Returns the newest `limit` entries of each chat, by `id`. The cursor is never later than what
   * was read.
   */
  latest(limit: number): Promise<Entries>;
  /**
   * Returns up to `limit` entries that were added or replaced after `cursor`, in the order of
   * change, each as it is now. A row that commits late is never skipped, but may come twice. An
   * unknown cursor reads from the beginning.
   */
  changes(cursor: string, limit: number): Promise<Entries>;
  media(chat: ChatId, externalId: string): Promise<EntryMedia | undefined>;
  /** Calls `listener` soon after a change. A nudge may be lost, so poll `changes` as well. */
  subscribe(listener: () => void): () => void;
};

/** A network with buttons and cards, or one with plain text only. */
export type Profile = 'buttons' | 'text';

/** A person that a visitor plays. `region` is the fixed accessible name of that person's chat. */
export type SimulatedPerson = {
  readonly chat: 'mechanic-1' | 'customer-buttons' | 'customer-text';
  readonly profile: Profile;
  readonly region: 'Mechanic' | 'Customer with buttons' | 'Customer with text only';
  readonly role: 'mechanic' | 'customer';
  readonly icon: 'wrench' | 'buttons' | 'text';
  /** The sender's name, as a network would give it. */
  readonly name: string;
  /** The number that a network would vouch for. */
  readonly phone?: string;
};

/**
 * In the order of the page. The mechanic is on the account with buttons, which is the only one with
 * cards.
 */
export const people: readonly SimulatedPerson[] = [
  {
    chat: 'mechanic-1',
    profile: 'buttons',
    region: 'Mechanic',
    role: 'mechanic',
    icon: 'wrench',
    name: 'Mechanic',
  },
  {
    chat: 'customer-buttons',
    profile: 'buttons',
    region: 'Customer with buttons',
    role: 'customer',
    icon: 'buttons',
    name: 'Jan',
    phone: '+31612345678',
  },
  {
    chat: 'customer-text',
    profile: 'text',
    region: 'Customer with text only',
    role: 'customer',
    icon: 'text',
    name: 'Piet',
    phone: '+31687654321',
  },
];

/** Finds the person of a chat id, which may come from a URL. */
export function personInChat(chat: string): SimulatedPerson | undefined {
  return people.find((person) => person.chat === chat);
}
