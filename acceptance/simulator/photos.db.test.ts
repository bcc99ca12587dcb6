import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { as, type ConversationId } from '../../core/ids.ts';
import { timelineOf } from '../../core/postgres/queries/timeline.ts';
import { testDatabase } from '../../core/testing/database.ts';
import type { SimulatedMessage, SimulatedPhone } from '../networks/simulator.ts';
import { until } from '../people/person.ts';
import { openDesk } from '../people/service.ts';
import { startGarage } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const garage = await startGarage(database);
const { mechanic, jan, piet } = garage;
afterAll(() => garage.stop());

function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}
const [red, green, blue] = await Promise.all(['#f00', '#0f0', '#00f'].map(picture));
if (!red || !green || !blue) throw new Error('No pictures');

/** What a phone got, from the newest message back: `photo` for a picture without words. */
async function newest(phone: SimulatedPhone, count: number): Promise<readonly string[]> {
  const got = (await phone.shown()).filter(({ direction }) => direction === 'out');
  return got.slice(-count).map((entry) => [hasPicture(entry) ? 'photo' : '', firstWords(entry)].join(' ').trim());
}
function hasPicture({ content }: SimulatedMessage): boolean {
  return content.kind === 'text' && content.media !== undefined;
}
function firstWords({ text }: SimulatedMessage): string {
  return text.split('\n').slice(0, 2).join(' ');
}

async function released(total: string): Promise<SimulatedMessage> {
  await mechanic.taps('Send · I go on');
  return jan.hears(total);
}

describe('a photo of the mechanic', () => {
  it('goes with the quote: above it on the customer’s phone, and the buttons stay at the bottom', async () => {
    await mechanic.types('new AB-123-C, Jan Jansen, 06-12345678, brakes squeal');
    await mechanic.hears('AB-123-C');
    await jan.opens();
    await jan.hears('digital assistant');
    await mechanic.sendsPhoto(red, 'AB-123-C');
    await mechanic.hears('Photo with AB-123-C');
    await mechanic.sendsPhoto(green, 'found AB-123-C: pads 2 mm');
    await mechanic.hears('Found: pads 2 mm');
    await mechanic.types('quote AB-123-C: brake pads 286.40; wipers 38');
    await mechanic.hears('2 photos go with it');
    const quote = await released('324.40');
    expect(await newest(jan, 3)).toEqual(['photo', 'photo', expect.stringContaining('AB-123-C')]);
    expect(quote.content).toMatchObject({ choices: [{ label: 'Approve €\u00a0324.40' }, {}, {}] });
  });
  it('stands on the timeline that customer service reads', async () => {
    const { rows } = await pool.query<{ id: string }>('select id from conversation');
    const { entries } = await timelineOf(pool, as<ConversationId>(rows[0]?.id ?? ''), 50);
    const files = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.files.length] : []));
    expect(files.at(-1)).toBe(2);
    expect(files.slice(0, -1).every((count) => count === 0)).toBe(true);
  });
  it('is not shown again with a new version, which has only what came since', async () => {
    await mechanic.types('quote AB-123-C: brake pads 280; wipers 38');
    await mechanic.hears('version 2');
    await released('318.00');
    expect((await newest(jan, 2)).filter((one) => one === 'photo')).toEqual([]);
    await mechanic.sendsPhoto(blue);
    await mechanic.hears('Photo with AB-123-C');
    await mechanic.types('quote AB-123-C: brake pads 270; wipers 38');
    await mechanic.hears('1 photo goes with it');
    await released('308.00');
    expect(await newest(jan, 2)).toEqual(['photo', expect.stringContaining('AB-123-C')]);
  });
  it('that comes after the release goes by itself and leaves the quote as it is', async () => {
    await mechanic.sendsPhoto(red, 'AB-123-C the other side');
    await mechanic.hears('Photo with AB-123-C');
    await mechanic.taps('To customer');
    const shown = await jan.hears('The mechanic sends a photo: “the other side”');
    expect(hasPicture(shown)).toBe(true);
    expect(shown.text).toContain('*AB-123-C*');
    const { rows } = await pool.query('select max(version) as version from quote_version');
    expect(rows).toEqual([{ version: 3 }]);
  });
  it('stands with the decision as evidence, and the text that was seen is exactly the quote', async () => {
    await jan.taps('Approve € 308.00');
    await jan.hears('you *approved*');
    const { rows } = await pool.query<{ text: string; hash: string; pictures: readonly string[] }>(
      'select shown_text as text, shown_hash as hash, shown_pictures as pictures from decision',
    );
    const [evidence] = rows;
    expect(evidence?.text).toMatch(/^\*AB-123-C\*/);
    expect(evidence?.hash).toBe(
      createHash('sha256')
        .update(evidence?.text ?? '')
        .digest('hex'),
    );
    const { rows: kept } = await pool.query<{ bytes: Buffer }>('select bytes from media where sha256 = any($1)', [
      evidence?.pictures,
    ]);
    const colours = await Promise.all(kept.map(async ({ bytes }) => (await sharp(bytes).stats()).dominant));
    expect(colours).toMatchObject([{ b: expect.any(Number) }]);
    expect(colours[0]?.b).toBeGreaterThan(colours[0]?.r ?? 255);
  });
});

describe('a photo that was put with the wrong car', () => {
  it('moves to that of another customer, and only that customer sees it', async () => {
    await mechanic.types('new XY-987-Z, Piet Bakker, 06-87654321, oil leak');
    await mechanic.hears('XY-987-Z');
    await piet.opens();
    await piet.hears('XY-987-Z');
    await mechanic.sendsPhoto(green, 'AB-123-C');
    await mechanic.hears('Another car?');
    await mechanic.taps('Another car');
    await mechanic.taps('XY-987-Z');
    await mechanic.hears('Photo with XY-987-Z');
    await mechanic.types('quote XY-987-Z: gasket 120');
    await mechanic.hears('1 photo goes with it');
    const before = (await jan.shown()).length;
    await mechanic.taps('Send · I go on');
    await piet.hears('120.00');
    expect((await newest(piet, 2))[0]).toBe('photo');
    expect(await jan.shown()).toHaveLength(before);
    const { rows } = await pool.query(
      `select v.plate, p.version, p.sent_at is not null as sent from repair_photo p join repair r on r.id = p.repair_id
       join vehicle v on v.id = r.vehicle_id order by v.plate, p.n`,
    );
    expect(rows).toEqual([
      { plate: 'AB-123-C', version: 1, sent: true },
      { plate: 'AB-123-C', version: 1, sent: true },
      { plate: 'AB-123-C', version: 3, sent: true },
      { plate: 'AB-123-C', version: null, sent: true },
      { plate: 'XY-987-Z', version: 1, sent: true },
    ]);
  });
});

describe('a photo while customer service has the conversation', () => {
  it('becomes a draft there and is not sent', async () => {
    const { who, panel, conversationOf } = await openDesk(pool, 'Anna');
    const conversationId = await conversationOf('customer-buttons');
    await panel.takeOver(who, conversationId, { controlVersion: 0, from: undefined });
    await jan.hears('You are now talking to');
    await mechanic.sendsPhoto(blue, 'AB-123-C for you');
    await mechanic.hears('Photo with AB-123-C');
    const before = (await jan.shown()).length;
    await mechanic.taps('To customer');
    await mechanic.hears('has the conversation');
    const items = await until('a draft for customer service', async () => {
      const { rows } = await pool.query("select owner from waiting_item where kind = 'draft' and ended_at is null");
      return rows.length > 0 ? rows : undefined;
    });
    expect(items).toEqual([{ owner: 'service' }]);
    const { rows: notes } = await pool.query(
      `select body, jsonb_array_length(content->'photos') as photos from message where direction = 'note'`,
    );
    expect(notes).toEqual([{ body: 'for you', photos: 1 }]);
    expect(await jan.shown()).toHaveLength(before);
  });
});
