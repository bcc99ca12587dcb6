import { describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../channels/channel.ts';
import type { Pool } from '../../core/postgres/database.ts';
import { type AnswererOptions, createAnswerer } from './answering.ts';
import { ReceiveError } from './receiver.ts';
import { silent } from './testing/fake-channel.ts';

const never = new Promise<never>(() => undefined);
const tap: InboundMessage = {
  chat: 'mia',
  dedupeKey: 'n:token',
  sender: { id: 'mia' },
  at: '2026-11-23T09:00:00.000Z',
  content: { kind: 'choice', token: 'token' },
};

/** A database that says what `query` says, behind an answerer that waits for a moment only. */
function answererOn(query: () => Promise<unknown>, options: Partial<AnswererOptions> = {}) {
  return createAnswerer({
    pool: { query } as unknown as Pool,
    log: silent,
    turn: async () => ({ answer: undefined, afterCommit: [] }),
    onDead: async () => undefined,
    onMore: () => undefined,
    receiver: { receive: async () => undefined },
    standing: async (_account, _message, { working }) => ({ title: working ? 'working' : 'standing' }),
    timing: { waitMs: 20, maxMs: 60, pollMs: 5 },
    ...options,
  });
}

/** How the tap stands: not taken, while somebody else has its chat. */
async function busy() {
  return { rows: [{ awaited_id: '1', state: 'new', answer: null, lane_id: null }] };
}

describe('a network that waits for a card', () => {
  it('hears of a failure in time when the database hangs', async () => {
    const hanging = { code: 'not_answered' };
    await expect(answererOn(() => never).answer('a', tap)).rejects.toMatchObject(hanging);
    const unstored = answererOn(busy, { receiver: { receive: () => never } });
    await expect(unstored.answer('a', tap)).rejects.toMatchObject(hanging);
    const unread = answererOn(busy, { standing: () => never });
    await expect(unread.answer('a', tap)).rejects.toMatchObject(hanging);
  });

  it('hears that nothing was stored when the database is away', async () => {
    const receive = async () => {
      throw new ReceiveError('The message could not be stored');
    };
    await expect(answererOn(busy, { receiver: { receive } }).answer('a', tap)).rejects.toMatchObject({
      code: 'not_stored',
    });
  });

  it('gets the card with a word that the work goes on while somebody else has the chat for too long', async () => {
    expect(await answererOn(busy).answer('a', tap)).toEqual({ title: 'working' });
  });

  it('gets the card as it stands where the tap came in before without anybody waiting', async () => {
    expect(await answererOn(async () => ({ rows: [] })).answer('a', tap)).toEqual({ title: 'standing' });
  });

  it('does not take more turns at once than it may; the rest is left to the workers', async () => {
    expect(await answererOn(() => never, { concurrency: 0 }).answer('a', tap)).toEqual({ title: 'working' });
  });
});
