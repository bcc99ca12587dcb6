import type { AuditEntry, AuditFilter, AuditQueries } from '../../application/audit.ts';
import { as, type StaffId } from '../../ids.ts';
import type { Pool } from '../database.ts';

export function createAuditQueries(pool: Pool): AuditQueries {
  return {
    entries: (reader, filter, limit) => entriesOf(pool, reader, filter, limit),
    people: async (reader) => {
      const { rows } = await pool.query<{ id: string; name: string }>(
        `select id, name from staff where organisation_id = (select organisation_id from staff where id = $1::uuid)
          order by revoked_at is not null, name, id`,
        [reader],
      );
      return rows.map(({ id, name }) => ({ staffId: as<StaffId>(id), name }));
    },
  };
}

type Row = {
  id: string;
  at: Date;
  what: string;
  by_name: string | null;
  about_name: string | null;
  data: AuditEntry['data'];
};

async function entriesOf(
  pool: Pool,
  reader: StaffId,
  { kind, staffId, after }: AuditFilter,
  limit: number,
): Promise<readonly AuditEntry[]> {
  const { rows } = await pool.query<Row>(
    `select a.id, a.at, a.what, a.data, b.name as by_name, s.name as about_name
       from audit_entry a left join staff b on b.id = a.staff_id left join staff s on s.id::text = a.subject
      where a.organisation_id = (select organisation_id from staff where id = $1::uuid)
        and ($2::text is null or a.what = $2::text)
        and ($3::text is null or a.staff_id = $3::uuid or a.subject = $3::text)
        and ($4::timestamptz is null or (a.at, a.id) < ($4::timestamptz, $5::uuid))
      order by a.at desc, a.id desc limit $6::int`,
    [reader, kind ?? null, staffId ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
  );
  return rows.map(({ id, at, what, by_name, about_name, data }) => ({
    id,
    at,
    what,
    by: by_name ?? undefined,
    about: about_name ?? undefined,
    data,
  }));
}
