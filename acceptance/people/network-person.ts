import { v7 as newId } from 'uuid';
import { cardAsText } from '../../channels/adapt.ts';
import type { InboundContent, InboundMessage, OutboundMessage } from '../../channels/channel.ts';
import type { NetworkChannel, ShownNow } from '../networks/network-channel.ts';
import { until } from '../stage.ts';

type Button = { readonly token: string; readonly label: string };

/** What one chat does on a network of the test's own, and what it shows. */
export type Person = {
  readonly chat: string;
  writes(text: string): Promise<void>;
  starts(payload?: string): Promise<void>;
  sendsPhoto(bytes: Uint8Array, beside?: { readonly caption?: string; readonly album?: string }): Promise<void>;
  tells(content: InboundContent): Promise<void>;
  /** Taps the newest button whose label begins so; waits until there is one, and returns what it carries. */
  taps(label: string, values?: Readonly<Record<string, string>>): Promise<string>;
  tapsToken(token: string): Promise<void>;
  /** Waits for a message that says so, after the ones that it was asked about before. */
  hears(words: string | RegExp): Promise<string>;
  /** Waits until the chat shows something that says so, wherever: an edit comes in place. */
  sees(words: string | RegExp): Promise<string>;
  /** Everything that the chat shows now, as words. */
  shown(): readonly string[];
  /** The labels of all buttons that the chat shows now. */
  buttons(): readonly string[];
};

type Place = { readonly chat: string; readonly now: () => Date; readonly shared?: true; readonly language?: string };

/** The person, tablet or team behind a chat. */
export function personOn(
  channel: NetworkChannel,
  receive: (message: InboundMessage) => Promise<void>,
  { chat, now, shared, language = 'en' }: Place,
): Person {
  const tells = (content: InboundContent): Promise<void> =>
    receive({
      chat,
      dedupeKey: newId(),
      sender: { id: chat, name: chat, language },
      ...(shared && { shared }),
      at: now().toISOString(),
      content,
    });
  const eyes = eyesOn(channel, chat);
  return {
    ...eyes,
    chat,
    tells,
    tapsToken: (token) => tells({ kind: 'choice', token, tap: newId() }),
    writes: (text) => tells({ kind: 'text', text, externalId: newId() }),
    starts: (payload) => tells({ kind: 'start', ...(payload === undefined ? {} : { payload }) }),
    sendsPhoto: async (bytes, beside = {}) => {
      const reference = newId();
      channel.files.set(reference, bytes);
      await tells({ kind: 'media', externalId: reference, media: { reference, mimeType: 'image/png' }, ...beside });
    },
    taps: async (label, values) => {
      const token = await eyes.finds(label);
      await tells({ kind: 'choice', token, tap: newId(), ...(values && { values }) });
      return token;
    },
  };
}

/** What a chat shows, and waiting for it. */
function eyesOn(channel: NetworkChannel, chat: string) {
  let heard = 0;
  const shown = (): readonly ShownNow[] => channel.shown(chat);
  const words = (): readonly string[] => shown().map(wordsOf);
  const waits = <T>(what: string, look: () => T | undefined): Promise<T> =>
    until(
      `${chat} ${what}`,
      async () => look(),
      async () => words().join('\n---\n'),
    );
  return {
    finds: (label: string): Promise<string> =>
      waits(
        `to have a button "${label}"`,
        () =>
          shown()
            .flatMap(buttonsOf)
            .findLast((one) => plain(one.label).startsWith(label))?.token,
      ),
    hears: async (said: string | RegExp): Promise<string> => {
      const found = await waits(`to hear ${said}`, () =>
        [...words().entries()].find(([nth, text]) => nth >= heard && says(text, said)),
      );
      heard = found[0] + 1;
      return found[1];
    },
    sees: (said: string | RegExp): Promise<string> =>
      waits(`to see ${said}`, () => words().findLast((text) => says(text, said))),
    shown: words,
    buttons: (): readonly string[] =>
      shown()
        .flatMap(buttonsOf)
        .map(({ label }) => plain(label)),
  };
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

/** As it would be read aloud, with its buttons at the end: `[Start] [Save]`. */
function wordsOf(shown: ShownNow): string {
  const { message } = shown;
  const text = message.kind === 'card' ? cardAsText(message.card) : message.text;
  return plain([text, ...buttonsOf(shown).map(({ label }) => `[${label}]`)].join(' '));
}

function buttonsOf({ message }: ShownNow): readonly Button[] {
  return choicesOf(message) ?? [];
}

function choicesOf(message: OutboundMessage): readonly Button[] | undefined {
  return message.kind === 'card' ? message.card.actions : message.choices;
}

function says(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}
