import type { Db } from './db.ts';
import { type ClaimedChat, type ClaimedRow, claimedChat, LEASED } from './inbox.ts';
import { storable } from './receive.ts';

/** How an item stands whose answer somebody waits for. */
export type Awaited = {
  readonly inboxId: number;
  readonly state: 'new' | 'done' | 'dead';
  /** What its turn left as the answer. */
  readonly answer: object | undefined;
  /** Its chat with the oldest new item, leased; undefined when its turn is over, or the chat is busy or pauses. */
  readonly lane: ClaimedChat | undefined;
};

export type AwaitedKey = { readonly accountId: string; readonly chat: string; readonly dedupeKey: string };

/** Looks at what came in under a key in this chat and, while it has not had its turn, leases the chat. Undefined when it is not there. */
export async function claimAwaited(
  db: Db,
  { accountId, chat, dedupeKey, leaseMs }: AwaitedKey & { readonly leaseMs: number },
): Promise<Awaited | undefined> {
  const { rows } = await db.query<Row>({
    name: 'claim-awaited',
    text: `with awaited as (
       select i.id, i.state, i.answer, i.lane_id from inbox_lane l join inbox i on i.lane_id = l.id
       where l.account_id = $1::uuid and l.chat = $3::text and i.payload ? 'awaits' and i.payload->>'dedupeKey' = $4::text
       order by i.id desc limit 1),
     l as (
       select l.id, l.epoch from inbox_lane l
       where l.id = (select lane_id from awaited where state = 'new') and l.due_at <= now() + interval '1 ms'
       -- Not skipped: whoever has a lane locked, has it for one statement.
       for update),
     ${LEASED}
     select awaited.id as awaited_id, awaited.state, awaited.answer, claimed.* from awaited left join claimed on true`,
    values: [accountId, leaseMs, storable(chat), storable(dedupeKey)],
  });
  const [row] = rows;
  if (!row) return undefined;
  return {
    inboxId: Number(row.awaited_id),
    state: row.state,
    answer: row.answer ?? undefined,
    lane: row.lane_id === null ? undefined : claimedChat(row as Row & ClaimedRow),
  };
}

type Row = { readonly awaited_id: string; readonly state: Awaited['state']; readonly answer: object | null } & (
  | ClaimedRow
  | { readonly lane_id: null }
);
