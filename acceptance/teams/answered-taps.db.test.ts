import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../channels/channel.ts';
import { claimInbox, receiveBatch } from '../../core/postgres/queue/inbox.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type Person, startOwnNetworks } from '../networks/own.ts';
import { becomesMechanic, openStaffDesk } from '../people/mechanic.ts';
import { plain, tokenIn, until } from '../people/person.ts';
import { watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const networks = await startOwnNetworks(database);
afterAll(() => networks.stop());
const mia = networks.telegram('mia');
const bob = networks.telegram('bob');
const jan = networks.telegram('jan');
const { count, quiet } = watch(pool);

/** How many events of a type the repairs have. */
function events(type: string): Promise<number> {
  return count('repair_event where type = $1', type);
}
function labels({ actions = [] }: Card): readonly string[] {
  return actions.map(({ label }) => plain(label));
}
function messages({ shown }: Person): number {
  return shown().length;
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
  await becomesMechanic(mia, 'mia', { pool });
  await becomesMechanic(bob, 'bob', { pool });
  await mia.types('new AB-123-C, Jan Jansen, brakes squeal');
  await mia.sees(/AB-123-C.*brakes squeal/s);
  await jan.starts(tokenIn((await mia.sees('/i/')).text));
  await jan.sees('You are signed up');
  await mia.types('start AB-123-C');
  await jan.sees('The mechanic started');
});

/** What a card shows, whichever of its drawings it is. */
function drawn(card: Card | undefined): unknown {
  return JSON.parse(JSON.stringify(card, (name, value: unknown) => (name === 'token' ? undefined : value)));
}

describe('a tap that a network waits for', () => {
  it('T16 T22 that comes three times at once sends one quote, and each is answered with the same card', async () => {
    await mia.types('quote AB-123-C: brake pads 286.40; wipers 38');
    const send = await mia.button('Send · I wait');
    const answers = await Promise.all([1, 2, 3].map(() => mia.tapsAndWaits(send)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.title).toContain('AB-123-C');
    expect(labels(answers[0] as Card)).toContain('Withdraw');
    expect(labels(answers[0] as Card).join()).not.toContain('Send');
    expect(await events('QuoteReleased')).toBe(1);
    await jan.sees('324.40');
  });

  it('leaves the same card on the other devices of the person', async () => {
    const shown = () => mia.shown().map(({ message }) => message);
    await until('no card with the old button', () => !JSON.stringify(shown()).includes('I wait'));
    const { rows } = await pool.query<{ card: Card }>(
      `select answer->'card' as card from inbox where payload ? 'awaits' and state = 'done' order by id desc limit 1`,
    );
    expect(shown()).toContainEqual({ kind: 'card', card: rows[0]?.card });
  });

  it('T17 T20 has no second effect at another process, nor under another key', async () => {
    const off = await mia.button('Off the lift');
    const first = await mia.tapsAndWaits(off);
    expect(labels(first)).toContain('On the lift');
    await mia.sees('It is off the lift');
    const [lifts, said] = [await events('LiftChanged'), messages(mia)];
    const other = await startOwnNetworks(database);
    const elsewhere = other.telegram('mia');
    const again = await elsewhere.tapsAndWaits(off);
    const anew = await elsewhere.tapsAndWaits(off, { key: 'n:sent-anew' });
    await other.stop();
    // While the garage is open the waiting minutes may have drawn the card anew, with buttons of its own.
    expect([drawn(again), drawn(anew)]).toEqual([drawn(first), drawn(first)]);
    expect([await events('LiftChanged'), messages(mia)]).toEqual([lifts, said]);
  });

  it('T23 on a card that has been used shows the card as it is by now, and does nothing', async () => {
    await mia.types('withdraw AB-123-C');
    await mia.types('quote AB-123-C: exhaust 90');
    const [wait, goOn] = [await mia.button('Send · I wait'), await mia.button('Send · I go on')];
    await mia.tapsAndWaits(wait);
    const released = await events('QuoteReleased');
    await jan.taps('Approve');
    await mia.sees(/AB-123-C: APPROVED/);
    const said = messages(mia);
    const stale = await mia.tapsAndWaits(goOn);
    expect(stale.lines).toContainEqual(expect.objectContaining({ state: 'approved' }));
    expect(await mia.tapsAndWaits(wait)).toEqual(stale);
    expect([await events('QuoteReleased'), messages(mia)]).toEqual([released, said]);
  });

  it('T24 of two mechanics on the same card has one effect, and both see it', async () => {
    await bob.types('new XY-987-Z, Piet Bakker, lamp is out');
    await bob.sees('lamp is out');
    await mia.types('XY-987-Z');
    await mia.sees('lamp is out');
    const started = await events('RepairStarted');
    const answers = await Promise.all([mia, bob].map((one) => one.tapsAndWaits('Start')));
    expect(await events('RepairStarted')).toBe(started + 1);
    for (const answer of answers) expect(labels(answer)).toEqual(['Done', 'Off the lift']);
  });

  it('at a shared tablet leaves the card until somebody says who it is, and is then carried out for that person', async () => {
    const tablet = networks.telegram('tablet');
    await tablet.types(`link ${await openStaffDesk(pool, networks.home, networks.now).makesWorkplace('Bridge')}`);
    await tablet.hears('This is workplace Bridge');
    await tablet.types('new TT-111-T, Els Bos, flat tyre');
    await tablet.tapsAndWaits('M · mia');
    await tablet.sees('flat tyre');
    await tablet.types('switch');
    const started = await events('RepairStarted');
    const start = await tablet.button('Start');
    const meanwhile = await tablet.tapsAndWaits(start);
    expect([meanwhile.title, labels(meanwhile)]).toEqual(['TT-111-T', expect.arrayContaining(['Start'])]);
    expect(await events('RepairStarted')).toBe(started);
    const onDuty = await tablet.tapsAndWaits('B · bob');
    expect(JSON.stringify(onDuty)).toContain('bob');
    expect(labels(onDuty)).not.toContain('M · mia');
    await until('the repair to be started', async () => (await events('RepairStarted')) === started + 1);
  });

  it('T25 with a button of another chat, or one that was made up, does nothing and shows nothing', async () => {
    await quiet();
    const { token } = await bob.button('Off the lift');
    const lifts = await events('LiftChanged');
    for (const stolen of [token, 'made-up-by-hand-'])
      expect(await mia.tapsAndWaits({ token: stolen, onMessage: 'x1' })).toEqual({
        title: 'This button does not work here',
        text: expect.not.stringMatching(/XY-987-Z|Piet/),
      });
    for (const nobody of [networks.telegram('stranger'), jan])
      expect(await nobody.tapsAndWaits({ token, onMessage: 'x1' })).toMatchObject({
        title: 'This card is not for this chat',
      });
    expect(await events('LiftChanged')).toBe(lifts);
    expect(labels(await bob.tapsAndWaits({ token, onMessage: '' }))).toContain('On the lift');
  });

  it('T26 without what is needed asks again, and what was typed stays to be read without a phone number', async () => {
    await mia.types('new');
    const registered = await events('RepairRegistered');
    const values = { plate: '', name: '', phone: '0612345678', complaint: 'noise' };
    const spent = await mia.tapsAndWaits('Register', { values });
    expect(await events('RepairRegistered')).toBe(registered);
    expect(spent).toMatchObject({ subtitle: '› Register' });
    expect(spent.facts).toEqual([
      { label: expect.stringContaining('Phone'), value: '••78' },
      { label: expect.stringContaining('Complaint'), value: 'noise' },
    ]);
    expect([spent.actions, spent.inputs]).toEqual([undefined, undefined]);
    await until('what was typed to be shown hidden', () =>
      JSON.stringify(mia.shown()).includes('"placeholder":"••78"'),
    );
    await mia.tapsAndWaits('Register', { values: { ...values, plate: 'QQ-111-Q', name: 'Eva' } });
    expect(await events('RepairRegistered')).toBe(registered + 1);
  });
});

describe('a tap whose turn does not come at once', () => {
  const working = { title: expect.stringContaining('QQ-111-Q'), subtitle: 'Working on it…' };

  it('T27 because it failed is answered with the card and nothing else, and done by the next try', async () => {
    const mend = await breakTurns('RepairStarted');
    const started = await events('RepairStarted');
    const answer = await mia.tapsAndWaits('Start');
    expect(answer).toMatchObject(working);
    expect(answer.actions).toBeUndefined();
    expect(await events('RepairStarted')).toBe(started);
    await mend();
    await mia.sees(/QQ-111-Q.*Off the lift/s);
    expect(await events('RepairStarted')).toBe(started + 1);
  });

  it('that fails in every try changed nothing, says so, and leaves a card that works', async () => {
    const mend = await breakTurns('LiftChanged');
    const lifts = await events('LiftChanged');
    const off = await mia.button('Off the lift');
    await mia.tapsAndWaits(off);
    await until('the end of all tries', async () => {
      await pool.query(`update inbox set attempts = 4 where state = 'new'`);
      // Only lanes that wait for their next try: an odd epoch is a try that is underway.
      await pool.query('update inbox_lane set due_at = now() where due_at is not null and epoch & 1 = 0');
      return mia.shown().some(({ text }) => text.includes('nothing was changed'));
    });
    const renewed = await until('a new button', async () => {
      const button = await mia.button('Off the lift');
      return button.token !== off.token && button;
    });
    await mend();
    expect(await mia.tapsAndWaits(off)).toMatchObject({ actions: expect.anything() });
    expect(await events('LiftChanged')).toBe(lifts);
    expect(labels(await mia.tapsAndWaits(renewed))).toContain('On the lift');
  });

  it('T18 because its car is held is answered in time, and the outcome comes as an edit', async () => {
    await mia.sees(/QQ-111-Q.*On the lift/s);
    const other = await pool.connect();
    try {
      await other.query('begin');
      await other.query('select from conversation for update');
      expect(await mia.tapsAndWaits('On the lift', { hurried: true })).toMatchObject(working);
    } finally {
      await other.query('rollback');
      other.release();
    }
    await mia.sees(/QQ-111-Q.*Off the lift/s);
  });

  it('T19 because its process ended is done once, and the tap that comes again gets the card', async () => {
    await networks.workers.stop();
    const lifts = await events('LiftChanged');
    const off = await mia.button('Off the lift');
    const accountId = networks.telegramId;
    const dedupeKey = `mia|n:${off.token}`;
    const content = { kind: 'choice', token: off.token };
    const payload = { chat: 'mia', dedupeKey, sender: { id: 'mia' }, at: networks.now(), content, awaits: 'card' };
    await receiveBatch(pool, [{ accountId, chat: 'mia', dedupeKey, payload }]);
    await claimInbox(pool, { limit: 100, leaseMs: 30_000 });
    expect(await mia.tapsAndWaits(off, { hurried: true })).toMatchObject(working);
    await pool.query('update inbox_lane set due_at = now() where due_at is not null');
    networks.workers.start();
    await until('the lift to change', async () => (await events('LiftChanged')) > lifts);
    expect(labels(await mia.tapsAndWaits(off))).toContain('On the lift');
    expect(await events('LiftChanged')).toBe(lifts + 1);
  });
});
