/** What a person does in Telegram, as the network pushes it. */
export type Update = { readonly chat: number; readonly body: object };

/** Telegram's side of the webhook: a chat's updates one after the other, each again and again until it is answered with 200. */
export type TelegramSide = {
  /** Makes the update of a text; `second` orders the texts of a chat, so that they may be pushed in another order. */
  text(chat: number, text: string, second?: number): Update;
  tap(chat: number, token: string, onMessage: string): Update;
  push(update: Update): void;
  /** Resolves when everything that was pushed was answered with 200. */
  taken(): Promise<void>;
  /** Answers other than 200, e.g. 503, and `0` for none at all, with how often each came. */
  readonly refusals: ReadonlyMap<number, number>;
  /** Told after each 200. */
  onTaken: () => void;
};

/** The secret that the product is given. */
export const SECRET = 'webhook-secret-of-the-test';
/** The first second of all texts; recent enough to be believed. */
const start = Math.floor(Date.now() / 1000) - 3_600;

/** `url` is where the product answers at this moment; undefined while there is none. */
export function createTelegramSide(url: () => string | undefined): TelegramSide {
  const chats = new Map<number, Promise<void>>();
  const refusals = new Map<number, number>();
  let last = 0;

  const post = async (update: Update): Promise<void> => {
    for (;;) {
      const status = await postOnce(url(), update.body);
      if (status === 200) return side.onTaken();
      refusals.set(status, (refusals.get(status) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const from = (chat: number) => ({ id: chat, is_bot: false, first_name: `K${chat}`, language_code: 'en' });
  const side: TelegramSide = {
    text: (chat, text, second) => {
      const message_id = ++last;
      const date = start + (second ?? message_id);
      const message = { message_id, date, chat: { id: chat, type: 'private' }, from: from(chat), text };
      return { chat, body: { update_id: message_id, message } };
    },
    tap: (chat, data, onMessage) => {
      const id = ++last;
      const message = { message_id: Number(onMessage), date: start, chat: { id: chat, type: 'private' } };
      return { chat, body: { update_id: id, callback_query: { id: `q${id}`, from: from(chat), data, message } } };
    },
    push: (update) => {
      const before = chats.get(update.chat) ?? Promise.resolve();
      chats.set(
        update.chat,
        before.then(() => post(update)),
      );
    },
    taken: async () => void (await Promise.all(chats.values())),
    refusals,
    onTaken: () => undefined,
  };
  return side;
}

async function postOnce(url: string | undefined, body: object): Promise<number> {
  if (url === undefined) return 0;
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  };
  return fetch(`${url}/webhooks/telegram`, request).then(
    ({ status }) => status,
    () => 0,
  );
}
