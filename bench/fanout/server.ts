import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { StaffSession } from '../../admin/frame/env.ts';
import { openEvents } from '../../admin/frame/events.ts';
import { createLoop } from '../../bot/workers/loop.ts';
import { as, type GarageId } from '../../core/ids.ts';
import { appendFeed, createFeedReader } from '../../core/postgres/feed.ts';
import { migrate } from '../../core/postgres/start.ts';
import { openBenchPool } from '../database.ts';

// The panel's stream behind everything but the sign-in: feed rows in the database, one reader, as many windows as come.
const pool = openBenchPool(process.env.DATABASE_URL ?? '', 5);
await migrate(pool);
const reader = createFeedReader({ pool, monotonicMs: () => performance.now() });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const loop = createLoop({ name: 'feed', run: () => reader.read(), idleMs: 500, log: silent });
loop.start();
const garageId = as<GarageId>(randomUUID());
const staff = { role: 'agent', garageIds: [garageId] } as unknown as StaffSession;

const app = new Hono();
app.get('/events', (c) => {
  const after = c.req.query('since') ?? '';
  const body = openEvents({ feed: reader, windows: new Map(), session: async () => staff }, staff, c.req.raw, after);
  return c.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
});
app.get('/position', (c) => c.text(reader.position()));
app.post('/change', async (c) => {
  const conversationId = randomUUID();
  await appendFeed(pool, [{ garageId, kind: 'conversation', conversationId, repairId: undefined }]);
  loop.nudge();
  return c.text(conversationId);
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`at http://127.0.0.1:${port} \n`),
);
process.on('SIGTERM', () => {
  server.close();
  process.exit(0);
});
