import { v7 as newUuid } from 'uuid';
import { retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import { enqueueDeliveries } from '../../core/postgres/queue/outbox.ts';
import type { Town } from './seed.ts';

/** What a message of the bench says; the peers carry the same words. */
export const BODY =
  'Goedemorgen, met uw auto gaat het goed. De remblokken vooraan zijn nog 2 mm dik en de ruitenwissers strepen. ' +
  'Wij sturen u zo een offerte, en u kunt hier in het gesprek antwoorden.';

const MESSAGES = `insert into message (id, garage_id, conversation_id, address_id, direction, by, sort, body, at, recorded_at)
  select id, $1::uuid, conversation_id, lane_id, 'out', '{"kind":"system","part":"bot"}', 'notification', $2::text, now(), now()
  from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as m(id, conversation_id, lane_id)`;

/** Writes timeline rows and puts each on its lane, `count` in one transaction, on lanes that follow `from`. */
export function enqueueBatch(town: Town, from: number, count: number): Promise<void> {
  const chosen = Array.from({ length: count }, (_, n) => laneAt(town, from + n));
  const ids = chosen.map(() => newUuid());
  const queuedAt = new Date();
  return retriedTransaction(town.pool, async (tx: Tx) => {
    await tx.query(MESSAGES, [
      town.garageId,
      BODY,
      ids,
      chosen.map((one) => one.conversationId),
      chosen.map((one) => one.laneId),
    ]);
    await enqueueDeliveries(
      tx,
      chosen.map((one, n) => ({
        garageId: town.garageId,
        accountId: town.accountId,
        laneId: one.laneId,
        messageId: ids[n] ?? '',
        conversationId: one.conversationId,
        edits: undefined,
        repeatable: false,
        queuedAt,
      })),
    );
  });
}

function laneAt({ lanes }: Town, n: number): Town['lanes'][number] {
  const lane = lanes[n % lanes.length];
  if (lane === undefined) throw new RangeError('The bench needs at least one lane');
  return lane;
}
