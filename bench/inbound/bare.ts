import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openBenchPool } from '../database.ts';

// What every push transport has to do at least: read the body and commit one row before it answers.
const pool = openBenchPool(process.env.DATABASE_URL ?? '', 20);
const app = new Hono();
app.post('/webhooks/telegram', async (c) => {
  const update = await c.req.json();
  await pool.query('insert into bare (payload) values ($1::jsonb)', [JSON.stringify(update)]);
  return c.body(null, 200);
});
await pool.query(
  'create table bare (id bigint generated always as identity primary key, received_at timestamptz not null default now(), payload jsonb not null)',
);
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`at http://127.0.0.1:${port} \n`),
);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
