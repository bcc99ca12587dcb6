import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram-edge.ts';
import { neverQuiet } from '../people/telegram-customer.ts';
import { linkMia, makeWorkshop } from '../people/telegram-mechanic.ts';
import { startStage, until } from '../stage.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
const stage = await startStage(database, telegram.settings);
const mia = telegram.phone(9001);
const jan = telegram.phone(9002, 'en');
const workshop = telegram.phone(9003);

const minute = 60_000;
async function aheadMs(): Promise<number> {
  const { rows } = await pool.query<{ value: string }>(`select value from installation where name = 'clock_offset_ms'`);
  return Number(rows[0]?.value ?? 0);
}
/** Moves the product's clock on to this time of a Monday in winter, or of some days after it. */
async function clockIs(time: string, days = 0): Promise<void> {
  const at = Date.parse(`2027-01-04T${time}:00+01:00`) + days * 24 * 60 * minute;
  const skip = Math.ceil((at - Date.now() - (await aheadMs())) / minute);
  for (let left = skip; left > 0; left -= 10_080) await stage.skips(Math.min(left, 10_080));
}
function settled(): Promise<true> {
  return until('everything due to have happened', async () => {
    const { rows } = await pool.query<{ open: number }>(
      `select (select count(*) from inbox where state <> 'done')
            + (select count(*) from timer where due_at <= now() + make_interval(secs => $1::bigint / 1000.0) and dead is null)
            + (select count(*) from delivery where state in ('queued', 'sending'))
            + (select count(*) from message_media where due_at is not null) as open`,
      [await aheadMs()],
    );
    return Number(rows[0]?.open) === 0 || undefined;
  });
}
function told() {
  return mia.shown().map(({ text }) => text);
}
function card(plate: string) {
  return mia.shown().findLast(({ text }) => text.startsWith(plate) && text.includes('Klant: Jan'));
}

beforeAll(async () => {
  await neverQuiet(pool);
  await clockIs('09:00');
  await linkMia(pool, 9001, mia);
  await makeWorkshop(pool, 9003, workshop);
  await mia.writes('nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199');
  const invited = await mia.hears('/i/');
  await jan.starts(/\/i\/([\w-]+)/.exec(invited.text)?.[1]);
  await jan.hears('You are signed up');
  await mia.writes('start AB-123-C');
  await jan.hears('The mechanic started');
});
afterAll(async () => {
  await stage.stop();
  await telegram.stop();
});

describe('a photo that the customer’s app could not show', () => {
  const picture = (size = 8): Promise<Buffer> =>
    sharp({ create: { width: size, height: size, channels: 3, background: '#f00' } })
      .jpeg()
      .toBuffer();
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), randomBytes(64)]);
  const mechanic = edge.person(9001);
  const jpeg = 'image/jpeg';

  it('T40 is told once, with the car and what to do: HEIC, over 20 MB, a renamed program', async () => {
    await mia.writes('AB-123-C');
    await mia.hears('AB-123-C');
    mechanic.sendsFile('document', { bytes: heic, name: 'IMG_1.jpg', mimeType: jpeg }, { media_group_id: 'g1' });
    mechanic.sendsFile('document', { bytes: heic, name: 'IMG_2.jpg', mimeType: jpeg }, { media_group_id: 'g1' });
    await mia.hears(/AB-123-C: de foto is een HEIC-bestand.*als JPEG, of maak een schermafbeelding/);
    mechanic.sendsFile('document', { bytes: await picture(), name: 'a.jpg', mimeType: jpeg, size: 30 * 1024 * 1024 });
    await mia.hears(/AB-123-C: de foto is te groot/);
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(64)]);
    mechanic.sendsFile('document', { bytes: program, name: 'photo.jpg', mimeType: jpeg });
    await mia.hears(/AB-123-C: de foto kan niet als foto worden geopend/);
    await settled();
    expect(told().filter((text) => text.includes('HEIC-bestand'))).toHaveLength(1);
  });
  it('T40 is no longer counted among those that wait for the quote', async () => {
    mechanic.sendsFile('photo', { bytes: await picture(16), name: 'b.jpg' });
    await mia.hears('Foto bij AB-123-C');
    await mia.writes('offerte AB-123-C: remblokken 286,40');
    const draft = await mia.hears('foto gaat mee');
    expect(draft.text).toContain('1 foto gaat mee');
  });
  it('T40 that comes after its quote has gone is told, too', async () => {
    edge.fails('getFile', { status: 500 });
    mechanic.sendsFile('photo', { bytes: await picture(24), name: 'c.jpg' });
    await until('a download that failed', async () => {
      const { rowCount } = await pool.query('select 1 from message_media where attempts > 0 and due_at > now()');
      return rowCount || undefined;
    });
    await mia.taps('Verstuur · ik wacht');
    await until('the quote to wait', async () => {
      const { rowCount } = await pool.query(`select 1 from delivery d join message m on m.id = d.message_id
        where m.about->>'shows' = 'quote' and d.state = 'queued'`);
      return rowCount || undefined;
    });
    await stage.skips(1);
    const quote = await jan.hears('286.40');
    await mia.hears(/AB-123-C: de foto kwam te laat binnen/);
    expect(jan.shown().filter(({ messageId }) => messageId > quote.messageId)).toEqual([]);
  });
});

describe('the card of a car that waits for its customer', () => {
  it('says every five minutes how long, in the same message', async () => {
    const { messageId } = card('AB-123-C') ?? { messageId: 0 };
    await mia.sees(messageId, 'Wacht op klant');
    await stage.skips(6);
    const shown = await mia.sees(messageId, /Wacht op klant [6-9] min/);
    expect(shown.messageId).toBe(messageId);
  });
  it('is drawn again in the language that the mechanic asks for', async () => {
    const { messageId } = card('AB-123-C') ?? { messageId: 0 };
    await mia.writes('taal en');
    await mia.hears('English from now on');
    await mia.sees(messageId, 'Waiting for customer');
    await mia.writes('mijn');
    expect((await mia.hears('AB-123-C · Jan Jansen')).text).toContain('My open repairs');
    await mia.writes('nederlands');
    await mia.hears('Vanaf nu in het Nederlands');
  });
});

describe('news that the mechanic has not noticed', () => {
  it('is posted to the workshop after five minutes with the car on the lift, once', async () => {
    await jan.writes('Is it dangerous to wait?');
    await mia.hears('Klant vraagt: Is it dangerous to wait?');
    await stage.skips(4);
    await settled();
    expect(workshop.shown().some(({ text }) => text.includes('dangerous'))).toBe(false);
    await stage.skips(2);
    await workshop.hears('Mia · AB-123-C: Klant vraagt: Is it dangerous to wait?');
    await mia.taps('Yes, that is possible.');
    await jan.hears('Yes, that is possible.');
    await settled();
    expect(workshop.shown().filter(({ text }) => text.includes('dangerous'))).toHaveLength(1);
  });
  it('is not posted when anything was heard from the mechanic', async () => {
    await jan.writes('Could you show me a photo of it?');
    await mia.hears('Could you show me');
    await mia.writes('mijn');
    await mia.hears('Mijn open reparaties');
    await stage.skips(7);
    await settled();
    expect(workshop.shown().some(({ text }) => text.includes('Could you show me'))).toBe(false);
  });
});

describe('the end of the day', () => {
  it('asks once about each car in hand, and moves what goes on to the next day', async () => {
    await jan.taps('Approve');
    await mia.hears('AKKOORD');
    await mia.writes('tijd AB-123-C 16:00');
    await mia.hears('Beloofd: vandaag');
    await clockIs('17:01');
    const asked = await mia.hears('Nog in hand. Klaar voor vandaag?');
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Klaar', 'Morgen verder']);
    await mia.taps('Morgen verder');
    await mia.hears('Hoe laat is de auto klaar op di 5 jan?');
    await mia.writes('tijd AB-123-C morgen 10:00');
    await jan.hears(/later than promised.*Tue 5 Jan around 10:00/s);
    expect((await pool.query('select on_lift from repair')).rows).toEqual([{ on_lift: false }]);
    await clockIs('17:20');
    await settled();
    expect(told().filter((text) => text.includes('Klaar voor vandaag?'))).toHaveLength(1);
  });
  it('what is decided after closing time is posted to the workshop at once', async () => {
    await mia.writes('offerte AB-123-C: wissers 38');
    await mia.hears('Samen incl. btw');
    await clockIs('17:40');
    await mia.taps('Verstuur · ik ga door');
    await jan.hears('38.00');
    await jan.taps('Approve € 38.00');
    const posted = await workshop.hears('AKKOORD wissers');
    expect(posted.text).toBe('Mia · AB-123-C: AKKOORD wissers € 38,00.');
  });
});
