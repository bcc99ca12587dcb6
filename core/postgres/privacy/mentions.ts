import { type Identity, redactor, redactWithin } from '../../customer/redaction.ts';
import type { Tx } from '../database.ts';
import type { Person } from './person.ts';

/** A column of a table in which somebody else wrote or read about the person. */
type Place = {
  readonly table: string;
  readonly key: string;
  readonly keyType: 'uuid' | 'bigint' | 'text' | 'tid';
  readonly columns: readonly string[];
  readonly where: string;
};

const staffChats = `(select id from address where staff_id is not null
  union select address_id from workplace union select address_id from garage_posts)`;

/** `$1` are the person's repairs, whose messages are emptied anyway. */
const inStaffChats = `(select m.id from message m
  where m.address_id in ${staffChats} and m.repair_id is null and not exists (
    select 1 from repair_event e where e.at = m.recorded_at and e.by->>'staffId' = m.by->>'staffId'
      and e.repair_id <> all($1::uuid[])))`;
const lanes = `(select l.id from inbox_lane l join address a on a.account_id = l.account_id and a.chat = l.chat
  where a.id in ${staffChats})`;

/** Chats of mechanics, tablets and channels, where nothing says that it is about another repair. */
const staffPlaces: readonly Place[] = [
  ...messagePlaces(inStaffChats),
  {
    table: 'inbox',
    key: 'id',
    keyType: 'bigint',
    columns: ['payload', 'answer'],
    where: `lane_id in ${lanes} and not exists (select 1 from repair_event e
      where e.correlation = 'inbox:' || inbox.id and e.repair_id <> all($1::uuid[]))`,
  },
  {
    table: 'address',
    key: 'id',
    keyType: 'uuid',
    columns: ['asked'],
    where: `id in ${staffChats} and asked is not null and $1::uuid[] is not null`,
  },
  {
    table: 'simulator_entry',
    key: 'id',
    keyType: 'bigint',
    columns: ['content'],
    where: `chat in (select a.chat from address a where a.id in ${staffChats}) and not exists (
      select 1 from message m join address a on a.id = m.address_id left join delivery d on d.message_id = m.id
      where a.chat = simulator_entry.chat and coalesce(d.external_id, m.external_id) = simulator_entry.external_id
        and m.id not in ${inStaffChats})`,
  },
];

/** `$1` are conversations of others in which the person had a part. */
const repairsOfOthers = '(select r.id from repair r where r.conversation_id = any($1::uuid[]))';
const withOthers = `(select m.id from message m where m.conversation_id = any($1::uuid[]) or m.repair_id in ${repairsOfOthers})`;

const placesOfOthers: readonly Place[] = [
  ...messagePlaces(withOthers),
  {
    table: 'repair_text',
    key: 'ctid',
    keyType: 'tid',
    columns: ['body'],
    where: `repair_id in ${repairsOfOthers}`,
  },
  {
    table: 'simulator_entry',
    key: 'id',
    keyType: 'bigint',
    columns: ['content'],
    where: `exists (select 1 from message m join address a on a.id = m.address_id left join delivery d on d.message_id = m.id
      where a.chat = simulator_entry.chat and coalesce(d.external_id, m.external_id) = simulator_entry.external_id
        and m.id in ${withOthers})`,
  },
];

/** Rows of messages, and what was sent of them. */
function messagePlaces(messages: string): readonly Place[] {
  return [
    { table: 'message', key: 'id', keyType: 'uuid', columns: ['body', 'content'], where: `id in ${messages}` },
    {
      table: 'attempt',
      key: 'ctid',
      keyType: 'tid',
      columns: ['text'],
      where: `delivery_id in (select id from delivery where message_id in ${messages})`,
    },
    {
      table: 'choice',
      key: 'token',
      keyType: 'text',
      columns: ['label', 'action'],
      where: `message_id in ${messages}`,
    },
  ];
}

export type Mentioned = {
  /** For texts that may be about anybody. */
  readonly anywhere: Identity;
  /** For those that name the person's car or number: there a first name and short words are theirs, too. */
  readonly withCar: Identity;
  readonly mark: string;
};

/**
 * Replaces the person where mechanics typed or read a name, a number, a plate or words without a
 * repair of the person's, for example in a list of all cars; the rest of it stays. Resolves to how
 * many rows it changed.
 */
export function redactStaffChats(tx: Tx, { repairs }: Person, mentioned: Mentioned): Promise<number> {
  return redactPlaces(tx, staffPlaces, repairs, mentioned);
}

/** Replaces the person in the conversations of others, for whom this person decided. */
export async function redactOthers(
  tx: Tx,
  { conversationsOfOthers }: Person,
  identity: Identity,
  mark: string,
): Promise<number> {
  if (conversationsOfOthers.length === 0) return 0;
  return redactPlaces(tx, placesOfOthers, conversationsOfOthers, { anywhere: identity, withCar: identity, mark });
}

async function redactPlaces(
  tx: Tx,
  places: readonly Place[],
  ids: readonly string[],
  { anywhere, withCar, mark }: Mentioned,
): Promise<number> {
  const elsewhere = redactor(anywhere, mark);
  const about = redactor(withCar, mark);
  const car = redactor({ ...withCar, names: [], emails: [], words: [] }, mark);
  const redact = (columns: readonly unknown[]): readonly unknown[] => {
    const isAbout = JSON.stringify(redactWithin(columns, car)) !== JSON.stringify(columns);
    return columns.map((column) => redactWithin(column, isAbout ? about : elsewhere));
  };
  const needles = needlesOf(anywhere);
  let changed = 0;
  for (const place of places) changed += await redactPlace(tx, place, ids, needles, redact);
  return changed;
}

/** What a text with a mention has in it, without anything but plain letters and digits. */
function needlesOf({ names, phones, emails, plates, words }: Identity): readonly string[] {
  const texts = [...names, ...emails, ...plates, ...words.map((text) => text.split(/[\n"\\]/)[0] ?? '')];
  const numbers = phones.map((phone) => phone.replace(/\D/g, '').slice(-9));
  return [...new Set([...texts.map(plainOf), ...numbers])];
}

function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

async function redactPlace(
  tx: Tx,
  { table, key, keyType, columns, where }: Place,
  ids: readonly string[],
  needles: readonly string[],
  redact: (columns: readonly unknown[]) => readonly unknown[],
): Promise<number> {
  const text = columns.map((column) => `coalesce(${column}::text, '')`).join(' || ');
  const { rows } = await tx.query<Record<string, unknown>>(
    `select ${key}::text as key, ${columns.join(', ')} from ${table}
     where ${where} and regexp_replace(lower(${text}), '[^a-z0-9]', '', 'g') like any($2::text[])`,
    [ids, needles.map((needle) => `%${needle}%`)],
  );
  let changed = 0;
  for (const row of rows) {
    const before = columns.map((column) => row[column]);
    const left = redact(before);
    if (JSON.stringify(before) === JSON.stringify(left)) continue;
    const sets = columns.map((column, at) => `${column} = $${at + 2}`).join(', ');
    await tx.query(`update ${table} set ${sets} where ${key} = $1::${keyType}`, [row.key, ...left.map(storedAs)]);
    changed++;
  }
  return changed;
}

function storedAs(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}
