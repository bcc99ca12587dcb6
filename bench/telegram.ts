import { type SentButton, type SentMessage, startBotApi } from './bot-api.ts';
import type { Shot } from './load.ts';
import { type RunningProduct, startRunningProduct } from './product.ts';

const SECRET = 'secret-of-the-bench';
const CHATS = 500;

/** The product with Telegram's webhook; whatever it sends to Telegram is taken at once. */
export async function startTelegramProduct(
  settings: Readonly<Record<string, string>>,
  onMessage?: (message: SentMessage) => void,
): Promise<RunningProduct> {
  const network = await startBotApi(onMessage);
  try {
    const product = await startRunningProduct({
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://127.0.0.1',
      TELEGRAM_BOT_TOKEN: '1:bench',
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: network.origin,
      ...settings,
    });
    return {
      ...product,
      stop: async () => {
        await product.stop();
        network.stop();
      },
    };
  } catch (error) {
    network.stop();
    throw error;
  }
}

/** A customer's text, as Telegram posts it; `id` is never used twice on one database. */
export function telegramText(
  id: number,
  { chat, language, text }: { readonly chat: number; readonly language: 'nl' | 'en'; readonly text: string },
): Shot {
  return {
    path: '/webhooks/telegram',
    headers: { 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({
      update_id: id,
      message: {
        message_id: id,
        date: Math.floor(Date.now() / 1000),
        chat: { id: chat, type: 'private', first_name: 'Jan' },
        from: { id: chat, is_bot: false, first_name: 'Jan', language_code: language },
        text,
      },
    }),
  };
}

/** A customer's tap on a button of this message, as Telegram posts it; `id` as above. */
export function telegramTap(id: number, { chat, id: messageId }: SentMessage, { callback_data }: SentButton): Shot {
  return {
    path: '/webhooks/telegram',
    headers: { 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify({
      update_id: id,
      callback_query: {
        id: String(id),
        from: { id: chat, is_bot: false, first_name: 'Jan', language_code: 'en' },
        message: { message_id: messageId, date: Math.floor(Date.now() / 1000), chat: { id: chat, type: 'private' } },
        chat_instance: String(chat),
        data: callback_data,
      },
    }),
  };
}

/** Texts of many strangers; `first` keeps one run apart from another. */
export function telegramTexts(first: number) {
  return (n: number): Shot =>
    telegramText(first + n, { chat: 1_000 + (n % CHATS), language: 'nl', text: 'Hoe staat het met mijn auto?' });
}
