import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Phone, startTelegram } from '../networks/telegram.ts';
import { bringIn, sendQuote } from '../people/customer.ts';
import { tokenIn, until } from '../people/person.ts';
import { startGarage, watch } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const garage = await startGarage(database, telegram.settings);
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

/** The garage is open from 8:00 to 17:30 on these days, and quiet from 21:00 to 7:00. */
const monday = new Date('2027-01-04T00:00:00+01:00');
let day = 0;

/** Moves the one clock of the product on to this time of the test's day, and lets happen what became due. */
async function clockIs(time: string, days = 0): Promise<void> {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const sinceMonday = ((day + days) * 24 + hours) * 60 + minutes;
  await garage.clockIs(new Date(monday.getTime() + sinceMonday * 60_000));
}
const { settled } = watch(database.pool);

function heard(phone: Phone): readonly string[] {
  return phone.shown().map(({ text }) => text);
}
async function calls(): Promise<number> {
  const { rows } = await database.pool.query(`select 1 from waiting_item where kind = 'call' and ended_at is null`);
  return rows.length;
}

// Weeks apart, so that what one leaves behind is over when the next begins.
beforeEach(async () => {
  day += 7;
  await clockIs('9:00');
  await database.pool.query(`update waiting_item set ended_at = now() where ended_at is null`);
});

describe('an open quote, seen from the customer’s side', () => {
  it('is reminded of once after ten minutes on the lift, and phoned about after twenty', async () => {
    const jan = await bringIn({ garage, telegram }, 8001, 'AM-123-C');
    await sendQuote(garage, 'AM-123-C', 'brake pads 286.40');
    await jan.hears('286.40');
    await clockIs('9:08');
    await settled();
    expect(heard(jan).some((text) => text.includes('waiting for your answer'))).toBe(false);
    await clockIs('9:12');
    await jan.hears('waiting for your answer');
    expect(await calls()).toBe(0);
    await clockIs('9:23');
    await until('somebody to phone', async () => (await calls()) === 1 || undefined);
    await jan.taps('Approve');
    await jan.hears(/Noted.*you approved/s);
    expect(await calls()).toBe(0);
    await clockIs('12:00');
    await settled();
    expect(heard(jan).filter((text) => text.includes('waiting for your answer'))).toHaveLength(1);
  });

  it('is reminded of after an hour where the mechanic went on, and not while somebody is asked first', async () => {
    const jan = await bringIn({ garage, telegram }, 8002, 'BM-123-C');
    await garage.mechanic.types('quote BM-123-C: wipers 38');
    await garage.mechanic.hears(/BM-123-C.*Send · I go on/s);
    await garage.mechanic.taps('Send · I go on');
    await jan.hears('38.00');
    await clockIs('9:50');
    await jan.types('let me check with my wife first');
    await jan.hears("I'll ask once more");
    await clockIs('10:20');
    await settled();
    expect(heard(jan).some((text) => text.includes('have no answer yet'))).toBe(false);
    await clockIs('10:40');
    await jan.hears('have no answer yet');
  });

  it('expires at the end of the next business day, and a late tap approves nothing', async () => {
    const jan = await bringIn({ garage, telegram }, 8003, 'CM-123-C');
    await sendQuote(garage, 'CM-123-C', 'brake pads 286.40');
    const quote = await jan.hears('Valid until Tue');
    await clockIs('17:31', 1);
    await jan.hears('has expired, so nothing has been approved');
    await jan.tapsData(quote.buttons[0]?.token ?? '', quote.messageId);
    await settled();
    const { rows } = await database.pool.query(
      `select 1 from decision d join quote_version q on q.quote_id = d.quote_id where q.status = 'expired'`,
    );
    expect(rows).toEqual([]);
  });
});

describe('quiet hours', () => {
  it('hold what happens at night, say in the morning only what is still true, and hold no answer', async () => {
    const jan = telegram.phone(8010, 'en');
    await garage.mechanic.types('new DM-123-C, Jan Jansen, brakes squeal, € 199');
    const card = await garage.mechanic.hears('/i/');
    await jan.starts(tokenIn(card.text));
    await jan.hears('You are signed up');
    await clockIs('21:05');
    await garage.mechanic.types('start DM-123-C');
    await garage.mechanic.hears(/DM-123-C/);
    await clockIs('21:40');
    await garage.mechanic.types('done DM-123-C');
    await settled();
    expect(heard(jan)).toHaveLength(1);
    await jan.types('when is it ready?');
    await jan.hears('ready');
    await clockIs('6:50', 1);
    await settled();
    const before = heard(jan).length;
    await clockIs('7:05', 1);
    await jan.hears('is ready');
    await settled();
    expect(heard(jan), heard(jan).join('\n---\n')).toHaveLength(before + 1);
    expect(heard(jan).some((text) => text.includes('The mechanic started'))).toBe(false);
  });

  it('let no reminder out, and the ladder goes on in the morning', async () => {
    await clockIs('20:50');
    const jan = await bringIn({ garage, telegram }, 8011, 'FM-123-C');
    await sendQuote(garage, 'FM-123-C', 'brake pads 286.40');
    await jan.hears('286.40');
    await clockIs('23:00');
    await settled();
    expect(heard(jan).some((text) => text.includes('waiting for your answer'))).toBe(false);
    await clockIs('7:15', 1);
    await jan.hears('waiting for your answer');
  });
});

describe('a promised time', () => {
  it('is asked about half an hour before, and the customer hears of it when it moves by more than a quarter', async () => {
    const jan = await bringIn({ garage, telegram }, 8020, 'GM-123-C');
    await garage.mechanic.types('eta GM-123-C 14:00');
    await jan.hears('14:00');
    await clockIs('13:31');
    await garage.mechanic.hears(/14:00.*GM-123-C|GM-123-C.*14:00/s);
    await garage.mechanic.types('eta GM-123-C 14:10');
    await settled();
    expect(heard(jan).some((text) => text.includes('14:10'))).toBe(false);
    await garage.mechanic.types('eta GM-123-C 15:00');
    await jan.hears(/later than promised.*15:00/s);
  });
});
