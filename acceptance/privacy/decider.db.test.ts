import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, type CustomerId } from '../../core/ids.ts';
import { inTransaction } from '../../core/postgres/database.ts';
import { eraseCustomer } from '../../core/postgres/privacy/erase.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { columnsWith, neverQuiet, startGarage, watch, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const garage = await startGarage(database);
const { mechanic, jan, piet } = garage;
const { settled, count } = watch(pool);
beforeAll(async () => {
  await neverQuiet(pool);
  await wordsSettleAfter(pool, 0);
});
afterAll(() => garage.stop());

async function erase(customerId: string): Promise<object> {
  const { rows } = await pool.query<{ id: string }>('select organisation_id as id from customer where id = $1', [
    customerId,
  ]);
  return inTransaction(pool, (tx) =>
    eraseCustomer(tx, {
      organisationId: rows[0]?.id ?? '',
      customerId: as<CustomerId>(customerId),
      evenOpen: true,
      by: { staffId: undefined, way: 'command' },
      now: new Date(),
      newId,
    }),
  );
}

async function customerAt(chat: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select customer_id as id from address where chat = $1', [chat]);
  return rows[0]?.id ?? '';
}

describe('a customer and another decider', { timeout: 120_000 }, () => {
  let karin = '';
  let decider = '';

  it('decide together', async () => {
    await mechanic.types('new KD-123-M, Karin Marmoset, 06-12345678, brakes squeal');
    await mechanic.hears('KD-123-M');
    await jan.opens();
    await jan.hears('digital assistant');
    await mechanic.types('start KD-123-M');
    await mechanic.types('quote KD-123-M: brake pads 286.40');
    await mechanic.hears('brake pads');
    await mechanic.taps('Send · I go on');
    await jan.hears('286.40');
    await jan.types('my husband decides');
    await jan.taps('Someone else decides');
    await jan.hears('Forward this link');
    await piet.opens();
    await piet.hears('asks you to decide');
    await jan.hears('Piet can now decide');
    await piet.types('is it really the marmoset-pads of Karin?');
    await piet.hears(/.+/);
    await piet.types('yes, all of it');
    await piet.hears('286.40');
    await settled();
    [karin, decider] = [await customerAt('customer-buttons'), await customerAt('customer-text')];
    expect(new Set([karin, decider, '']).size).toBe(3);
  });

  it('of whom the decider is erased: the words and the name go, those of the customer stay', async () => {
    const words = `message where by->>'customerId' = $1 and body <> ''`;
    const before = await count(words, karin);
    expect([await count(words, decider), before]).toEqual([2, expect.any(Number)]);
    const named = `message where body ~ '\\mPiet\\M' or content::text ~ '\\mPiet\\M'`;
    expect(await count(named)).toBeGreaterThan(0);
    expect(await erase(decider)).toMatchObject({ ok: true, erasure: { openRepairs: [] } });
    expect([await count(words, decider), await count(words, karin)]).toEqual([0, before]);
    expect(await columnsWith(pool, 'marmoset-pads')).toEqual([]);
    expect(await count(named)).toBe(0);
    expect(await count(`attempt where text ~ '\\mPiet\\M'`)).toBe(0);
    expect(await count(`simulator_entry where content::text ~ '\\mPiet\\M'`)).toBe(0);
    expect(await count(`vehicle where plate = 'KD-123-M'`)).toBe(1);
    expect(await count(`customer where name = 'Karin Marmoset'`)).toBe(1);
    await piet.types('hello?');
    await piet.sees('We do not know this chat yet');
  });

  it('of whom then the customer is erased: nothing of either is left', async () => {
    await erase(karin);
    for (const mark of ['Karin', 'Marmoset', 'KD-123-M', 'KD123M', '612345678', 'husband'])
      expect(await columnsWith(pool, mark), mark).toEqual([]);
  });
});

describe('a customer of whom everything is short', { timeout: 120_000 }, () => {
  it('is erased from the lines that a mechanic typed, which name no repair', async () => {
    await mechanic.types('new SH-456-X, Xqo, zrat');
    await mechanic.taps('Name: Xqo');
    await mechanic.sees(/Invitation.*Xqo|Xqo.*Invitation/s);
    for (const line of ['start SH-456-X', 'found SH-456-X: zfnd !', 'note SH-456-X: znot', 'say SH-456-X: zsay']) {
      await mechanic.types(line);
    }
    await mechanic.types('quote SH-456-X: zlin 12');
    await mechanic.hears('zlin');
    await mechanic.types('eta SH-456-X 23:55');
    await settled();
    const { rows } = await pool.query<{ id: string }>(`select id from customer where name = 'Xqo'`);
    await erase(rows[0]?.id ?? '');
    for (const mark of ['Xqo', 'SH-456-X', 'SH456X', 'zrat', 'zfnd', 'znot', 'zsay', 'zlin'])
      expect(await columnsWith(pool, mark), mark).toEqual([]);
  });
});
