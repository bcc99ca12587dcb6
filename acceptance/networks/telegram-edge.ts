import { type Edge, startEdge, TOKEN } from '../../channels/telegram/testing/edge/edge.ts';
import type { EdgePerson } from '../../channels/telegram/testing/edge/person.ts';
import { freePort } from '../free-port.ts';
import { createPhone, type Hand, type Phone, plainSpaces } from '../people/telegram-phone.ts';

/** The secret that Telegram shows with each push. */
export const webhookSecret = 'a-secret-of-the-webhook';

/** Our own driver of the Bot API, pushing to a product that is started with its settings. */
export type EdgeTelegram = {
  readonly edge: Edge;
  readonly settings: Readonly<Record<string, string>>;
  phone(chat: number, language?: string): Phone;
  stop(): Promise<void>;
};

/** Starts it; the product gets a port that is known before, because the webhook names it. */
export async function startEdgeTelegram(): Promise<EdgeTelegram> {
  const edge = await startEdge();
  const port = String(await freePort());
  return {
    edge,
    settings: {
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: edge.apiRoot,
      TELEGRAM_WEBHOOK_SECRET: webhookSecret,
      HOST: '127.0.0.1',
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    },
    phone: (chat, language) => createPhone(handOf(edge.person(chat, language)), chat),
    stop: edge.close,
  };
}

function handOf(person: EdgePerson): Hand {
  return {
    writes: async (text) => void person.writes(text),
    starts: async (payload) => void person.writes(payload === undefined ? '/start' : `/start ${payload}`),
    tapsData: async (data, messageId) => void person.taps(data, messageId),
    shown: () =>
      person.shown().map(({ messageId, text, buttons }) => ({
        messageId,
        text: plainSpaces(text),
        buttons: buttons.flat().map((one) => ({ label: plainSpaces(one.text), token: one.callback_data })),
      })),
  };
}
