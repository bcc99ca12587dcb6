import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotOwn, TextRange } from '../channel.ts';
import { parseUpdate } from './parse.ts';

const now = new Date('2026-11-22T16:00:30.000Z');
const user = { id: 999, is_bot: false, first_name: 'Piet', last_name: 'Bakker' };

function parsed(kind: 'message' | 'edited_message', content: object) {
  return parseUpdate(
    {
      update_id: 1,
      [kind]: {
        message_id: 50,
        date: 1,
        edit_date: 2,
        chat: { id: 77, type: 'private' },
        from: { id: 77, first_name: 'Jan' },
        ...content,
      },
    },
    now,
  )?.content;
}
function content(message: object) {
  return parsed('message', message);
}
function marksOf(message: object): NotOwn | undefined {
  const found = content(message);
  return found && 'notOwn' in found ? found.notOwn : undefined;
}

const origins: readonly (readonly [string, object, NotOwn['forwarded']])[] = [
  ['a user', { forward_origin: { type: 'user', date: 1, sender_user: user } }, { from: 'Piet Bakker' }],
  ['a hidden user', { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'P.' } }, { from: 'P.' }],
  [
    'a group',
    { forward_origin: { type: 'chat', date: 1, sender_chat: { id: -1, type: 'supergroup', title: 'De straat' } } },
    { from: 'De straat' },
  ],
  [
    'a channel',
    { forward_origin: { type: 'channel', date: 1, chat: { id: -2, title: 'Nieuws' }, message_id: 3 } },
    { from: 'Nieuws' },
  ],
  ['an origin of tomorrow', { forward_origin: { type: 'hologram' } }, {}],
  ['an origin that is none', { forward_origin: 'Piet' }, {}],
  ['the older user', { forward_from: user, forward_date: 1 }, { from: 'Piet Bakker' }],
  ['the older name', { forward_sender_name: 'P.', forward_date: 1 }, { from: 'P.' }],
  ['the older channel', { forward_from_chat: { id: -2, title: 'Nieuws' }, forward_date: 1 }, { from: 'Nieuws' }],
  ['the older date alone', { forward_date: 1 }, {}],
  ['a channel, passed on by itself', { is_automatic_forward: true }, {}],
];

describe('a forwarded message names whoever said it', () => {
  it.each(origins)('first, where that is told: %s', (_, fields, forwarded) => {
    expect(content({ text: 'ja doe maar', ...fields })).toMatchObject({ text: 'ja doe maar', notOwn: { forwarded } });
    const photo = [{ file_id: 'A' }];
    expect(content({ caption: 'ja', photo, ...fields })).toMatchObject({ kind: 'media', notOwn: { forwarded } });
    for (const other of [
      { voice: { file_id: 'V' } },
      { location: { latitude: 1, longitude: 2 } },
      { sticker: { emoji: '👍' } },
      { contact: { phone_number: '31612345678', user_id: 77 } },
    ])
      expect(marksOf({ ...other, ...fields })).toEqual({ forwarded });
    expect(parsed('edited_message', { text: 'ja', ...fields })).toMatchObject({
      kind: 'edited',
      notOwn: { forwarded },
    });
  });

  it('shares nobody’s own number', () => {
    const contact = { phone_number: '31612345678', user_id: 77 };
    expect(content({ contact })).toEqual({ kind: 'contact', phone: '+31612345678', own: true });
    expect(content({ contact, forward_date: 1 })).toMatchObject({ own: false });
  });

  it('opens no chat, and leaves out what the link carries', () => {
    const start = { text: '/start Ab3_x-9QwErTy1234567890', forward_date: 1 };
    expect(content(start)).toEqual({ kind: 'text', text: '/start', externalId: '50', notOwn: { forwarded: {} } });
    expect(content({ ...start, text: '/start' })?.kind).toBe('text');
  });

  it('has a name of at most 64 letters, that can be stored and turns no words around it', () => {
    const from = (first_name: string) => marksOf({ text: 'x', forward_from: { ...user, first_name, last_name: '' } });
    expect(from(`a\u202e${'😀'.repeat(500)}`)).toEqual({ forwarded: { from: `a${'😀'.repeat(63)}` } });
    expect(from('\u0000\ud800')).toEqual({ forwarded: { from: '\ufffd\ufffd' } });
    expect(from(' \u2067 ')).toEqual({ forwarded: {} });
  });
});

describe('a message is not typed by its sender', () => {
  const bot = { id: 5, is_bot: true, first_name: 'Answers', username: 'answers_bot' };
  it.each<[string, object, NotOwn]>([
    ['when a bot put it together', { via_bot: bot }, { via: { bot: '@answers_bot' } }],
    ['when a bot of a business sent it', { sender_business_bot: bot }, { via: { bot: '@answers_bot' } }],
    ['when that bot has no name', { via_bot: {} }, { via: {} }],
    ['when the app sent it by itself', { is_from_offline: true }, { automatic: true }],
  ])('%s', (_, fields, notOwn) => {
    expect(marksOf({ text: 'ja', ...fields })).toEqual(notOwn);
    expect(marksOf({ caption: 'ja', photo: [{ file_id: 'A' }], ...fields })).toEqual(notOwn);
  });

  it.each([
    ['a reply to a message elsewhere', { external_reply: { origin: { type: 'user', date: 1, sender_user: user } } }],
    ['a reply to a story', { reply_to_story: { id: 1, chat: { id: 9 } } }],
  ])('%s answers nothing here', (_, fields) => expect(marksOf({ text: 'ja', ...fields })).toEqual({ elsewhere: true }));

  it('a reply here is own, whatever it quotes', () => {
    const reply = { reply_to_message: { message_id: 9 }, quote: { text: 'Wilt u dit?', position: 0, is_manual: true } };
    expect(content({ text: 'ja', ...reply })).toEqual({ kind: 'text', text: 'ja', externalId: '50', replyTo: '9' });
  });
});

describe('marks in a text', () => {
  const marked = (text: string, ...entities: readonly object[]) => marksOf({ text, entities });
  const strike = (offset: unknown, length: unknown) => ({ type: 'strikethrough', offset, length });

  it('are counted in UTF-16 units, and never cut an emoji in two', () => {
    expect(marked('😀 ja', strike(3, 2))).toEqual({ struck: [{ from: 3, to: 5 }] });
    expect(marked('😀😀', strike(1, 1))).toEqual({ struck: [{ from: 0, to: 2 }] });
    expect(marked('a\u0000ja', strike(2, 2))).toEqual({ struck: [{ from: 2, to: 4 }] });
  });

  it.each(['blockquote', 'expandable_blockquote', 'pre', 'code'])('%s is quoted', (type) =>
    expect(marked('ja doe maar', { type, offset: 0, length: 11 })).toEqual({ quoted: [{ from: 0, to: 11 }] }),
  );

  it.each(['bold', 'italic', 'spoiler', 'url', 'custom_emoji', 'tomorrow'])('%s is own', (type) =>
    expect(marked('ja doe maar', { type, offset: 0, length: 11 })).toBeUndefined(),
  );

  it('stand in a caption and in an edit as well', () => {
    const caption = { caption: 'ja', caption_entities: [strike(0, 2)], photo: [{ file_id: 'A' }] };
    const struck = [{ from: 0, to: 2 }];
    expect(marksOf(caption)).toEqual({ struck });
    expect(parsed('edited_message', { text: 'ja', entities: [strike(0, 2)] })).toMatchObject({ notOwn: { struck } });
    expect(parsed('edited_message', caption)).toMatchObject({ text: 'ja', notOwn: { struck } });
  });

  it('that overlap or touch are one, and what lies outside the text is cut off', () => {
    expect(marked('abcdef', strike(0, 2), strike(1, 2), strike(3, 1))).toEqual({ struck: [{ from: 0, to: 4 }] });
    expect(marked('abcdef', strike(-2, 3), strike(5, 99))).toEqual({
      struck: [
        { from: 0, to: 1 },
        { from: 5, to: 6 },
      ],
    });
    expect(marked('abcdef', strike(0.5, 1))).toEqual({ struck: [{ from: 0, to: 2 }] });
  });

  it('of no shape do not hide the others', () =>
    expect(marked('ja', 5 as never, strike('0', 2), { type: 3 }, strike(9, 1), strike(0, 0), strike(0, 1))).toEqual({
      struck: [{ from: 0, to: 1 }],
    }));

  it('stay in their places behind a command', () => {
    expect(content({ text: '/stop@garage_bot ja nee', entities: [strike(17, 2)] })).toMatchObject({
      text: 'stop ja nee',
      notOwn: { struck: [{ from: 5, to: 7 }] },
    });
    expect(marked('/stop', strike(0, 5))).toEqual({ struck: [{ from: 0, to: 4 }] });
  });

  it('are at most a hundred, of which the last holds the rest, and ten thousand take no time', () => {
    const text = 'ab'.repeat(10_000);
    const began = performance.now();
    const marks = marked(text, ...Array.from({ length: 10_000 }, (_, n) => strike(2 * n, 1)));
    expect(performance.now() - began).toBeLessThan(500);
    expect(marks?.struck).toHaveLength(100);
    expect(marks?.struck?.at(-1)).toEqual({ from: 198, to: text.length });
  });

  it('never throw, and keep every place that they name', () => {
    const number = fc.oneof(fc.integer({ min: -5, max: 30 }), fc.double(), fc.maxSafeInteger(), fc.constant('1'));
    const type = fc.constantFrom('strikethrough', 'blockquote', 'pre', 'bold', 'spoiler');
    const entity = fc.oneof(fc.record({ type, offset: number, length: number }), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.array(entity, { maxLength: 30 }),
        (text, entities) => {
          const notOwn = marksOf({ text: `x${text}`, entities });
          for (const ranges of [notOwn?.struck ?? [], notOwn?.quoted ?? []]) {
            let before = -1;
            for (const { from, to } of ranges) {
              expect(from).toBeGreaterThan(before);
              expect(to).toBeGreaterThan(from);
              before = to;
            }
            expect(before).toBeLessThanOrEqual(1 + text.length);
          }
          for (const one of entities) expect(isKept(one, `x${text}`, notOwn)).toBe(true);
        },
      ),
    );
  });
});

/** Tells if every unit that a whole-numbered entity marks lies within a range of its kind. */
function isKept(entity: unknown, text: string, notOwn: NotOwn | undefined): boolean {
  const { type, offset, length } = (entity ?? {}) as { type?: unknown; offset?: unknown; length?: unknown };
  if (!Number.isInteger(offset) || !Number.isInteger(length) || type === 'bold' || type === 'spoiler') return true;
  if (typeof type !== 'string' || !/^(strikethrough|blockquote|pre)$/.test(type)) return true;
  const ranges: readonly TextRange[] = (type === 'strikethrough' ? notOwn?.struck : notOwn?.quoted) ?? [];
  const first = Math.max(0, Number(offset));
  const last = Math.min(text.length, Number(offset) + Number(length));
  for (let at = first; at < last; at++) if (!ranges.some(({ from, to }) => from <= at && at < to)) return false;
  return true;
}
