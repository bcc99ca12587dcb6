import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adapt } from '../adapt.ts';
import type { OutboundMessage } from '../channel.ts';
import { createTelegramChannel, type TelegramChannel } from './channel.ts';
import { type Edge, startEdge, TOKEN } from './testing/edge/edge.ts';
import { pollingAt, startStandIn } from './testing/stand-in.ts';

const JAN = 4211;
const choices = [{ token: 'approveQ17v2abcd', label: 'Akkoord' }];
const picture = { bytes: new Uint8Array([137, 80, 78, 71]), mimeType: 'image/png', fileName: 'rem"schijf\r\n.png' };

let edge: Edge;
let channel: TelegramChannel;
beforeEach(async () => {
  edge = await startEdge();
  channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
  edge.person(JAN).writes('/start');
});
afterEach(() => edge.close());

async function send(message: OutboundMessage, to = channel): Promise<void> {
  for (const part of adapt(message, to.capabilities)) await to.send(String(JAN), part);
}
function shown() {
  return edge.person(JAN).shown();
}
function boldIn({ text, entities }: ReturnType<typeof shown>[number]) {
  return entities.map(({ offset, length }) => text.slice(offset, offset + length));
}

describe('A18: a text that is too long for Telegram', () => {
  const text = `${'<b>&amp; 😀 *remblokken* '.repeat(210)}*einde*`;
  const words = text.replaceAll('*', '').split(/\s+/);

  it('comes in parts that a strict peer takes, with nothing lost or broken and the buttons below the last', async () => {
    expect(text.length).toBeGreaterThan(5000);
    await send({ kind: 'text', text, choices });
    expect(edge.refusals).toEqual([]);
    expect(shown().length).toBeGreaterThan(1);
    expect(shown().map(({ buttons }) => buttons.length)).toEqual([
      ...shown()
        .slice(1)
        .map(() => 0),
      1,
    ]);
    expect(shown().flatMap((part) => part.text.split(/\s+/))).toEqual(words);
    expect(shown().flatMap(boldIn)).toEqual([...Array.from({ length: 210 }, () => 'remblokken'), 'einde']);
  });

  it('comes in the same parts at the third-party stand-in', async () => {
    const standIn = await startStandIn();
    await send({ kind: 'text', text, choices }, createTelegramChannel(pollingAt(standIn.apiRoot, TOKEN)));
    expect(standIn.shown().flatMap((part) => part.text.split(/\s+/))).toEqual(words);
    expect(standIn.shown().at(-1)?.choices).toEqual(choices);
    await standIn.close();
  });

  it('of one word without a space is cut through no emoji', async () => {
    await send({ kind: 'text', text: `x${'😀'.repeat(2500)}` });
    expect(edge.refusals).toEqual([]);
    expect(
      shown()
        .map((part) => part.text)
        .join(''),
    ).toBe(`x${'😀'.repeat(2500)}`);
  });

  it('goes below a picture only when it fits there, else after it', async () => {
    await send({ kind: 'text', text: 'a'.repeat(1024), media: picture, choices });
    await send({ kind: 'text', text: 'b'.repeat(1025), media: picture, choices });
    expect(edge.refusals).toEqual([]);
    expect(shown().map(({ text: said, file, buttons }) => [said.length, file !== undefined, buttons.length])).toEqual([
      [1024, true, 1],
      [0, true, 0],
      [1025, false, 1],
    ]);
  });
});

describe('a picture', () => {
  it('arrives with its bytes, bold words and buttons, and its caption can be replaced', async () => {
    await send({ kind: 'text', text: 'De *remschijf*', media: picture, choices });
    const [photo] = shown();
    expect(photo?.file?.bytes).toEqual(picture.bytes);
    expect(photo?.buttons).toEqual([[{ text: 'Akkoord', callback_data: 'approveQ17v2abcd' }]]);
    expect(photo && boldIn(photo)).toEqual(['remschijf']);
    await channel.edit(String(JAN), String(photo?.messageId), { kind: 'text', text: '*Akkoord*' });
    expect(shown()).toMatchObject([{ text: 'Akkoord', buttons: [] }]);
  });
});

describe('a button to share a phone number', () => {
  const asking: OutboundMessage = { kind: 'text', text: 'Wat is uw nummer?', contactRequest: 'Deel mijn nummer' };

  it('is shown to a person', async () => {
    await send(asking);
    expect(edge.refusals).toEqual([]);
    expect(shown()).toMatchObject([{ text: 'Wat is uw nummer?', buttons: [], contactRequest: 'Deel mijn nummer' }]);
  });

  it('gives way to buttons, and is never shown where others read along', async () => {
    await channel.send(String(JAN), { ...asking, choices });
    expect(shown()).toMatchObject([{ contactRequest: undefined, buttons: [[{ text: 'Akkoord' }]] }]);
    edge.inGroup(-1007, 'message', {});
    await channel.send('-1007', asking);
    expect(edge.refusals).toEqual([]);
    expect(edge.saidIn(-1007)).toEqual(['Wat is uw nummer?']);
  });
});

describe('A13: what Telegram refuses in a message or an edit', () => {
  const bad = (description: string) => ({ status: 400, body: { ok: false, error_code: 400, description } });

  it.each([
    "Bad Request: can't parse entities: byte offset 7",
    "Bad Request: can't parse MessageEntity",
    'ENTITY_BOUNDS_INVALID',
  ])('because of its bold words goes once more without them: %s', async (description) => {
    edge.fails('sendMessage', bad(description));
    await send({ kind: 'text', text: 'Uw *auto* is klaar', choices });
    expect(shown()).toMatchObject([{ text: 'Uw auto is klaar', entities: [], buttons: [[{ text: 'Akkoord' }]] }]);
    edge.fails('editMessageText', bad(description));
    await channel.edit(String(JAN), String(shown()[0]?.messageId), { kind: 'text', text: '*Opgehaald*' });
    expect(shown()).toMatchObject([{ text: 'Opgehaald', entities: [], buttons: [] }]);
  });

  it('although nothing in it is bold fails, because the same again would be refused again', async () => {
    edge.fails('sendMessage', bad("Bad Request: can't parse entities"));
    await expect(send({ kind: 'text', text: 'Klaar' })).rejects.toMatchObject({
      code: 'invalid',
      outcome: 'permanent',
    });
    expect(edge.calls('sendMessage')).toHaveLength(1);
  });

  it('because it changes nothing counts as changed', async () => {
    await send({ kind: 'text', text: 'Klaar' });
    const id = String(shown()[0]?.messageId);
    await channel.edit(String(JAN), id, { kind: 'text', text: 'Klaar' });
    expect(edge.refusals).toEqual([expect.stringContaining('message is not modified')]);
  });

  it('because the chat is unknown fails for good', async () => {
    await expect(channel.send('999', { kind: 'text', text: 'Klaar' })).rejects.toMatchObject({
      code: 'chat_not_found',
      outcome: 'permanent',
    });
  });
});
