import type { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { type Hand, plainSpaces, type ShownMessage } from './telegram-phone.ts';

/** A person at the third-party stand-in, whose app speaks the language, where it tells one. */
export function standInHand(server: TelegramServer, token: string, chat: number, language?: string): Hand {
  const client = server.getClient(token, { chatId: chat, userId: chat, firstName: 'Jan' });
  const from = language === undefined ? {} : { from: { language_code: language } };
  return {
    writes: async (text) => void (await client.sendMessage(client.makeMessage(text, from as object))),
    starts: async (payload) => {
      const text = payload === undefined ? '/start' : `/start ${payload}`;
      await client.sendCommand(client.makeCommand(text, from as object));
    },
    tapsData: async (data, messageId) => {
      const message = { message_id: messageId, chat: { id: chat, type: 'private' } };
      await client.sendCallback(client.makeCallbackQuery(data, { ...from, message } as object));
    },
    shown: () => shownBy(server, chat),
  };
}

type Button = { readonly text: string; readonly callback_data: string };
type Markup = { readonly inline_keyboard?: readonly (readonly Button[])[] };

function shownBy(server: TelegramServer, chat: number): ShownMessage[] {
  return server.storage.botMessages
    .filter(({ message }) => String(message.chat_id) === String(chat))
    .map(({ messageId, message }) => ({
      messageId,
      text: plainSpaces(message.text),
      buttons: ((message.reply_markup ?? {}) as Markup).inline_keyboard?.flat().map(asButton) ?? [],
    }));
}

function asButton({ text, callback_data }: Button) {
  return { label: plainSpaces(text), token: callback_data };
}
