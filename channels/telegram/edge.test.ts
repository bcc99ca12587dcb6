import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../channel.ts';
import { createTelegramChannel, type TelegramChannel } from './channel.ts';
import { type Edge, startEdge, TOKEN } from './testing/edge/edge.ts';
import { pollingAt } from './testing/stand-in.ts';

// The other tests rest on what our own driver of the Bot API does.
const JAN = 4211;
const picture = { bytes: new Uint8Array([137, 80, 78, 71]), mimeType: 'image/png', fileName: 'a.png' };

let edge: Edge;
let channel: TelegramChannel;
beforeEach(async () => {
  edge = await startEdge();
  channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
  edge.person(JAN).writes('/start');
});
afterEach(() => edge.close());

describe('calls', () => {
  it.each<[string, OutboundMessage]>([
    ['a text over 4096', { kind: 'text', text: 'x'.repeat(4097) }],
    ['button data over 64 bytes', { kind: 'text', text: 'x', choices: [{ token: 'é'.repeat(33), label: 'Ja' }] }],
    ['no words', { kind: 'text', text: '' }],
    ['a caption over 1024', { kind: 'text', text: 'x'.repeat(1025), media: picture }],
    ['half an emoji', { kind: 'text', text: 'x\ud83d' }],
  ])('refuses what Telegram refuses: %s', async (_, message) => {
    await expect(channel.send(String(JAN), message)).rejects.toMatchObject({ code: 'invalid' });
    expect(edge.refusals).toHaveLength(1);
  });

  it('knows no message that it did not show', async () => {
    await expect(channel.edit(String(JAN), '5', { kind: 'text', text: 'x' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('refuses bold words that are not there', async () => {
    const entities = [{ type: 'bold', offset: 1, length: 5 }];
    const body = JSON.stringify({ chat_id: JAN, text: 'abc', entities });
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(`${edge.apiRoot}/bot${TOKEN}/sendMessage`, { method: 'POST', headers, body });
    expect(status).toBe(400);
  });

  it('takes an answer to a tap for some seconds only', async () => {
    const tap = edge.person(JAN).taps('x', 1);
    await channel.acknowledgeTap(tap, 'Genoteerd');
    expect(edge.taps.find(tap)).toMatchObject({ isAnswered: true, notice: 'Genoteerd' });
    const late = edge.person(JAN).taps('x', 1);
    await edge.clock.skip(16_000);
    await channel.acknowledgeTap(late);
    expect(edge.refusals).toEqual([expect.stringContaining('query is too old')]);
  });

  it('gives the bytes of a file, and knows no other', async () => {
    edge.person(JAN).sendsFile('document', { bytes: new Uint8Array([1, 2]), name: 'a.pdf' });
    const signal = new AbortController().signal;
    expect((await channel.fetchMedia('F1', signal)).bytes).toEqual(new Uint8Array([1, 2]));
    await expect(channel.fetchMedia('F2', signal)).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('pushes', () => {
  let bot: Server;
  let taken: string[];
  let status: number;
  beforeEach(async () => {
    edge.updates.dropAll();
    taken = [];
    status = 200;
    bot = createServer(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { message, callback_query } = JSON.parse(Buffer.concat(chunks).toString());
      taken.push(message?.text ?? callback_query.data);
      expect(request.headers['x-telegram-bot-api-secret-token']).toBe('secret');
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    edge.updates.setWebhook(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/`, 'secret');
  });
  afterEach(() => {
    bot.close();
    bot.closeAllConnections();
  });

  it('are tried again at once, then after 2, 4, 8 s, and hold up the rest of their chat only', async () => {
    status = 503;
    edge.person(JAN).writes('a1');
    edge.person(JAN).writes('a2');
    await edge.updates.idle();
    expect(taken).toEqual(['a1', 'a1']);
    for (const [seconds, tries] of [
      [1, 2],
      [1, 3],
      [3, 3],
      [1, 4],
      [7, 4],
    ] as const) {
      await edge.clock.skip(seconds * 1000);
      expect(taken).toHaveLength(tries);
    }
    status = 200;
    edge.person(77).writes('b1');
    await edge.updates.idle();
    expect(taken.at(-1)).toBe('b1');
    await edge.clock.skip(1000);
    expect(taken.slice(-2)).toEqual(['a1', 'a2']);
    expect(edge.updates.waiting()).toEqual([]);
  });

  it('of a tap are given up after 150 s, those of a message after a day', async () => {
    status = 500;
    edge.person(JAN).writes('a1');
    edge.person(JAN).taps('approve', 1);
    await edge.updates.idle();
    await edge.clock.skip(149_000);
    expect(edge.updates.waiting()).toHaveLength(2);
    await edge.clock.skip(1000);
    expect(edge.updates.waiting()).toMatchObject([{ message: { text: 'a1' } }]);
    edge.updates.setWebhook('', '');
    await edge.clock.skip(86_400_000);
    expect(edge.updates.waiting()).toEqual([]);
  });

  it('whose answer is lost come again with the same id', async () => {
    edge.updates.loseAnswers(1);
    edge.person(JAN).writes('a1');
    await edge.updates.idle();
    expect(taken).toEqual(['a1', 'a1']);
    expect(edge.updates.answers).toEqual([200, 200]);
  });
});
