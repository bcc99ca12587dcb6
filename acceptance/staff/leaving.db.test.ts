import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Person, startOwnNetworks } from '../networks/own.ts';
import { openStaffDesk } from '../people/mechanic.ts';

const database = await testDatabase();
const { pool } = database;
/** A Monday. */
const morning = new Date('2026-11-23T09:00:00Z');
const networks = await startOwnNetworks(database, morning);
const desk = openStaffDesk(pool, networks.home, networks.now);
afterAll(() => networks.stop());

async function linked(name: string, language?: 'nl' | 'en'): Promise<Person> {
  const chat = networks.teams(name);
  await chat.types(`link ${await desk.invites(name, language ? { language } : {})}`);
  await chat.hears(name);
  return chat;
}

async function registers(mechanic: Person, plate: string): Promise<void> {
  await mechanic.types(`new ${plate}, Jan Jansen, brakes squeal`);
  await mechanic.hears(new RegExp(`${plate}.*brakes squeal`, 's'));
}

async function staffId(name: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>('select id from staff where name = $1 and revoked_at is null', [
    name,
  ]);
  return rows[0]?.id;
}

async function mechanicOf(plate: string): Promise<string | null | undefined> {
  const { rows } = await pool.query<{ name: string | null }>(
    `select s.name from repair r join vehicle v on v.id = r.vehicle_id left join staff s on s.id = r.mechanic_id where v.plate = $1`,
    [plate],
  );
  return rows[0]?.name;
}

describe('somebody who leaves', () => {
  it('keeps access until it is said who takes the open repairs', async () => {
    const mia = await linked('Mia Visser');
    await registers(mia, 'AA-201-C');
    const left = await desk.revokes({ who: { name: 'mia  visser' }, to: undefined });
    expect(left).toMatchObject({ ok: false, code: 'who_takes', repairs: [{ plate: 'AA-201-C' }] });
    await mia.types('mine');
    await mia.hears('My open repairs: 1');
    expect(await desk.revokes({ who: { name: 'Mia Visser' }, to: { name: 'Mia Visser' } })).toMatchObject({
      code: 'takes_own',
    });
    expect(await desk.revokes({ who: { name: 'Mia Visser' }, to: { name: 'Rop' } })).toMatchObject({
      code: 'unknown_person',
      name: 'Rop',
    });
    expect(await mechanicOf('AA-201-C')).toBe('Mia Visser');
  });

  it('hands cars, cards and one short message to a colleague, and reads nothing any more', async () => {
    const lot = await linked('Lot Laan');
    const rob = await linked('Rob Jansen', 'nl');
    await registers(lot, 'BB-202-C');
    await registers(lot, 'BB-203-C');
    await pool.query(`insert into "user" (id, name, email) values ('lot', 'Lot', 'lot@example.nl')`);
    await pool.query(
      `insert into session (id, user_id, token, expires_at) values ('s', 'lot', 't', now() + interval '1 day')`,
    );
    await pool.query(`update staff set user_id = 'lot' where name = 'Lot Laan'`);
    const code = await desk.invites('Lot Laan', { again: true });
    const left = await desk.revokes({ who: { name: 'Lot Laan' }, to: { name: 'Rob Jansen' } });
    expect(left).toMatchObject({ ok: true, repairs: [{}, {}], to: { name: 'Rob Jansen' }, handedBack: 0 });
    await rob.sees(/BB-202-C.*Klacht: brakes squeal/s);
    await rob.sees(/BB-203-C.*Klacht: brakes squeal/s);
    await rob.sees(/^Lot Laan werkt hier niet meer\. Van u zijn nu: BB-20[23]-C, BB-20[23]-C\.$/);
    expect(rob.shown().filter(({ text }) => text.includes('werkt hier niet meer'))).toHaveLength(1);
    expect((await pool.query(`select 1 from session`)).rowCount).toBe(0);
    const shown = lot.shown().length;
    await rob.types('start BB-202-C');
    await rob.hears('Begonnen');
    await lot.types('mine');
    await lot.hears('I do not know you here yet');
    expect(lot.shown()).toHaveLength(shown + 1);
    await lot.types(`link ${code}`);
    await lot.hears('not right or has been used');
    const { rows } = await pool.query(
      `select e.type, e.by->>'kind' as by from repair_event e where e.type = 'MechanicAssigned'`,
    );
    expect(rows).toEqual(Array.from({ length: 2 }, () => ({ type: 'MechanicAssigned', by: 'system' })));
  });

  it('may come back in the same chat, with a new code', async () => {
    const lot = networks.teams('Lot Laan');
    expect(await staffId('Lot Laan')).toBeUndefined();
    await lot.types(`link ${await desk.invites('Lot Laan')}`);
    await lot.hears('Done, Lot Laan');
    await lot.types('mine');
    expect((await lot.hears('My open repairs')).text).toContain('0');
  });

  it('may leave the cars to nobody, so that whoever starts one takes it', async () => {
    const nel = await linked('Nel Nijs');
    await registers(nel, 'CC-204-C');
    expect(await desk.revokes({ who: { name: 'Nel Nijs' }, to: 'nobody' })).toMatchObject({ ok: true, to: undefined });
    expect(await mechanicOf('CC-204-C')).toBeNull();
    await networks.teams('Rob Jansen').types('start CC-204-C');
    await networks.teams('Rob Jansen').sees(/CC-204-C.*Begonnen/s);
    expect(await mechanicOf('CC-204-C')).toBe('Rob Jansen');
  });

  it('gives conversations back to the bot, and is named in the audit', async () => {
    await desk.invites('Anna Bakker', { role: 'agent' });
    const { rows } = await pool.query<{ id: string }>(
      `update conversation set controller_id = $1, controller_since = now() where id = (select id from conversation limit 1) returning id`,
      [await staffId('Anna Bakker')],
    );
    expect(await desk.revokes({ who: { name: 'Anna Bakker' }, to: undefined })).toMatchObject({ handedBack: 1 });
    const after = await pool.query(`select controller_id as by from conversation where id = $1`, [rows[0]?.id]);
    expect(after.rows).toEqual([{ by: null }]);
    const audit = await pool.query(
      `select data from audit_entry where what = 'staff_revoked' order by at desc, id desc limit 1`,
    );
    expect(audit.rows).toEqual([{ data: { repairs: 0, handedBack: 1 } }]);
  });

  it('is told apart from others of the same name by role or garage', async () => {
    await pool.query(`insert into staff (id, organisation_id, name, role, language)
      select gen_random_uuid(), organisation_id, 'Rob Jansen', 'manager', 'nl' from garage limit 1`);
    expect(await desk.revokes({ who: { name: 'Rob Jansen' }, to: 'nobody' })).toMatchObject({ code: 'several_people' });
    expect(await desk.revokes({ who: { name: 'Rob Jansen', role: 'manager' }, to: undefined })).toMatchObject({
      ok: true,
    });
  });
});

describe('a workplace that is gone', () => {
  it('is nobody’s chat, and a mechanic who left is no choice at the others', async () => {
    const bridge = networks.teams('bridge');
    await bridge.types(`link ${await desk.makesWorkplace('Bridge')}`);
    await bridge.types('mine');
    await bridge.taps('RJ');
    await bridge.hears('Mijn open reparaties');
    await expect(desk.makesWorkplace('bridge')).rejects.toThrow('known_workplace');
    await desk.invites('Otto Otten');
    expect(await desk.revokes({ who: { name: 'Rob Jansen' }, to: { name: 'Otto Otten' } })).toMatchObject({ ok: true });
    await bridge.types('mine');
    await bridge.hears('Who are you?');
    expect(bridge.buttons()).toContain('OO · Otto Otten');
    expect(bridge.buttons()).not.toContain('RJ · Rob Jansen');
    await desk.revokesWorkplace('Bridge');
    await bridge.types('mine');
    await bridge.hears('I do not know you here yet');
  });
});
