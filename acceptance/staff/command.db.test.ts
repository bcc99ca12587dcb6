import { afterAll, describe, expect, it } from 'vitest';
import { readStaffCommand, runStaffCommand } from '../../bot/cli/staff-command.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { startTelegram } from '../networks/telegram.ts';
import { signIn } from '../people/service.ts';
import { neverQuiet, runCli, startGarage } from '../product.ts';

const database = await testDatabase();
const telegram = await startTelegram();
const garage = await startGarage(database, telegram.settings, { rehearses: false });
await neverQuiet(database.pool);
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const codeForm = /^[A-Z\d]{4}-[A-Z\d]{4}-[A-Z\d]{4}$/;

function run(...args: readonly string[]) {
  return runCli('staff.ts', database.url, args);
}

/** The same without a process of its own. */
async function staff(...args: readonly string[]): Promise<string> {
  return (await runStaffCommand(database.pool, readStaffCommand(args))).out;
}

describe('the staff command beside the product', { timeout: 60_000 }, () => {
  it('prints the code alone, and what to do with it beside', async () => {
    const { code, out, err } = await run('invite', '--role', 'mechanic', '--name', 'Mia Visser', '--language', 'en');
    expect(code).toBe(0);
    expect(out.trim()).toMatch(codeForm);
    expect(err).toBe(`Mia Visser types this in the chat with the bot, once and within 7 days: link ${out}`);
    const mia = telegram.phone(7101);
    await mia.types(`link ${out.trim()}`);
    await mia.hears('Done, Mia Visser');
    await expect(staff('invite', '--role', 'mechanic', '--name', 'mia visser')).rejects.toThrow(
      /^"Mia Visser" works here already/,
    );
  });

  it('lists who is linked, and lets nobody go before it is said who takes the cars', async () => {
    const mia = telegram.phone(7101);
    const rob = telegram.phone(7102);
    await rob.types(`koppel ${await staff('invite', '--role', 'mechanic', '--name', 'Rob Jansen')}`);
    await rob.hears('Gelukt, Rob Jansen');
    await mia.types('new AB-123-C, Jan Jansen, brakes squeal');
    await mia.hears(/AB-123-C.*brakes squeal/s);
    await expect(staff('revoke', '--name', 'Mia Visser')).rejects.toThrow(
      /AB-123-C.*\nNothing was changed\. Say who takes them with --to "NAME", or --to nobody\./,
    );
    const list = await staff('list');
    expect(list).toMatch(/Mia Visser +mechanic +all garages +telegram, heard 20/);
    expect(list).not.toMatch(/7101|7102/);
    expect(await staff('revoke', '--name', 'Mia Visser', '--to', 'Rob Jansen')).toBe(
      'Mia Visser has no access any more. Rob Jansen has 1 repair now.',
    );
    await rob.hears(/AB-123-C.*brakes squeal/s);
    await rob.hears('Mia Visser werkt hier niet meer. Van u zijn nu: AB-123-C.');
    await mia.types('mine');
    await mia.hears('We kennen deze chat nog niet');
    await expect(staff('revoke', '--name', 'Mia')).rejects.toThrow('Nobody is called "Mia"');
  });

  it('makes a code for a tablet, whose buttons say who stands there', async () => {
    const tablet = telegram.phone(7103, 'en');
    await tablet.types(`link ${await staff('workplace', '--name', 'Brug 1', '--garage', 'garage de brug')}`);
    await tablet.hears('This is workplace Brug 1 of Garage De Brug now');
    await tablet.types('mijn');
    const question = await tablet.hears('Who are you?');
    expect(question.buttons.map(({ label }) => label)).toEqual(['RJ · Rob Jansen']);
    await tablet.taps('RJ');
    await tablet.hears('Mijn open reparaties: 1');
    expect(await staff('posts')).toMatch(codeForm);
    await expect(staff('posts', '--garage', 'Elsewhere')).rejects.toThrow('there is "Garage De Brug"');
  });

  it('prints a link for whoever works in the panel, alone, and a new one when the password is lost', async () => {
    const anna = ['--role', 'agent', '--name', 'Anna Bakker', '--email', 'anna@example.nl'];
    const { code, out, err } = await run('invite', ...anna, '--language', 'en');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^http:\/\/localhost:3000\/admin\/setup\?token=[\w-]{32}\n$/),
    ]);
    expect(err).toBe(
      'Give Anna Bakker this link: it works once and within 72 hours, to choose a password for the panel.\n',
    );
    expect(await staff('list')).toMatch(/Anna Bakker +agent +all garages +anna@example\.nl, invited, link until 20/);
    await setUp(out, 'my own long sentence');
    const account = { ADMIN_EMAIL: 'anna@example.nl', ADMIN_PASSWORD: 'my own long sentence' };
    await signIn(garage.url, account);
    expect(await staff('list')).toMatch(/Anna Bakker .*anna@example\.nl, signed in 20/);
    await setUp(await staff('reset', '--email', 'Anna@Example.nl'), 'another sentence of mine');
    await expect(signIn(garage.url, account)).rejects.toThrow('401');
    await signIn(garage.url, { ...account, ADMIN_PASSWORD: 'another sentence of mine' });
    await expect(staff('invite', ...anna)).rejects.toThrow('"Anna Bakker" works here already');
    await expect(staff('reset', '--email', 'nobody@example.nl')).rejects.toThrow('Nobody who works here');
    await staff('revoke', '--name', 'Anna Bakker');
    await expect(staff('reset', '--email', 'anna@example.nl')).rejects.toThrow('Nobody who works here');
  });

  it('prints who may use what', async () => {
    expect(await staff('routes')).toMatch(/^GET {3}\/admin\/audit +administrator$/m);
  });
});

/** Opens a link that was printed, at the address of this product. */
async function setUp(link: string, password: string): Promise<void> {
  const { pathname, search } = new URL(link.trim());
  const answer = await fetch(`${garage.url}${pathname}${search}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: garage.url },
    body: new URLSearchParams({ name: 'Anna Bakker', password }),
  });
  expect(answer.status).toBe(303);
}
