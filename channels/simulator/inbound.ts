import type { InboundContent, Receive } from '../channel.ts';
import { mediaReference, tapOf } from './channel.ts';
import type { Person, Profile } from './people.ts';
import type { EntryContent, EntryMedia, SimulatorStore } from './store.ts';
import type { Lang } from './wording.ts';

export type InboundOptions = {
  readonly store: SimulatorStore;
  readonly receive: (profile: Profile) => Receive;
  readonly clock: { now(): Date };
  readonly newId: () => string;
};

/** Who does something, and in which language that person reads the page. */
export type Speaker = { readonly person: Person; readonly lang: Lang };

type Keyed = { readonly key?: string | undefined };
type Tap = Keyed & {
  readonly token: string;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly onMessage?: string | undefined;
};
type Photo = Keyed & EntryMedia & { readonly caption?: string | undefined };

/**
 * What the people of the page do, as a network would tell it. Their words are put into the log before they are received,
 * so that an answer never stands above its question; both steps know a repeated key, so that a retry heals a half done one.
 */
export function createInbound({ store, receive, clock, newId }: InboundOptions) {
  const hand = ({ person, lang }: Speaker, dedupeKey: string, content: InboundContent): Promise<void> =>
    receive(person.profile)({
      chat: person.chat,
      dedupeKey: `${person.chat}:${dedupeKey}`,
      sender: { id: person.chat, name: person.name, language: lang },
      at: clock.now().toISOString(),
      content,
    });
  const show = ({ person: { chat } }: Speaker, externalId: string, content: EntryContent, media?: EntryMedia) =>
    store.append({ chat, direction: 'in', externalId, at: clock.now().toISOString(), content }, media);

  return {
    says: async (speaker: Speaker, { text, key = newId() }: Keyed & { text: string }): Promise<void> => {
      const externalId = `m-${key}`;
      await show(speaker, externalId, { kind: 'text', text });
      await hand(speaker, externalId, { kind: 'text', text, externalId });
    },

    taps: async (speaker: Speaker, { token, values = {}, onMessage, key = newId() }: Tap): Promise<void> => {
      await hand(speaker, `t-${key}`, {
        kind: 'choice',
        token,
        ...(Object.keys(values).length > 0 && { values }),
        ...(onMessage !== undefined && { onMessage }),
        tap: tapOf(speaker.person.chat, key),
      });
    },

    opens: async (speaker: Speaker, payload: string, key = newId()): Promise<void> => {
      await show(speaker, `s-${key}`, { kind: 'notice', text: 'opened' });
      await hand(speaker, `s-${key}`, { kind: 'start', payload });
    },

    sharesNumber: async (speaker: Speaker, key = newId()): Promise<void> => {
      const { phone = '' } = speaker.person;
      await show(speaker, `n-${key}`, { kind: 'text', text: phone });
      await hand(speaker, `n-${key}`, { kind: 'contact', phone, own: true });
    },

    /** The key is the message itself: two windows and a reload tell of one reading. */
    reads: async (speaker: Speaker, externalIds: readonly string[]): Promise<void> => {
      for (const externalId of new Set(externalIds)) {
        await hand(speaker, `r-${externalId}`, { kind: 'status', externalId, state: 'read' });
      }
    },

    sendsPhoto: async (speaker: Speaker, photo: Photo): Promise<void> => {
      const { bytes, mimeType, fileName, caption = '', key = newId() } = photo;
      const externalId = `p-${key}`;
      await show(speaker, externalId, { kind: 'text', text: caption, media: { mimeType, fileName } }, photo);
      const reference = mediaReference(speaker.person.chat, externalId);
      await hand(speaker, externalId, {
        kind: 'media',
        externalId,
        media: { reference, mimeType, bytes: bytes.byteLength, fileName },
        ...(caption !== '' && { caption }),
      });
    },
  };
}
