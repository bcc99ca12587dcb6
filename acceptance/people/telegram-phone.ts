import { until } from '../stage.ts';

/** A message of the bot as the phone draws it now, so after edits. */
export type ShownMessage = {
  readonly messageId: number;
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly token: string }[];
};

/** What one customer does in Telegram, and what they see. */
export type Phone = {
  writes(text: string): Promise<void>;
  /** Presses Start, by a link with a payload or without. */
  starts(payload?: string): Promise<void>;
  /** Taps the newest button whose label begins so; waits until there is one, and returns what it carries. */
  taps(label: string): Promise<string>;
  /** Sends the data of a button, shown here or not. */
  tapsData(data: string, messageId?: number): Promise<void>;
  /** Everything that the bot said, oldest first. */
  shown(): readonly ShownMessage[];
  /** Waits for a message that says so, after the ones that it was asked about before. */
  hears(words: string | RegExp): Promise<ShownMessage>;
  /** Waits until a message that is shown already says so. */
  sees(messageId: number, words: string | RegExp): Promise<ShownMessage>;
};

/** What is done to a network in the name of one person. */
export type Hand = Pick<Phone, 'writes' | 'starts' | 'shown'> & {
  tapsData(data: string, messageId: number): Promise<void>;
};

/** The phone of the person whose hand it is. */
export function createPhone({ writes, starts, tapsData: tap, shown }: Hand, chat: number): Phone {
  const transcript = async () =>
    shown()
      .map(({ text }) => text)
      .join('\n---\n');
  let heard = 0;
  const tapsData = (data: string, messageId = shown().at(-1)?.messageId ?? 0) => tap(data, messageId);
  return {
    writes,
    starts,
    taps: async (label) => {
      const { data, messageId } = await until(
        `a button "${label}" in chat ${chat}`,
        async () => buttonIn(shown(), label),
        transcript,
      );
      await tapsData(data, messageId);
      return data;
    },
    tapsData,
    shown,
    hears: async (words) => {
      const found = await until(
        `chat ${chat} to hear ${words}`,
        async () => shown().find(({ messageId, text }) => messageId > heard && says(text, words)),
        transcript,
      );
      heard = found.messageId;
      return found;
    },
    sees: (messageId, words) =>
      until(
        `message ${messageId} in chat ${chat} to say ${words}`,
        async () => shown().find((one) => one.messageId === messageId && says(one.text, words)),
        transcript,
      ),
  };
}

function buttonIn(messages: readonly ShownMessage[], label: string) {
  for (const { buttons, messageId } of [...messages].reverse()) {
    const button = buttons.find((one) => one.label.startsWith(label));
    if (button) return { data: button.token, messageId };
  }
  return undefined;
}

function says(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}

/** Amounts hold spaces that do not break. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
