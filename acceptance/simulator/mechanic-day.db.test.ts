import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram.ts';
import { becomesMechanic } from '../people/mechanic.ts';
import { tokenIn, until } from '../people/person.ts';
import { neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
const garage = await startGarage(database, telegram.settings);
const mia = telegram.phone(9001);
const jan = telegram.phone(9002, 'en');
const workshop = telegram.phone(9003);

/** Moves the product's clock on to this time of a Monday in winter. */
function clockIs(time: string): Promise<void> {
  return garage.clockIs(new Date(`2027-01-04T${time}:00+01:00`));
}
const { settled } = watch(pool, telegram);
function told() {
  return mia.shown().map(({ text }) => text);
}
function card(plate: string) {
  return mia.shown().findLast(({ text }) => text.startsWith(plate) && text.includes('Klant: Jan'));
}

/** Makes the chat the place where the garage's news for its workshop is posted to. */
async function makeWorkshop(): Promise<void> {
  await workshop.types('hallo');
  await until('a posting place', async () => {
    const { rowCount } = await pool.query(
      `insert into garage_posts (garage_id, address_id)
       select g.id, a.id from garage g, address a where a.chat = $1 on conflict do nothing`,
      [String(workshop.chat)],
    );
    return rowCount || undefined;
  });
}

beforeAll(async () => {
  await neverQuiet(pool);
  await becomesMechanic(mia, 'Mia', { pool, language: 'nl' });
  await clockIs('09:00');
  await makeWorkshop();
  await mia.types('nieuw AB-123-C, Jan Jansen, 06-12345678, remmen piepen, € 199');
  const invited = await mia.hears('/i/');
  await jan.starts(tokenIn(invited.text));
  await jan.hears('You are signed up');
  await mia.types('start AB-123-C');
  await jan.hears('The mechanic started');
});
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

describe('a photo that the customer’s app could not show', () => {
  const picture = (size = 8): Promise<Buffer> =>
    sharp({ create: { width: size, height: size, channels: 3, background: '#f00' } })
      .jpeg()
      .toBuffer();
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), randomBytes(64)]);
  const jpeg = 'image/jpeg';

  it('T40 is told once, with the car and what to do: HEIC, over 20 MB, a renamed program', async () => {
    await mia.types('AB-123-C');
    await mia.hears('AB-123-C');
    mia.sendsFile('document', { bytes: heic, name: 'IMG_1.jpg', mimeType: jpeg }, { media_group_id: 'g1' });
    mia.sendsFile('document', { bytes: heic, name: 'IMG_2.jpg', mimeType: jpeg }, { media_group_id: 'g1' });
    await mia.hears(/AB-123-C: de foto is een HEIC-bestand.*als JPEG, of maak een schermafbeelding/);
    mia.sendsFile('document', { bytes: await picture(), name: 'a.jpg', mimeType: jpeg, size: 30 * 1024 * 1024 });
    await mia.hears(/AB-123-C: de foto is te groot/);
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(64)]);
    mia.sendsFile('document', { bytes: program, name: 'photo.jpg', mimeType: jpeg });
    await mia.hears(/AB-123-C: de foto kan niet als foto worden geopend/);
    await settled();
    expect(told().filter((text) => text.includes('HEIC-bestand'))).toHaveLength(1);
  });
  it('T40 is no longer counted among those that wait for the quote', async () => {
    mia.sendsFile('photo', { bytes: await picture(16), name: 'b.jpg' });
    await mia.hears('Foto bij AB-123-C');
    await mia.types('offerte AB-123-C: remblokken 286,40');
    const draft = await mia.hears('foto gaat mee');
    expect(draft.text).toContain('1 foto gaat mee');
  });
  it('T40 that comes after its quote has gone is told, too', async () => {
    edge.fails('getFile', { status: 500 });
    mia.sendsFile('photo', { bytes: await picture(24), name: 'c.jpg' });
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
    await garage.skips(1);
    const quote = await jan.hears('286.40');
    await mia.hears(/AB-123-C: de foto kwam te laat binnen/);
    expect(jan.shown().filter(({ messageId }) => messageId > quote.messageId)).toEqual([]);
  });
});

describe('the card of a car that waits for its customer', () => {
  it('says every five minutes how long, in the same message', async () => {
    const { messageId } = card('AB-123-C') ?? { messageId: 0 };
    await mia.seesAt(messageId, 'Wacht op klant');
    await garage.skips(6);
    const shown = await mia.seesAt(messageId, /Wacht op klant [6-9] min/);
    expect(shown.messageId).toBe(messageId);
  });
  it('is drawn again in the language that the mechanic asks for', async () => {
    const { messageId } = card('AB-123-C') ?? { messageId: 0 };
    await mia.types('taal en');
    await mia.hears('English from now on');
    await mia.seesAt(messageId, 'Waiting for customer');
    await mia.types('mijn');
    expect((await mia.hears('AB-123-C · Jan Jansen')).text).toContain('My open repairs');
    await mia.types('nederlands');
    await mia.hears('Vanaf nu in het Nederlands');
  });
});

describe('news that the mechanic has not noticed', () => {
  it('is posted to the workshop after five minutes with the car on the lift, once', async () => {
    await jan.types('Can it wait, or is that dangerous?');
    await mia.hears('Klant vraagt: Can it wait, or is that dangerous?');
    await garage.skips(4);
    await settled();
    expect(workshop.shown().some(({ text }) => text.includes('dangerous'))).toBe(false);
    await garage.skips(2);
    await workshop.hears('Mia · AB-123-C: Klant vraagt: Can it wait, or is that dangerous?');
    await mia.taps('Yes, that is possible.');
    await jan.hears('Yes, that is possible.');
    await settled();
    expect(workshop.shown().filter(({ text }) => text.includes('dangerous'))).toHaveLength(1);
  });
  it('is not posted when anything was heard from the mechanic', async () => {
    await jan.types('Could you show me a photo of it?');
    await mia.hears('Could you show me');
    await mia.types('mijn');
    await mia.hears('Mijn open reparaties');
    await garage.skips(7);
    await settled();
    expect(workshop.shown().some(({ text }) => text.includes('Could you show me'))).toBe(false);
  });
});

describe('the end of the day', () => {
  it('asks once about each car in hand, and moves what goes on to the next day', async () => {
    await jan.taps('Approve');
    await mia.hears('AKKOORD');
    await mia.types('tijd AB-123-C 16:00');
    await mia.hears('Beloofd: vandaag');
    await clockIs('17:01');
    const asked = await mia.hears('Nog in hand. Klaar voor vandaag?');
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Klaar', 'Morgen verder']);
    await mia.taps('Morgen verder');
    await mia.hears('Hoe laat is de auto klaar op di 5 jan?');
    await mia.types('tijd AB-123-C morgen 10:00');
    await jan.hears(/later than promised.*Tue 5 Jan around 10:00/s);
    expect((await pool.query('select on_lift from repair')).rows).toEqual([{ on_lift: false }]);
    await clockIs('17:20');
    await settled();
    expect(told().filter((text) => text.includes('Klaar voor vandaag?'))).toHaveLength(1);
  });
  it('what is decided after closing time is posted to the workshop at once', async () => {
    await mia.types('offerte AB-123-C: wissers 38');
    await mia.hears('Samen incl. btw');
    await clockIs('17:40');
    await mia.taps('Verstuur · ik ga door');
    await jan.hears('38.00');
    await jan.taps('Approve € 38.00');
    const posted = await workshop.hears('AKKOORD wissers');
    expect(posted.text).toBe('Mia · AB-123-C: AKKOORD wissers € 38,00.');
  });
});
