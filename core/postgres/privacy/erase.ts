import type { AskedBy, ErasedRows, Erasure, ErasureResult } from '../../application/privacy.ts';
import { type Identity, type Redact, redactor } from '../../customer/redaction.ts';
import { as, type CustomerId, type NewId } from '../../ids.ts';
import type { Tx } from '../database.ts';
import { auditCustomer } from './audit.ts';
import { redactOthers, redactStaffChats } from './mentions.ts';
import { erasedPlate, lockPerson, type Person } from './person.ts';
import { type Traces, tracesOf } from './traces.ts';

export type Erasing = {
  readonly organisationId: string;
  readonly customerId: CustomerId;
  readonly evenOpen: boolean;
  readonly by: AskedBy;
  readonly now: Date;
  readonly newId: NewId;
};

/**
 * Erases a person in every table, in this one transaction: rows of the person are emptied or
 * deleted, evidence keeps its numbers under a pseudonym. Running it again erases what came since.
 */
export async function eraseCustomer(tx: Tx, erasing: Erasing): Promise<ErasureResult> {
  const person = await lockPerson(tx, erasing.organisationId, erasing.customerId);
  if (!person) return { ok: false, code: 'unknown' };
  if (person.openRepairs.length > 0 && !erasing.evenOpen)
    return { ok: false, code: 'open_repairs', repairs: person.openRepairs };
  const traces = await tracesOf(tx, person);
  const words = await readWords(tx, person, traces);
  const mark = `[${person.pseudonym}]`;
  const own = identityOf(person, person.names, words.all);
  const mentioned = { anywhere: identityOf(person, person.fullNames, words.telling), withCar: own, mark };
  const withOthers = identityOf(person, person.namesOfNoOther, words.telling);
  const evidence = {
    own: redactor(own, mark),
    ofOthers: redactor(withOthers, mark),
  };
  const said = await eraseMessages(tx, person, traces);
  const ways = await eraseWays(tx, person);
  const gone: Partial<Record<ErasedRows, number>> = {
    ...said,
    ...ways,
    'received copies': said['received copies'] + ways['received copies'],
    'texts in evidence': await redactEvidence(tx, person, evidence),
    'words about repairs': await eraseWords(tx, person, words.common),
    mentions: (await redactStaffChats(tx, person, mentioned)) + (await redactOthers(tx, person, withOthers, mark)),
    vehicles: await erasePlates(tx, person),
  };
  await tx.query(
    `update customer set name = '', phone = null, email = null, erased_at = coalesce(erased_at, $2::timestamptz) where id = $1::uuid`,
    [person.customerId, erasing.now],
  );
  await showAndAudit(tx, person, erasing);
  return { ok: true, erasure: { ...about(person), gone: withoutNone(gone), kept: await keptOf(tx, person) } };
}

function about(person: Person): Omit<Erasure, 'gone' | 'kept'> {
  return {
    customerId: as<CustomerId>(person.customerId),
    pseudonym: person.pseudonym,
    name: person.name,
    openRepairs: person.openRepairs,
    erasedBefore: person.erasedAt,
  };
}

function withoutNone(gone: Erasure['gone']): Erasure['gone'] {
  return Object.fromEntries(Object.entries(gone).filter(([, rows]) => rows > 0));
}

function identityOf(person: Person, names: readonly string[], words: readonly string[]): Identity {
  return {
    names,
    phones: person.phone ? [person.phone] : [],
    emails: person.email ? [person.email] : [],
    plates: person.vehicles.map(({ plate }) => plate),
    words,
  };
}

type Gone<Rows extends ErasedRows> = Record<Rows, number>;

type Words = {
  /** Everything that was written about the person's repairs and cars, to be found in evidence. */
  readonly all: readonly string[];
  /** Words long enough to be theirs wherever they stand, messages included. */
  readonly telling: readonly string[];
  /** Names of work that other customers' quotes have, too: they tell nothing about the person. */
  readonly common: readonly string[];
};

const tellingFrom = 12;

async function readWords(tx: Tx, { repairs, vehicles }: Person, { messages }: Traces): Promise<Words> {
  const { rows } = await tx.query<{ body: string; common: boolean }>(
    `select t.body, t.kind = 'line' and (
         exists (select 1 from repair_text o where o.kind = 'line' and o.repair_id <> all($1::uuid[]) and lower(o.body) = lower(t.body))
         or exists (select 1 from price_item p where lower(t.body) in (lower(p.name_nl), lower(p.name_en)))) as common
     from repair_text t where t.repair_id = any($1::uuid[]) and t.body <> ''
     union
     select v.model, exists (select 1 from vehicle o where o.id <> all($2::uuid[]) and lower(o.model) = lower(v.model))
     from vehicle v where v.id = any($2::uuid[]) and v.model is not null`,
    [repairs, vehicles.map(({ id }) => id)],
  );
  const said = await tx.query<{ body: string; note: boolean }>(
    `select distinct body, direction = 'note' as note from message
     where id = any($1::uuid[]) and direction in ('in', 'note') and sort is distinct from 'staff'
       and (direction = 'note' or length(body) >= $2::int)`,
    [messages, tellingFrom],
  );
  const own = rows.filter(({ common }) => !common).map(({ body }) => body);
  const notes = said.rows.filter(({ note }) => note).map(({ body }) => body);
  return {
    all: [...own, ...notes],
    telling: [...own, ...said.rows.map(({ body }) => body)].filter(({ length }) => length >= tellingFrom),
    common: rows.filter(({ common }) => common).map(({ body }) => body),
  };
}

async function eraseMessages(
  tx: Tx,
  person: Person,
  { messages, received, shown }: Traces,
): Promise<Gone<'messages' | 'buttons' | 'sent texts' | 'received copies' | 'files' | 'entries of the simulator'>> {
  const own = person.addresses.filter(({ ofStaff }) => !ofStaff).map(({ id }) => id);
  const sent = await count(
    tx,
    `update attempt set text = '', hash = '', pictures = null, external_id = null
     where delivery_id in (select id from delivery where message_id = any($1::uuid[])) and (text <> '' or pictures is not null)`,
    [messages],
  );
  await tx.query(
    `update delivery set state = 'cancelled', code = 'taken_back' where message_id = any($1::uuid[]) and state = 'queued'`,
    [messages],
  );
  await tx.query(`update delivery set external_id = null where lane_id = any($1::uuid[]) and external_id is not null`, [
    own,
  ]);
  const buttons = await count(
    tx,
    `update choice set label = '', action = '{}', closed_at = coalesce(closed_at, now())
     where message_id = any($1::uuid[]) and label <> ''`,
    [messages],
  );
  const entries = await count(
    tx,
    `delete from simulator_entry where (chat, external_id) in (select * from unnest($1::text[], $2::text[]))
        or chat = any($3::text[])`,
    [
      shown.map(({ chat }) => chat),
      shown.map(({ externalId }) => externalId),
      person.addresses.filter(({ channel, ofStaff }) => channel === 'simulator' && !ofStaff).map(({ chat }) => chat),
    ],
  );
  return {
    files: await eraseFiles(tx, person, messages),
    messages: await count(
      tx,
      `update message set body = '', external_id = case when address_id = any($2::uuid[]) then null else external_id end,
         content = case when content ? 'kind' then jsonb_build_object('kind', content->'kind') else '{}' end
       where id = any($1::uuid[]) and (body <> '' or content - 'kind' <> '{}' or external_id is not null and address_id = any($2::uuid[]))`,
      [messages, own],
    ),
    'sent texts': sent,
    buttons,
    'entries of the simulator': entries,
    'received copies': await count(tx, 'delete from inbox where id = any($1::bigint[])', [received]),
  };
}

/** Bytes go unless somebody else's message or evidence has the same. */
async function eraseFiles(tx: Tx, { repairs }: Person, messages: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ sha256: string | null }>(
    `delete from message_media where message_id = any($1::uuid[]) returning sha256`,
    [messages],
  );
  await tx.query(
    `delete from media t where t.sha256 = any($1::text[])
       and not exists (select 1 from message_media f where f.sha256 = t.sha256)
       and not exists (select 1 from decision d where d.repair_id <> all($2::uuid[]) and d.shown_pictures ? t.sha256)`,
    [rows.flatMap(({ sha256 }) => sha256 ?? []), repairs],
  );
  return rows.length;
}

type EvidenceRow = {
  readonly id: string;
  readonly repair_id: string;
  readonly how: string;
  readonly shown_text: string | null;
  readonly answer_text: string | null;
};

/** Evidence keeps amounts, lines, times and hashes. Whom staff spoke with is no part of it. */
async function redactEvidence(
  tx: Tx,
  { repairs, customerId, pseudonym }: Person,
  { own, ofOthers }: { readonly own: Redact; readonly ofOthers: Redact },
): Promise<number> {
  const { rows } = await tx.query<EvidenceRow>(
    `select id, repair_id, how, shown_text, answer_text from decision
     where repair_id = any($1::uuid[]) or by->>'customerId' = $2::text`,
    [repairs, customerId],
  );
  let changed = 0;
  for (const { id, repair_id, how, shown_text, answer_text } of rows) {
    const redact = repairs.includes(repair_id) ? own : ofOthers;
    const shown = shown_text && redact(shown_text);
    const answer = how === 'staff' ? answer_text && `[${pseudonym}]` : answer_text && redact(answer_text);
    if (shown === shown_text && answer === answer_text) continue;
    await tx.query('update decision set shown_text = $2::text, answer_text = $3::text where id = $1::uuid', [
      id,
      shown,
      answer,
    ]);
    changed++;
  }
  return changed;
}

function eraseWords(tx: Tx, { repairs, pseudonym }: Person, common: readonly string[]): Promise<number> {
  return count(
    tx,
    `update repair_text set body = case when kind = 'line' then $3::text else '' end
     where repair_id = any($1::uuid[]) and body not in ('', $3::text) and not (kind = 'line' and body = any($2::text[]))`,
    [repairs, common, `[${pseudonym}]`],
  );
}

/** The chats, so that none of them finds the person again, and all that is kept by chat. */
async function eraseWays(tx: Tx, person: Person): Promise<Gone<'addresses' | 'invitations' | 'received copies'>> {
  const own = person.addresses.filter(({ ofStaff }) => !ofStaff);
  const ids = own.map(({ id }) => id);
  const chats = [own.map(({ accountId }) => accountId), own.map(({ chat }) => chat)];
  const lanes =
    'select l.id from inbox_lane l join unnest($1::uuid[], $2::text[]) as a(account_id, chat) using (account_id, chat)';
  const received = await count(tx, `delete from inbox where lane_id in (${lanes})`, chats);
  await tx.query(`delete from inbox_lane where id in (${lanes})`, chats);
  await tx.query(
    `delete from chat_record r using unnest($1::uuid[], $2::text[]) as a(account_id, chat)
     where r.account_id = a.account_id and r.chat = a.chat`,
    chats,
  );
  for (const { accountId, chat } of own) await forgetKeys(tx, accountId, chat);
  await tx.query(`delete from rate_limit where key = any($1::text[])`, [ids.map((id) => `code:${id}`)]);
  await tx.query(
    `update conversation set pending_answer = null, waiting_since = null, reminders_paused_until = null
     where id = any($1::uuid[]) or (id = any($2::uuid[]) and pending_answer->>'addressId' = any($3::text[]))`,
    [person.conversations, person.conversationsOfOthers, ids],
  );
  // A wake-up of an open repair still has the workshop to tell.
  if (person.openRepairs.length === 0)
    await tx.query('delete from timer where conversation_id = any($1::uuid[])', [person.conversations]);
  const invitations = await count(tx, 'delete from invitation where customer_id = $1::uuid', [person.customerId]);
  await tx.query('update address set customer_id = null where customer_id = $1::uuid and id <> all($2::uuid[])', [
    person.customerId,
    ids,
  ]);
  const addresses = await count(
    tx,
    `update address set chat = 'erased:' || gen_random_uuid(), customer_id = null, display_name = null, language = null,
       language_chosen_at = null, proven_at = null, proven_by = null, frozen_at = null, opted_out_at = null,
       unreachable_at = now(), last_heard_at = null, asked = null, asked_at = null, asked_in = null, focus_repair_id = null,
       focus_at = null, last_act = null, flood_from = null, flood_count = 0
     where id = any($1::uuid[])`,
    [ids],
  );
  return { addresses, invitations, 'received copies': received };
}

/** Keys against repetition name the chat; a network repeats nothing that was answered. */
async function forgetKeys(tx: Tx, accountId: string, chat: string): Promise<void> {
  const whole = chat.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  await tx.query(`delete from seen where account_id = $1::uuid and key ~ $2::text`, [
    accountId,
    `(^|[^[:alnum:]])${whole}([^[:alnum:]]|$)`,
  ]);
}

function erasePlates(tx: Tx, { vehicles }: Person): Promise<number> {
  return count(
    tx,
    `update vehicle set plate_key = $2::text || upper(right(id::text, 12)), plate = $2::text || upper(right(id::text, 12)),
       model = null, owner_id = null
     where id = any($1::uuid[])`,
    [vehicles.map(({ id }) => id), erasedPlate],
  );
}

async function showAndAudit(
  tx: Tx,
  { conversations, conversationsOfOthers }: Person,
  { now, ...erasing }: Erasing,
): Promise<void> {
  await tx.query(
    `insert into feed (garage_id, kind, conversation_id)
     select garage_id, 'conversation', id from conversation where id = any($1::uuid[])`,
    [[...conversations, ...conversationsOfOthers]],
  );
  await auditCustomer(tx, { ...erasing, what: 'customer_erased', at: now });
}

async function keptOf(tx: Tx, { repairs, conversations, customerId }: Person): Promise<Erasure['kept']> {
  const { rows } = await tx.query<{ decisions: number; facts: number }>(
    `select (select count(*)::int from decision where repair_id = any($1::uuid[]) or by->>'customerId' = $3::text) as decisions,
       (select count(*)::int from fact where conversation_id = any($2::uuid[])) as facts`,
    [repairs, conversations, customerId],
  );
  return { repairs: repairs.length, decisions: rows[0]?.decisions ?? 0, facts: rows[0]?.facts ?? 0 };
}

async function count(tx: Tx, sql: string, values: readonly unknown[]): Promise<number> {
  const { rowCount } = await tx.query(sql, [...values]);
  return rowCount ?? 0;
}
