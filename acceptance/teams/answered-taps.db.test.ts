import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../bot/workers/testing/until.ts';
import type { Card } from '../../channels/channel.ts';
import { claimInbox, receiveBatch } from '../../core/postgres/queue/inbox.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { startCardStage } from '../card-stage.ts';

const database = await testDatabase();
const { pool } = database;
const stage = await startCardStage(database);
afterAll(() => stage.stop());

/** How many events of a type the repairs have. */
async function events(type: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from repair_event where type = $1', [
    type,
  ]);
  return rows[0]?.n ?? 0;
}
function labels({ actions = [] }: Card): readonly string[] {
  return actions.map(({ label }) => label.replaceAll('\u00a0', ' '));
}
function messages(chat: string): number {
  return stage.channel.shown(chat).length;
}

/** A car whose customer has a chat, in hand of this mechanic. */
async function bringIn(mechanic: string, plate: string, customer: string): Promise<void> {
  await stage.says(mechanic, `new ${plate}, ${customer} Jansen, brakes squeal`);
  await stage.sees(mechanic, new RegExp(`/i/.*${plate}`, 's'));
  await stage.opens(customer, mechanic);
  await stage.sees(customer, 'You are signed up');
  await stage.says(mechanic, `start ${plate}`);
  await stage.sees(customer, 'The mechanic started');
}

/** Makes every turn fail that would write an event of this type; resolves to how to end that. */
async function breakTurns(type: string): Promise<() => Promise<void>> {
  await pool.query(
    `create function refuse_${type}() returns trigger language plpgsql as $$ begin raise 'broken on purpose'; end $$`,
  );
  await pool.query(
    `create trigger refuse_${type} before insert on repair_event for each row when (new.type = '${type}')
     execute function refuse_${type}()`,
  );
  return async () => {
    await pool.query(`drop function refuse_${type} cascade`);
  };
}

beforeAll(async () => {
  for (const name of ['mia', 'bob']) await stage.hires(name);
  await bringIn('mia', 'AB-123-C', 'Jan');
});

describe('a tap that a network waits for', () => {
  it('T16 T22 that comes three times at once sends one quote, and each is answered with the same card', async () => {
    await stage.says('mia', 'quote AB-123-C: brake pads 286.40; wipers 38');
    const send = await stage.button('mia', 'Send · I wait');
    const answers = await Promise.all([1, 2, 3].map(() => stage.taps('mia', send)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.title).toContain('AB-123-C');
    expect(labels(answers[0] as Card)).toContain('Withdraw');
    expect(labels(answers[0] as Card).join()).not.toContain('Send');
    expect(await events('QuoteReleased')).toBe(1);
    await stage.sees('Jan', '324.40');
  });

  it('leaves the same card on the other devices of the person', async () => {
    const shown = () => stage.channel.shown('mia').map(({ message }) => message);
    await until(() => !JSON.stringify(shown()).includes('I wait'));
    const { rows } = await pool.query<{ card: Card }>(
      `select answer->'card' as card from inbox where payload ? 'awaits' and state = 'done' order by id desc limit 1`,
    );
    expect(shown()).toContainEqual({ kind: 'card', card: rows[0]?.card });
  });

  it('T17 T20 has no second effect at another process, nor under another key', async () => {
    const off = await stage.button('mia', 'Off the lift');
    const first = await stage.taps('mia', off);
    expect(labels(first)).toContain('On the lift');
    await stage.sees('mia', 'It is off the lift');
    const [lifts, said] = [await events('LiftChanged'), messages('mia')];
    const other = await startCardStage(database);
    const again = await other.taps('mia', off);
    const anew = await other.taps('mia', off, { key: 'n:sent-anew' });
    await other.stop();
    expect([again, anew]).toEqual([first, first]);
    expect([await events('LiftChanged'), messages('mia')]).toEqual([lifts, said]);
  });

  it('T23 on a card that has been used shows the card as it is by now, and does nothing', async () => {
    await stage.says('mia', 'withdraw AB-123-C');
    await stage.says('mia', 'quote AB-123-C: exhaust 90');
    const [wait, goOn] = [await stage.button('mia', 'Send · I wait'), await stage.button('mia', 'Send · I go on')];
    await stage.taps('mia', wait);
    const released = await events('QuoteReleased');
    await stage.presses('Jan', 'Approve');
    await stage.sees('mia', /AB-123-C: APPROVED/);
    const said = messages('mia');
    const stale = await stage.taps('mia', goOn);
    expect(stale.lines).toContainEqual(expect.objectContaining({ state: 'approved' }));
    expect(await stage.taps('mia', wait)).toEqual(stale);
    expect([await events('QuoteReleased'), messages('mia')]).toEqual([released, said]);
  });

  it('T24 of two mechanics on the same card has one effect, and both see it', async () => {
    await stage.says('bob', 'new XY-987-Z, Piet Bakker, lamp is out');
    await stage.sees('bob', 'lamp is out');
    await stage.says('mia', 'XY-987-Z');
    await stage.sees('mia', 'lamp is out');
    const started = await events('RepairStarted');
    const answers = await Promise.all(['mia', 'bob'].map((chat) => stage.taps(chat, 'Start')));
    expect(await events('RepairStarted')).toBe(started + 1);
    for (const answer of answers) expect(labels(answer)).toEqual(['Done', 'Off the lift']);
  });

  it('at a shared tablet leaves the card until somebody says who it is, and is then carried out for that person', async () => {
    await stage.shares('tablet');
    await stage.says('tablet', 'new TT-111-T, Els Bos, flat tyre');
    await stage.taps('tablet', 'M · mia');
    await stage.sees('tablet', 'flat tyre');
    await stage.says('tablet', 'switch');
    const started = await events('RepairStarted');
    const start = await stage.button('tablet', 'Start');
    const meanwhile = await stage.taps('tablet', start);
    expect([meanwhile.title, labels(meanwhile)]).toEqual(['TT-111-T', expect.arrayContaining(['Start'])]);
    expect(await events('RepairStarted')).toBe(started);
    const onDuty = await stage.taps('tablet', 'B · bob');
    expect(JSON.stringify(onDuty)).toContain('bob');
    expect(labels(onDuty)).not.toContain('M · mia');
    await until(async () => (await events('RepairStarted')) === started + 1);
  });

  it('T25 with a button of another chat, or one that was made up, does nothing and shows nothing', async () => {
    await stage.settles();
    const { token } = await stage.button('bob', 'Off the lift');
    const lifts = await events('LiftChanged');
    for (const stolen of [token, 'made-up-by-hand-'])
      expect(await stage.taps('mia', { token: stolen, onMessage: 'x1' })).toEqual({
        title: 'This button does not work here',
        text: expect.not.stringMatching(/XY-987-Z|Piet/),
      });
    for (const nobody of ['stranger', 'Jan'])
      expect(await stage.taps(nobody, { token, onMessage: 'x1' })).toMatchObject({
        title: 'This card is not for this chat',
      });
    expect(await events('LiftChanged')).toBe(lifts);
    expect(labels(await stage.taps('bob', { token, onMessage: '' }))).toContain('On the lift');
  });

  it('T26 without what is needed asks again, and what was typed stays to be read without a phone number', async () => {
    await stage.says('mia', 'new');
    const registered = await events('RepairRegistered');
    const values = { plate: '', name: '', phone: '0612345678', complaint: 'noise' };
    const spent = await stage.taps('mia', 'Register', { values });
    expect(await events('RepairRegistered')).toBe(registered);
    expect(spent).toMatchObject({ subtitle: '› Register' });
    expect(spent.facts).toEqual([
      { label: expect.stringContaining('Phone'), value: '••78' },
      { label: expect.stringContaining('Complaint'), value: 'noise' },
    ]);
    expect([spent.actions, spent.inputs]).toEqual([undefined, undefined]);
    await stage.sees('mia', '"placeholder":"••78"');
    await stage.taps('mia', 'Register', { values: { ...values, plate: 'QQ-111-Q', name: 'Eva' } });
    expect(await events('RepairRegistered')).toBe(registered + 1);
  });
});

describe('a tap whose turn does not come at once', () => {
  const working = { title: expect.stringContaining('QQ-111-Q'), subtitle: 'Working on it…' };

  it('T27 because it failed is answered with the card and nothing else, and done by the next try', async () => {
    const mend = await breakTurns('RepairStarted');
    const started = await events('RepairStarted');
    const answer = await stage.taps('mia', 'Start');
    expect(answer).toMatchObject(working);
    expect(answer.actions).toBeUndefined();
    expect(await events('RepairStarted')).toBe(started);
    await mend();
    await stage.sees('mia', /QQ-111-Q[^\n]*Off the lift/);
    expect(await events('RepairStarted')).toBe(started + 1);
  });

  it('that fails in every try changed nothing, says so, and leaves a card that works', async () => {
    const mend = await breakTurns('LiftChanged');
    const lifts = await events('LiftChanged');
    const off = await stage.button('mia', 'Off the lift');
    await stage.taps('mia', off);
    await until(async () => {
      await pool.query(`update inbox set attempts = 4 where state = 'new'`);
      // Only lanes that wait for their next try: an odd epoch is a try that is underway.
      await pool.query('update inbox_lane set due_at = now() where due_at is not null and epoch & 1 = 0');
      return stage.shown('mia').includes('nothing was changed');
    });
    const renewed = await until(async () => {
      const button = await stage.button('mia', 'Off the lift');
      return button.token !== off.token && button;
    });
    await mend();
    expect(await stage.taps('mia', off)).toMatchObject({ actions: expect.anything() });
    expect(await events('LiftChanged')).toBe(lifts);
    expect(labels(await stage.taps('mia', renewed))).toContain('On the lift');
  });

  it('T18 because its car is held is answered in time, and the outcome comes as an edit', async () => {
    await stage.sees('mia', /QQ-111-Q[^\n]*On the lift/);
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from conversation for update');
      expect(await stage.taps('mia', 'On the lift', { hurried: true })).toMatchObject(working);
    } finally {
      await other.query('rollback');
      other.release();
    }
    await stage.sees('mia', /QQ-111-Q[^\n]*Off the lift/);
  });

  it('T19 because its process ended is done once, and the tap that comes again gets the card', async () => {
    await stage.workers.stop();
    const lifts = await events('LiftChanged');
    const off = await stage.button('mia', 'Off the lift');
    const { accountId } = stage;
    const dedupeKey = `mia|n:${off.token}`;
    const content = { kind: 'choice', token: off.token };
    const payload = { chat: 'mia', dedupeKey, sender: { id: 'mia' }, at: new Date(), content, awaits: 'card' };
    await receiveBatch(pool, [{ accountId, chat: 'mia', dedupeKey, payload }]);
    await claimInbox(pool, { limit: 100, leaseMs: 30_000 });
    expect(await stage.taps('mia', off, { hurried: true })).toMatchObject(working);
    await pool.query('update inbox_lane set due_at = now() where due_at is not null');
    stage.workers.start();
    await until(async () => (await events('LiftChanged')) > lifts);
    expect(labels(await stage.taps('mia', off))).toContain('On the lift');
    expect(await events('LiftChanged')).toBe(lifts + 1);
  });
});
