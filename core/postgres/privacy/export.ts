import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { fileKindOf } from '../../application/queries.ts';
import type { CustomerId } from '../../ids.ts';
import type { Pool, Tx } from '../database.ts';
import { type Person, readPerson } from './person.ts';

/**
 * Writes all that is known of a customer as a zip: `customer.json` and the files under `media/`.
 * Reads one state of the database, and one file at a time. Nothing without such a customer.
 */
export async function* exportCustomer(
  pool: Pool,
  organisationId: string,
  customerId: CustomerId,
  now: Date,
): AsyncGenerator<Uint8Array> {
  const tx = await pool.connect();
  try {
    await tx.query('begin isolation level repeatable read read only');
    const person = await readPerson(tx, organisationId, customerId);
    if (person) yield* zipOf(tx, person, now);
  } finally {
    await tx.query('rollback').then(
      () => tx.release(),
      (error: Error) => tx.release(error),
    );
  }
}

async function* zipOf(tx: Tx, person: Person, now: Date): AsyncGenerator<Uint8Array> {
  const files = await filesOf(tx, person);
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const json = new ZipDeflate('customer.json', { level: 6 });
  zip.add(json);
  json.push(Buffer.from(`${JSON.stringify(await bookOf(tx, person, files, now), undefined, 2)}\n`), true);
  yield* taken(chunks);
  for (const { path, sha256 } of files) {
    if (path === undefined) continue;
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    entry.push(await bytesOf(tx, sha256), true);
    yield* taken(chunks);
  }
  zip.end();
  yield* taken(chunks);
}

function taken(chunks: Uint8Array[]): readonly Uint8Array[] {
  return chunks.splice(0);
}

type FileRow = {
  readonly messageId: string;
  readonly sha256: string;
  readonly fileName: string | null;
  readonly mimeType: string;
  /** Its place in the zip; undefined when another message has the same bytes there. */
  readonly path: string | undefined;
  readonly inZip: string;
};

/** Names a file in the zip by its number and type, whatever its sender called it. */
async function filesOf(tx: Tx, person: Person): Promise<readonly FileRow[]> {
  const { rows } = await tx.query<{ message_id: string; sha256: string; file_name: string | null; mime_type: string }>(
    `select f.message_id, f.sha256, f.file_name, k.mime_type
     from message_media f join message m on m.id = f.message_id join media k on k.sha256 = f.sha256
     where m.id in (${OWN}) or m.id in (
       select p.message_id from repair_photo p where p.repair_id = any($4::uuid[]) and p.sent_at is not null)
     order by m.at, m.id, f.n`,
    [...whose(person), person.repairs],
  );
  const paths = new Map<string, string>();
  return rows.map(({ message_id, sha256, file_name, mime_type }) => {
    const known = paths.get(sha256);
    const inZip = known ?? `media/${String(paths.size + 1).padStart(4, '0')}${endingOf(mime_type)}`;
    paths.set(sha256, inZip);
    return {
      messageId: message_id,
      sha256,
      fileName: file_name,
      mimeType: mime_type,
      path: known ? undefined : inZip,
      inZip,
    };
  });
}

const endings: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', '.jpg'],
  ['image/png', '.png'],
  ['image/webp', '.webp'],
  ['image/gif', '.gif'],
  ['application/pdf', '.pdf'],
  ['audio/ogg', '.ogg'],
  ['audio/mpeg', '.mp3'],
  ['video/mp4', '.mp4'],
  ['text/plain', '.txt'],
]);

function endingOf(mimeType: string): string {
  return endings.get(mimeType) ?? '.bin';
}

async function bytesOf(tx: Tx, sha256: string): Promise<Uint8Array> {
  const { rows } = await tx.query<{ bytes: Buffer }>('select bytes from media where sha256 = $1::text', [sha256]);
  return rows[0]?.bytes ?? new Uint8Array();
}

/**
 * Messages of the person and to the person, and notes about the person; not what somebody else
 * wrote or read as another decider. `$1` own conversations, `$2` own chats, `$3` the customer.
 */
const OWN = `select o.id from message o
  where (o.conversation_id = any($1::uuid[]) and (o.address_id is null or o.address_id = any($2::uuid[])
      or o.by->>'customerId' = $3::text
      or not exists (select 1 from address x where x.id = o.address_id and x.customer_id is not null and x.customer_id::text <> $3::text)))
    or (o.address_id = any($2::uuid[]))
    or (o.by->>'customerId' = $3::text)`;

function whose({ conversations, addresses, customerId }: Person): readonly unknown[] {
  return [conversations, addresses.filter(({ ofStaff }) => !ofStaff).map(({ id }) => id), customerId];
}

type MessageRow = {
  readonly id: string;
  readonly at: Date;
  readonly direction: 'in' | 'out' | 'note';
  readonly by: { readonly kind: string };
  readonly body: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly channel: string | null;
  readonly repair: number | null;
  readonly sent_at: Date | null;
  readonly delivered_at: Date | null;
  readonly read_at: Date | null;
};

async function bookOf(tx: Tx, person: Person, files: readonly FileRow[], now: Date): Promise<object> {
  const list = async (sql: string, ...values: readonly unknown[]): Promise<readonly object[]> =>
    (await tx.query<object>(sql, [...values])).rows;
  const { customerId, repairs, conversations } = person;
  const [about] = await list(
    `select name, phone, email, language, created_at as "knownSince", erased_at as "erasedAt" from customer where id = $1::uuid`,
    customerId,
  );
  const { rows: messages } = await tx.query<MessageRow>(
    `select m.id, m.at, m.direction, m.by, m.body, m.content, k.channel, r.number as repair, d.sent_at, d.delivered_at, d.read_at
     from message m left join address a on a.id = m.address_id left join channel_account k on k.id = a.account_id
     left join repair r on r.id = m.repair_id
     left join lateral (select * from delivery d where d.message_id = m.id and d.kind = 'message' order by d.id desc limit 1) d on true
     where m.id in (${OWN}) order by m.at, m.id`,
    [...whose(person)],
  );
  return {
    format: 'pitstop-customer-1',
    madeAt: now,
    person: { customerId, ...about },
    addresses: await list(
      `select k.channel, k.name as account, a.chat, a.display_name as "displayName", a.language, a.proven_at as "provenAt",
         a.proven_by as "provenBy", a.opted_out_at as "optedOutAt", a.last_heard_at as "lastHeardAt"
       from address a join channel_account k on k.id = a.account_id where a.customer_id = $1::uuid order by a.id`,
      customerId,
    ),
    consent: await list(
      `select type, at, data->>'how' as how from conversation_event
       where conversation_id = any($1::uuid[]) and type in ('AddressLinked', 'AddressDisowned', 'OptedOut', 'OptedIn')
         and coalesce(data->>'customerId', $2::text) = $2::text order by id`,
      conversations,
      customerId,
    ),
    vehicles: await list(
      `select v.plate, v.model, v.owner_id is not distinct from $1::uuid as "ownerNow" from vehicle v
       where v.owner_id = $1::uuid or v.id in (select vehicle_id from repair where customer_id = $1::uuid) order by v.id`,
      customerId,
    ),
    repairs: await list(
      `select r.number, v.plate, r.status, r.registered_at as "registeredAt", r.started_at as "startedAt",
         r.promised_at as "promisedAt", r.completed_at as "completedAt", r.closed_at as "closedAt",
         r.agreed_minor::float8 as "agreedMinor", r.approved_minor::float8 as "approvedMinor", r.amount_minor::float8 as "amountMinor", r.currency,
         (select coalesce(jsonb_agg(jsonb_build_object('kind', t.kind, 'text', t.body) order by t.kind, t.id), '[]')
            from repair_text t where t.repair_id = r.id and t.kind <> 'line') as words
       from repair r join vehicle v on v.id = r.vehicle_id where r.customer_id = $1::uuid order by r.number`,
      customerId,
    ),
    quotes: await list(
      `select r.number as repair, q.number, q.version, q.status, q.total_minor::float8 as "totalMinor", q.currency,
         q.released_at as "releasedAt", q.valid_until as "validUntil", q.decided_at as "decidedAt", q.outcome,
         (select coalesce(jsonb_agg(jsonb_build_object('number', l.number, 'text', t.body, 'severity', l.severity,
             'amountMinor', l.amount_minor, 'vatRate', l.vat_rate, 'state', l.state) order by l.number, l.line_id), '[]')
            from quote_line l left join repair_text t on t.garage_id = l.garage_id and t.repair_id = q.repair_id and t.id = l.line_id::text
           where l.garage_id = q.garage_id and l.quote_id = q.quote_id and l.version = q.version) as lines
       from quote_version q join repair r on r.id = q.repair_id
       where q.repair_id = any($1::uuid[]) and q.status <> 'draft' order by q.number, q.version`,
      repairs,
    ),
    decisions: await list(
      `select r.number as repair, q.number as quote, d.version, d.outcome, d.approved, d.declined, d.total_minor::float8 as "totalMinor",
         d.currency, d.decided_at as "decidedAt", d.how, d.identified_by as "identifiedBy", d.channel,
         case when d.by->>'customerId' = $2::text then 'you' when d.by->>'kind' = 'staff' then 'garage' else 'somebody else' end as by,
         d.shown_text as "shownText", d.shown_hash as "shownHash", d.shown_sent_at as "shownSentAt",
         d.shown_delivered_at as "shownDeliveredAt",
         case when d.by->>'customerId' = $2::text or d.by->>'kind' = 'staff' then d.answer_text end as "answerText",
         d.revoked_at as "revokedAt"
       from decision d join repair r on r.id = d.repair_id
       join quote_version q on q.garage_id = d.garage_id and q.quote_id = d.quote_id and q.version = d.version
       where d.repair_id = any($1::uuid[]) or d.by->>'customerId' = $2::text order by d.decided_at`,
      repairs,
      customerId,
    ),
    waiting: await list(
      `select kind, owner, raised_at as "raisedAt", due_at as "dueAt", ended_at as "endedAt", ended_how as "endedHow"
       from waiting_item where conversation_id = any($1::uuid[]) order by raised_at`,
      conversations,
    ),
    messages: messages.map((row) => messageOf(row, files)),
  };
}

function messageOf(row: MessageRow, files: readonly FileRow[]): object {
  const { kind, place, latitude, longitude, emoji, what } = row.content;
  const photos = Array.isArray(row.content.photos) ? row.content.photos : [];
  const own = files.filter(({ messageId }) => messageId === row.id || photos.includes(messageId));
  return {
    at: row.at,
    from: row.direction === 'in' ? 'you' : 'garage',
    ...(row.direction === 'note' ? { note: true } : {}),
    channel: row.channel ?? undefined,
    repair: row.repair ?? undefined,
    kind: kind ?? undefined,
    text: withoutLinks(row.body),
    ...(kind === 'location' ? { place, latitude, longitude } : {}),
    ...(kind === 'reaction' ? { emoji } : {}),
    ...(kind === 'unsupported' ? { what } : {}),
    files: own.map(({ inZip, fileName, mimeType }) => ({
      path: inZip,
      fileName: fileName ?? undefined,
      kind: fileKindOf(mimeType),
    })),
    sentAt: row.sent_at ?? undefined,
    deliveredAt: row.delivered_at ?? undefined,
    readAt: row.read_at ?? undefined,
  };
}

/** A link of an invitation opens somebody's chat. */
function withoutLinks(text: string): string {
  return text.replace(/(\/i\/|[?&]start=|\/start )[\w-]{16,}/g, '$1…');
}
