import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Garage, neverQuiet, startGarage, watch, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const { count, settled } = watch(pool);
let garage: Garage;

beforeAll(async () => {
  garage = await startGarage(database);
  await neverQuiet(pool);
  await wordsSettleAfter(pool, 0);
  await garage.mechanic.types('new AT-101-K, Jan Jansen, brakes squeal');
  await garage.mechanic.hears('AT-101-K');
  await garage.jan.opens();
  await garage.jan.hears('You are signed up');
  await garage.mechanic.types('start AT-101-K');
  await garage.jan.hears('The mechanic started');
  await garage.mechanic.types('quote AT-101-K: brake pads 286.40; wipers 38');
  await garage.mechanic.taps('Send · I wait');
  await garage.jan.hears('324.40');
});
afterAll(() => garage.stop());

describe('a customer’s text', () => {
  const condition = 'but only if it stays under 100 euro, otherwise do not do it';
  it.each([
    ['a condition far behind the yes', `yes, go ahead.${' '.repeat(2_000)}${condition}`],
    ['a condition many lines below the yes', `yes, go ahead.${'\n'.repeat(1_500)}${condition}`],
    ['a condition behind signs that nobody sees', `yes, go ahead.${'\u200b'.repeat(3_000)} ${condition}`],
    ['a condition behind letters that become many', `yes, go ahead. ${'\ufdfa'.repeat(400)} ${condition}`],
    ['a yes that does not end', `yes${'!'.repeat(3_900)}`],
    ['letters that become many', '\ufdfa'.repeat(2_000)],
    ['signs without words', '&'.repeat(4_000)],
    ['one word', 'a'.repeat(4_000)],
    ['digits', '9'.repeat(4_000)],
    ['marks upon marks', `ja${'\u0301\u0327'.repeat(1_900)}`],
    ['STOP with a long tail', `stop${"'".repeat(2_000)}`],
  ])('with %s decides nothing, and the next one is answered', async (_, text) => {
    await garage.jan.types(text);
    await settled();
    expect(await count('decision')).toBe(0);
    expect(await count(`message where direction = 'in' and body = $1`, text)).toBe(1);
  });

  it('that is plain decides after all of them', async () => {
    await garage.jan.types('START');
    await settled();
    await garage.jan.taps('Approve');
    await garage.jan.hears(/Noted at .*approved/s);
    expect(await count('decision')).toBe(1);
  });
});

describe('a mechanic’s line', () => {
  it.each([
    ['marks in the middle of a run', `quote AT-101-K: a${'!'.repeat(28_000)}z`],
    ['a plate that does not end', `start ${'AT-101-K'.repeat(3_000)}`],
    ['prices without end', `quote AT-101-K: ${'pads 1,00; '.repeat(2_500)}`],
    ['blanks without end', `found AT-101-K:${' '.repeat(28_000)}pads`],
  ])('with %s is told to be too long, and changes nothing', async (_, text) => {
    const before = await count('repair_event');
    await garage.mechanic.types(text);
    await garage.mechanic.hears('at most 4096');
    await settled();
    expect(await count('repair_event')).toBe(before);
  });
});

describe('a picture', () => {
  const huge = { width: 12_200, height: 12_200, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } as const;

  it('of few bytes and very many pixels is kept as a file, without a small copy', async () => {
    const bytes = await sharp({ create: huge }).webp({ lossless: true, effort: 0 }).toBuffer();
    expect(bytes.byteLength).toBeLessThan(20_000);
    await garage.piet.sendsPhoto(bytes);
    await garage.jan.sendsPhoto(bytes);
    await settled();
    const { rows } = await pool.query('select mime_type, thumbnail from media');
    expect(rows).toEqual([{ mime_type: 'application/octet-stream', thumbnail: null }]);
    expect((await fetch(`${garage.url}/healthz`)).status).toBe(200);
  });
});
