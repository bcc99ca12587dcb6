import type { Card, ChatId, Choice } from '../channel.ts';

/** What is kept of one message; plain JSON. `media` only describes: the bytes are read with `media`. */
export type EntryContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly choices?: readonly Choice[];
      /** The label of a button by which this person shares the own number. */
      readonly contactRequest?: string;
      readonly media?: { readonly mimeType: string; readonly fileName: string };
    }
  | { readonly kind: 'card'; readonly card: Card }
  /** Outward a short word that goes away by itself; inward the mark that a person opened the chat. */
  | { readonly kind: 'notice'; readonly text: string };

export type NewEntry = {
  readonly chat: ChatId;
  /** `in` was written by the person of the chat, `out` was sent to that person. */
  readonly direction: 'in' | 'out';
  /** Unique within its chat. */
  readonly externalId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly content: EntryContent;
};

/** A stored entry. `id` rises in the order of arrival and gives a log its order; `edited` is set by `replace`. */
export type Entry = NewEntry & { readonly id: number; readonly edited: boolean };

/** Entries with the place in the stream of changes up to which they were read. */
export type Entries = { readonly entries: readonly Entry[]; readonly cursor: string };

export type EntryMedia = { readonly bytes: Uint8Array; readonly mimeType: string; readonly fileName: string };

/** What the simulator needs to remember so that several windows and several processes show the same chats. */
export type SimulatorStore = {
  /** Adds an entry. An `externalId` that the chat already has changes nothing, so a repeat is harmless. */
  append(entry: NewEntry, media?: EntryMedia): Promise<void>;
  /** Replaces content (and its media) and marks the entry as edited. False when the chat has no such entry. */
  replace(chat: ChatId, externalId: string, content: EntryContent, media?: EntryMedia): Promise<boolean>;
  /** The newest `limit` entries of each chat, by `id`. The cursor is never later than what was read. */
  latest(limit: number): Promise<Entries>;
  /**
   * Up to `limit` entries that were added or replaced after `cursor`, each as it is now, in the order of change. A row that
   * commits late is never skipped; it may come twice. A cursor that the store does not know reads from the beginning.
   */
  changes(cursor: string, limit: number): Promise<Entries>;
  /** The bytes that came with an entry. */
  media(chat: ChatId, externalId: string): Promise<EntryMedia | undefined>;
  /** Calls `listener` soon after a change. A nudge may be lost: whoever must know polls `changes` as well. */
  subscribe(listener: () => void): () => void;
};

/** How a simulated account behaves: like a network with buttons and cards, or like one with words only. */
export type Profile = 'buttons' | 'text';

/** A person whom the page lets a visitor play. `region` is the fixed accessible name of that person's chat. */
export type Person = {
  readonly chat: 'mechanic-1' | 'customer-buttons' | 'customer-text';
  readonly profile: Profile;
  readonly region: 'Mechanic' | 'Customer with buttons' | 'Customer with text only';
  readonly role: 'mechanic' | 'customer';
  readonly icon: 'wrench' | 'buttons' | 'text';
  /** What a network would tell as the sender's name. */
  readonly name: string;
  /** The number that a network would vouch for. */
  readonly phone?: string;
};

/** Everybody on the page, in its order. The mechanic writes on the account with buttons, because only that one has cards. */
export const people: readonly Person[] = [
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

/** The person behind a chat id, which may come from an address line. */
export function personAt(chat: string): Person | undefined {
  return people.find((person) => person.chat === chat);
}
