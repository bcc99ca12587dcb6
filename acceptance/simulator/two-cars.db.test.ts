import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startGarage } from '../product.ts';

const database = await testDatabase();
const garage = await startGarage(database);
const { mechanic, jan } = garage;
afterAll(() => garage.stop());

describe('two cars of one customer', () => {
  it('stay in one chat, and every message names its car', async () => {
    await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
    await mechanic.hears('AB-123-C');
    await jan.opens();
    await jan.hears('AB-123-C');
    await mechanic.types('new XY-987-Z, jan jansen, +31 6 12345678, oil leak');
    await mechanic.hears(/XY-987-Z.*Registered/s);
    await mechanic.types('start XY-987-Z');
    expect((await jan.hears('The mechanic started')).text).toContain('XY-987-Z');
    await mechanic.types('start AB-123-C');
    expect((await jan.hears('The mechanic started')).text).toContain('AB-123-C');
    await mechanic.types('say XY-987-Z: nearly there');
    expect((await jan.hears('nearly there')).text).toContain('XY-987-Z');
  });

  it('are not mixed up by a yes that may mean either quote', async () => {
    await mechanic.types('quote AB-123-C: brake pads 286.40');
    await mechanic.taps('Send · I go on');
    await jan.hears('286.40');
    await mechanic.types('quote XY-987-Z: gasket 120');
    await mechanic.hears(/gasket.*XY-987-Z/s);
    await mechanic.taps('Send · I go on');
    await jan.hears('120.00');
    await jan.types('yes please');
    await jan.hears('nothing has been approved');
    await jan.taps('Approve € 120.00');
    expect((await jan.hears('you *approved*')).text).toContain('XY-987-Z');
    await mechanic.hears('XY-987-Z: APPROVED gasket');
  });

  it('have promised times of their own, which undo takes back with one message', async () => {
    await mechanic.types('eta AB-123-C tomorrow 10:00');
    expect((await jan.hears('We expect to be ready')).text).toContain('AB-123-C');
    await mechanic.types('eta AB-123-C tomorrow 12:00');
    await jan.hears('later than promised');
    await mechanic.types('undo');
    await jan.hears('sooner than promised');
    await mechanic.hears('Undone');
  });
});

describe('two German cars with the same signs', () => {
  const keys = async (): Promise<readonly string[]> => {
    const { rows } = await database.pool.query<{ car: string }>(
      `select concat_ws(' · ', v.plate, c.name) as car from vehicle v join customer c on c.id = v.owner_id
        where v.plate_key like 'B%1234' order by 1`,
    );
    return rows.map(({ car }) => car);
  };

  it('are told apart, and one that is kept without its dash is known by its owner', async () => {
    await mechanic.types('new B-NO 1234, Hans Berg, +49 151 12345678, brakes squeal');
    await mechanic.hears(/B-NO 1234.*Registered/s);
    await database.pool.query(
      `update vehicle set plate_key = 'BNO1234', plate = 'BNO1234' where plate_key = 'B-NO1234'`,
    );
    await database.pool.query(`update repair set status = 'collected' where vehicle_id in (select id from vehicle
      where plate_key = 'BNO1234')`);
    await mechanic.types('new BN-O 1234, Fritz Baum, +49 151 87654321, oil leak');
    await mechanic.hears(/BN-O 1234.*Registered/s);
    expect(await keys()).toEqual(['BN-O 1234 · Fritz Baum', 'BNO1234 · Hans Berg']);
    await mechanic.types('new b-no 1234, hans berg, +49 151 12345678, oil leak');
    await mechanic.hears(/B-NO 1234.*Registered/s);
    expect(await keys()).toEqual(['B-NO 1234 · Hans Berg', 'BN-O 1234 · Fritz Baum']);
  });
});
