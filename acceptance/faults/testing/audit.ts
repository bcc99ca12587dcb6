import type { Pool } from 'pg';
import { until } from '../../people/person.ts';
import type { Arrival } from './telegram.ts';

/** Lists the work that a product which was left alone has not finished. */
export async function unfinished(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ what: string; n: string }>(
    `select 'items that wait for their turn' as what, count(*) as n from inbox where state = 'new'
     union all select 'dead items', count(*) from inbox where state = 'dead'
     union all select 'chats that are due', count(*) from inbox_lane where due_at is not null
     union all select 'deliveries on their way', count(*) from delivery where state in ('queued', 'sending')
     union all select 'addresses that are due', count(*) from lane where due_at is not null
     union all select 'attempts without an end', count(*) from attempt where outcome is null
     union all select 'dead timers', count(*) from timer where dead is not null
     union all select 'timers that should have fired', count(*) from timer where due_at < now() - interval '2 s'`,
  );
  return rows.filter(({ n }) => Number(n) > 0).map(({ what, n }) => `${n} ${what}`);
}

/** Waits until a product that is left alone has come to the end of all work. */
export function settled(pool: Pool, withinMs = 60_000): Promise<true> {
  const otherwise = () => unfinished(pool);
  return until('the end of all work', async () => (await unfinished(pool)).length === 0, { withinMs, otherwise });
}

/** Everything that came in and did not have its effect exactly once. */
export async function notExactlyOnce(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ key: string; timeline: string; events: string }>(
    `select i.payload->>'dedupeKey' as key, count(distinct m.id) as timeline, count(distinct e.id) as events
     from inbox i
     left join address a on a.account_id = i.account_id and a.chat = i.payload->>'chat'
     left join message m on m.address_id = a.id and m.direction = 'in' and m.external_id = i.payload->'content'->>'externalId'
     left join conversation_event e on e.type = 'MessageReceived' and e.data->>'messageId' = m.id::text
     where i.payload->'content'->>'kind' = 'text'
     group by i.id, a.staff_id having count(distinct m.id) <> 1 or count(distinct e.id) <> case when a.staff_id is null then 1 else 0 end`,
  );
  return rows.map(({ key, timeline, events }) => `${key}: ${timeline} on the timeline, ${events} events`);
}

type Try = {
  chat: string;
  delivery_id: string;
  n: number;
  kind: 'message' | 'edit';
  repeatable: number;
  text: string;
  outcome: 'sent' | 'not_sent' | 'unknown' | 'permanent';
  external_id: string | null;
};

/**
 * Lists faults on the wire: an order per address that is not the order of the attempts, a message
 * that no attempt explains or that is missing for a confirmed one, and a forbidden copy: of a message
 * that is not repeatable, without a doubt before it, or a third one.
 */
export async function wrongOnTheWire(pool: Pool, arrived: readonly Arrival[]): Promise<readonly string[]> {
  const { rows } = await pool.query<Try>(
    `select a.chat, t.delivery_id, t.n, d.kind, d.repeatable, t.text, t.outcome, t.external_id
     from attempt t join delivery d on d.id = t.delivery_id join address a on a.id = d.lane_id
     join channel_account c on c.id = d.account_id and c.channel = 'telegram' order by t.delivery_id, t.n`,
  );
  const chats = new Set([...rows.map(({ chat }) => chat), ...arrived.map(({ chat }) => chat)]);
  return [...chats].flatMap((chat) => {
    const tries = rows.filter((row) => row.chat === chat);
    return [
      ...compare(
        tries,
        arrived.filter((one) => one.chat === chat),
      ).map((fault) => `${chat}: ${fault}`),
      ...copies(tries).map((fault) => `${chat}: ${fault}`),
    ];
  });
}

/** Walks both sides: between two confirmed attempts only doubtful ones may have arrived, in order. */
function compare(tries: readonly Try[], arrived: readonly Arrival[]): readonly string[] {
  const faults: string[] = [];
  let at = 0;
  let doubtful: string[] = [];
  const explain = (until: number): void => {
    for (const { text } of arrived.slice(at, until)) {
      const found = doubtful.indexOf(plain(text));
      if (found < 0) faults.push(`arrived without an attempt: ${text}`);
      else doubtful = doubtful.slice(found + 1);
    }
    at = until;
    doubtful = [];
  };
  for (const one of tries) {
    if (one.outcome !== 'sent') {
      if (one.outcome === 'unknown') doubtful.push(plain(one.text));
      continue;
    }
    // Copies of an edit look alike on the wire: those of doubtful attempts before it come first.
    const before = doubtful.filter((text) => text === plain(one.text)).length;
    const places = arrived.flatMap((arrival, n) => (n >= at && isOf(arrival, one) ? [n] : []));
    const place = places[Math.min(before, places.length - 1)];
    if (place === undefined) faults.push(`missing or out of order: delivery ${one.delivery_id}`);
    else {
      explain(place);
      at = place + 1;
    }
  }
  explain(arrived.length);
  return faults;
}

function isOf({ method, messageId, text }: Arrival, { kind, external_id, text: sent }: Try): boolean {
  return (
    (kind === 'edit') === (method === 'editMessageText') && messageId === external_id && plain(text) === plain(sent)
  );
}

/** Leaves out stars, which a network gets as bold, and the tokens that an attempt hides. */
function plain(text: string): string {
  return text.replaceAll('*', '').replaceAll(/(\/i\/|\?start=)\S+/g, '$1');
}

function copies(tries: readonly Try[]): readonly string[] {
  const faults: string[] = [];
  for (const id of new Set(tries.map(({ delivery_id }) => delivery_id))) {
    const own = tries.filter(({ delivery_id, kind }) => delivery_id === id && kind === 'message');
    const mayHaveArrived = own.filter(({ outcome }) => outcome === 'sent' || outcome === 'unknown');
    const allowed = own[0]?.repeatable === 1 ? 2 : 1;
    if (mayHaveArrived.length > allowed) faults.push(`delivery ${id} left ${mayHaveArrived.length} times`);
    if (mayHaveArrived.slice(0, -1).some(({ outcome }) => outcome !== 'unknown'))
      faults.push(`delivery ${id} left again after it was confirmed`);
  }
  return faults;
}

/** Doubtful messages that staff were not told of. */
export async function untold(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    `select count(*) as n from delivery d where d.state in ('unknown', 'failed') and d.kind = 'message' and d.conversation_id is not null
     and not exists (select 1 from waiting_item w where w.conversation_id = d.conversation_id)`,
  );
  return Number(rows[0]?.n ?? 0);
}

/** Ends the leases of a process that is dead, as the passing of half a minute would. */
export async function letLeasesEnd(pool: Pool): Promise<void> {
  await pool.query('update inbox_lane set due_at = now() where due_at > now() and epoch & 1 = 1');
  await pool.query('update lane set due_at = now() where due_at > now() and epoch & 1 = 1');
  await pool.query('update timer set leased_until = now() where leased_until > now()');
}
