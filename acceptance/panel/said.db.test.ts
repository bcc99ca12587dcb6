import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotOwn } from '../../channels/channel.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { until } from '../people/person.ts';
import { openDesk, signIn } from '../people/service.ts';
import { invoice, photo, recording } from '../pictures.ts';
import { freePort, startGarage } from '../product.ts';

const account = { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-mine' };
const database = await testDatabase();
const garage = await startGarage(database, { ...account, PORT: String(await freePort()) });
const { mechanic, jan } = garage;
afterAll(() => garage.stop());
let cookie: string;
let conversation: string;
let ours: string;

beforeAll(async () => {
  await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
  await mechanic.hears('AB-123-C');
  await jan.opens();
  await jan.hears('digital assistant');
  await mechanic.types('start AB-123-C');
  ours = (await jan.hears('The mechanic started')).externalId;
  await mechanic.types('quote AB-123-C: brake pads 286.40; wipers 38');
  await mechanic.taps('Send · I wait');
  await jan.taps('Choose or ask');
  cookie = (await signIn(garage.url, account)).cookie;
  // The bot is silent from here on, so that the newest message is what was sent.
  const { who, panel, conversationOf } = await openDesk(database.pool, 'Anna');
  const conversationId = await conversationOf('customer-buttons');
  conversation = `/admin/conversations/${conversationId}`;
  await panel.takeOver(who, conversationId, { controlVersion: 0, from: undefined });
  await jan.hears('You are now talking to Anna');
});

/** What stands on its own among the messages: its HTML, and what is read there. */
type Entry = { readonly html: string; readonly words: string };

async function page(path: string): Promise<string> {
  return (await fetch(`${garage.url}${path}`, { headers: { cookie } })).text();
}
function wordsIn(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();
}
async function entries(): Promise<readonly Entry[]> {
  return (
    (await page(conversation))
      .split('<footer>')[0]
      ?.split(/(?=<li class="(?:entry|event))/)
      .slice(1)
      .map((html) => ({ html, words: wordsIn(html) })) ?? []
  );
}

/** Waits for the newest entry that says so, in Dutch as the administrator reads. */
function shows(words: string | RegExp): Promise<Entry> {
  return until(
    `the panel to show ${words}`,
    async () =>
      (await entries()).findLast((one) => (words instanceof RegExp ? words.test(one.html) : one.words.includes(words))),
    { otherwise: async () => (await entries()).map((one) => one.words).join('\n') },
  );
}
async function preview(): Promise<string> {
  return wordsIn(
    /<span class="preview">.*?(?=<span class="bottom">)/s.exec(await page('/admin/conversations'))?.[0] ?? '',
  );
}
function linksIn({ html }: Entry): readonly string[] {
  return [...html.matchAll(/(?:href|src)="(\/media\/[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
}
function follow(link: string | undefined, headers: Record<string, string> = {}) {
  return fetch(`${garage.url}${link}`, { headers });
}

describe('what a customer sends is seen in the panel', () => {
  it('a photo, small on the page and whole behind it', async () => {
    await jan.sends({ bytes: await photo('#a00'), mimeType: 'image/jpeg', caption: 'Dit is de band' });
    const [whole, small] = linksIn(await shows(/<img.*Dit is de band/s));
    const answers = await Promise.all([follow(whole), follow(small)]);
    expect(answers.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
      [200, 'image/jpeg'],
      [200, 'image/webp'],
    ]);
    expect(await preview()).toBe('AB-123-C · Foto · Dit is de band');
  });

  it('an album as one, with the words of whichever part has some', async () => {
    for (const wall of ['#0a0', '#00a', '#aa0'])
      await jan.sends({
        bytes: await photo(wall),
        mimeType: 'image/jpeg',
        album: 'wheels',
        ...(wall === '#00a' && { caption: 'Van alle kanten' }),
      });
    const album = await shows(/(?:<img.*){3}Van alle kanten/s);
    expect(new Set(linksIn(album)).size).toBe(6);
    expect((await entries()).filter(({ words }) => words.includes('Van alle kanten'))).toHaveLength(1);
  });

  it('a voice message and a video to play, in parts', async () => {
    await jan.sends({ bytes: recording(), mimeType: 'audio/mpeg' });
    const [sound] = linksIn(await shows(/<audio controls/));
    const part = await follow(sound, { range: 'bytes=0-3' });
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'audio/mpeg']);
    expect(await preview()).toBe('AB-123-C · Spraakbericht');
    await jan.sends({ bytes: Buffer.from('\0\0\0\x18ftypisom'), mimeType: 'video/mp4', fileName: 'rammel.mp4' });
    const [video] = linksIn(await shows(/<video controls.*rammel\.mp4/));
    expect((await follow(video)).headers.get('content-type')).toBe('video/mp4');
    expect(await preview()).toBe('AB-123-C · Video');
  });

  it('a document by its name and size: what a browser shows is opened, all else is kept as a file', async () => {
    await jan.sends({ bytes: invoice(), mimeType: 'application/pdf', fileName: 'fac\u202etuur.pdf' });
    const pdf = await shows(/factuur\.pdf.*1 kB/s);
    expect(pdf.html).toContain('target="_blank"');
    expect((await follow(linksIn(pdf)[0])).headers.get('content-type')).toBe('application/pdf');
    await jan.sends({ bytes: Buffer.from('\0\0\0\x18ftypheic'), mimeType: 'image/heic', fileName: 'IMG_1.HEIC' });
    const heic = await shows(/download="IMG_1\.HEIC"/);
    expect((await follow(linksIn(heic)[0])).headers.get('content-disposition')).toBe('attachment');
    expect(await preview()).toBe('AB-123-C · Foto');
  });

  it('a file that is still on its way, which keeps its place', async () => {
    const file = await jan.sends({ mimeType: 'image/jpeg', caption: 'Komt zo' });
    await shows(/Foto niet opgehaald.*Komt zo/s);
    await database.pool.query(
      `update message_media set failed = null, due_at = now() + interval '1 hour'
       where message_id = (select id from message where external_id = $1)`,
      [file],
    );
    expect((await shows('Komt zo')).words).toContain('Foto wordt opgehaald…');
  });

  it('a file that could not be had, with the reason', async () => {
    await jan.sends({ mimeType: 'video/mp4', fileName: 'te-groot.mp4', caption: 'Hoor het rammelen' });
    const { words } = await shows('te-groot.mp4 niet opgehaald');
    expect(words).toContain('te groot voor het kanaal, of daar niet meer te vinden');
    expect(words).toContain('Hoor het rammelen');
    await jan.sends({ bytes: new Uint8Array(), fileName: 'map.zip' });
    await shows('map.zip niet opgehaald: het is leeg. Vraag de klant');
  });

  it('an edit with both texts, each leading to the other, so that it is no new answer', async () => {
    const first = await jan.tells({ kind: 'text', externalId: 'e-1', text: 'Ja, doe maar' });
    await jan.tells({ kind: 'edited', externalId: first, text: 'Nee, toch niet' });
    const edit = await shows('Nee, toch niet');
    expect(edit.words).toContain('Gewijzigd bericht Jan Jansen Ja, doe maar Gewijzigd in: Nee, toch niet');
    const original = (await entries()).find((one) => one.words.includes('later gewijzigd'));
    expect(original?.words).toContain('Ja, doe maar');
    const idOf = ({ html }: Entry) => /id="(m-[^"]+)"/.exec(html)?.[1];
    expect(original?.html).toContain(`href="#${idOf(edit)}"`);
    expect(edit.html).toContain(`href="#${original && idOf(original)}"`);
    expect(await preview()).toBe('AB-123-C · Gewijzigd in: Nee, toch niet');
  });

  it('a reply with the message that it answers, whoever wrote that', async () => {
    await jan.tells({ kind: 'text', externalId: 'r-1', text: 'Dank u', replyTo: ours });
    expect((await shows('Dank u')).words).toMatch(/^Jan Jansen Bot AB-123-C The mechanic started .* Dank u /);
    await jan.tells({ kind: 'text', externalId: 'r-2', text: 'Dat bedoel ik', replyTo: 'r-1' });
    expect((await shows('Dat bedoel ik')).words).toMatch(/^Jan Jansen Jan Jansen Dank u Dat bedoel ik /);
    await jan.sends({ bytes: await photo('#0aa'), mimeType: 'image/jpeg', caption: 'Deze', replyTo: 'long-gone' });
    expect((await shows('Deze')).words).toContain('Antwoord op een eerder bericht');
  });

  it('a place with the way to a map, which learns nothing of us', async () => {
    const place = { latitude: 51.9851, longitude: -5.898734, place: 'P+R Gelredome' };
    await jan.tells({ kind: 'location', externalId: 'l-1', ...place });
    const { html, words } = await shows('P+R Gelredome');
    expect(words).toContain('Locatie P+R Gelredome 51.98510, -5.89873 Bekijk op de kaart');
    expect(html).toContain(
      'href="https://www.openstreetmap.org/?mlat=51.98510&amp;mlon=-5.89873#map=16/51.98510/-5.89873" target="_blank" rel="noopener noreferrer"',
    );
    expect(await preview()).toBe('AB-123-C · Locatie · P+R Gelredome');
  });

  it('that a phone number was shared, and whose; somebody else’s is nowhere', async () => {
    await jan.tells({ kind: 'contact', phone: '+31687654321', own: true });
    await shows('Deelde het eigen telefoonnummer');
    await jan.tells({ kind: 'contact', phone: '+31699999999', own: false });
    await shows('Deelde het telefoonnummer van iemand anders');
    await until('the answer to it', async () => (await preview()).includes('not your own number') || undefined);
    expect(await page(conversation)).not.toContain('99999999');
  });

  it('a sticker and what we cannot show, by name and with what can be told of it', async () => {
    await jan.tells({ kind: 'unsupported', what: 'sticker', words: '🚗' });
    await shows('Sticker 🚗');
    expect(await preview()).toBe('AB-123-C · Sticker · 🚗');
    await jan.tells({ kind: 'unsupported', what: 'hologram' });
    await shows('Iets dat hier niet te zien is (hologram)');
  });

  it('a reaction as a thin line that says to what', async () => {
    await jan.tells({ kind: 'reaction', onMessage: ours, emoji: '👍' });
    const { html, words } = await shows('👍');
    expect(words).toMatch(/^Jan Jansen reageerde met 👍 op “AB-123-C The mechanic started/);
    expect(html).toMatch(/^<li class="event/);
    // Nobody has to answer it, so that the list goes on with the message before.
    expect(await preview()).not.toContain('👍');
    await jan.tells({ kind: 'reaction', onMessage: 'long-gone' });
    await shows('Jan Jansen haalde de reactie weg bij een eerder bericht');
  });

  it('a button by its label, and one that is none of ours', async () => {
    await shows('Knop ingedrukt Choose or ask');
    await jan.tells({ kind: 'choice', token: 'never-made' });
    await shows('Knop ingedrukt die niet van ons is');
    expect(await preview()).toBe('AB-123-C · Knop ingedrukt die niet van ons is');
  });

  it('that the chat was opened', async () => {
    await jan.tells({ kind: 'start' });
    await shows('Jan Jansen opende de chat');
    expect(await preview()).toBe('AB-123-C · Opende de chat');
  });

  it('whose words they are: forwarded, by way of a bot, automatic, an answer elsewhere', async () => {
    const says = (externalId: string, text: string, notOwn: NotOwn) =>
      jan.tells({ kind: 'text', externalId, text, notOwn });
    await says('w-1', 'Gewoon doen', { forwarded: { from: 'Piet <b>' } });
    expect((await shows('Gewoon doen')).words).toMatch(/^Jan Jansen Doorgestuurd van Piet &lt;b&gt; Gewoon doen /);
    expect(await preview()).toBe('AB-123-C · Doorgestuurd van Piet &lt;b&gt;: Gewoon doen');
    await says('w-2', 'Niet doen', { forwarded: {} });
    expect((await shows('Niet doen')).words).toMatch(/^Jan Jansen Doorgestuurd Niet doen /);
    await says('w-3', 'Zie hier', { via: { bot: '@pic' }, elsewhere: true });
    expect((await shows('Zie hier')).words).toContain('Via @pic · Antwoord op een bericht in een andere chat Zie hier');
    await says('w-4', 'Ik ben er niet', { automatic: true });
    expect((await shows('Ik ben er niet')).words).toContain('Automatisch bericht Ik ben er niet');
    const media = { reference: 'x', mimeType: 'image/jpeg' };
    await jan.tells({ kind: 'media', externalId: 'w-5', media, caption: 'Kijk!', notOwn: { forwarded: {} } });
    expect((await shows('Kijk!')).words).toContain('Doorgestuurd');
    await jan.tells({ kind: 'contact', phone: '+31699999999', own: false, notOwn: { forwarded: { from: 'Kees' } } });
    expect((await shows('Doorgestuurd van Kees')).words).toContain('Deelde het telefoonnummer van iemand anders');
  });

  it('what was struck out, struck out, and what was quoted as a quote', async () => {
    const text = 'Piet: <nee>\nja, niet morgen';
    const notOwn = { quoted: [{ from: 0, to: 11 }], struck: [{ from: 16, to: 21 }] };
    await jan.tells({ kind: 'text', externalId: 's-1', text, notOwn });
    expect((await shows('Piet: &lt;nee&gt;')).html).toContain(
      '<blockquote class="text">Piet: &lt;nee&gt;</blockquote><p class="text">ja, <s>niet </s>morgen</p>',
    );
    expect(await preview()).toBe('AB-123-C · Piet: &lt;nee&gt; ja, morgen');
    await jan.tells({ kind: 'edited', externalId: 's-1', text: 'toch', notOwn: { struck: [{ from: 0, to: 4 }] } });
    expect((await shows(/<s>toch<\/s>/)).words).toContain('Gewijzigd in: toch');
    expect(await preview()).toBe('AB-123-C · Doorgehaalde woorden');
  });

  it('and nothing stands there empty', async () => {
    const bubbles = (await entries()).filter(({ html }) => html.startsWith('<li class="entry'));
    const inside = bubbles.map(({ html }) =>
      html.replace(/<p class="by">.*?<\/p>/s, '').replace(/<p class="meta">.*?<\/p>/s, ''),
    );
    expect(inside.length).toBeGreaterThan(15);
    expect(inside.filter((html) => wordsIn(html) === '' && !/<img|<audio|<video/.test(html))).toEqual([]);
  });
});
