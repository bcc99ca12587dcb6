import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** What a network posted and what the bot answered. */
export type Passed = { readonly activity: Activity; readonly status: number; readonly answer: string };
export type Activity = {
  readonly type?: string;
  readonly id?: string;
  readonly serviceUrl?: string;
  readonly [more: string]: unknown;
};

/** Stands where Microsoft's edge stands: signs what comes in, because the bot takes nothing without a signature. */
export type Edge = {
  /** Where a client without a signature posts to. */
  readonly url: string;
  /** The bot's own address; what comes in before it is known waits for it. */
  pointAt(messagesUrl: string): void;
  /** Everything that went through, oldest first. */
  readonly passed: readonly Passed[];
  close(): Promise<void>;
};

/** Starts it on a random port of the loopback. `sign` makes the token that vouches for the address of answers. */
export async function startEdge(sign: (serviceUrl: string) => Promise<string>): Promise<Edge> {
  const passed: Passed[] = [];
  let pointAt: (messagesUrl: string) => void = () => undefined;
  const target = new Promise<string>((resolve) => {
    pointAt = resolve;
  });
  const app = new Hono();
  app.post('/api/messages', async (c) => {
    const raw = await c.req.text();
    const activity = JSON.parse(raw) as Activity;
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await sign(activity.serviceUrl ?? '')}`,
    };
    const response = await fetch(await target, { method: 'POST', headers, body: raw });
    const answer = await response.text();
    passed.push({ activity, status: response.status, answer });
    return new Response(answer || null, {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
    });
  });
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve({ server: started, port: info.port }),
    );
  });
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    passed,
    pointAt,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
