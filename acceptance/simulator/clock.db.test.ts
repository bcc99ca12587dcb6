import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startTelegram } from '../networks/telegram.ts';
import { bringIn, sendQuote } from '../people/telegram-customer.ts';
import type { Phone } from '../people/telegram-phone.ts';
import { startStage, until, wordsOf } from '../stage.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const stage = await startStage(database, telegram.settings);
afterAll(async () => {
  await stage.stop();
  await telegram.stop();
});

const minute = 60_000;
/** The garage is open from 8:00 to 17:30 on these days, and quiet from 21:00 to 7:00. */
const monday = new Date('2027-01-04T00:00:00+01:00');
let day = 0;

async function ahead(): Promise<number> {
  const { rows } = await database.pool.query<{ value: string }>(
    `select value from installation where name = 'clock_offset_ms'`,
  );
  return Number(rows[0]?.value ?? 0);
}

/** Moves the one clock of the product on to this time of the test's day, and lets happen what became due. */
async function clockIs(time: string, days = 0): Promise<void> {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const at = monday.getTime() + (day + days) * 24 * 60 * minute + (hours * 60 + minutes) * minute;
  const skip = Math.ceil((at - (Date.now() + (await ahead()))) / minute);
  for (let left = skip; left > 0; left -= 10_080) await stage.skips(Math.min(left, 10_080));
}

function settled(): Promise<true> {
  return until('everything due to have happened', async () => {
    const { rows } = await database.pool.query<{ open: number }>(
      `select (select count(*) from inbox where state <> 'done')
            + (select count(*) from timer where due_at <= now() + make_interval(secs => $1::bigint / 1000.0) and dead is null)
            + (select count(*) from delivery where state in ('queued', 'sending')) as open`,
      [await ahead()],
    );
    return Number(rows[0]?.open) === 0 || undefined;
  });
}

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
    const jan = await bringIn({ stage, telegram }, 8001, 'AM-123-C');
    await sendQuote(stage, 'AM-123-C', 'brake pads 286.40');
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
    const jan = await bringIn({ stage, telegram }, 8002, 'BM-123-C');
    await stage.says('mechanic-1', 'quote BM-123-C: wipers 38');
    await stage.hears('mechanic-1', /BM-123-C.*Send · I go on/s);
    await stage.taps('mechanic-1', 'Send · I go on');
    await jan.hears('38.00');
    await clockIs('9:50');
    await jan.writes('let me check with my wife first');
    await jan.hears("I'll ask once more");
    await clockIs('10:20');
    await settled();
    expect(heard(jan).some((text) => text.includes('have no answer yet'))).toBe(false);
    await clockIs('10:40');
    await jan.hears('have no answer yet');
  });

  it('expires at the end of the next business day, and a late tap approves nothing', async () => {
    const jan = await bringIn({ stage, telegram }, 8003, 'CM-123-C');
    await sendQuote(stage, 'CM-123-C', 'brake pads 286.40');
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
    await stage.says('mechanic-1', 'new DM-123-C, Jan Jansen, brakes squeal, € 199');
    const card = await stage.hears('mechanic-1', '/i/');
    await jan.starts(/\/i\/([\w-]+)/.exec(wordsOf(card))?.[1]);
    await jan.hears('You are signed up');
    await clockIs('21:05');
    await stage.says('mechanic-1', 'start DM-123-C');
    await stage.hears('mechanic-1', /DM-123-C/);
    await clockIs('21:40');
    await stage.says('mechanic-1', 'done DM-123-C');
    await settled();
    expect(heard(jan)).toHaveLength(1);
    await jan.writes('when is it ready?');
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
    const jan = await bringIn({ stage, telegram }, 8011, 'FM-123-C');
    await sendQuote(stage, 'FM-123-C', 'brake pads 286.40');
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
    const jan = await bringIn({ stage, telegram }, 8020, 'GM-123-C');
    await stage.says('mechanic-1', 'eta GM-123-C 14:00');
    await jan.hears('14:00');
    await clockIs('13:31');
    await stage.hears('mechanic-1', /14:00.*GM-123-C|GM-123-C.*14:00/s);
    await stage.says('mechanic-1', 'eta GM-123-C 14:10');
    await settled();
    expect(heard(jan).some((text) => text.includes('14:10'))).toBe(false);
    await stage.says('mechanic-1', 'eta GM-123-C 15:00');
    await jan.hears(/later than promised.*15:00/s);
  });
});
