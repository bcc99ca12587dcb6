import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { tokenIn } from '../people/person.ts';
import { neverQuiet, startGarage, wordsSettleAfter } from '../product.ts';

const database = await testDatabase();
const garage = await startGarage(database);
const { mechanic, jan, piet } = garage;
beforeAll(async () => {
  await neverQuiet(database.pool);
  await wordsSettleAfter(database.pool, 0);
});
afterAll(() => garage.stop());

/** The customer with buttons brought the car; the one with text only follows what is forwarded. */
async function quote(line: string, amount: string): Promise<void> {
  await mechanic.types(`quote AB-123-C: ${line} ${amount}`);
  await mechanic.hears(line);
  await mechanic.taps('Send · I go on');
}

const before = 2;

async function one<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<Row | undefined> {
  return (await database.pool.query<Row>(sql, [...values])).rows[0];
}

describe('a customer who lets somebody else decide', () => {
  it('is offered a link by words or a button, which no row and no evidence keeps', async () => {
    await mechanic.types('new AB-123-C, Karin de Vries, 06-12345678, brakes squeal');
    await mechanic.hears('AB-123-C');
    await jan.opens();
    await jan.hears('digital assistant');
    await mechanic.types('start AB-123-C');
    await quote('brake pads', '286.40');
    await jan.hears('286.40');
    await jan.types('my husband decides');
    await jan.hears('not approved anything');
    await jan.taps('Someone else decides');
    const told = (await jan.hears('Forward this link')).text;
    const token = tokenIn(told);
    expect(token).toHaveLength(24);
    const kept = await one<{ n: number }>(
      `select (select count(*) from message where body || content::text like $1)
            + (select count(*) from attempt where text like $1)
            + (select count(*) from invitation where invitation::text like $1) as n`,
      `%${token}%`,
    );
    expect(Number(kept?.n)).toBe(0);
  });

  it('who opens the own link is told to forward it, and it stays valid', async () => {
    await jan.opens();
    await jan.hears('your own link');
    const open = await one<{ n: number }>(
      `select count(*)::int as n from invitation where kind = 'decider' and used_at is null and expires_at > now()`,
    );
    expect(open?.n).toBe(1);
  });

  it('is told who opened it, while that person hears what this is and gets the quote', async () => {
    await piet.opens();
    const first = (await piet.hears('asks you to decide')).text;
    expect(first).toContain('Karin asks you');
    expect(first).toContain('AB-123-C');
    expect(first).toContain('digital assistant');
    expect(first).toContain('STOP');
    await piet.hears('286.40');
    await jan.hears('Piet can now decide');
  });

  it('hears the answer of the other, and a late tap shows it', async () => {
    await piet.types('when is it ready?');
    await piet.hears('has been on the lift');
    const shown = (await jan.shown()).flatMap(({ content, externalId }) =>
      content.kind === 'text' ? (content.choices ?? []).map((choice) => ({ ...choice, onMessage: externalId })) : [],
    );
    const approve = shown.find(({ label }) => label.startsWith('Approve'));
    // The newest thing that was said was no question about the quote.
    await piet.types('yes');
    await piet.hears('May we do this');
    await piet.types('yes');
    await piet.hears(/Noted.*you \*approved\*/s);
    await jan.hears('Piet *approved*');
    await mechanic.hears(/AB-123-C: APPROVED/);
    await fetch(`${garage.url}/simulator/customer-buttons/taps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: approve?.token, onMessage: approve?.onMessage }),
    });
    await jan.hears(/already noted.*Piet/s);
    const decided = await one<{ n: number }>('select count(*)::int as n from decision where revoked_at is null');
    expect(decided?.n).toBe(1);
  });

  it('keeps everything the other writes in the conversation of the repair, under the own name', async () => {
    const row = await one<{ name: string; own: string }>(
      `select p.name, o.name as own from message m join conversation c on c.id = m.conversation_id
         join customer o on o.id = c.customer_id join customer p on p.id = (m.by->>'customerId')::uuid
        where m.direction = 'in' and m.body = 'when is it ready?'`,
    );
    expect(row).toEqual({ name: 'Piet', own: 'Karin de Vries' });
  });

  it('takes the say back with one tap: what the other still answers is refused and kept', async () => {
    await quote('wipers', '38');
    await piet.hears('38.00');
    await jan.hears('38.00');
    await jan.taps('Only I decide');
    await jan.hears('Piet no longer decides');
    await piet.hears('no longer need to decide');
    await piet.types('yes');
    await piet.hears('not approved anything');
    await jan.taps('Approve');
    await jan.hears('you *approved*');
    const decisions = await one<{ n: number }>('select count(*)::int as n from decision');
    expect(decisions?.n).toBe(2);
  });

  it('is joined by no link that is used, expired or forged, and nothing of the repair is said there', async () => {
    const linked = async (): Promise<string> => {
      await jan.types('LINK');
      return tokenIn((await jan.hears('Forward this link')).text);
    };
    const first = await linked();
    const second = await linked();
    const refusals: string[] = [];
    const refused = async (token: string, words: string): Promise<void> => {
      await piet.opens(token);
      refusals.push((await piet.hears(words)).text);
    };
    await refused(first, 'has expired');
    await refused('forged-by-somebody-clever', 'do not know');
    await database.pool.query(`update invitation set used_at = now(), used_by = gen_random_uuid() where id = any(
      select id from invitation where kind = 'decider' order by created_at desc limit 1)`);
    await refused(second, 'already been used');
    expect(refusals.join()).not.toMatch(/AB-123-C|Karin|wipers/);
    const deciding = await one<{ n: number }>('select count(*)::int as n from repair_contact where decides');
    expect(deciding?.n).toBe(1);
  });
});

describe('somebody with a car of their own and a part in another one', () => {
  it('keeps the say when the chat becomes that of the own car', async () => {
    await jan.types('LINK');
    await jan.hears('Forward this link');
    await piet.opens();
    await piet.hears('Karin asks you');
    await jan.hears('Piet can now decide');
    await mechanic.types('new XY-987-Z, Piet Bakker, 06-87654321, oil leak');
    await mechanic.hears('Let Piet Bakker scan');
    await piet.opens();
    await piet.hears('You are signed up');
    await piet.hears('Karin asks you');
    await jan.hears('Piet can now decide');
    const deciding = await database.pool.query<{ name: string }>(
      `select c.name from repair_contact p join repair r on r.id = p.repair_id join vehicle v on v.id = r.vehicle_id
         join customer c on c.id = p.customer_id where p.decides and v.plate_key = 'AB123C' order by c.name`,
    );
    expect(deciding.rows.map(({ name }) => name)).toEqual(['Karin de Vries', 'Piet Bakker']);
  });

  it('never has words bound to one quote while two are open there', async () => {
    await quote('tyres', '200');
    await piet.hears('200.00');
    await mechanic.types('start XY-987-Z');
    await piet.hears('The mechanic started');
    await mechanic.types('quote XY-987-Z: gasket 120');
    await mechanic.hears('gasket');
    await mechanic.taps('Send · I go on');
    await piet.hears('120.00');
    await piet.types('yes');
    const asked = (await piet.hears('More than one quote')).text;
    expect(asked).toContain('XY-987-Z');
    expect((await one<{ n: number }>('select count(*)::int as n from decision'))?.n).toBe(before);
  });

  it('answers the own one once the other one is answered by its customer', async () => {
    await jan.taps('Approve € 200.00');
    await piet.hears('Karin *approved*');
    await piet.types('yes');
    await piet.hears(/XY-987-Z.*May we do this/s);
    await piet.types('yes');
    await piet.hears(/XY-987-Z.*you \*approved\*/s);
    await mechanic.hears('XY-987-Z: APPROVED gasket');
    expect((await one<{ n: number }>('select count(*)::int as n from decision'))?.n).toBe(before + 2);
  });

  it('says STOP for the own address only: the customer is asked as before', async () => {
    await piet.types('STOP');
    await piet.hears('no more messages');
    await quote('battery', '150');
    await jan.hears('150.00');
    await jan.taps('Approve € 150.00');
    await jan.hears(/150.00.*you \*approved\*|you \*approved\*.*150.00/s);
    expect((await piet.shown()).map(({ text }) => text).join()).not.toContain('150.00');
  });
});
