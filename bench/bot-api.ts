import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that the product sends, with the moment (`performance.now()`) at which its request arrived. */
export type SentMessage = {
  readonly chat: number;
  readonly id: number;
  readonly text: string;
  readonly buttons: readonly SentButton[];
  readonly at: number;
};

export type SentButton = { readonly text: string; readonly callback_data: string };

/** A Bot API that takes whatever comes at once. */
export type BotApi = { readonly origin: string; stop(): void };

/** Starts it on a free port; requests are read only for somebody who wants to hear of the messages. */
export async function startBotApi(onMessage?: (message: SentMessage) => void): Promise<BotApi> {
  let messages = 0;
  const network = createServer((request, answer) => {
    const at = performance.now();
    const id = ++messages;
    const isMessage = request.url?.endsWith('/sendMessage') === true;
    if (isMessage && onMessage)
      read(request).then(
        (message) => onMessage({ ...message, id, at }),
        // A request that was cut off in the middle is no message.
        () => undefined,
      );
    else request.resume();
    answer.setHeader('content-type', 'application/json');
    const chat = { id: 1, type: 'private' };
    const result = { message_id: id, date: Math.floor(Date.now() / 1000), username: 'bench', chat };
    answer.end(JSON.stringify({ ok: true, result }));
  });
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(network.address() as AddressInfo).port}`,
    stop: () => {
      network.close();
      network.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<Pick<SentMessage, 'chat' | 'text' | 'buttons'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { chat_id, text, reply_markup } = JSON.parse(Buffer.concat(chunks).toString());
  return { chat: Number(chat_id), text, buttons: reply_markup?.inline_keyboard?.flat() ?? [] };
}
