import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundMessage } from '../channel.ts';
import { createTelegramChannel } from './channel.ts';
import { type Edge, startEdge, TOKEN } from './testing/edge/edge.ts';
import { pollingAt } from './testing/stand-in.ts';

const GROUP = -1001234567;
function seen(state: () => void) {
  return vi.waitFor(state, { timeout: 5000, interval: 5 });
}
/** Returns the content of a fixture below the kind of its update. */
function fixture(name: string): { readonly kind: string; readonly body: object } {
  const { update_id, ...rest } = JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
  const [[kind, body] = ['', {}]] = Object.entries<object>(rest);
  return { kind, body };
}
function happens(name: string, language?: string): void {
  const { kind, body } = fixture(name);
  const from = { ...('from' in body ? (body.from as object) : {}), language_code: language };
  edge.inGroup(GROUP, kind, language === undefined ? body : { ...body, from });
}

let edge: Edge;
let stopper: AbortController;
let received: InboundMessage[];
beforeEach(async () => {
  edge = await startEdge();
  stopper = new AbortController();
  received = [];
  const channel = createTelegramChannel(pollingAt(edge.apiRoot, TOKEN));
  await channel.start(async (message) => void received.push(message), stopper.signal);
  await seen(() => expect(edge.methods()).toContain('getUpdates'));
});
afterEach(async () => {
  stopper.abort();
  await edge.close();
});
function left() {
  return seen(() => expect(edge.calls('leaveChat')).toEqual([{ chat_id: GROUP }]));
}
/** Resolves once everything before it was handled too. */
async function ownMessage() {
  edge.person(4211).writes('hallo');
  await seen(() => expect(received.map(({ content }) => content.kind)).toEqual(['text']));
}

describe('a group', () => {
  it.each([
    ['nl', /^Dit is een digitale assistent.*https:\/\/t\.me\/garage_bot\.$/],
    ['en-GB', /^This is a digital assistant.*https:\/\/t\.me\/garage_bot\.$/],
    ['pl', /^Dit is .*This is /s],
  ])('that the bot was added to is told why it leaves, in the language of who did it: %s', async (language, words) => {
    happens('group-joined', language);
    await left();
    expect(edge.saidIn(GROUP)).toEqual([expect.stringMatching(words)]);
    expect(edge.refusals).toEqual([]);
  });

  it('is told once, however much is said there, and nothing of it is received', async () => {
    for (const name of ['group-joined', 'group', 'group-edited', 'group-reaction', 'group-tap', 'group', 'group'])
      happens(name);
    await ownMessage();
    await left();
    expect(edge.saidIn(GROUP)).toHaveLength(1);
    expect(edge.calls('answerCallbackQuery')).toEqual([]);
  });

  it('that the bot was in before it began to leave groups is left at the first word', async () => {
    happens('group');
    await left();
    expect(edge.saidIn(GROUP)).toHaveLength(1);
  });

  it('in which the bot may not write is left all the same', async () => {
    const description = 'Bad Request: not enough rights to send text messages to the chat';
    edge.fails('sendMessage', { status: 400, body: { ok: false, error_code: 400, description } });
    happens('group-joined');
    await left();
  });

  it('that put the bot out is left alone, and so is a channel', async () => {
    happens('group-left');
    const { body } = fixture('channel-post');
    edge.brings('message', body);
    await ownMessage();
    expect([...edge.calls('sendMessage'), ...edge.calls('leaveChat')]).toEqual([]);
  });
});
