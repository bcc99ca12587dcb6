import type { AccountId } from '../ids.ts';
import type { Pool } from './database.ts';

/** JSON whose shape only its adapter knows. */
type Json = Readonly<Record<string, unknown>>;

// These mirror channels/simulator/store.ts, which core may not import; bot/wiring checks that they
// fit.
type NewEntry<Content> = {
  readonly chat: string;
  readonly direction: 'in' | 'out';
  readonly externalId: string;
  readonly at: string;
  readonly content: Content;
};
type Entry<Content> = NewEntry<Content> & { readonly id: number; readonly edited: boolean };
type Media = { readonly bytes: Uint8Array; readonly mimeType: string; readonly fileName: string };

type Row<Content> = {
  id: string;
  xid: string;
  chat: string;
  external_id: string;
  direction: 'in' | 'out';
  at: string;
  edited: boolean;
  content: Content;
};

/**
 * Keeps what the simulated phones show, for every window and process. A change calls the listeners
 * of this process at once.
 */
export function createSimulatorStore<Content extends object = Json>(pool: Pool) {
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    append: async (entry: NewEntry<Content>, media?: Media): Promise<void> => {
      await pool.query(
        `insert into simulator_entry (chat, external_id, direction, at, content, media_bytes, media_type, media_name)
         values ($1::text, $2::text, $3::text, $4::text, $5::jsonb, $6::bytea, $7::text, $8::text)
         on conflict (chat, external_id) do nothing`,
        [
          entry.chat,
          entry.externalId,
          entry.direction,
          entry.at,
          JSON.stringify(entry.content),
          ...mediaColumns(media),
        ],
      );
      changed();
    },
    replace: async (chat: string, externalId: string, content: Content, media?: Media): Promise<boolean> => {
      const { rowCount } = await pool.query(
        `update simulator_entry set content = $3::jsonb, edited = true, xid = pg_current_xact_id(), media_bytes = $4::bytea,
           media_type = $5::text, media_name = $6::text
         where chat = $1::text and external_id = $2::text`,
        [chat, externalId, JSON.stringify(content), ...mediaColumns(media)],
      );
      changed();
      return rowCount === 1;
    },
    latest: async (limit: number) => {
      // The snapshot was complete up to the cursor; later entries may be read twice, but are never
      // missed.
      const { rows } = await pool.query<Row<Content> & { xmin: string }>(
        `select s.xmin::text as xmin, e.* from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) s
         left join (
           select id, xid::text, chat, external_id, direction, at, edited, content,
             row_number() over (partition by chat order by id desc) as n
           from simulator_entry) e on e.n <= $1::int
         order by e.id`,
        [limit],
      );
      return { entries: rows.filter(({ id }) => id !== null).map(entryOf), cursor: `${rows[0]?.xmin ?? 0}-0` };
    },
    changes: async (cursor: string, limit: number) => {
      const [xid, id] = /^\d{1,18}-\d{1,18}$/.test(cursor) ? cursor.split('-') : ['0', '0'];
      const { rows } = await pool.query<Row<Content>>(
        `select id, xid::text, chat, external_id, direction, at, edited, content from simulator_entry
         where (xid, id) > ($1::text::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
         order by simulator_entry.xid, id limit $3::int`,
        [xid, id, limit],
      );
      const last = rows.at(-1);
      return { entries: rows.map(entryOf), cursor: last ? `${last.xid}-${last.id}` : cursor };
    },
    media: (chat: string, externalId: string): Promise<Media | undefined> => mediaOf(pool, chat, externalId),
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function entryOf<Content>(row: Row<Content>): Entry<Content> {
  const { id, chat, external_id, direction, at, edited, content } = row;
  return {
    id: Number(id),
    chat,
    externalId: external_id,
    direction,
    at,
    edited,
    content,
  };
}

async function mediaOf(pool: Pool, chat: string, externalId: string): Promise<Media | undefined> {
  // PostgreSQL refuses NUL, which an address line may contain.
  if (externalId.includes('\0')) return undefined;
  const { rows } = await pool.query<{ bytes: Buffer | null; type: string; name: string }>(
    `select media_bytes as bytes, media_type as type, media_name as name from simulator_entry
     where chat = $1::text and external_id = $2::text`,
    [chat, externalId],
  );
  const [row] = rows;
  return row?.bytes ? { bytes: row.bytes, mimeType: row.type, fileName: row.name } : undefined;
}

function mediaColumns(media: Media | undefined): readonly unknown[] {
  return media ? [Buffer.from(media.bytes), media.mimeType, media.fileName] : [null, null, null];
}

/** Keeps what an adapter knows about its chats; the newest record replaces the one before. */
export function chatRecords<Chat extends object>(pool: Pool, accountId: () => AccountId | undefined) {
  return {
    find: async (chat: string): Promise<Chat | undefined> => {
      const { rows } = await pool.query<{ record: Chat }>(
        'select record from chat_record where account_id = $1::uuid and chat = $2::text',
        [accountId(), chat],
      );
      return rows[0]?.record;
    },
    keep: async (chat: string, record: Chat): Promise<void> => {
      await pool.query(
        `insert into chat_record (account_id, chat, record) values ($1::uuid, $2::text, $3::jsonb)
       on conflict (account_id, chat) do update set record = excluded.record where chat_record.record <> excluded.record`,
        [accountId(), chat, JSON.stringify(record)],
      );
    },
    forget: async (chat: string): Promise<void> => {
      await pool.query('delete from chat_record where account_id = $1::uuid and chat = $2::text', [accountId(), chat]);
    },
  };
}
