import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { until } from './stage.ts';

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

/** A phone whose app speaks the language, where it tells one. */
export const createPhone = (server: TelegramServer, token: string, chat: number, language?: string): Phone => {
  const client = server.getClient(token, { chatId: chat, userId: chat, firstName: 'Jan' });
  const from = language === undefined ? {} : { from: { language_code: language } };
  const shown = () => shownBy(server, chat);
  const transcript = async () =>
    shown()
      .map(({ text }) => text)
      .join('\n---\n');
  let heard = 0;
  const tapsData = async (data: string, messageId = shown().at(-1)?.messageId ?? 0): Promise<void> => {
    const message = { message_id: messageId, chat: { id: chat, type: 'private' } };
    await client.sendCallback(client.makeCallbackQuery(data, { ...from, message } as object));
  };
  return {
    writes: async (text) => void (await client.sendMessage(client.makeMessage(text, from as object))),
    starts: async (payload) => {
      const text = payload === undefined ? '/start' : `/start ${payload}`;
      await client.sendCommand(client.makeCommand(text, from as object));
    },
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
};

const buttonIn = (messages: readonly ShownMessage[], label: string) => {
  for (const { buttons, messageId } of [...messages].reverse()) {
    const button = buttons.find((one) => one.label.startsWith(label));
    if (button) return { data: button.token, messageId };
  }
  return undefined;
};

const says = (text: string, words: string | RegExp): boolean =>
  typeof words === 'string' ? text.includes(words) : words.test(text);

type Markup = { readonly inline_keyboard?: readonly { readonly text: string; readonly callback_data: string }[][] };

const shownBy = (server: TelegramServer, chat: number): ShownMessage[] =>
  server.storage.botMessages
    .filter(({ message }) => String(message.chat_id) === String(chat))
    .map(({ messageId, message }) => ({
      messageId,
      text: plainSpaces(message.text),
      buttons: ((message.reply_markup ?? {}) as Markup).inline_keyboard?.flat().map(asButton) ?? [],
    }));

const asButton = ({ text, callback_data }: { readonly text: string; readonly callback_data: string }) => ({
  label: plainSpaces(text),
  token: callback_data,
});

/** Amounts hold spaces that do not break. */
const plainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
