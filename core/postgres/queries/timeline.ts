import type { Timeline, TimelineMessage } from '../../application/queries.ts';
import type { DeliveryState } from '../../application/scene.ts';
import type { About, Sort } from '../../application/step.ts';
import { as, type ConversationId, type MessageId } from '../../ids.ts';
import type { Db } from '../queue/db.ts';
import { type SpeakerRow, speakerOf } from './speaker.ts';
import { conversationEvents } from './timeline-events.ts';
import { repairEvents } from './timeline-repairs.ts';

type Row = SpeakerRow & {
  readonly id: string;
  readonly direction: 'in' | 'out' | 'note';
  readonly at: Date;
  readonly body: string;
  readonly sort: Sort | 'staff' | null;
  readonly about: About;
  readonly content: { readonly choices?: readonly { readonly label: string }[] };
  readonly files: readonly string[];
  readonly state: DeliveryState | null;
  readonly code: string | null;
  readonly channel: string | null;
};

/** The newest messages of a conversation with what happened among them, oldest first. */
export const timelineOf = async (db: Db, conversationId: ConversationId, limit: number): Promise<Timeline> => {
  const { rows } = await db.query<Row>(MESSAGES, [conversationId, limit + 1]);
  const hasEarlier = rows.length > limit;
  const messages = rows.slice(0, limit).map(messageOf);
  const since = hasEarlier ? messages.at(-1)?.at : undefined;
  const happened = [
    ...(await conversationEvents(db, conversationId, since)),
    ...(await repairEvents(db, conversationId, since)),
  ];
  return {
    // What happened comes before what was said about it at the same moment.
    entries: [...happened, ...messages.reverse()].sort((a, b) => a.at.getTime() - b.at.getTime()),
    hasEarlier,
    newestMessageId: messages.findLast(({ direction }) => direction !== 'note')?.messageId,
  };
};

const MESSAGES = `
  select m.id, m.direction, m.at, m.body, m.sort, m.about, m.content, m.by, s.name as staff_name,
    coalesce((select array_agg(coalesce(f.file_name, '') order by f.n) from message_media f where f.message_id = m.id), '{}')
      as files,
    d.state, d.code, ca.channel
  from message m
  left join staff s on s.id = (m.by->>'staffId')::uuid
  left join lateral (
    select d.state, d.code, d.account_id from delivery d where d.message_id = m.id and d.kind = 'message'
    order by d.id desc limit 1) d on true
  left join channel_account ca on ca.id = d.account_id
  where m.conversation_id = $1::uuid order by m.at desc, m.id desc limit $2::int`;

const messageOf = (row: Row): TimelineMessage => ({
  kind: 'message',
  messageId: as<MessageId>(row.id),
  direction: row.direction,
  by: speakerOf(row),
  at: row.at,
  text: row.body,
  sort: row.sort ?? undefined,
  about: row.about,
  choices: (row.content.choices ?? []).map(({ label }) => label),
  files: row.files,
  delivery:
    row.state === null ? undefined : { state: row.state, code: row.code ?? undefined, channel: row.channel ?? '' },
});
