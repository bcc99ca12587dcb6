import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUpdate } from './parse.ts';

const now = new Date('2026-11-22T16:00:30.000Z');
const sentAt = '2026-11-22T16:00:00.000Z';
const jan = { id: '4211', name: 'Jan Jansen', language: 'nl' };

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
}
function parsed(name: string) {
  return parseUpdate(fixture(name), now);
}
function content(name: string) {
  return parsed(name)?.content;
}

describe('a text', () => {
  it('is known by its chat and number, with sender, language and the time of Telegram', () =>
    expect(parsed('text')).toEqual({
      chat: '4211',
      dedupeKey: 'm:4211:11',
      sender: jan,
      at: sentAt,
      content: { kind: 'text', text: 'Is hij al klaar? 😀', externalId: '11' },
    }));

  it('names the message that it answers', () => {
    expect(content('reply')).toMatchObject({ replyTo: '9' });
    expect(content('photo-reply')).toMatchObject({ kind: 'media', replyTo: '20' });
  });

  it('without a sender is of the chat itself', () => expect(parsed('no-sender')?.sender).toEqual({ id: '4211' }));

  it('without a time came now', () => expect(parsed('no-date')?.at).toBe(now.toISOString()));
});

describe('opening the chat', () => {
  it.each([
    ['start-payload', { kind: 'start', payload: 'Ab3_x-9QwErTy1234567890' }],
    ['start-named-payload', { kind: 'start', payload: 'tok_1' }],
    ['start-plain', { kind: 'start' }],
  ])('%s', (name, expected) => expect(content(name)).toEqual(expected));

  it('is not what a word that begins like it says', () =>
    expect(parseUpdate(textUpdate('/starter motor?'), now)?.content.kind).toBe('text'));
});

describe('a command', () => {
  it.each([
    ['/stop', 'stop'],
    ['/STOP@garage_bot', 'STOP'],
    ['/quote AB-123-C: pads 20', 'quote AB-123-C: pads 20'],
    ['/1/2 of it', '/1/2 of it'],
    ['and/or', 'and/or'],
  ])('%s arrives as the word that it is', (text, words) =>
    expect(parseUpdate(textUpdate(text), now)?.content).toMatchObject({ kind: 'text', text: words }),
  );
});

describe('a tap', () => {
  it('carries only the token, the message below which it stood, and what acknowledges it', () =>
    expect(parsed('tap')).toEqual({
      chat: '4211',
      dedupeKey: 'cb:991827364554',
      sender: jan,
      at: now.toISOString(),
      content: { kind: 'choice', token: 'approveQ17v2abcd', onMessage: '20', tap: '991827364554' },
    }));

  it('counts on a message that is no longer accessible', () =>
    expect(content('tap-inaccessible')).toMatchObject({ kind: 'choice', token: 'rejectsQ17v2abcd', onMessage: '21' }));
});

describe('media', () => {
  it('of a photo are its largest size, with caption and album', () =>
    expect(content('photo')).toEqual({
      kind: 'media',
      externalId: '22',
      media: { reference: 'AgA-x', mimeType: 'image/jpeg', bytes: 180000 },
      caption: 'Dit hoor ik',
      album: '13600',
    }));

  it.each([
    ['document', { reference: 'BQA-1', mimeType: 'application/pdf', bytes: 88123, fileName: 'keuring.pdf' }],
    ['voice', { reference: 'AwA-1', mimeType: 'audio/ogg', bytes: 9000 }],
    ['video', { reference: 'BAA-1', mimeType: 'video/mp4', bytes: 990000 }],
  ])('of a %s are a reference and what is known of it', (name, media) =>
    expect(content(name)).toMatchObject({ kind: 'media', media }),
  );
});

describe('A20: a shared phone number', () => {
  it.each([
    ['contact-own-spaced', { kind: 'contact', phone: '+31612345678', own: true }],
    ['contact-own', { kind: 'contact', phone: '+31612345678', own: true }],
    ['contact-other', { kind: 'contact', phone: '0687654321', own: false }],
    ['contact-unknown', { kind: 'contact', phone: '31687654321', own: false }],
  ])('is own only when Telegram says so: %s', (name, expected) => expect(content(name)).toEqual(expected));
});

describe('a phone number without an owner in a message without a sender', () => {
  it('is nobody’s own', () => {
    const update = {
      ...textUpdate(''),
      message: { ...textUpdate('').message, text: undefined, contact: { phone_number: '31' } },
    };
    expect(parseUpdate(update, now)?.content).toEqual({ kind: 'contact', phone: '31', own: false });
  });
});

describe('what happens to a message or a chat later', () => {
  it('an edit is an event of its own at its own time', () =>
    expect(parsed('edited')).toMatchObject({
      dedupeKey: 'm:4211:11:1795363220',
      at: '2026-11-22T16:00:20.000Z',
      content: { kind: 'edited', externalId: '11', text: 'Is hij klaar?' },
    }));

  it('a moving location is nothing to tell', () => expect(parsed('edited-location')).toBeUndefined());

  it('blocking and unblocking the bot change whether the customer can be reached', () => {
    expect(content('blocked')).toEqual({ kind: 'reachable', reachable: false });
    expect(content('unblocked')).toEqual({ kind: 'reachable', reachable: true });
    expect(parsed('blocked')?.dedupeKey).not.toBe(parsed('unblocked')?.dedupeKey);
  });
});

describe('a place', () => {
  it.each([
    ['location', { kind: 'location', externalId: '26', latitude: 52.1, longitude: 5.1 }],
    ['location-live', { kind: 'location', externalId: '41', latitude: 52.1, longitude: 5.1 }],
    ['venue', { kind: 'location', externalId: '42', latitude: 52, longitude: 5, place: 'De Brug, Dorpsstraat 1' }],
    [
      'location-forwarded',
      {
        kind: 'location',
        externalId: '34',
        latitude: 1,
        longitude: 2,
        place: 't, a',
        notOwn: { forwarded: { from: 'Jan Jansen' } },
      },
    ],
  ])('is told in degrees, with its name where it has one: %s', (name, expected) =>
    expect(content(name)).toEqual(expected),
  );

  it('beyond the map is no place', () => {
    const message = { ...textUpdate('').message, text: undefined, location: { latitude: 91, longitude: 5 } };
    expect(parseUpdate({ ...textUpdate(''), message }, now)?.content.kind).toBe('unsupported');
  });
});

describe('a reaction', () => {
  it('names the message and the emoji, under a key that never recurs', () =>
    expect(parsed('reaction')).toEqual({
      chat: '4211',
      dedupeKey: 'r:4211:20:1795363200:524',
      sender: jan,
      at: sentAt,
      content: { kind: 'reaction', onMessage: '20', emoji: '👍' },
    }));

  it.each([
    ['reaction-changed', '❤'],
    ['reaction-one-left', '👍'],
    ['reaction-removed', undefined],
    ['reaction-custom', undefined],
  ])('has the emoji that is new, else one that is left: %s', (name, emoji) =>
    expect(content(name)).toEqual({ kind: 'reaction', onMessage: '20', ...(emoji && { emoji }) }),
  );
});

describe('A22: what is not understood', () => {
  it.each([
    ['sticker', 'sticker', '👍'],
    ['dice', 'dice', '🎲 4'],
    ['poll', 'poll', 'Welke kleur?'],
    ['game', 'game', 'Race'],
  ])('is told by its name and the words that it has: %s', (name, what, words) =>
    expect(content(name)).toEqual({ kind: 'unsupported', what, words }),
  );

  it.each([
    ['story', 'story'],
    ['unknown-kind', 'business_message_of_tomorrow'],
  ])('is told by its name alone where it has no words: %s', (name, what) =>
    expect(content(name)).toEqual({ kind: 'unsupported', what }),
  );

  it.each(['pinned', 'group', 'group-joined', 'group-tap', 'group-edited', 'group-reaction', 'channel-post'])(
    'is nothing when nobody said it to us: %s',
    (name) => expect(parsed(name)).toBeUndefined(),
  );

  it('is ignored when it belongs to no chat', () => expect(parsed('unknown-without-chat')).toBeUndefined());

  it.each([null, 5, 'x', [], {}, { update_id: 1 }, { update_id: 'a', message: {} }, { update_id: 1, message: 5 }])(
    'is ignored when it is no update: %j',
    (update) => expect(parseUpdate(update, now)).toBeUndefined(),
  );

  it('never throws, and what it yields can be stored, whatever comes', () =>
    fc.assert(
      fc.property(anyUpdate, (update) => {
        const message = parseUpdate(update, now);
        const stored = JSON.stringify(message ?? null);
        expect(stored).not.toContain('\\u0000');
        expect(/\\ud[89a-f]/i.test(stored)).toBe(false);
      }),
    ));
});

function textUpdate(text: string) {
  return {
    update_id: 1,
    message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text },
  };
}

const junk = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constant('\ud800\u0000'), fc.integer());
const chat = fc.oneof(junk, fc.record({ id: fc.integer(), type: fc.constantFrom('private', 'group', 3) }));
const message = fc.record(
  { message_id: junk, date: junk, chat, from: junk, text: junk, photo: junk, contact: junk, caption: junk },
  { requiredKeys: ['chat'] },
);
const part = fc.oneof(junk, message);
const anyUpdate = fc.record(
  { update_id: fc.oneof(fc.integer(), junk), message: part, edited_message: part, callback_query: part, other: part },
  { requiredKeys: ['update_id'] },
);
