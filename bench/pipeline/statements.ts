import { createHash } from 'node:crypto';
import { repeatsTurn } from '../../core/postgres/database.ts';
import {
  beginWave,
  type ClaimedLane,
  claimWave,
  type SettledDelivery,
  settleWave,
} from '../../core/postgres/queue/wave.ts';
import type { Town } from './seed.ts';

const LEASE_MS = 30_000;
const LEASE_LEFT_MS = 18_000;

/** One wave by the product's own statements, on a channel that answers at once. Resolves to how many messages it settled. */
export async function settleOneWave({ pool, accountId }: Town, limit: number): Promise<number> {
  const lanes = await claimWave(pool, { accountId, limit, leaseMs: LEASE_MS });
  const full = lanes.flatMap((lane) => (lane.head ? [{ lane, head: lane.head }] : []));
  const begun = await beginWave(
    pool,
    full.map(({ lane, head }) => ({
      deliveryId: head.deliveryId,
      laneId: lane.laneId,
      epoch: lane.epoch,
      attempts: head.attempts,
      text: head.body,
      hash: createHash('sha256').update(head.body).digest('hex'),
    })),
    LEASE_LEFT_MS,
  );
  const at = new Date();
  const deliveries = full
    .filter(({ head }) => begun.has(head.deliveryId))
    .map(({ head }): SettledDelivery => sent(head.deliveryId, head.attempts + 1, at));
  const released = lanes.map((lane: ClaimedLane) => ({
    laneId: lane.laneId,
    epoch: lane.epoch,
    touched: lane.touched,
    lastId: lane.head?.deliveryId ?? 0,
    retryInMs: undefined,
  }));
  for (;;) {
    try {
      const { settled } = await settleWave(pool, deliveries, released);
      return settled;
    } catch (error) {
      if (!repeatsTurn(error)) throw error;
    }
  }
}

function sent(deliveryId: number, n: number, at: Date): SettledDelivery {
  return {
    deliveryId,
    n,
    was: 'sending',
    outcome: 'sent',
    state: 'sent',
    shown: 'sent',
    code: undefined,
    externalId: `x${deliveryId}`,
    at,
    troubleAt: undefined,
  };
}
