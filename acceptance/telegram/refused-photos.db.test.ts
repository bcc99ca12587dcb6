import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram.ts';
import { bringIn } from '../people/customer.ts';
import { neverQuiet, startGarage } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
const garage = await startGarage(database, telegram.settings);
const { mechanic } = garage;
beforeAll(() => neverQuiet(pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

function picture(background: string, width = 80, height = 60): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A quote with these photos is sent, and approved by one tap. */
async function approvedWith(plate: string, chat: number, photos: readonly Buffer[], refused: () => void = () => {}) {
  const jan = await bringIn({ garage, telegram }, chat, plate);
  for (const photo of photos) {
    const cards = (await mechanic.shown()).length;
    await mechanic.sendsPhoto(photo, plate);
    await expect.poll(async () => (await mechanic.shown()).length, { timeout: 15_000 }).toBeGreaterThan(cards);
  }
  await mechanic.types(`quote ${plate}: brake pads 286.40`);
  await mechanic.hears(new RegExp(`${photos.length} photos? go.*${plate}`, 's'));
  refused();
  await mechanic.taps('Send · I wait');
  await jan.hears('286.40');
  await jan.taps('Approve');
  await jan.hears(/Noted.*you approved/s);
}

/** The evidence of the decision about a car, and what was sent of its photos, in the order of their sending. */
async function evidenceOf(plate: string) {
  const { rows } = await pool.query<{ shown: readonly string[] | null; tried: readonly string[] | null }>(
    `select d.shown_pictures as shown, a.pictures as tried from decision d
       join repair r on r.id = d.repair_id join vehicle v on v.id = r.vehicle_id
       join message m on m.about->>'quoteId' = d.quote_id::text and m.about ? 'shows'
       join delivery l on l.message_id = m.id and l.kind = 'message' join attempt a on a.delivery_id = l.id
      where v.plate = $1`,
    [plate],
  );
  const { rows: photos } = await pool.query<{ sha256: string; sent: boolean | null }>(
    `select f.sha256, p.sent_at is not null as sent from message m join message_media f on f.message_id = m.id
       left join repair_photo p on p.message_id = m.id
      where m.direction = 'in' and m.body = $1 order by m.recorded_at, m.id`,
    [plate],
  );
  return { decision: rows, photos };
}

describe('a photo that Telegram shows to nobody', () => {
  it('goes as a file where its size tells that before, and is evidence', async () => {
    const before = edge.calls('sendPhoto').length;
    await approvedWith('SA-123-C', 8301, [await picture('#a00', 2_200, 100)]);
    expect([edge.calls('sendPhoto').length - before, edge.calls('sendDocument').length]).toEqual([0, 1]);
    const { decision, photos } = await evidenceOf('SA-123-C');
    expect(photos).toMatchObject([{ sent: true }]);
    const shown = [photos[0]?.sha256];
    expect(decision).toEqual([{ shown, tried: shown }]);
  });

  it('goes as a file where only the network knows, and is evidence', async () => {
    const before = edge.calls('sendDocument').length;
    await approvedWith('SB-123-C', 8302, [await picture('#0a0')], () =>
      edge.fails('sendPhoto', refusal('PHOTO_INVALID_DIMENSIONS')),
    );
    expect(edge.calls('sendDocument').length - before).toBe(1);
    const { decision, photos } = await evidenceOf('SB-123-C');
    expect(decision).toEqual([{ shown: [photos[0]?.sha256], tried: [photos[0]?.sha256] }]);
  });

  it('is no evidence where it is refused as a file too: the quote arrives, the others with it, and its sender is told', async () => {
    await approvedWith('SC-123-C', 8303, [await picture('#00a'), await picture('#0aa')], () => {
      edge.fails('sendPhoto', refusal('IMAGE_PROCESS_FAILED'));
      edge.fails('sendDocument', refusal('IMAGE_PROCESS_FAILED'));
    });
    await mechanic.hears(/SC-123-C.*is refused by the app of the customer.*The quote went without this photo/s);
    const { decision, photos } = await evidenceOf('SC-123-C');
    const arrived = photos.filter(({ sent }) => sent).map(({ sha256 }) => sha256);
    expect(photos.map(({ sent }) => sent).sort()).toEqual([false, true]);
    expect(decision).toEqual([{ shown: arrived, tried: arrived }]);
  });
});

function refusal(why: string) {
  return { status: 400, body: { ok: false, error_code: 400, description: `Bad Request: ${why}` } };
}
