import { afterEach, describe, expect, it } from 'vitest';
import { readStaffCommand, runStaffCommand } from '../../bot/cli/staff-command.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { signIn } from '../people/service.ts';
import { type Garage, keptLog, startGarage } from '../product.ts';

const database = await testDatabase();
const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
let garage: Garage | undefined;
afterEach(() => garage?.stop());

function staff(...args: readonly string[]) {
  return runStaffCommand(database.pool, readStaffCommand(args));
}

describe('the start, with the only administrator revoked', () => {
  it('makes a new administrator of the same address, with the new password', async () => {
    garage = await startGarage(database, account);
    await signIn(garage.url, account);
    await staff('revoke', '--name', 'Petra', '--to', 'nobody');
    await expect(signIn(garage.url, account)).rejects.toThrow('401');
    await garage.stop();
    const changed = { ...account, ADMIN_PASSWORD: 'another-sentence-of-mine' };
    garage = await startGarage(database, changed);
    await expect(signIn(garage.url, account)).rejects.toThrow('401');
    await signIn(garage.url, changed);
  });

  it('says in the log that there is none, and starts, when another person signs in with that address', async () => {
    await database.pool.query(`update staff set role = 'agent' where user_id is not null`);
    const { log, text } = keptLog();
    garage = await startGarage(database, { ...account, ADMIN_PASSWORD: 'a-third-sentence-of-mine' }, { log });
    expect(text()).toContain('there is no administrator: somebody else who works here signs in with ADMIN_EMAIL');
    expect(text()).not.toContain('petra@example.nl');
    await signIn(garage.url, { ...account, ADMIN_PASSWORD: 'another-sentence-of-mine' });
  });
});
