import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../channels/channel.ts';
import { ConcurrencyError } from '../../core/application/ports.ts';
import { claimInbox, receiveBatch, replayInbox } from '../../core/postgres/queue/inbox.ts';
import { seedLanes } from '../../core/postgres/queue/testing/lanes.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { createInboxWorker, type InboxWorkerOptions } from './inbox.ts';
import type { Loop } from './loop.ts';
import { createReceiver } from './receiver.ts';
import { silent, until } from './testing/fake-channel.ts';

const { pool } = await testDatabase();
await pool.query('create table effect (n bigint generated always as identity, account_id uuid, chat text, text text)');

const running: Loop[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()));
});

function text(payload: unknown): string {
  return (payload as { content: { text: string } }).content.text;
}

const nothingLeft = { answer: undefined, afterCommit: [] };

/** A turn whose effect is a row: twice the effect would be two rows. */
function work(options: Partial<InboxWorkerOptions> = {}): Loop {
  const worker = createInboxWorker({
    pool,
    turn: async (row, tx) => {
      await tx.query('insert into effect (account_id, chat, text) values ($1, $2, $3)', [
        row.accountId,
        row.chat,
        text(row.payload),
      ]);
      return nothingLeft;
    },
    onDead: async () => undefined,
    log: silent,
    idleMs: 20,
    drainMs: 1_000,
    retriesMs: [1, 1, 1, 1],
    ...options,
  });
  running.push(worker);
  worker.start();
  return worker;
}

function inbound(chat: string, words: string): InboundMessage {
  return {
    chat,
    dedupeKey: `m:${chat}:${words}`,
    sender: { id: chat },
    at: '2026-11-23T09:00:00.000Z',
    content: { kind: 'text', text: words, externalId: words },
  };
}

async function effects(accountId: string, chat: string): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    'select text from effect where account_id = $1 and chat = $2 order by n',
    [accountId, chat],
  );
  return rows.map((row) => row.text);
}

const receiver = createReceiver({ pool, onStored: () => undefined });

describe('what comes in', () => {
  it('is stored once, within a batch and across batches and processes', async () => {
    const accountId = randomUUID();
    const row = (key: string) => ({ accountId, chat: 'a', dedupeKey: key, payload: inbound('a', key) });
    expect(await receiveBatch(pool, [row('1'), row('1'), row('2')])).toBe(2);
    expect(await receiveBatch(pool, [row('2'), row('3')])).toBe(1);
    const both = await Promise.all([
      receiveBatch(pool, [row('4'), row('5')]),
      receiveBatch(pool, [row('5'), row('4')]),
    ]);
    expect(both[0] + both[1]).toBe(2);
  });

  it('has its effect exactly once and in order, with duplicates and two processes', { timeout: 60_000 }, async () => {
    const accountId = randomUUID();
    const chats = ['a', 'b', 'c', 'd', 'e'];
    work();
    work();
    const order = chats.map(async (chat) => {
      for (let n = 0; n < 60; n++) {
        const message = inbound(chat, `${n}`);
        await Promise.all([receiver.receive(accountId, message), receiver.receive(accountId, message)]);
        if (n % 5 === 0) await receiver.receive(accountId, inbound(chat, `${Math.floor(n / 2)}`));
      }
    });
    await Promise.all(order);
    for (const chat of chats) {
      await until(async () => (await effects(accountId, chat)).length >= 60);
      expect(await effects(accountId, chat)).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`));
    }
  });

  it('is refused while the database is away, so that the network brings it again', async () => {
    const away = { query: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })) };
    const broken = createReceiver({ pool: away as unknown as typeof pool, onStored: () => undefined });
    await expect(broken.receive(randomUUID(), inbound('a', '1'))).rejects.toMatchObject({ code: 'not_stored' });
  });

  it('is refused when too much waits in memory', async () => {
    let answer: (() => void) | undefined;
    const slow = {
      query: () =>
        new Promise((resolve) => {
          answer = () => resolve({ rowCount: 1, rows: [] });
        }),
    };
    const full = createReceiver({ pool: slow as unknown as typeof pool, onStored: () => undefined });
    const waiting = [full.receive('a', inbound('a', '0'))];
    await until(() => answer !== undefined);
    for (let n = 1; n <= 10_000; n++) waiting.push(full.receive('a', inbound('a', `${n}`)));
    await expect(full.receive('a', inbound('a', 'x'))).rejects.toMatchObject({ code: 'not_stored' });
    const all = Promise.all(waiting);
    const timer = setInterval(() => answer?.(), 1);
    await all;
    clearInterval(timer);
  });

  it('may hold characters that no database stores', async () => {
    const accountId = randomUUID();
    await receiver.receive(accountId, inbound('a\0', 'half \ud83d and \0 zero'));
    work();
    await until(async () => (await effects(accountId, 'a')).length === 1);
    expect(await effects(accountId, 'a')).toEqual(['half \ufffd and  zero']);
  });
});

describe('a turn', () => {
  it('that always fails is dead after five tries, and its chat goes on', async () => {
    const { accountId, garageId } = await seedLanes(pool, 0);
    const dead: string[] = [];
    let tries = 0;
    const poison: Partial<InboxWorkerOptions> = {
      turn: async (row, tx) => {
        await tx.query('insert into effect (account_id, chat, text) values ($1, $2, $3)', [
          row.accountId,
          row.chat,
          text(row.payload),
        ]);
        if (text(row.payload) !== 'poison') return nothingLeft;
        tries++;
        throw new TypeError('06-12345678 is no number');
      },
      onDead: async (_row, error) => void dead.push(error),
    };
    for (const words of ['one', 'poison', 'two']) await receiver.receive(accountId, inbound('a', words));
    work(poison);
    await until(async () => (await effects(accountId, 'a')).includes('two'));
    await until(() => dead.length > 0);
    expect([tries, await effects(accountId, 'a')]).toEqual([5, ['one', 'two']]);
    const { rows } = await pool.query('select id, error, attempts from inbox where account_id = $1 and state = $2', [
      accountId,
      'dead',
    ]);
    expect(rows).toMatchObject([
      { attempts: 5, error: expect.stringMatching(/^TypeError at .*inbox\.db\.test\.ts:\d+$/) },
    ]);
    const feed = await pool.query('select kind from feed where garage_id = $1', [garageId]);
    expect(feed.rows).toEqual([{ kind: 'account' }]);

    await Promise.all(running.splice(0).map((worker) => worker.stop()));
    expect(await replayInbox(pool, Number(rows[0].id))).toBe(true);
    work();
    await until(async () => (await effects(accountId, 'a')).includes('poison'));
    expect(await replayInbox(pool, Number(rows[0].id))).toBe(false);
  });

  it('that meets another write is repeated whole, at once', async () => {
    const accountId = randomUUID();
    let turns = 0;
    await receiver.receive(accountId, inbound('a', 'one'));
    work({
      turn: async (row, tx) => {
        turns++;
        await tx.query('insert into effect (account_id, chat, text) values ($1, $2, $3)', [
          row.accountId,
          row.chat,
          `turn ${turns}`,
        ]);
        if (turns < 3) throw new ConcurrencyError('Somebody else wrote first');
        return nothingLeft;
      },
    });
    await until(async () => (await effects(accountId, 'a')).length > 0);
    expect(await effects(accountId, 'a')).toEqual(['turn 3']);
    const { rows } = await pool.query('select attempts from inbox where account_id = $1', [accountId]);
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  it('hands on what it leaves to do once it is committed, and only then', async () => {
    const accountId = randomUUID();
    const left: unknown[] = [];
    let tries = 0;
    for (const words of ['one', 'two']) await receiver.receive(accountId, inbound('a', words));
    work({
      turn: async (row, tx) => {
        tries++;
        // The first commit is refused by a constraint that is looked at then.
        if (tries === 1) {
          await tx.query('create temporary table twice (n int unique deferrable initially deferred) on commit drop');
          await tx.query('insert into twice values (1), (1)');
        }
        return { answer: undefined, afterCommit: `${text(row.payload)} ${tries}` };
      },
      onTurn: (_row, afterCommit) => void left.push(afterCommit),
    });
    await until(() => left.length === 2);
    expect(left).toEqual(['one 2', 'two 3']);
  });

  it('that ends its process again and again is dead in the end', async () => {
    const accountId = randomUUID();
    await receiver.receive(accountId, inbound('a', 'deadly'));
    for (let crash = 0; crash < 5; crash++) {
      expect(await claimInbox(pool, { limit: 100, leaseMs: 30_000 })).not.toEqual([]);
      await pool.query('update inbox_lane set due_at = now() where account_id = $1', [accountId]);
    }
    work();
    await until(async () => {
      const { rows } = await pool.query('select state from inbox where account_id = $1', [accountId]);
      return rows[0]?.state === 'dead';
    });
    expect(await effects(accountId, 'a')).toEqual([]);
  });

  it('of a process that was away too long has no effect', async () => {
    const accountId = randomUUID();
    await receiver.receive(accountId, inbound('a', 'one'));
    let go: (() => void) | undefined;
    let turns = 0;
    const turn: InboxWorkerOptions['turn'] = async (row, tx) => {
      turns++;
      if (turns === 1)
        await new Promise<void>((resolve) => {
          go = resolve;
        });
      await tx.query('insert into effect (account_id, chat, text) values ($1, $2, $3)', [
        row.accountId,
        row.chat,
        'done',
      ]);
      return nothingLeft;
    };
    work({ turn });
    await until(() => go !== undefined);
    await pool.query('update inbox_lane set due_at = now() where account_id = $1', [accountId]);
    work({ turn });
    go?.();
    await until(async () => (await effects(accountId, 'a')).length > 0);
    await receiver.receive(accountId, inbound('a', 'two'));
    await until(async () => (await effects(accountId, 'a')).length > 1);
    expect(await effects(accountId, 'a')).toEqual(['done', 'done']);
  });

  it('survives the loss of every connection', { timeout: 60_000 }, async () => {
    const accountId = randomUUID();
    for (let n = 0; n < 100; n++) await receiver.receive(accountId, inbound(`chat-${n % 5}`, `${n}`));
    work({ leaseMs: 2_000 });
    const count = async () => {
      const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from effect where account_id = $1', [
        accountId,
      ]);
      return rows[0]?.n ?? 0;
    };
    for (const cut of [20, 50, 80]) {
      await until(async () => (await count().catch(() => 0)) >= cut);
      await pool
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        .catch(() => undefined);
    }
    await until(async () => (await count().catch(() => 0)) >= 100);
    for (let chat = 0; chat < 5; chat++) {
      expect(await effects(accountId, `chat-${chat}`)).toEqual(Array.from({ length: 20 }, (_, n) => `${n * 5 + chat}`));
    }
  });
});
