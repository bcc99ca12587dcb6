import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Shot } from './load.ts';
import { type RunningProduct, startRunningProduct } from './product.ts';

const SECRET = 'bench-secret';
const CHATS = 500;

/** The product with Telegram's webhook; whatever it sends to Telegram is taken at once. */
export const startTelegramProduct = async (settings: Readonly<Record<string, string>>): Promise<RunningProduct> => {
  const network = createServer((_request, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end('{"ok":true,"result":{"message_id":1,"date":1,"username":"bench","chat":{"id":1,"type":"private"}}}');
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  const closeNetwork = (): void => {
    network.close();
    network.closeAllConnections();
  };
  try {
    const product = await startRunningProduct({
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://127.0.0.1',
      TELEGRAM_BOT_TOKEN: '1:bench',
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${(network.address() as AddressInfo).port}`,
      ...settings,
    });
    return {
      ...product,
      stop: async () => {
        await product.stop();
        closeNetwork();
      },
    };
  } catch (error) {
    closeNetwork();
    throw error;
  }
};

/** Texts of many customers, as Telegram posts them; `first` keeps one run apart from another. */
export const telegramTexts =
  (first: number) =>
  (n: number): Shot => {
    const chat = 1_000 + (n % CHATS);
    return {
      path: '/webhooks/telegram',
      headers: { 'x-telegram-bot-api-secret-token': SECRET },
      body: JSON.stringify({
        update_id: first + n,
        message: {
          message_id: first + n,
          date: Math.floor(Date.now() / 1000),
          chat: { id: chat, type: 'private', first_name: 'Jan' },
          from: { id: chat, is_bot: false, first_name: 'Jan', language_code: 'nl' },
          text: 'Hoe staat het met mijn auto?',
        },
      }),
    };
  };
