import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_ID, says } from '../../channels/teams/testing/activities.ts';
import { startConnector } from '../../channels/teams/testing/connector.ts';
import { claimsFor, startIssuer } from '../../channels/teams/testing/issuer.ts';
import { PLAYGROUND_TENANT, startEdge, startPlayground } from '../../channels/teams/testing/playground.ts';
import { testBrowser } from '../../core/testing/chromium.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { teamsSettings } from '../networks/teams.ts';
import { startTelegram } from '../networks/telegram.ts';
import { mechanicIn, see, type TeamsMechanic } from '../people/browser.ts';
import { codeFor } from '../people/mechanic.ts';
import { photo } from '../pictures.ts';
import { type Garage, neverQuiet, startGarage } from '../product.ts';
import { drawConversation } from './pictures.ts';

const [issuer, connector] = await Promise.all([startIssuer(), startConnector()]);
const edge = await startEdge((serviceUrl) => issuer.sign(claimsFor({ serviceUrl }, APP_ID)));
const [playground, browser, database, telegram] = await Promise.all([
  startPlayground({ messagesUrl: edge.url, appId: APP_ID }),
  testBrowser(),
  testDatabase(),
  startTelegram(),
]);
const { serviceUrl, person } = playground;
const { pool } = database;
const jan = telegram.phone(4301, 'nl');
let garage: Garage;
let mia: TeamsMechanic;

async function startAll(): Promise<void> {
  const teams = await teamsSettings({ issuer, connector, tenant: PLAYGROUND_TENANT, serviceUrl });
  garage = await startGarage(database, { ...telegram.settings, ...teams });
  await neverQuiet(pool);
  edge.pointAt(`${garage.url}/api/messages`);
}
async function openTeams(): Promise<void> {
  mia = await mechanicIn(browser, playground.url);
}
beforeAll(() => Promise.all([startAll(), openTeams()]), 120_000);
afterAll(async () => {
  await Promise.all([mia?.page.context().close(), garage?.stop(), playground.stop()]);
  await Promise.all([edge.close(), issuer.close(), connector.close(), telegram.stop()]);
});

async function events(type: string): Promise<number> {
  const { rowCount } = await pool.query('select 1 from repair_event where type = $1', [type]);
  return rowCount ?? 0;
}

/** A photo of Mia's camera, which the page of the Playground cannot send. */
async function sendsPhoto(): Promise<void> {
  const bytes = await photo('#9fb4c4');
  const contentUrl = connector.offers('/emea/v3/attachments/wheel/views/original', (response) =>
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes),
  );
  const { status } = await playground.postActivity(
    says('', {
      serviceUrl,
      timestamp: new Date().toISOString(),
      from: { id: `29:${person.aadObjectId}`, ...person },
      conversation: {
        conversationType: 'personal',
        tenantId: PLAYGROUND_TENANT,
        id: `a:personal-${person.aadObjectId}`,
      },
      channelData: { tenant: { id: PLAYGROUND_TENANT } },
      attachments: [{ contentType: 'image/*', contentUrl }],
    }),
  );
  expect(status).toBe(200);
}

describe('T42 a mechanic in Teams and a customer on Telegram', () => {
  it('meet: she is linked by her code, he by the invitation on her card', async () => {
    await mia.types(`koppel ${await codeFor(pool, 'Mia', 'nl')}`);
    await mia.hears('Gelukt, Mia');
    await mia.types('nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199');
    const invitation = await mia.sees('Laat Jan Jansen deze code scannen');
    const code = (await invitation.getByRole('img', { name: 'QR' }).getAttribute('src')) ?? '';
    expect((await fetch(code)).headers.get('content-type')).toBe('image/png');
    await mia.sees('AB-123-C', 'Aangemeld, nog niet begonnen', 'klant is nog niet gekoppeld');
    await jan.starts(/\/i\/([\w-]+)\.png$/.exec(code)?.[1]);
    await jan.hears('u bent aangemeld');
    await see(await mia.sees('AB-123-C', 'Aangemeld, nog niet begonnen')).not.toContainText('niet gekoppeld');
    await mia.taps('Start');
    await jan.hears('De monteur is om');
    await mia.sees('AB-123-C', 'op de brug');
  });

  it('what she finds is noted with its photo first, and priced later on a card', async () => {
    await mia.types('gevonden AB-123-C: remblokken voor 2 mm !');
    await mia.sees('Gevonden: remblokken voor 2 mm (nog te prijzen) · nu');
    await sendsPhoto();
    await mia.sees('Foto bij AB-123-C');
    await mia.types('gevonden AB-123-C: wissers later');
    await mia.sees('Gevonden: wissers (nog te prijzen) · later');
    await mia.taps('Prijs maken');
    await mia.fills('remblokken voor 2 mm (incl. btw)', '286,40');
    await mia.fills('wissers (incl. btw)', '38');
    await mia.taps('Maak offerte');
    await mia.sees('Offerte staat klaar om te versturen', /Samen incl. btw\s*€\s324,40/, '1 foto gaat mee');
  });

  it('T22 a nervous finger sends one quote, and both taps are answered alike', async () => {
    await mia.tapsTwice('Verstuur · ik wacht');
    const quote = await jan.hears('324,40');
    expect(quote.text).toContain('1. Remblokken voor 2 mm: € 286,40. Nu nodig\n2. Wissers: € 38,00. Kan later');
    await mia.sees('AB-123-C', 'Wacht op klant');
    const [first, second] = edge.passed.filter(({ activity }) => activity.type === 'invoke').slice(-2);
    expect(first?.activity.id).not.toBe(second?.activity.id);
    expect(first?.answer).toBe(second?.answer);
    expect(await events('QuoteReleased')).toBe(1);
    expect(jan.shown().filter(({ text }) => text.includes('324,40'))).toHaveLength(1);
    expect(telegram.calls('sendPhoto')).toHaveLength(1);
  });

  it('his question comes as a card of its own, and he reads what she writes on it', async () => {
    await jan.types('kan het wachten?');
    await mia.sees('Klant vraagt “kan het wachten?” · antwoord nodig');
    await mia.fills('Antwoord aan de klant', 'Beter van niet, de remmen zijn op.');
    await mia.taps('Naar klant');
    const read = await jan.hears('De monteur schrijft');
    expect(read.text).toBe('AB-123-C\nDe monteur schrijft: “Beter van niet, de remmen zijn op.”');
    await mia.sees('› Naar klant', 'Beter van niet');
    await mia.sees('AB-123-C', 'Wacht op klant');
  });

  it('T29 what he approves stands big on her card, the rest struck out, and rings once', async () => {
    await jan.taps('Kiezen of vragen');
    await jan.taps('Alleen nr. 1');
    await jan.hears(/Genoteerd.*een deel/s);
    const card = await mia.sees('AB-123-C', 'Deels akkoord', /Afgesproken en akkoord\s*€\s485,40/);
    const lines = ['✓ remblokken voor 2 mm', '✗ wissers'].map((words) => card.getByText(words).last());
    const [approved, declined] = lines;
    if (!approved || !declined) throw new Error('A line is missing');
    await see(declined).toHaveCSS('text-decoration-line', 'line-through');
    await see(approved).toHaveCSS('font-weight', '600');
    const [big, small] = await Promise.all(lines.map(async (line) => (await line.boundingBox())?.height ?? 0));
    expect(big).toBeGreaterThan(small ?? 0);
    const ping = 'AB-123-C: AKKOORD remblokken voor 2 mm € 286,40. Niet: wissers.';
    await mia.hears(new RegExp(ping.replaceAll(/[.€]/g, '\\$&').replaceAll(' ', '\\s')));
    await see(mia.page.locator('.fai-OutputCard, .fui-Card').filter({ hasText: /AKKOORD/ })).toHaveCount(1);
    if (process.env.WRITE_TEAMS_PICTURES === '1')
      await drawConversation(mia.page, 'docs/pictures/teams/conversation.png');
  });

  it('he hears that the car is ready, that it is not after all, and that it is', async () => {
    await mia.types('klaar AB-123-C 485,40');
    expect((await jan.hears('AB-123-C is klaar')).text).toContain('Te betalen: € 485,40 incl. btw');
    await mia.taps('Toch niet klaar');
    await jan.hears('toch nog niet klaar');
    await mia.sees('AB-123-C', 'In de werkplaats');
    await mia.taps('Klaar');
    await jan.hears('AB-123-C is klaar');
    await mia.sees('AB-123-C', 'klant kan ophalen', /Bedrag incl. btw\s*€\s485,40/);
    expect(edge.passed.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
