/**
 * What everybody is told when deliveries changed, as CTEs behind one named `changed` with (id, garage_id, conversation_id,
 * message_id, kind, shown, at, trouble_at). `shown` is the state that people see, null when nothing is worth telling; with
 * `trouble_at` a timer makes sure that somebody looks at it.
 */
export const tellChanged = `
  events as (
    insert into conversation_event (garage_id, conversation_id, type, data, at, by)
    select garage_id, conversation_id, 'DeliveryChanged',
      jsonb_build_object('deliveryId', id, 'messageId', message_id, 'state', shown), at, '{"kind":"system","part":"bot"}'
    from changed where conversation_id is not null and shown is not null order by id),
  fed as (
    insert into feed (garage_id, kind, conversation_id)
    select distinct garage_id, case when conversation_id is null then 'account' else 'conversation' end, conversation_id
    from changed where conversation_id is not null or trouble_at is not null),
  trouble as (
    insert into timer (garage_id, kind, subject, conversation_id, due_at)
    select garage_id, 'delivery-trouble', message_id, conversation_id, min(trouble_at) from changed
    where kind = 'message' and conversation_id is not null and trouble_at is not null group by 1, 3, 4 order by 1, 3
    on conflict (garage_id, kind, subject) do update
      set due_at = excluded.due_at, attempts = 0, dead = null, leased_until = null)`;
