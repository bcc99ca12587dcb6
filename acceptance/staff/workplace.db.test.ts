import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Person, startOwnNetworks } from '../networks/own.ts';
import { openStaffDesk } from '../people/mechanic.ts';
import { tokenIn } from '../people/person.ts';
import { watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
/** A Monday. */
const morning = new Date('2026-11-23T09:00:00Z');
const networks = await startOwnNetworks(database, morning);
const desk = openStaffDesk(pool, networks.home, networks.now);
afterAll(() => networks.stop());
const { handled } = watch(pool);

const who = 'Who are you?';

async function tablet(name: string): Promise<Person> {
  const chat = networks.teams(`tablet ${name}`);
  await chat.types(`link ${await desk.makesWorkplace(name)}`);
  await chat.hears(`This is workplace ${name} of Garage De Brug now`);
  return chat;
}

/** Mia's own chat; Rob has none. */
const mia = networks.teams('mia');
beforeAll(async () => {
  await mia.types(`link ${await desk.invites('Mia Visser')}`);
  await mia.hears('Done, Mia Visser');
  await desk.invites('Rob Jansen');
  await desk.invites('Anna Bakker', { role: 'agent' });
});

/** Who did it, by the names of the events of a repair. */
async function doneBy(plate: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ done: string }>(
    `select e.type || ' ' || s.name as done from repair_event e
       join repair r on r.id = e.repair_id join vehicle v on v.id = r.vehicle_id
       join staff s on s.id::text = e.by->>'staffId' where v.plate = $1 order by e.version`,
    [plate],
  );
  return rows.map(({ done }) => done);
}

describe('a tablet that mechanics share', () => {
  it('asks who stands there by initials, and carries out for that person what was typed', async () => {
    const bridge = await tablet('Bridge 1');
    await bridge.types('new AA-101-C, Jan Jansen, 06-12345678, brakes squeal');
    const question = await bridge.hears(who);
    expect(question.text).toContain('Then I do: new AA-101-C, Jan Jansen');
    expect(bridge.buttons()).toEqual(['MV · Mia Visser', 'RJ · Rob Jansen']);
    expect(await doneBy('AA-101-C')).toEqual([]);
    await bridge.taps('RJ');
    expect((await bridge.sees('You work here until 17:30')).text).toContain('RJ · Rob Jansen');
    expect((await bridge.hears(/AA-101-C.*brakes squeal/s)).text).toContain('Mechanic: Rob Jansen');
    await bridge.types('start AA-101-C');
    expect((await bridge.hears('Started')).text).toContain('Rob Jansen');
    expect(await doneBy('AA-101-C')).toEqual(
      ['RepairRegistered', 'RepairStarted', 'LiftChanged'].map((event) => `${event} Rob Jansen`),
    );
    const { rows } = await pool.query(`select s.name from message m join staff s on s.id::text = m.by->>'staffId'
      where m.body = 'start AA-101-C'`);
    expect(rows).toEqual([{ name: 'Rob Jansen' }]);
  });

  it('loses nothing that is typed, sent or tapped before the answer, and does none of it twice', async () => {
    const bridge = await tablet('Bridge 2');
    await bridge.types('new BB-102-C, Jan Jansen, 06-12345678, brakes squeal');
    await bridge.hears(who);
    await bridge.taps('MV');
    await bridge.hears(/BB-102-C.*brakes squeal/s);
    await bridge.types('switch');
    await bridge.hears(who);
    await bridge.types('note BB-102-C: rims are scratched');
    await bridge.hears(who);
    const red = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#f00' } })
      .png()
      .toBuffer();
    await bridge.sendsPhoto(red, { caption: 'BB-102-C', album: 'rims' });
    await bridge.sendsPhoto(red, { album: 'rims' });
    await bridge.hears('a photo, BB-102-C');
    await bridge.taps('Start');
    await bridge.hears(/rims are scratched.*a photo, BB-102-C.*Then I do: Start/s);
    expect(bridge.shown().filter(({ text }) => text.includes('The question is below now'))).toHaveLength(3);
    const token = await bridge.taps('RJ');
    await bridge.tapsToken(token);
    await bridge.hears('Noted');
    await bridge.hears('Photos with BB-102-C');
    await bridge.hears('Started');
    await handled();
    expect((await doneBy('BB-102-C')).filter((done) => done.startsWith('RepairStarted'))).toEqual([
      'RepairStarted Rob Jansen',
    ]);
    const notes = await pool.query(`select 1 from message where body = 'rims are scratched' and direction = 'note'`);
    expect(notes.rowCount).toBe(1);
  });

  it('forgets car and last act of whoever stood there', async () => {
    const bridge = await tablet('Bridge 3');
    await bridge.types('new CC-103-C, Jan Jansen, 06-12345678, brakes squeal');
    await bridge.taps('MV');
    await bridge.hears(/CC-103-C.*brakes squeal/s);
    await bridge.types('start CC-103-C');
    await bridge.hears('Started');
    await bridge.types('mine');
    await bridge.hears('My open repairs');
    await bridge.taps('Somebody else');
    await bridge.hears(who);
    await bridge.types('rj');
    await bridge.hears(/RJ · Rob Jansen.*You work here/s);
    await bridge.types('undo');
    await bridge.hears('There is nothing to undo');
    await bridge.types('wipers streak');
    const own = await bridge.hears('"wipers streak" went nowhere yet');
    expect(own.text).toContain('AA-101-C');
    expect(own.text).toContain('Mechanic: Rob Jansen');
  });

  it('asks again after closing time, and for four hours at night', async () => {
    const bridge = await tablet('Bridge 4');
    await bridge.types('all');
    await bridge.taps('MV');
    await bridge.hears('All open repairs');
    networks.setClock(new Date('2026-11-23T16:29:00Z'));
    await bridge.types('mine');
    await bridge.hears('My open repairs');
    networks.setClock(new Date('2026-11-23T16:30:01Z'));
    await bridge.types('mine');
    await bridge.hears(who);
    await bridge.taps('RJ');
    expect((await bridge.sees(/RJ · Rob Jansen.*You work here/s)).text).toContain('until 21:30');
    networks.setClock(morning);
  });

  it('does not carry out what has waited too long, and says so', async () => {
    const bridge = await tablet('Bridge 5');
    await bridge.types('new EE-105-C, Jan Jansen, 06-12345678, brakes squeal');
    await bridge.taps('MV');
    await bridge.hears(/EE-105-C.*brakes squeal/s);
    await bridge.types('switch');
    await bridge.types('done EE-105-C');
    await bridge.hears('Then I do: done EE-105-C');
    networks.setClock(new Date('2026-11-23T09:31:00Z'));
    await bridge.taps('RJ');
    expect((await bridge.sees(/RJ · Rob Jansen.*You work here/s)).text).toContain(
      'Not done, because it is too long ago: done EE-105-C',
    );
    await handled();
    expect(await doneBy('EE-105-C')).toEqual(['RepairRegistered Mia Visser']);
    networks.setClock(morning);
  });

  it('believes only its own buttons, and lists whoever has no button', async () => {
    const bridge = await tablet('Bridge 6');
    const other = await tablet('Bridge 7');
    await other.types('mine');
    const token = await other.taps('MV');
    await other.hears('My open repairs');
    await bridge.tapsToken(token);
    await bridge.hears(who);
    const more = ['Kees Kuiper', 'Lot Laan', 'Mo Vos', 'Nel Nijs', 'Otto Otten'];
    for (const name of more) await desk.invites(name);
    await bridge.types('mine');
    const question = await bridge.hears(/Type your letters/);
    expect(question.text).toContain('MVi · Mia Visser');
    expect(question.text).not.toContain('[');
    await bridge.types('MVo');
    await bridge.hears(/MVo · Mo Vos.*You work here/s);
    for (const name of more) await desk.revokes({ who: { name }, to: undefined });
    await bridge.types('mine');
    await bridge.hears(who);
    expect(bridge.buttons().slice(-2)).toEqual(['MV · Mia Visser', 'RJ · Rob Jansen']);
  });
});

describe('two tablets and an own chat', () => {
  it('each show the car to whoever works there, and a card on a tablet stays true when others stand there', async () => {
    const left = await tablet('Left');
    const right = await tablet('Right');
    await left.types('new DD-104-C, Sam Smit, brakes squeal');
    await left.taps('MV');
    const token = tokenIn((await left.hears('/i/')).text);
    await right.types('all');
    await right.taps('RJ');
    await right.hears('All open repairs');
    const sam = networks.telegram('sam');
    await sam.starts(token);
    await sam.hears('digital assistant');
    await left.types('quote DD-104-C: brake pads 286.40');
    await left.taps('Send · I wait');
    await sam.taps('Approve');
    await left.hears(/DD-104-C: APPROVED/);
    await mia.hears(/DD-104-C: APPROVED/);
    await handled();
    expect(right.shown().filter(({ text }) => text.includes('APPROVED'))).toEqual([]);
    await left.types('switch');
    await left.taps('RJ');
    await left.sees(/RJ · Rob Jansen.*You work here/s);
    await mia.types('start DD-104-C');
    await mia.hears('Started');
    const card = await left.sees(/work can begin.*\[Off the lift\]/s);
    expect(card.text).toContain('Mechanic: Mia Visser');
  });
});
