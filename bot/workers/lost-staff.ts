import { setReachable } from '../../core/postgres/queue/accounts.ts';
import type { Db } from '../../core/postgres/queue/db.ts';
import { errorFacts, type WorkerLog } from './log.ts';
import type { AttemptResult } from './outcome.ts';
import type { Ready } from './prepare.ts';

type Parts = { readonly pool: Db; readonly log: WorkerLog; readonly now: () => Date };

/**
 * A chat with a member of staff that refuses messages for good is not written to again, until he is heard. A customer's chat has a
 * conversation, whose timer sees to it.
 */
export async function noteLostStaff(
  { pool, log, now }: Parts,
  { lane, head }: Ready,
  result: AttemptResult,
): Promise<void> {
  if (head.conversationId !== undefined || result.kind !== 'failed' || !isGone(result.error)) return;
  const lost = { addressId: lane.laneId, reachable: false, at: now(), whose: 'staff' } as const;
  await setReachable(pool, lost).catch((error) =>
    log.warn({ deliveryId: head.deliveryId, ...errorFacts(error) }, 'a chat that is lost could not be noted'),
  );
}

function isGone({ code, outcome }: Extract<AttemptResult, { kind: 'failed' }>['error']): boolean {
  return outcome === 'permanent' && (code === 'blocked' || code === 'chat_not_found');
}
