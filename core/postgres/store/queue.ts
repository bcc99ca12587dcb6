import { eq } from 'drizzle-orm';
import type { DeliveryStatusStore } from '../../application/party.ts';
import { ConcurrencyError, type QueueStore } from '../../application/ports.ts';
import { builder, type Tx } from '../database.ts';
import { setReachable } from '../queue/accounts.ts';
import { cancelQueued, enqueueDeliveries, recordStatus } from '../queue/outbox.ts';
import { clearTimer, setTimer } from '../queue/timers.ts';
import { address } from '../schema/customer.ts';
import { feed } from '../schema/queue.ts';

/** Writes to the queues in the transaction of the turn. */
export function queueOver(tx: Tx, now: Date): QueueStore & DeliveryStatusStore {
  return {
    enqueue: async ({ addressId, at, ...delivery }) => {
      const [row] = await builder(tx)
        .select({ accountId: address.accountId })
        .from(address)
        .where(eq(address.id, addressId));
      if (!row) throw new Error(`Address ${addressId} is not there`);
      await enqueueDeliveries(tx, [{ ...delivery, accountId: row.accountId, laneId: addressId, queuedAt: at }]);
    },
    cancelQueued: (conversationId, sorts, { customerId, repairId } = {}) =>
      cancelQueued(tx, {
        conversationId,
        sorts,
        ...(repairId ? { repairId } : {}),
        ...(customerId ? { customerId } : {}),
        at: now,
      }),
    recordStatus: async (accountId, chat, externalId, state, at) => {
      const found = await recordStatus(tx, { accountId, chat, externalId, state, at });
      // The send has not been answered yet. The turn is repeated, and then finds the id.
      if (found === 'early') throw new ConcurrencyError('A status came before the answer of its send');
      return found === 'recorded';
    },
    setReachable: (addressId, reachable, at) => setReachable(tx, { addressId, reachable, at, whose: 'anybody' }),
    setTimer: ({ at, ...timer }) => setTimer(tx, { ...timer, dueAt: at }),
    clearTimer: (garageId, kind, subject) => clearTimer(tx, { garageId, kind, subject }),
    touch: async (garageId, kind, conversationId, repairId) => {
      await builder(tx)
        .insert(feed)
        .values({ garageId, kind, conversationId: conversationId ?? null, repairId: repairId ?? null });
    },
  };
}
