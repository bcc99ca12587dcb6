import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { invite } from '../people/customer.ts';
import { labelsOf } from '../people/person.ts';
import { neverQuiet, startGarage, watch, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const garage = await startGarage(database);
const { mechanic, jan, piet } = garage;
const { quiet } = watch(database.pool);
beforeAll(async () => {
  await neverQuiet(database.pool);
  await wordsSettleAfter(database.pool, 0);
});
afterAll(() => garage.stop());

async function all<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await database.pool.query<Row>(sql, [...values])).rows;
}
/** The customers whose chat this is. */
async function ownerOf(chat: string): Promise<readonly string[]> {
  const rows = await all<{ name: string }>(
    `select c.name from address a join customer c on c.id = a.customer_id where a.chat = $1`,
    chat,
  );
  return rows.map(({ name }) => name);
}
function eventsOf(name: string): Promise<readonly { type: string }[]> {
  return all(
    `select e.type from conversation_event e join conversation c on c.id = e.conversation_id
       join customer k on k.id = c.customer_id
      where k.name = $1 and e.type in ('AddressLinked', 'AddressUnlinked') order by e.id`,
    name,
  );
}
function itemsOf(name: string): Promise<readonly { kind: string }[]> {
  return all(
    `select w.kind from waiting_item w join conversation c on c.id = w.conversation_id
       join customer k on k.id = c.customer_id where k.name = $1 and w.ended_at is null`,
    name,
  );
}

describe('a chat that is somebody’s and opens the invitation of another customer', () => {
  it('is asked, reads nothing of the other, and nothing changes', async () => {
    await jan.opens(await invite(garage, 'AA-111-B', 'Anna Visser'));
    await jan.hears('You are signed up');
    const token = await invite(garage, 'BB-222-C', 'Bert Kok');
    await jan.opens(token);
    const asked = await jan.hears('already belongs to');
    expect(asked.text).toContain('AA-111-B of Anna Visser');
    expect(asked.text).not.toMatch(/Bert|BB-222-C/);
    expect(labelsOf(asked)).toEqual(['Both', 'Only the new one']);
    // Asked as often as it is opened.
    await jan.opens(token);
    await jan.hears('already belongs to');
    await quiet();
    expect(await ownerOf('customer-buttons')).toEqual(['Anna Visser']);
    expect(await all('select 1 as one from invitation where used_at is null')).toHaveLength(1);
    await mechanic.types('start AA-111-B');
    expect((await jan.hears('The mechanic started')).text).toContain('AA-111-B');
  });

  it('"Both" follows the cars of both: each message names its car, and a yes in words chooses no quote', async () => {
    await jan.taps('Both');
    expect((await jan.hears('You follow this car here too')).text).toContain('BB-222-C');
    await quiet();
    expect(await ownerOf('customer-buttons')).toEqual(['Anna Visser']);
    expect(await itemsOf('Bert Kok')).toEqual([]);
    await mechanic.types('start BB-222-C');
    expect((await jan.hears('The mechanic started')).text).toContain('BB-222-C');
    await mechanic.types('say BB-222-C: nearly there');
    expect((await jan.hears('nearly there')).text).toContain('BB-222-C');
    await mechanic.types('quote BB-222-C: gasket 120');
    await mechanic.hears(/gasket.*BB-222-C/s);
    await mechanic.taps('Send · I go on');
    expect((await jan.hears('120.00')).text).toContain('BB-222-C');
    await mechanic.types('quote AA-111-B: brake pads 286.40');
    await mechanic.hears(/brake pads.*AA-111-B/s);
    await mechanic.taps('Send · I go on');
    await jan.hears('286.40');
    await jan.types('yes please');
    await jan.hears('More than one quote is open for you');
    await jan.taps('Approve € 120.00');
    expect((await jan.hears('you *approved*')).text).toContain('BB-222-C');
    await mechanic.hears('BB-222-C: APPROVED gasket');
    await jan.types('yes, approved');
    await quiet();
    expect(await itemsOf('Bert Kok')).toEqual([]);
  });

  it('"Only the new one" says so in both threads, and a person has to reach the customer who lost the chat', async () => {
    await piet.opens(await invite(garage, 'CC-333-D', 'Carla Smit'));
    await piet.hears('You are signed up');
    await piet.opens(await invite(garage, 'DD-444-E', 'Dirk Bos'));
    const asked = await piet.hears('already belongs to');
    expect(asked.text).toMatch(/\*?BOTH\*? or \*?ONLY NEW\*?/);
    // Other words change nothing.
    await piet.types('what?');
    await quiet();
    expect(await ownerOf('customer-text')).toEqual(['Carla Smit']);
    await piet.opens();
    await piet.hears('already belongs to');
    await piet.types('only new');
    await piet.hears('You are signed up');
    await quiet();
    expect(await ownerOf('customer-text')).toEqual(['Dirk Bos']);
    expect((await eventsOf('Carla Smit')).map(({ type }) => type)).toEqual(['AddressLinked', 'AddressUnlinked']);
    expect((await eventsOf('Dirk Bos')).map(({ type }) => type)).toEqual(['AddressLinked']);
    expect(await itemsOf('Carla Smit')).toContainEqual({ kind: 'no_chat' });
  });

  it('has an answer that comes too late refused', async () => {
    await piet.opens(await invite(garage, 'EE-555-F', 'Els Vos'));
    await piet.hears('already belongs to');
    await database.pool.query('update invitation set expires_at = created_at where used_at is null');
    await piet.types('BOTH');
    await piet.hears('This invitation has expired');
    await quiet();
    expect(await ownerOf('customer-text')).toEqual(['Dirk Bos']);
  });
});
