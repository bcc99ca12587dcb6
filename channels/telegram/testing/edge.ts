import { getLocal, type Mockttp } from 'mockttp';

/** An own edge driver for what the third-party stand-in lacks: offsets that confirm, and webhook information. */
export type Edge = {
  readonly apiRoot: string;
  readonly proxy: Mockttp;
  /** Updates that no offset has confirmed yet, oldest first. */
  readonly queue: { readonly update_id: number }[];
  /** What each call of a method carried, in order. */
  calls(method: string): readonly Record<string, unknown>[];
  /** Answers the next call of a method so, instead of as usual. */
  next(method: string, status: number, body: object): Promise<void>;
  /** What getWebhookInfo tells. */
  webhook: { url: string; pending_update_count: number; last_error_date?: number; last_error_message?: string };
  close(): Promise<void>;
};

/** Starts it on a random port of the loopback. */
export const startEdge = async (): Promise<Edge> => {
  const proxy = getLocal();
  await proxy.start();
  const seen: { readonly method: string; readonly body: Record<string, unknown> }[] = [];
  const edge: Edge = {
    apiRoot: `http://127.0.0.1:${proxy.port}`,
    proxy,
    queue: [],
    calls: (method) => seen.filter((call) => call.method === method).map(({ body }) => body),
    next: async (method, status, body) => {
      await proxy
        .forPost(new RegExp(`/${method}$`))
        .once()
        .thenJson(status, body);
    },
    webhook: { url: '', pending_update_count: 0 },
    close: () => proxy.stop(),
  };
  await proxy.forUnmatchedRequest().thenCallback(async (request) => {
    const method = request.path.split('/').at(-1) ?? '';
    const body = ((await request.body.getJson()) ?? {}) as Record<string, unknown>;
    seen.push({ method, body });
    const json = JSON.stringify({ ok: true, result: answer(edge, method, body) });
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: json };
  });
  return edge;
};

const answer = (edge: Edge, method: string, body: Record<string, unknown>): unknown => {
  if (method === 'getMe') return { id: 7001, is_bot: true, first_name: 'Garage', username: 'garage_bot' };
  if (method === 'getWebhookInfo') return edge.webhook;
  if (method === 'setWebhook') edge.webhook.url = String(body.url);
  if (method !== 'getUpdates') return true;
  const offset = Number(body.offset ?? 0);
  const open = edge.queue.filter(({ update_id }) => update_id >= offset);
  edge.queue.splice(0, edge.queue.length, ...open);
  return open;
};

/** A text of a customer as an update. */
export const textUpdate = (id: number, text: string, chat = 4211) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_795_363_200,
    chat: { id: chat, type: 'private' },
    from: { id: chat, is_bot: false, first_name: 'Jan' },
    text,
  },
});
