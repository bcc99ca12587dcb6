import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { neverQuiet, wordsSettleAfter } from '../people/telegram-customer.ts';
import { startStage, wordsOf } from '../stage.ts';

const database = await testDatabase();
const stage = await startStage(database);
beforeAll(async () => {
  await neverQuiet(database.pool);
  await wordsSettleAfter(database.pool, 0);
});
afterAll(() => stage.stop());

/** The customer with buttons brought the car; the one with text only follows what is forwarded. */
async function quote(line: string, amount: string): Promise<void> {
  await stage.says('mechanic-1', `quote AB-123-C: ${line} ${amount}`);
  await stage.hears('mechanic-1', line);
  await stage.taps('mechanic-1', 'Send · I go on');
}

function tokenIn(words: string): string {
  return /\/i\/([\w-]+)/.exec(words)?.[1] ?? '';
}
const before = 2;

async function one<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<Row | undefined> {
  return (await database.pool.query<Row>(sql, [...values])).rows[0];
}

describe('a customer who lets somebody else decide', () => {
  it('is offered a link by words or a button, which no row and no evidence keeps', async () => {
    await stage.says('mechanic-1', 'new AB-123-C, Karin de Vries, 06-12345678, brakes squeal');
    await stage.hears('mechanic-1', 'AB-123-C');
    await stage.opens('customer-buttons');
    await stage.hears('customer-buttons', 'digital assistant');
    await stage.says('mechanic-1', 'start AB-123-C');
    await quote('brake pads', '286.40');
    await stage.hears('customer-buttons', '286.40');
    await stage.says('customer-buttons', 'my husband decides');
    await stage.hears('customer-buttons', 'not approved anything');
    await stage.taps('customer-buttons', 'Someone else decides');
    const told = wordsOf(await stage.hears('customer-buttons', 'Forward this link'));
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
    await stage.opens('customer-buttons');
    await stage.hears('customer-buttons', 'your own link');
    const open = await one<{ n: number }>(
      `select count(*)::int as n from invitation where kind = 'decider' and used_at is null and expires_at > now()`,
    );
    expect(open?.n).toBe(1);
  });

  it('is told who opened it, while that person hears what this is and gets the quote', async () => {
    await stage.opens('customer-text');
    const first = wordsOf(await stage.hears('customer-text', 'asks you to decide'));
    expect(first).toContain('Karin asks you');
    expect(first).toContain('AB-123-C');
    expect(first).toContain('digital assistant');
    expect(first).toContain('STOP');
    await stage.hears('customer-text', '286.40');
    await stage.hears('customer-buttons', 'Piet can now decide');
  });

  it('hears the answer of the other, and a late tap shows it', async () => {
    await stage.says('customer-text', 'when is it ready?');
    await stage.hears('customer-text', 'has been on the lift');
    const shown = (await stage.shown('customer-buttons')).flatMap(({ content, externalId }) =>
      content.kind === 'text' ? (content.choices ?? []).map((choice) => ({ ...choice, onMessage: externalId })) : [],
    );
    const approve = shown.find(({ label }) => label.startsWith('Approve'));
    // The newest thing that was said was no question about the quote.
    await stage.says('customer-text', 'yes');
    await stage.hears('customer-text', 'May we do this');
    await stage.says('customer-text', 'yes');
    await stage.hears('customer-text', /Noted.*you \*approved\*/s);
    await stage.hears('customer-buttons', 'Piet *approved*');
    await stage.hears('mechanic-1', /AB-123-C: APPROVED/);
    await fetch(`${stage.url}/simulator/customer-buttons/taps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: approve?.token, onMessage: approve?.onMessage }),
    });
    await stage.hears('customer-buttons', /already noted.*Piet/s);
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
    await stage.hears('customer-text', '38.00');
    await stage.hears('customer-buttons', '38.00');
    await stage.taps('customer-buttons', 'Only I decide');
    await stage.hears('customer-buttons', 'Piet no longer decides');
    await stage.hears('customer-text', 'no longer need to decide');
    await stage.says('customer-text', 'yes');
    await stage.hears('customer-text', 'not approved anything');
    await stage.taps('customer-buttons', 'Approve');
    await stage.hears('customer-buttons', 'you *approved*');
    const decisions = await one<{ n: number }>('select count(*)::int as n from decision');
    expect(decisions?.n).toBe(2);
  });

  it('is joined by no link that is used, expired or forged, and nothing of the repair is said there', async () => {
    const linked = async (): Promise<string> => {
      await stage.says('customer-buttons', 'LINK');
      return tokenIn(wordsOf(await stage.hears('customer-buttons', 'Forward this link')));
    };
    const first = await linked();
    const second = await linked();
    const refusals: string[] = [];
    const refused = async (token: string, words: string): Promise<void> => {
      await stage.opens('customer-text', token);
      refusals.push(wordsOf(await stage.hears('customer-text', words)));
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
    await stage.says('customer-buttons', 'LINK');
    await stage.hears('customer-buttons', 'Forward this link');
    await stage.opens('customer-text');
    await stage.hears('customer-text', 'Karin asks you');
    await stage.hears('customer-buttons', 'Piet can now decide');
    await stage.says('mechanic-1', 'new XY-987-Z, Piet Bakker, 06-87654321, oil leak');
    await stage.hears('mechanic-1', 'Let Piet Bakker scan');
    await stage.opens('customer-text');
    await stage.hears('customer-text', 'You are signed up');
    await stage.hears('customer-text', 'Karin asks you');
    await stage.hears('customer-buttons', 'Piet can now decide');
    const deciding = await database.pool.query<{ name: string }>(
      `select c.name from repair_contact p join repair r on r.id = p.repair_id join vehicle v on v.id = r.vehicle_id
         join customer c on c.id = p.customer_id where p.decides and v.plate_key = 'AB123C' order by c.name`,
    );
    expect(deciding.rows.map(({ name }) => name)).toEqual(['Karin de Vries', 'Piet Bakker']);
  });

  it('never has words bound to one quote while two are open there', async () => {
    await quote('tyres', '200');
    await stage.hears('customer-text', '200.00');
    await stage.says('mechanic-1', 'start XY-987-Z');
    await stage.hears('customer-text', 'The mechanic started');
    await stage.says('mechanic-1', 'quote XY-987-Z: gasket 120');
    await stage.hears('mechanic-1', 'gasket');
    await stage.taps('mechanic-1', 'Send · I go on');
    await stage.hears('customer-text', '120.00');
    await stage.says('customer-text', 'yes');
    const asked = wordsOf(await stage.hears('customer-text', 'More than one quote'));
    expect(asked).toContain('XY-987-Z');
    expect((await one<{ n: number }>('select count(*)::int as n from decision'))?.n).toBe(before);
  });

  it('answers the own one once the other one is answered by its customer', async () => {
    await stage.taps('customer-buttons', 'Approve € 200.00');
    await stage.hears('customer-text', 'Karin *approved*');
    await stage.says('customer-text', 'yes');
    await stage.hears('customer-text', /XY-987-Z.*May we do this/s);
    await stage.says('customer-text', 'yes');
    await stage.hears('customer-text', /XY-987-Z.*you \*approved\*/s);
    await stage.hears('mechanic-1', 'XY-987-Z: APPROVED gasket');
    expect((await one<{ n: number }>('select count(*)::int as n from decision'))?.n).toBe(before + 2);
  });

  it('says STOP for the own address only: the customer is asked as before', async () => {
    await stage.says('customer-text', 'STOP');
    await stage.hears('customer-text', 'no more messages');
    await quote('battery', '150');
    await stage.hears('customer-buttons', '150.00');
    await stage.taps('customer-buttons', 'Approve € 150.00');
    await stage.hears('customer-buttons', /150.00.*you \*approved\*|you \*approved\*.*150.00/s);
    expect((await stage.shown('customer-text')).map(wordsOf).join()).not.toContain('150.00');
  });
});
