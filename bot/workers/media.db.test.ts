import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../channels/channel.ts';
import type { FileFate, MediaStore } from '../../core/application/media.ts';
import { testDatabase } from '../../core/testing/database.ts';
import type { Loop } from './loop.ts';
import { createMediaWorker } from './media.ts';
import { createFakeChannel, silent, until } from './testing/fake-channel.ts';

const { pool } = await testDatabase();
const accountId = randomUUID();
const running: Loop[] = [];
const fates: FileFate[] = [];
afterEach(async () => {
  for (const worker of running.splice(0)) void worker.stop();
  await pool.query('delete from message_media');
});

/** A process that reads files; what it does with the bytes "fatal" never comes to an end. */
function life(fetched: string[]): Loop {
  const media: MediaStore = {
    put: async (bytes) => {
      const name = Buffer.from(bytes).toString();
      if (name === 'fatal') await new Promise(() => undefined);
      return { sha256: name, mimeType: 'image/jpeg', size: bytes.byteLength };
    },
    get: async () => undefined,
    thumbnail: async () => undefined,
  };
  const channel: Channel = {
    ...createFakeChannel(),
    fetchMedia: async (reference: string) => {
      fetched.push(reference);
      return { bytes: Buffer.from(reference), mimeType: undefined };
    },
  } as Channel;
  const worker = createMediaWorker({
    pool,
    media,
    channels: new Map([[accountId, channel]]),
    tell: async (fate) => {
      fates.push(fate);
    },
    log: silent,
    onSettled: () => undefined,
  });
  running.push(worker);
  worker.start();
  return worker;
}

async function arrives(...references: readonly string[]): Promise<readonly string[]> {
  const ids = references.map(() => randomUUID());
  await pool.query(
    `insert into message_media (message_id, n, account_id, reference, due_at)
     select m, 1, $1, r, now() from unnest($2::uuid[], $3::text[]) as x(m, r)`,
    [accountId, ids, references],
  );
  return ids;
}

async function rowsOf(messageIds: readonly string[]) {
  const { rows } = await pool.query<{ sha256: string | null; failed: string | null; open: boolean; attempts: number }>(
    `select sha256, failed, due_at is not null as open, attempts from message_media
     where message_id = any($1) order by array_position($1, message_id)`,
    [messageIds],
  );
  return rows;
}

/** The process was killed: its leases run out, and another one starts. */
async function nextLife(fetched: string[]): Promise<void> {
  for (const worker of running.splice(0)) void worker.stop();
  await pool.query('update message_media set due_at = now() where due_at is not null');
  life(fetched);
}

describe('a customer who sends file after file', () => {
  const sender = { organisation: randomUUID(), address: randomUUID(), staff: randomUUID() };
  /** A message in the sender's chat with a file of so many bytes, which is kept already. */
  async function sends(size: number, isKept: boolean): Promise<string> {
    const id = randomUUID();
    await pool.query(
      `insert into message (id, garage_id, address_id, direction, by, body, at, recorded_at)
       values ($1, $2, $3, 'in', '{"kind":"system","part":"bot"}', '', now(), now())`,
      [id, randomUUID(), sender.address],
    );
    if (isKept)
      await pool.query(
        `insert into media (sha256, mime_type, size, bytes, created_at) values ($1, 'a/b', $2, '', now())`,
        [id, size],
      );
    await pool.query(
      `insert into message_media (message_id, n, account_id, reference, sha256, due_at)
       values ($1, 1, $2, $3, $4, case when $4::text is null then now() end)`,
      [id, accountId, `of ${id}`, isKept ? id : null],
    );
    return id;
  }

  it('fills 300 MB a day and no more; the staff see why, and a colleague’s photos have no such limit', async () => {
    await pool.query(`insert into organisation (id, name) values ($1, 'Elsewhere')`, [sender.organisation]);
    await pool.query(
      `insert into channel_account (id, organisation_id, channel, external_id, name, skills) values ($1, $2, 'x', 'x', 'x', '{}')`,
      [accountId, sender.organisation],
    );
    await pool.query(`insert into address (id, organisation_id, account_id, chat) values ($1, $2, $3, 'a')`, [
      sender.address,
      sender.organisation,
      accountId,
    ]);
    const mb = 1024 * 1024;
    for (const size of [120 * mb, 179 * mb]) await sends(size, true);
    const fetched: string[] = [];
    life(fetched);
    const last = await sends(0, false);
    await until(async () => (await rowsOf([last]))[0]?.sha256 === `of ${last}`);
    await sends(2 * mb, true);
    const refused = await sends(0, false);
    await until(async () => (await rowsOf([refused]))[0]?.failed === 'too_many');
    expect(fetched).toEqual([`of ${last}`]);
    await pool.query(
      `insert into staff (id, organisation_id, name, role, language) values ($1, $2, 'Mia', 'mechanic', 'nl')`,
      [sender.staff, sender.organisation],
    );
    await pool.query('update address set staff_id = $1 where id = $2', [sender.staff, sender.address]);
    const work = await sends(0, false);
    await until(async () => (await rowsOf([work]))[0]?.sha256 === `of ${work}`);
  });
});

describe('a file that ends the process', () => {
  it('is tried five times, then given up for good, and its sender is told', async () => {
    const fetched: string[] = [];
    const ids = await arrives('fatal');
    life(fetched);
    for (let lives = 1; lives <= 5; lives++) {
      await until(() => fetched.length === lives);
      await nextLife(fetched);
    }
    await until(async () => (await rowsOf(ids))[0]?.failed);
    expect(await rowsOf(ids)).toMatchObject([{ failed: 'unreadable', open: false, sha256: null }]);
    expect(fetched).toHaveLength(5);
    expect(fates).toContainEqual({ messageId: ids[0], state: 'given_up', code: 'unreadable' });
  });

  it('takes no file with it that came with it', async () => {
    const fetched: string[] = [];
    const ids = await arrives('fatal', 'one', 'two', 'three');
    // Killed at once: all four were claimed, and none of them kept.
    await pool.query('update message_media set attempts = 1');
    life(fetched);
    for (let lives = 0; lives < 20 && (await rowsOf(ids)).some(({ open }) => open); lives++) {
      const before = fetched.length;
      await nextLife(fetched);
      await until(async () => fetched.length > before || (await rowsOf(ids)).every(({ open }) => !open));
    }
    expect(await rowsOf(ids)).toMatchObject([
      { failed: 'unreadable' },
      { sha256: 'one', failed: null },
      { sha256: 'two', failed: null },
      { sha256: 'three', failed: null },
    ]);
  });
});
