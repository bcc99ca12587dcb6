import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testBrowser } from '../../core/testing/chromium.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { chatOf, openPage, see } from '../people/browser.ts';
import { freePort, startGarage, wordsSettleAfter } from '../product.ts';

const administrator = { email: 'petra@example.nl', password: 'a-long-sentence-of-mine' };
const browser = await testBrowser();
const database = await testDatabase();
const garage = await startGarage(database, {
  PORT: String(await freePort()),
  ADMIN_EMAIL: administrator.email,
  ADMIN_PASSWORD: administrator.password,
});
afterAll(() => garage.stop());
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

async function simulator(lang: 'en' | 'nl', width = 1440) {
  const { page, faults } = await openPage(browser, `${garage.url}/simulator?lang=${lang}`, {
    viewport: { width, height: 900 },
  });
  return {
    page,
    faults,
    mechanic: chatOf(page, 'Mechanic'),
    buttons: chatOf(page, 'Customer with buttons'),
    words: chatOf(page, 'Customer with text only'),
    tenMinutesPass: () => page.getByRole('button', { name: '+10 min' }).click(),
  };
}

describe('a newcomer in the simulator', () => {
  it('plays a repair with a customer who has buttons, from registration to ready', async () => {
    const { page, faults, mechanic, buttons: jan, tenMinutesPass } = await simulator('en');
    await page.getByRole('button', { name: /^new AB-123-C/ }).click();
    await mechanic.region.getByRole('button', { name: 'Send', exact: true }).click();
    await see(mechanic.log.getByRole('img', { name: /QR/ })).toBeVisible();
    await jan.opensInvitation();
    await jan.hears('This is our digital assistant, not a person');
    await mechanic.types('start AB-123-C');
    await jan.hears('The mechanic started at');

    await mechanic.types('quote AB-123-C: brake pads 280; wipers 38');
    await mechanic.taps('Send · I wait');
    await jan.hears('Together € 318.00');
    await jan.types('ok');
    await jan.hears('May we do all of it for € 318.00 incl. VAT? Nothing has been approved yet.');
    await tenMinutesPass();
    await jan.hears('the mechanic is waiting for your answer');
    await see(mechanic.log).toContainText('reminded');
    const old = jan.log.getByRole('button', { name: 'Approve € 318.00' }).first();
    const token = await old.getAttribute('value');
    const onMessage = await old.locator('xpath=..').locator('[name=onMessage]').getAttribute('value');

    await mechanic.types('quote AB-123-C: brake pads 286.40; wipers 38');
    await mechanic.taps('Send · I wait');
    await jan.hears('Together € 324.40 incl. VAT (was € 318.00, so € 6.40 more)');
    await see(jan.log.getByRole('button', { name: 'Approve € 318.00' })).toHaveCount(0);
    // Another window may still show the old button.
    const tapped = await page.request.post(`${garage.url}/simulator/customer-buttons/taps?lang=en`, {
      data: { token, onMessage },
      headers: { origin: garage.url },
    });
    expect(tapped.ok()).toBe(true);
    await jan.hears('You answered an old quote. It no longer applies, so nothing has been approved.');

    await jan.taps('Choose or ask');
    await jan.taps('Only no. 1');
    await jan.hears(/you approved part of it.*Not to do: 2\.\sWipers/s);
    await mechanic.hears('AB-123-C: APPROVED brake pads € 286.40. Not: wipers.');
    await see(mechanic.log.locator('strong', { hasText: 'brake pads' }).last()).toBeVisible();
    await see(mechanic.log.locator('s', { hasText: 'wipers' }).last()).toBeVisible();

    await jan.taps('Change it');
    await mechanic.hears('Customer has second thoughts about');
    await jan.hears('Nothing of it is approved now');
    await jan.taps('Choose or ask');
    await jan.taps('Only no. 1');
    await mechanic.taps('I begin this');
    await mechanic.hears('the approved work has begun');
    await jan.taps('Change it');
    await jan.hears('it cannot be changed any more');

    await mechanic.types('done AB-123-C');
    await jan.hears(/AB-123-C is ready.*Not done, as you asked: wipers/s);
    await mechanic.types('reopen AB-123-C');
    await jan.hears('The car is not ready after all');
    expect(faults).toEqual([]);
  });

  it('plays a customer who only types, in Dutch and on a telephone', async () => {
    const { faults, mechanic, words: piet, tenMinutesPass } = await simulator('nl', 390);
    await mechanic.types('nieuw XY-987-Z, Piet Bakker, 06-87654321, lekt olie, € 199');
    await see(mechanic.log.getByRole('heading', { name: 'XY-987-Z' }).last()).toBeVisible();
    await piet.opensInvitation();
    await piet.hears('Gelukt: u bent aangemeld');
    await mechanic.types('start XY-987-Z');
    await piet.hears('De monteur is om');
    await mechanic.types('offerte XY-987-Z: remblokken 286,40 ! ; ruitenwissers 38 later');
    await mechanic.taps('Verstuur · ik wacht');
    await piet.hears(/1\. Remblokken: €\s286,40\. Nu nodig.*Antwoord JA/s);
    expect(await piet.log.getByRole('button').count()).toBe(0);

    for (const doubtful of ['misschien', 'ja maar niet meer dan 200', 'hmm wat dan']) {
      const before = await piet.log.getByText('nog niets goedgekeurd').count();
      await piet.types(doubtful);
      await see(piet.log.getByText('nog niets goedgekeurd')).toHaveCount(before + 1);
    }
    await piet.types('ja graag');
    await piet.types('niet');
    await piet.hears('Ik begrijp dat u het niet wilt laten doen');
    await tenMinutesPass();
    await piet.hears('de monteur wacht op uw antwoord');
    await mechanic.types('bezig XY-987-Z');
    await mechanic.hears('De klant heeft nog niets goedgekeurd');

    await piet.types('kan het wachten?');
    await mechanic.hears('Klant vraagt: kan het wachten?');
    await mechanic.taps('Ja, dat kan.');
    await piet.hears('De monteur schrijft: “Ja, dat kan.”');

    // From here on words need not wait for further ones, as a test does not either.
    await wordsSettleAfter(database.pool, 0);
    await piet.types('alleen de remblokken');
    await piet.hears(/Bedoelt u dit\?.*Niet: 2\.\sRuitenwissers/s);
    await piet.types('ja');
    await piet.hears(/u gaat akkoord met een deel.*Toch anders\? Typ WIJZIG/s);
    await piet.types('wijzig');
    await piet.hears('is teruggenomen');
    await piet.types('1');
    await mechanic.hears('XY-987-Z: AKKOORD remblokken');
    await mechanic.types('bezig XY-987-Z');
    await mechanic.hears('het goedgekeurde werk is begonnen');
    await piet.types('WIJZIG');
    await piet.hears('Sindsdien kan wijzigen niet meer');
    await mechanic.types('klaar XY-987-Z 600');
    await mechanic.hears('Maak voor de rest een offerte');
    await mechanic.types('klaar XY-987-Z');
    await piet.hears(/XY-987-Z is klaar.*Te betalen: €\s485,40/s);
    expect(faults).toEqual([]);
  });

  it('watches in the panel, takes over, answers, hands back and decides for a customer who phones', async () => {
    const { faults, mechanic, buttons: kees } = await simulator('en');
    await mechanic.types('new KL-456-M, Kees de Wit, 06-11223344, a light is out');
    await see(mechanic.log.getByRole('heading', { name: 'KL-456-M' }).last()).toBeVisible();
    await kees.opensInvitation();
    // The phone is Jan's already, and Kees gets it now.
    await kees.hears('This chat already belongs to AB-123-C of Jan Jansen');
    await kees.taps('Only the new one');
    await kees.hears(/KL-456-M.*You are signed up/s);
    await mechanic.types('start KL-456-M');
    const { page: panel } = await openPage(browser, `${garage.url}/admin/`, { locale: 'nl-NL' });
    await panel.getByLabel('E-mailadres').fill(administrator.email);
    await panel.getByLabel('Wachtwoord').fill(administrator.password);
    await panel.getByRole('button', { name: 'Inloggen' }).click();
    await panel
      .getByRole('region', { name: 'Lijst van gesprekken' })
      .getByRole('link', { name: /Kees de Wit/ })
      .click();
    const thread = panel.getByRole('log', { name: 'Berichten' });
    await mechanic.types('quote KL-456-M: bulb 12; fuse 3');
    await mechanic.taps('Send · I wait');
    await see(thread).toContainText('Bulb: € 12.00');
    await kees.types('can I talk to a person?');
    await see(thread).toContainText('can I talk to a person?');
    // After closing time it says when a person answers.
    await kees.hears(/passing this to a person|A person will answer you here/);

    await panel.getByRole('button', { name: 'Overnemen' }).click();
    await kees.hears('You are now talking to');
    await panel.getByRole('textbox', { name: 'Bericht aan de klant' }).fill('Hello Kees, what can I do for you?');
    await panel.getByRole('button', { name: 'Stuur', exact: true }).click();
    await kees.hears('Hello Kees, what can I do for you?');
    await kees.types('yes please');
    await see(thread).toContainText('yes please');
    await panel.getByRole('button', { name: 'Teruggeven aan de bot' }).click();
    await kees.hears('From here the digital assistant answers again');

    // What was typed under a person approved nothing, so that the quote still waits.
    await panel.getByText('Klant beslist aan de telefoon of balie').click();
    await panel.getByLabel('Alleen deze regels').check();
    await panel.getByRole('checkbox', { name: /bulb/ }).check();
    await panel.getByLabel('Wie sprak u').fill('Kees de Wit');
    await panel.getByRole('button', { name: 'Beslissing vastleggen' }).click();
    await mechanic.hears('KL-456-M: APPROVED bulb');
    await kees.hears(/you approved part of it.*Not to do: 2\.\sFuse/s);
    await see(thread).toContainText('deels akkoord');
    expect(faults).toEqual([]);
  });
});
