import type { TimelineEvent, WhatHappened } from '../../application/queries.ts';
import type { ItemEnd, ItemKind, LinkedBy } from '../../conversation/conversation.ts';
import type { ConversationId } from '../../ids.ts';
import type { Db } from '../queue/db.ts';

type Type =
  | 'TakenOver'
  | 'HandedBack'
  | 'AddressLinked'
  | 'AddressDisowned'
  | 'OptedOut'
  | 'OptedIn'
  | 'ItemRaised'
  | 'ItemEnded';

type Row = {
  readonly id: string;
  readonly type: Type;
  readonly at: Date;
  readonly data: { readonly how?: string; readonly kind?: ItemKind };
  readonly name: string | null;
  readonly from_name: string | null;
};

/** Far more than anybody reads; the messages among which they stand are limited as well. */
const most = 200;

/** What happened to a conversation itself. Deliveries and messages show themselves. */
export async function conversationEvents(
  db: Db,
  conversationId: ConversationId,
  since: Date | undefined,
): Promise<readonly TimelineEvent[]> {
  const { rows } = await db.query<Row>(
    `select e.id, e.type, e.at, e.data, s.name, f.name as from_name from conversation_event e
     left join staff s on s.id = coalesce(e.data->>'staffId', e.by->>'staffId')::uuid
     left join staff f on f.id = (e.data->>'from')::uuid
     where e.conversation_id = $1::uuid and ($2::timestamptz is null or e.at >= $2::timestamptz)
       and e.type in ('TakenOver', 'HandedBack', 'AddressLinked', 'AddressDisowned', 'OptedOut', 'OptedIn', 'ItemRaised',
         'ItemEnded')
     order by e.id desc limit $3::int`,
    [conversationId, since ?? null, most],
  );
  return rows.reverse().map((row) => ({ kind: 'event', id: `c${row.id}`, at: row.at, what: whatOf(row) }));
}

function whatOf({ type, data, name, from_name: from }: Row): WhatHappened {
  switch (type) {
    case 'TakenOver':
      return { type: 'taken_over', name: name ?? '', from: from ?? undefined };
    case 'HandedBack':
      return { type: 'handed_back', name: name ?? '' };
    case 'AddressLinked':
      return { type: 'linked', how: data.how as LinkedBy };
    case 'AddressDisowned':
      return { type: 'disowned' };
    case 'OptedOut':
      return { type: 'opted_out' };
    case 'OptedIn':
      return { type: 'opted_in' };
    case 'ItemRaised':
      return { type: 'item_raised', item: data.kind ?? 'person' };
    case 'ItemEnded':
      return {
        type: 'item_ended',
        item: data.kind ?? 'person',
        how: data.how as ItemEnd,
        name: name ?? undefined,
      };
    default:
      return type satisfies never;
  }
}
