import type { AddressSummary, ConversationDetail, OpenItem } from '../../application/queries.ts';
import type { Language } from '../../customer/address.ts';
import { as, type ConversationId, type CustomerId, type GarageId, type StaffId } from '../../ids.ts';
import { revive } from '../json.ts';
import type { Db } from '../queue/db.ts';
import { repairsOf } from './repair-detail.ts';

type Row = {
  readonly garage_id: string;
  readonly garage_name: string;
  readonly zone: string;
  readonly customer_id: string;
  readonly customer_name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: Language;
  readonly controller_id: string | null;
  readonly controller_name: string | null;
  readonly controller_since: Date | null;
  readonly control_version: number;
  readonly waiting_since: Date | null;
  readonly simulated: boolean;
  readonly addresses: readonly StoredAddress[];
  readonly items: unknown;
};

type StoredAddress = {
  readonly channel: AddressSummary['channel'];
  readonly account: string;
  readonly proven: boolean;
  readonly frozen: boolean;
  readonly optedOut: boolean;
  readonly unreachable: boolean;
  readonly heardAt: string | null;
};

/** One conversation of these garages with all that stands beside its messages; undefined when it is not one of theirs. */
export async function conversationDetail(
  db: Db,
  garageIds: readonly GarageId[],
  conversationId: ConversationId,
): Promise<ConversationDetail | undefined> {
  const { rows } = await db.query<Row>(HEAD, [conversationId, garageIds]);
  const [row] = rows;
  if (!row) return undefined;
  return {
    conversationId,
    garage: { garageId: as<GarageId>(row.garage_id), name: row.garage_name, zone: row.zone },
    customer: {
      customerId: as<CustomerId>(row.customer_id),
      name: row.customer_name,
      phone: row.phone ?? undefined,
      email: row.email ?? undefined,
      language: row.language,
    },
    addresses: row.addresses.map(addressOf),
    controller: controllerOf(row),
    controlVersion: row.control_version,
    waitingSince: row.waiting_since ?? undefined,
    simulated: row.simulated,
    items: revive<readonly OpenItem[]>(row.items),
    repairs: await repairsOf(db, conversationId),
  };
}

const HEAD = `
  select c.garage_id, g.name as garage_name, g.zone, c.customer_id, cu.name as customer_name, cu.phone, cu.email, cu.language,
    c.controller_id, s.name as controller_name, c.controller_since, c.control_version, c.waiting_since, c.simulated,
    coalesce((
      select jsonb_agg(jsonb_build_object('channel', ca.channel, 'account', ca.name, 'proven', a.proven_at is not null,
        'frozen', a.frozen_at is not null, 'optedOut', a.opted_out_at is not null,
        'unreachable', a.unreachable_at is not null, 'heardAt', a.last_heard_at) order by a.last_heard_at desc nulls last, a.id)
      from address a join channel_account ca on ca.id = a.account_id where a.customer_id = c.customer_id), '[]') as addresses,
    coalesce((
      select jsonb_agg(jsonb_build_object('itemId', w.id, 'kind', w.kind, 'owner', w.owner,
        'raisedAt', to_char(w.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'dueAt', to_char(w.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by w.due_at, w.id)
      from waiting_item w where w.conversation_id = c.id and w.ended_at is null), '[]') as items
  from conversation c join garage g on g.id = c.garage_id join customer cu on cu.id = c.customer_id
  left join staff s on s.id = c.controller_id
  where c.id = $1::uuid and c.garage_id = any($2::uuid[])`;

function controllerOf(row: Row): ConversationDetail['controller'] {
  return row.controller_id !== null && row.controller_since !== null
    ? { staffId: as<StaffId>(row.controller_id), name: row.controller_name ?? '', since: row.controller_since }
    : undefined;
}

function addressOf(stored: StoredAddress): AddressSummary {
  return {
    channel: stored.channel,
    accountName: stored.account,
    standing: standingOf(stored),
    lastHeardAt: stored.heardAt === null ? undefined : new Date(stored.heardAt),
  };
}

function standingOf({ frozen, optedOut, unreachable, proven }: StoredAddress): AddressSummary['standing'] {
  if (frozen) return 'frozen';
  if (optedOut) return 'opted_out';
  if (unreachable) return 'unreachable';
  return proven ? 'proven' : 'unproven';
}
