import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegramChannel, type TelegramChannel } from './channel.ts';
import { contactKeyboard, formatText, keyboard } from './send.ts';
import { CHAT, pollingAt, type StandIn, startStandIn, TOKEN } from './testing/stand-in.ts';

describe('formatted text', () => {
  it('says where it is bold in UTF-16 units, so that an emoji before it counts as two', () =>
    expect(formatText('🚗 *Klaar* om *16:30*')).toEqual({
      text: '🚗 Klaar om 16:30',
      entities: [
        { type: 'bold', offset: 3, length: 5 },
        { type: 'bold', offset: 12, length: 5 },
      ],
    }));

  it('needs no escaping', () =>
    expect(formatText('2 < 3 & 4*5*6 _x_')).toEqual({ text: '2 < 3 & 4*5*6 _x_', entities: [] }));

  it('names exactly the bold words, whatever stands around them', () => {
    const words = fc.stringMatching(/^[\p{L}😀 ]*$/u).map((text) => text.trim());
    const bold = words.filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(words, bold)), (pieces) => {
        const { text, entities } = formatText(pieces.map(([plain, marked]) => `${plain} *${marked}* `).join(''));
        expect(entities.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual(
          pieces.map(([, marked]) => marked),
        );
      }),
    );
  });
});

describe('buttons', () => {
  const choice = (label: string) => ({ token: `token of ${label}`, label });
  const rows = (...labels: string[]) =>
    keyboard(labels.map(choice)).inline_keyboard.map((row) => row.map(({ text }) => text));

  it('stand two in a row when all are short', () =>
    expect(rows('Akkoord', 'Niet doen', 'Bel mij')).toEqual([['Akkoord', 'Niet doen'], ['Bel mij']]));

  it('stand below each other when one is long', () =>
    expect(rows('Alles akkoord voor € 286,40', 'Nee')).toEqual([['Alles akkoord voor € 286,40'], ['Nee']]));

  it('carry their token', () =>
    expect(keyboard([choice('Ja')])).toEqual({ inline_keyboard: [[{ text: 'Ja', callback_data: 'token of Ja' }]] }));

  it('are an empty keyboard when there are none, which removes those of an edited message', () =>
    expect(keyboard()).toEqual({ inline_keyboard: [] }));
});

describe('a button to share a phone number', () => {
  it('stands in place of the letters until it was used', () =>
    expect(contactKeyboard('Deel mijn nummer')).toEqual({
      keyboard: [[{ text: 'Deel mijn nummer', request_contact: true }]],
      resize_keyboard: true,
      one_time_keyboard: true,
    }));
});

const chat = String(CHAT);
const sentMessage = { ok: true, result: { message_id: 31, date: 1_795_363_200, chat: { id: CHAT } } };
const choices = [{ token: 'approveQ17v2abcd', label: 'Akkoord' }];

let standIn: StandIn;
let channel: TelegramChannel;
beforeEach(async () => {
  standIn = await startStandIn();
  channel = createTelegramChannel(pollingAt(standIn.apiRoot, TOKEN));
});
afterEach(() => standIn.close());

describe('media', () => {
  const upload = async (mimeType: string, method: RegExp) => {
    const endpoint = await standIn.proxy.forPost(method).thenJson(200, sentMessage);
    const media = { bytes: new Uint8Array([137, 80, 78, 71]), mimeType, fileName: 'rem"schijf\r\n.png' };
    const receipt = await channel.send(chat, { kind: 'text', text: 'De *remschijf*', media, choices });
    const [request] = await endpoint.getSeenRequests();
    return { receipt, body: (await request?.body.getText()) ?? '' };
  };

  it('that are a picture go as a photo with caption, bold and buttons', async () => {
    const { receipt, body } = await upload('image/png', /sendPhoto$/);
    expect(receipt.externalId).toBe('31');
    expect(body).toContain('name="photo"; filename="rem_schijf__.png"');
    expect(body).toContain('De remschijf');
    expect(body).toContain('[{"type":"bold","offset":3,"length":9}]');
    expect(body).toContain('"callback_data":"approveQ17v2abcd"');
  });

  it('that are something else go as a file', async () => {
    const { receipt, body } = await upload('application/pdf', /sendDocument$/);
    expect(receipt.externalId).toBe('31');
    expect(body).toContain('name="document"');
  });
});

describe('a message that Telegram took', () => {
  it('has the time of Telegram, or now when that makes no sense', async () => {
    const date = Math.floor(Date.now() / 1000) - 3;
    await standIn.proxy
      .forPost(/sendMessage$/)
      .once()
      .thenJson(200, { ok: true, result: { message_id: 1, date } });
    expect((await channel.send(chat, { kind: 'text', text: 'a' })).at.getTime()).toBe(date * 1000);
    await standIn.proxy
      .forPost(/sendMessage$/)
      .once()
      .thenJson(200, { ok: true, result: { message_id: 1, date: 0 } });
    const { at } = await channel.send(chat, { kind: 'text', text: 'a' });
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(5000);
  });

  it('without an id may have arrived', async () => {
    await standIn.proxy.forPost(/sendMessage$/).thenJson(200, { ok: true, result: true });
    await expect(channel.send(chat, { kind: 'text', text: 'a' })).rejects.toMatchObject({ outcome: 'unknown' });
  });
});

describe('A19: a photo of a customer', () => {
  const signal = new AbortController().signal;
  const fileIs = (result: object) => standIn.proxy.forPost(/getFile$/).thenJson(200, { ok: true, result });

  it('is fetched as bytes, with the type that its name tells', async () => {
    await fileIs({ file_id: 'AgA-x', file_unique_id: 'x', file_path: 'photos/file_1.jpg', file_size: 3 });
    await standIn.proxy.forGet(`/file/bot${TOKEN}/photos/file_1.jpg`).thenReply(200, 'abc', {
      'content-type': 'application/octet-stream',
    });
    const { bytes, mimeType } = await channel.fetchMedia('AgA-x', signal);
    expect(Buffer.from(bytes).toString()).toBe('abc');
    expect(mimeType).toBe('image/jpeg');
  });

  it('of more than 20 MB is never fetched', async () => {
    await fileIs({ file_id: 'AgA-x', file_unique_id: 'x', file_path: 'a.mp4', file_size: 21 * 1024 * 1024 });
    await expect(channel.fetchMedia('AgA-x', signal)).rejects.toMatchObject({
      code: 'too_large',
      outcome: 'permanent',
    });
  });

  it.each([404, 500])('whose download fails with %i can be fetched again, and the link is not told', async (status) => {
    await fileIs({ file_id: 'AgA-x', file_unique_id: 'x', file_path: 'a.jpg' });
    await standIn.proxy.forGet(/\/file\//).thenReply(status);
    const error: unknown = await channel.fetchMedia('AgA-x', signal).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unavailable', outcome: 'not_sent' });
    expect(String(error)).not.toContain('AAF-standin');
  });

  it('is not fetched through a redirect, which would carry the token elsewhere', async () => {
    await fileIs({ file_id: 'AgA-x', file_unique_id: 'x', file_path: 'a.jpg' });
    await standIn.proxy.forGet(/\/file\//).thenReply(302, '', { location: `${standIn.apiRoot}/elsewhere` });
    const elsewhere = await standIn.proxy.forGet('/elsewhere').thenReply(200, 'abc');
    await expect(channel.fetchMedia('AgA-x', signal)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await elsewhere.getSeenRequests()).toEqual([]);
  });
});
