import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { startEdgeTelegram } from '../networks/telegram.ts';
import { bringIn, sendQuote } from '../people/customer.ts';
import { until } from '../people/person.ts';
import { neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
const telegram = await startEdgeTelegram();
const { edge } = telegram;
const garage = await startGarage(database, telegram.settings);
function on() {
  return { garage, telegram };
}
beforeAll(() => neverQuiet(pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});

const { count, handled, said } = watch(pool, telegram);
describe('A19: what a customer sends', () => {
  it('stands on the timeline, each kind as what it is', async () => {
    const jan = await bringIn(on(), 8006, 'HL-123-C');
    const first = await jan.types('Look at this');
    await jan.types('and that', { reply_to_message: { message_id: first } });
    jan.edits(first, 'Look at these');
    jan.sends({
      location: { latitude: 52, longitude: 5 },
      venue: { location: { latitude: 52, longitude: 5 }, title: 'De Brug' },
    });
    jan.sends({ contact: { phone_number: '31612345678', user_id: 8006, first_name: 'Jan' } });
    jan.sends({ contact: { phone_number: '31687654321', user_id: 99, first_name: 'Piet' } });
    jan.sends({ sticker: { file_id: 'S1', file_unique_id: 's', emoji: '👍' } });
    jan.sends({ hologram: {} });
    jan.reacts(first, '❤');
    await handled();
    const kinds = (await said(8006))
      .map(({ content }) => content)
      .filter((one) => 'kind' in one && one.kind !== 'start');
    expect(kinds).toEqual(
      expect.arrayContaining([
        { kind: 'text' },
        { kind: 'text', replyTo: String(first) },
        { kind: 'edited', edits: String(first) },
        { kind: 'location', latitude: 52, longitude: 5, place: 'De Brug' },
        { kind: 'contact', own: true },
        { kind: 'contact', own: false },
        { kind: 'unsupported', what: 'sticker', words: '👍' },
        { kind: 'unsupported', what: 'hologram' },
        { kind: 'reaction', to: String(first), emoji: '❤' },
      ]),
    );
  });

  it('A20: of their own number is kept in its international form, with the word of Telegram that it is theirs', async () => {
    const { rows } = await pool.query<{ content: object }>(
      `select payload->'content' as content from inbox where payload->>'chat' = '8006' and payload->'content'->>'kind' = 'contact' order by id`,
    );
    expect(rows.map(({ content }) => content)).toEqual([
      { kind: 'contact', phone: '+31612345678', own: true },
      { kind: 'contact', phone: '31687654321', own: false },
    ]);
  });

  const kept = async (): Promise<readonly { sha256: string | null; failed: string | null; mime: string | null }[]> => {
    const { rows } = await pool.query(
      `select mm.sha256, mm.failed, f.mime_type as mime from message_media mm join message m on m.id = mm.message_id
        join address a on a.id = m.address_id left join media f on f.sha256 = mm.sha256
        where a.chat = '8007' order by m.recorded_at, m.id`,
    );
    return rows;
  };

  it('as files is stored with its bytes, an album as ten, a failed download is repeated, and one over 20 MB is noted', async () => {
    const jan = await bringIn(on(), 8007, 'JL-123-C');
    const pdf = new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(2_000)]));
    const voice = new Uint8Array(Buffer.concat([Buffer.from('OggS'), randomBytes(500)]));
    edge.fails('download', { status: 500 }, { status: 404 });
    jan.sendsFile('document', { bytes: pdf, name: 'keuring.pdf', mimeType: 'application/pdf' });
    jan.sendsFile('voice', { bytes: voice, name: 'voice.oga' });
    for (let n = 0; n < 10; n++)
      jan.sendsFile('photo', { bytes: await photo(n), name: 'a.jpg' }, { media_group_id: '1' });
    jan.sendsFile('video', { bytes: new Uint8Array([1]), name: 'long.mp4', size: 21 * 1024 * 1024 });
    await until('every file', async () => {
      await pool.query(
        `update message_media set due_at = now() where attempts between 1 and 2 and failed is null and due_at > now() + interval '1 s' and due_at < now() + interval '20 s'`,
      );
      const files = await kept();
      return (files.length === 13 && files.every(({ sha256, failed }) => sha256 ?? failed)) || undefined;
    });
    const files = await kept();
    const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(files.slice(0, 2).map((file) => file.sha256)).toEqual([sha256(pdf), sha256(voice)]);
    expect(files.slice(2, 12).map(({ mime }) => mime)).toEqual(Array.from({ length: 10 }, () => 'image/jpeg'));
    expect(new Set(files.slice(2, 12).map((file) => file.sha256)).size).toBe(10);
    expect(files[12]).toMatchObject({ sha256: null, failed: 'too_large' });
    const albums = (await said(8007)).filter(({ content }) => 'album' in content);
    expect(albums).toHaveLength(10);
    expect(await count(`message_media where reference is not null and sha256 is not null`)).toBe(0);
  });
});

/** A photo that differs from every other. */
async function photo(n: number): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp({ create: { width: 32, height: 32, channels: 3, background: { r: 25 * n, g: 99, b: 9 } } })
      .jpeg()
      .toBuffer(),
  );
}

describe('A21: a customer whose app tells', () => {
  it.each([
    ['no language', undefined, 8010, 'KL-123-C'],
    ['a language that we do not speak', 'pt-br', 8011, 'LL-123-C'],
  ])('%s is answered in the language of the garage, buttons too', async (_, language, chat, plate) => {
    const phone = telegram.phone(chat, language);
    await bringIn({ garage, telegram: { phone: () => phone } }, chat, plate);
    await sendQuote(garage, plate, 'brake pads 286.40');
    const quote = await phone.hears('286,40');
    expect(quote.buttons.map(({ label }) => label)).toEqual(['Akkoord € 286,40', 'Niet doen', 'Vraag of bel mij']);
    await phone.taps('Akkoord');
    await phone.hears(/Genoteerd/);
    expect(phone.shown().filter(({ text }) => /\b(the|your|you|car)\b/.test(text))).toEqual([]);
  });
});

describe('A22: an update that is not known', () => {
  it.each<[string, string, object]>([
    ['of a kind of tomorrow', 'hologram', { chat: { id: 8001, type: 'private' }, date: 1 }],
    ['of a kind without a chat', 'poll_answer', { poll_id: '1', user: { id: 1 }, option_ids: [] }],
    ['without a sender', 'message', { message_id: 1, chat: { id: 8001, type: 'private' }, date: 0, text: 'x' }],
    [
      'of a tap on a message that is out of reach',
      'callback_query',
      {
        id: '5',
        from: { id: 8001 },
        data: 'x',
        message: { message_id: 5, date: 0, chat: { id: 8001, type: 'private' } },
      },
    ],
    ['that is nothing', 'message', []],
  ])('%s is taken with 200 and stops nothing', async (_, kind, body) => {
    edge.updates.allow([]);
    const before = edge.updates.answers.length;
    edge.brings(kind, body);
    await edge.updates.idle();
    expect(edge.updates.answers.slice(before)).toEqual([200]);
    await handled();
    expect(await count(`inbox where state = 'dead'`)).toBe(0);
  });
});
