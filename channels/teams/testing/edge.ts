import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** One post of a network with the bot's answer. */
export type Passed = { readonly activity: Activity; readonly status: number; readonly answer: string };
export type Activity = {
  readonly type?: string;
  readonly id?: string;
  readonly serviceUrl?: string;
  readonly [more: string]: unknown;
};

/** Signs what comes in, in place of Microsoft's edge: the bot takes nothing without a signature. */
export type Edge = {
  /** Where a client without a signature posts to. */
  readonly url: string;
  /** Sets the bot's address; earlier posts wait for it. */
  pointAt(messagesUrl: string): void;
  /** Everything that went through, oldest first. */
  readonly passed: readonly Passed[];
  close(): Promise<void>;
};

/** Starts on a random port of the loopback. `sign` makes the token for the address of answers. */
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
