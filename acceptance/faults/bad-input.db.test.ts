import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveBatch } from '../../core/postgres/queue/inbox.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type SignedIn, signIn } from '../people/service.ts';
import { unfinished } from './testing/audit.ts';
import { badRequests, strangeUpdates } from './testing/bad-requests.ts';
import { startBotApi } from './testing/bot-api.ts';
import { type Customer, openGarage } from './testing/garage.ts';
import { endAll, type ProductProcess, startProcess } from './testing/product-process.ts';
import { settingsFor } from './testing/settings.ts';
import { createTelegramSide } from './testing/telegram-side.ts';
import { until } from './testing/wait.ts';

const database = await testDatabase();
const { pool } = database;
const api = await startBotApi();
const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
let product: ProductProcess;
let url = '';
let cast: readonly Customer[] = [];
let panel: SignedIn;
const telegram = createTelegramSide(() => url);

beforeAll(async () => {
  product = startProcess({ ...settingsFor(database.url, api.root), ...account });
  url = await product.url;
  cast = await openGarage(pool, api, telegram, 2);
  panel = await signIn(url, account);
});
afterAll(async () => {
  await endAll();
  await api.close();
});

/** A customer asks, and is answered: the process lives and no lane is blocked. */
async function answers(chat: number): Promise<void> {
  const before = api.arrived.length;
  telegram.push(telegram.text(chat, 'When is my car ready?'));
  await telegram.taken();
  await until('an answer', () => api.arrived.slice(before).some((one) => one.chat === String(chat)), {
    otherwise: () => unfinished(pool),
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(product.isRunning()).toBe(true);
}

function chatOf(nth: number): number {
  return cast[nth]?.chat ?? 0;
}

describe('bad input', { timeout: 90_000 }, () => {
  it('at any door gets an answer that blames the sender, and the process goes on', async () => {
    const failures: string[] = [];
    for (const { method, path, headers = {}, body } of badRequests({ cookie: panel.cookie, origin: url })) {
      // Signing out is no bad input.
      if (method === 'POST' && path === '/admin/sign-out') continue;
      const status = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      }).then(
        async (response) => {
          await response.body?.cancel();
          return response.status;
        },
        // What is refused before it is read may be cut off while it is still being sent.
        (error: Error) => ((body?.length ?? 0) > 1_000_000 && error.name === 'TypeError' ? 413 : error.name),
      );
      if (typeof status !== 'number' || status >= 500)
        failures.push(`${method} ${path} ${headers['content-type'] ?? ''} ${body?.slice(0, 30) ?? ''}: ${status}`);
    }
    expect(failures).toEqual([]);
    await answers(chatOf(0));
  });

  it('that is not even HTTP ends its own connection only', async () => {
    const { port } = new URL(url);
    for (const words of [
      '\0\x01\x02\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(words));
      socket.on('error', () => undefined);
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    await answers(chatOf(0));
  });

  it('A22: of a kind that Telegram does not have is taken once, noted where it says something, and blocks no chat', async () => {
    for (const body of strangeUpdates(chatOf(1))) telegram.push({ chat: chatOf(1), body: body as object });
    await answers(chatOf(1));
    await until('the end of all work', async () => (await unfinished(pool)).length === 0, {
      otherwise: () => unfinished(pool),
    });
    expect([...telegram.refusals]).toEqual([]);
    const noted = await pool.query(`select 1 from message where content->>'kind' = 'unsupported'`);
    expect(noted.rowCount).toBeGreaterThan(1);
  });
});

describe('A7: an item that can never be handled', { timeout: 60_000 }, () => {
  /** The pauses between its tries end at once, as the passing of a minute would end them. */
  const letTriesBe = async (): Promise<boolean> => {
    await pool.query('update inbox_lane set due_at = now() where due_at > now() and epoch & 1 = 0');
    const { rowCount } = await pool.query(`select 1 from inbox where state = 'dead' and attempts = 5`);
    return rowCount === 1;
  };

  it('is dead after five tries, staff are asked to look, and what came after it is answered', async () => {
    const { rows } = await pool.query<{ id: string }>(`select id from channel_account where channel = 'telegram'`);
    const chat = String(chatOf(0));
    const poison = { accountId: rows[0]?.id ?? '', chat, dedupeKey: 'poison', payload: { chat, at: 'never' } };
    await receiveBatch(pool, [poison]);
    await until('the end of its tries', letTriesBe);
    await answers(chatOf(0));
    const asked = await until('an item for staff', async () => {
      const found = await pool.query(
        `select w.kind, w.owner from waiting_item w where w.kind = 'dead' and w.ended_at is null`,
      );
      return found.rows.length > 0 && found.rows;
    });
    expect(asked).toEqual([{ kind: 'dead', owner: 'service' }]);
    const fed = await pool.query(`select 1 from feed where kind = 'account'`);
    expect(fed.rowCount).toBeGreaterThan(0);
    expect(await unfinished(pool)).toEqual(['1 dead items']);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('pitstop_waiting{queue="inboxDead"} 1');
  });

  it('leaves the process able to stop in order', async () => {
    expect(await product.end('SIGTERM')).toMatchObject({ code: 0, signal: null });
  });
});
