import type { InboundMessage } from '../../channels/channel.ts';
import { isDatabaseAway, type Pool, repeatsTurn } from '../../core/postgres/database.ts';
import { type Received, receiveBatch } from '../../core/postgres/queue/inbox.ts';

/** Thrown to a channel, which reports a failure to its network, so that the message comes again. */
export class ReceiveError extends Error {
  override readonly name = 'ReceiveError';
  readonly code = 'not_stored';
}

export type Receiver = {
  /** Resolves after the message is committed. Throws ReceiveError. */
  receive(accountId: string, message: InboundMessage): Promise<void>;
};

type Waiting = Omit<Received, 'payload'> & {
  readonly payload: InboundMessage;
  readonly resolve: () => void;
  readonly reject: (error: ReceiveError) => void;
};

const MAX_AT_ONCE = 500;
const MAX_WAITING = 10_000;

/**
 * Stores incoming messages, one statement at a time with all that wait, which keeps the order of
 * arrival.
 */
export function createReceiver(options: { readonly pool: Pool; readonly onStored: () => void }): Receiver {
  const waiting: Waiting[] = [];
  let storing = false;

  const storeAll = async (): Promise<void> => {
    // Messages of the same round of the event loop go along; those that come during a batch make
    // the next.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await store(options, waiting.splice(0, MAX_AT_ONCE));
    storing = false;
  };

  return {
    receive: (accountId, message) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MAX_WAITING) {
          reject(new ReceiveError('More messages wait to be stored than are kept in memory'));
          return;
        }
        const { chat, dedupeKey } = message;
        waiting.push({ accountId, chat, dedupeKey, payload: message, resolve, reject });
        if (storing) return;
        storing = true;
        void storeAll();
      }),
  };
}

async function store(
  options: { readonly pool: Pool; readonly onStored: () => void },
  batch: readonly Waiting[],
): Promise<void> {
  try {
    await receiveBatch(options.pool, batch).catch((error) => {
      if (!repeatsTurn(error)) throw error;
      return receiveBatch(options.pool, batch);
    });
    for (const { resolve } of batch) resolve();
    // The process that waits for an answer takes the turn itself, and would only meet a worker
    // there.
    if (batch.some(({ payload }) => payload.awaits === undefined)) options.onStored();
  } catch (cause) {
    // A message that the database cannot store is refused alone.
    if (batch.length > 1 && !isDatabaseAway(cause)) {
      for (const one of batch) await store(options, [one]);
      return;
    }
    for (const { reject } of batch) reject(new ReceiveError('The message could not be stored', { cause }));
  }
}
