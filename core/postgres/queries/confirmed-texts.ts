import type { Language } from '../../customer/address.ts';
import type { Pool, Tx } from '../database.ts';

/**
 * A customer's text about a quote, and the decision that the same person then confirmed; with all
 * names that the text may hold.
 */
export type ConfirmedText = {
  readonly language: Language;
  readonly outcome: 'approved' | 'partly' | 'rejected';
  readonly text: string;
  readonly names: readonly string[];
  readonly plates: readonly string[];
};

/**
 * Reads from the day `since` on in the garage's zone, newest last. Stores nothing of its own:
 * erased and expired rows are not in it.
 */
export async function confirmedTexts(db: Tx | Pool, since: string | undefined): Promise<readonly ConfirmedText[]> {
  const { rows } = await db.query<ConfirmedText>(CONFIRMED, [since ?? null]);
  return rows;
}

/**
 * The order of the turns says which text was answered, because networks' clocks are coarse; all
 * rows of one turn have one `recorded_at`.
 */
const CONFIRMED = `
  select coalesce(a.language, w.language) as language, d.outcome, said.text, known.names, known.plates
  from decision d
  join customer w on d.by->>'kind' = 'customer' and w.id = (d.by->>'customerId')::uuid and w.erased_at is null
  join garage g on g.id = d.garage_id
  join message q on q.repair_id = d.repair_id and q.phrase in ('confirm-all', 'confirm-none', 'confirm-lines', 'choose-lines')
    and q.direction = 'out' and q.address_id = d.address_id and q.recorded_at < d.recorded_at
    and q.about->>'quoteId' = d.quote_id::text and (q.about->>'version')::int = d.version
  join conversation c on c.id = q.conversation_id and not c.simulated
  join address a on a.id = q.address_id
  join channel_account k on k.id = a.account_id and not k.simulated
  left join lateral (
    select m.recorded_at, m.phrase, m.about from message m
    where m.conversation_id = q.conversation_id and m.address_id = q.address_id and m.direction = 'out'
      and m.recorded_at < q.recorded_at
    order by m.recorded_at desc, m.id desc limit 1) before on true
  cross join lateral (
    select string_agg(m.body, E'\\n' order by m.recorded_at, m.id) as text from message m
    where m.conversation_id = q.conversation_id and m.address_id = q.address_id and m.direction = 'in'
      and m.recorded_at <= q.recorded_at and m.recorded_at > coalesce(before.recorded_at, '-infinity')
      and m.content->>'kind' not in ('reaction', 'status', 'reachable')
    -- A tap, a picture, an edit or another person's words may be what was asked about.
    having bool_and(m.content->>'kind' = 'text' and not m.content ? 'notOwn' and m.body <> ''
      and m.by->>'customerId' = d.by->>'customerId')) said
  cross join lateral (
    select array(
        select n.name from (
          select s.name from staff s where s.organisation_id = g.organisation_id
          union select o.name from garage o where o.organisation_id = g.organisation_id
          union select unnest(array[p.name, pa.display_name]) from customer p left join address pa on pa.customer_id = p.id
            where p.id in (
              select c.customer_id
              union select rc.customer_id from repair_contact rc join repair r on r.id = rc.repair_id
                where r.conversation_id = c.id
              union select (m.by->>'customerId')::uuid from message m
                where m.conversation_id = c.id and m.direction = 'in')) n
        where n.name <> '' order by n.name) as names,
      array(
        select v.plate from vehicle v
        where v.owner_id in (c.customer_id, w.id) or v.id in (select r.vehicle_id from repair r where r.conversation_id = c.id)
        order by v.plate) as plates) known
  where d.recorded_at >= coalesce($1::date::timestamp at time zone g.zone, '-infinity')
    and (d.revoked_at is null or d.revoked_at > d.recorded_at + interval '10 minutes')
    -- "No" to lines that were read back is no answer to the quote, and "yes" to "not at all?" may be either.
    and (before.phrase in ('confirm-none', 'confirm-lines') and before.about->>'quoteId' = d.quote_id::text) is not true
    and not exists (
      select from decision o
      where o.garage_id = d.garage_id and o.repair_id = d.repair_id and o.quote_id = d.quote_id and o.version = d.version
        and o.recorded_at > q.recorded_at and o.recorded_at < d.recorded_at)
    and not exists (
      select from message m
      where m.conversation_id = q.conversation_id and m.direction = 'in' and m.by->>'customerId' = d.by->>'customerId'
        and m.recorded_at > q.recorded_at and m.recorded_at <= d.recorded_at
        and m.content->>'kind' not in ('choice', 'start', 'reaction', 'status', 'reachable')
        and not exists (
          select from repair_event e
          where e.garage_id = d.garage_id and e.repair_id = d.repair_id and e.type = 'QuoteDecided'
            and e.data->'decision'->>'decisionId' = d.id::text
            and e.data->'decision'->'evidence'->'messageIds' ? m.id::text))
  order by d.recorded_at, d.id, q.recorded_at`;
