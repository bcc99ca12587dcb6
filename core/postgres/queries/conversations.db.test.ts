import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  insert,
  later,
  seedAfternoon,
  seedCar,
  seedGarage,
  seedMessage,
  seedNow,
} from '../../../admin/testing/seed.ts';
import type { ListFilter } from '../../application/queries.ts';
import { as, type ConversationId, type GarageId } from '../../ids.ts';
import { testDatabase } from '../../testing/database.ts';
import { createPanelQueries } from './conversations.ts';

const { pool } = await testDatabase();
const queries = createPanelQueries(pool);
const garage = await seedGarage(pool);
const { jan, fatima } = await seedAfternoon(pool, garage);
const elsewhere = await seedGarage(pool, 'Garage Elders');
const elsa = await seedCar(pool, elsewhere, { name: 'Elsa', plate: 'EL-123-S', model: 'Opel Corsa' });
await seedMessage(pool, elsa, { text: 'Hallo', direction: 'in', at: seedNow });
const garageIds = [as<GarageId>(garage.garageId)];

function list(filter: ListFilter, limit = 50, before?: string) {
  return queries.conversations({ garageIds, filter, before, limit, now: seedNow });
}
async function namesIn(filter: ListFilter) {
  return (await list(filter)).rows.map(({ customerName }) => customerName);
}

describe('the list of conversations', () => {
  it('shows the newest message first, with a new car that nobody has written about', async () => {
    expect(await namesIn('all')).toEqual([
      'Jan Jansen',
      'Fatima El Amrani',
      'Bakker & Zn.',
      'Mevrouw De Vries',
      'Klant met knoppen',
    ]);
  });

  it('shows what is due first where a person is needed, and what waits longest for an approval', async () => {
    expect(await namesIn('person')).toEqual(['Mevrouw De Vries', 'Jan Jansen']);
    expect(await namesIn('approval')).toEqual(['Fatima El Amrani']);
    expect(await queries.counts(garageIds, seedNow)).toEqual({ person: 2, approval: 1 });
  });

  it.each(['all', 'person', 'approval'] as const)('gives every row once, page by page: %s', async (filter) => {
    const whole = await namesIn(filter);
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await list(filter, 1, next);
      seen.push(...page.rows.map(({ customerName }) => customerName));
      next = page.next;
    } while (next);
    expect(seen).toEqual(whole);
  });

  it('says who has it, whose words were last, and who waits', async () => {
    const { rows } = await list('all');
    expect(rows.find(({ customerName }) => customerName === 'Bakker & Zn.')).toMatchObject({
      controller: { name: 'Anna' },
      last: { by: { kind: 'staff', name: 'Anna' } },
      waitingSince: undefined,
    });
    expect(rows[0]).toMatchObject({ plate: 'AB-123-C', last: { by: { kind: 'customer' } }, item: { kind: 'person' } });
    expect(rows.at(-1)).toMatchObject({ simulated: true });
  });

  it('begins again when the place to go on from makes no sense', async () => {
    expect((await list('all', 50, 'nonsense')).rows).toHaveLength(5);
  });
});

describe('all conversations', () => {
  const minutesAgo = (count: number): Date => new Date(seedNow.getTime() - count * 60_000);
  async function places() {
    const place = await seedGarage(pool, 'Garage Alles');
    const ids = [as<GarageId>(place.garageId)];
    const page = (limit: number, before?: string) =>
      queries.conversations({ garageIds: ids, filter: 'all', before, limit, now: seedNow });
    const car = (name: string, plate: string, more: Partial<Parameters<typeof seedCar>[2]> = {}) =>
      seedCar(pool, place, { name, plate, model: 'Fiat', ...more });
    const repairEvent = (of: Awaited<ReturnType<typeof car>>, type: string, at: Date, version: number) =>
      insert(pool, 'repair_event', {
        garage_id: place.garageId,
        repair_id: of.repairId,
        version,
        type,
        data: {},
        at,
        by: { kind: 'system', part: 'bot' },
      });
    const item = (of: Awaited<ReturnType<typeof car>>, at: Date) =>
      insert(pool, 'waiting_item', {
        id: randomUUID(),
        garage_id: place.garageId,
        conversation_id: of.conversationId,
        repair_id: of.repairId,
        kind: 'call',
        owner: 'service',
        raised_at: at,
        due_at: at,
      });
    return { page, car, repairEvent, item };
  }

  it('have everybody with an open repair or something to do, also without a message, by what happened last', async () => {
    const { page, car, repairEvent, item } = await places();
    // Started and done, never in a chat, to be telephoned.
    const kok = await car('Bouwbedrijf Kok', 'KO-001-K', { status: 'completed', minutesAgo: 300 });
    await repairEvent(kok, 'RepairCompleted', minutesAgo(20), 90);
    await item(kok, minutesAgo(19));
    const fresh = await car('Nieuw', 'NI-002-W', { status: 'registered', minutesAgo: 30 });
    const gone = await car('Opgehaald met taak', 'OP-003-H', { status: 'collected', minutesAgo: 500 });
    await item(gone, minutesAgo(25));
    const talk = await car('Praat', 'PR-004-T', { minutesAgo: 400 });
    await seedMessage(pool, talk, { text: 'Hallo', direction: 'in', at: minutesAgo(10) });
    // Written long ago, and the car was moved a minute ago.
    const moved = await car('Op de brug', 'BR-005-G', { minutesAgo: 400 });
    await seedMessage(pool, moved, { text: 'Hallo', direction: 'in', at: minutesAgo(200) });
    await repairEvent(moved, 'LiftChanged', minutesAgo(1), 90);
    const old = await car('Oud', 'OU-006-D', { status: 'collected', minutesAgo: 900 });
    await seedMessage(pool, old, { text: 'Dank', direction: 'in', at: minutesAgo(100) });
    await car('Voorbij', 'VO-007-R', { status: 'collected', minutesAgo: 900 });
    expect((await page(50)).rows.map(({ customerName }) => customerName)).toEqual([
      'Op de brug',
      'Praat',
      'Bouwbedrijf Kok',
      'Opgehaald met taak',
      'Nieuw',
      'Oud',
    ]);
    expect(fresh.conversationId).not.toBe(kok.conversationId);
  });

  it.each([1, 2, 3, 7])('of every kind come once each, %i at a time, also where times are the same', async (limit) => {
    const { page, car, item } = await places();
    const names = Array.from({ length: 18 }, (_, n) => `Klant ${n}`);
    for (const [n, name] of names.entries()) {
      const status = n % 3 === 0 ? 'collected' : n % 3 === 1 ? 'started' : 'completed';
      const one = await car(name, `MX-${100 + n}-X`, { status, minutesAgo: 600 });
      // Three share each time.
      const at = minutesAgo(Math.floor(n / 3) * 10);
      if (n % 2 === 0) await seedMessage(pool, one, { text: 'Hallo', direction: 'in', at });
      else if (status === 'collected') await item(one, at);
    }
    const whole = (await page(50)).rows.map(({ customerName }) => customerName);
    expect(whole.toSorted()).toEqual(names.toSorted());
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const { rows, next: further } = await page(limit, next);
      seen.push(...rows.map(({ customerName }) => customerName));
      next = further;
    } while (next);
    expect(seen).toEqual(whole);
  });
});

describe('one conversation', () => {
  it('is not there for the staff of another garage', async () => {
    const id = as<ConversationId>(elsa.conversationId);
    expect(await queries.conversation(garageIds, id)).toBeUndefined();
    expect(await queries.conversation([as<GarageId>(elsewhere.garageId)], id)).toMatchObject({
      customer: { name: 'Elsa' },
    });
  });

  it('shows the versions of a quote with lines, totals and evidence', async () => {
    const detail = await queries.conversation(garageIds, as<ConversationId>(jan.conversationId));
    const [repair] = detail?.repairs ?? [];
    expect(repair).toMatchObject({ plate: 'AB-123-C', complaint: 'Remmen piepen bij koud weer', mechanicName: 'Mia' });
    expect(repair?.quotes.map(({ version, status }) => [version, status])).toEqual([
      [2, 'decided'],
      [1, 'superseded'],
    ]);
    const [quote] = repair?.quotes ?? [];
    expect(quote?.lines.map(({ text, state }) => [text, state])).toEqual([
      ['Remblokken en schijven voor', 'approved'],
      ['Ruitenwissers', 'declined'],
    ]);
    expect(quote?.total).toEqual({ minor: 324_40, currency: 'EUR' });
    expect(quote?.decisions[0]).toMatchObject({ who: 'Jan Jansen', how: 'button', channel: 'telegram' });
    expect(quote?.decisions[0]?.shownHash).toMatch(/^[\da-f]{64}$/);
    expect(detail?.items[0]).toMatchObject({ kind: 'person', raisedAt: expect.any(Date), dueAt: expect.any(Date) });
  });

  it('puts what happened among what was said, by time', async () => {
    const { entries } = await queries.timeline(as<ConversationId>(jan.conversationId), 100);
    const times = entries.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(entries.flatMap((entry) => (entry.kind === 'event' ? [entry.what.type] : []))).toEqual([
      'linked',
      'repair',
      'decided',
      'item_raised',
    ]);
  });

  it('shows the newest messages only, and says that there are earlier ones', async () => {
    const { entries, hasEarlier } = await queries.timeline(as<ConversationId>(jan.conversationId), 2);
    expect(hasEarlier).toBe(true);
    expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(2);
  });

  it('shows how far a message of ours came', async () => {
    const { entries } = await queries.timeline(as<ConversationId>(fatima.conversationId), 10);
    expect(entries.at(-1)).toMatchObject({
      delivery: { state: 'delivered', channel: 'telegram' },
      choices: [/./, /./, /./].map(() => expect.any(String)),
    });
  });

  it('quotes what a message answers, but nothing of another conversation at the same address', async () => {
    const mine = await seedMessage(pool, fatima, { text: 'Wanneer is hij klaar?', direction: 'in', at: later() });
    const foreign = await seedMessage(pool, jan, { text: 'Van elders', direction: 'in', at: later() });
    await pool.query(`update message set external_id = id::text, address_id = $1 where id = any($2)`, [
      fatima.addressId,
      [mine, foreign],
    ]);
    for (const replyTo of [mine, foreign]) {
      const reply = await seedMessage(pool, fatima, { text: 'Deze', direction: 'in', at: later() });
      await pool.query('update message set content = $2 where id = $1', [reply, { kind: 'text', replyTo }]);
    }
    const { entries } = await queries.timeline(as<ConversationId>(fatima.conversationId), 10);
    const found = entries.flatMap((entry) => (entry.kind === 'message' && entry.refersTo ? [entry.refersTo] : []));
    expect(found).toEqual([expect.objectContaining({ messageId: mine, text: 'Wanneer is hij klaar?' }), 'unknown']);
  });

  it('names a person who was erased by the pseudonym of the evidence', async () => {
    await pool.query('update customer set erased_at = now() where id = $1', [jan.customerId]);
    const detail = await queries.conversation(garageIds, as<ConversationId>(jan.conversationId));
    expect(detail?.repairs[0]?.quotes[0]?.decisions[0]?.who).toBe('f00d');
    await pool.query('update customer set erased_at = null where id = $1', [jan.customerId]);
  });
});

describe('a hundred thousand conversations', () => {
  it('are listed in the order of an index, not sorted', async () => {
    const busy = await seedGarage(pool, 'Garage Druk');
    const { customerId } = await seedCar(pool, busy, { name: 'Een', plate: 'DR-001-K', model: 'Ford' });
    await pool.query(
      `insert into customer (id, organisation_id, name, language, created_at)
       select gen_random_uuid(), $1::uuid, 'klant', 'nl', now() from generate_series(1, 100000)`,
      [busy.organisationId],
    );
    await pool.query(
      `insert into conversation (id, garage_id, customer_id, last_message_at)
       select gen_random_uuid(), $1::uuid, id, now() - random() * interval '300 days' from customer where name = 'klant' and id <> $2::uuid`,
      [busy.garageId, customerId],
    );
    await pool.query('analyze conversation');
    await insert(pool, 'installation', { name: 'warm', value: {} });
    const ids = [as<GarageId>(busy.garageId)];
    const ask = () =>
      queries.conversations({ garageIds: ids, filter: 'all', before: undefined, limit: 50, now: seedNow });
    await ask();
    const begun = performance.now();
    expect((await ask()).rows).toHaveLength(50);
    // Generous, because the machine may be busy; sorting them all takes several times as long.
    expect(performance.now() - begun).toBeLessThan(250);
  });
});
