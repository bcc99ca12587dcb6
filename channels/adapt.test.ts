import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapt, boldSpans, cardAsText } from './adapt.ts';
import type { Capabilities, Card, OutboundMessage } from './channel.ts';

const capabilities: Capabilities = {
  audience: 'everybody',
  choices: { support: 'full', max: 3, labelLength: 20 },
  cards: 'fallback',
  media: 'full',
  contactRequests: false,
  maxTextLength: 40,
  canStartConversation: true,
  receipts: 'none',
  clockPrecisionMs: 1000,
  settleWithinMs: 0,
  pace: { perSecond: 1, atOnce: 1 },
  window: null,
};
const yesNo = [
  { token: 'y', label: 'Yes' },
  { token: 'n', label: 'No' },
];
const media = { bytes: new Uint8Array([1]), mimeType: 'image/jpeg', fileName: 'a.jpg' };
function text(words: string): OutboundMessage {
  return { kind: 'text', text: words };
}
function wordsOf(parts: readonly OutboundMessage[]) {
  return parts.map((part) => (part.kind === 'text' ? part.text : ''));
}

describe('a button to share a phone number', () => {
  const asking: OutboundMessage = { kind: 'text', text: 'What is your number?', contactRequest: 'Share my number' };
  const withButton = { ...capabilities, contactRequests: true };

  it('stays where the network has one, below the last part', () => {
    expect(adapt(asking, withButton)).toEqual([asking]);
    const long = adapt({ ...asking, text: 'word '.repeat(20) }, withButton);
    expect(long.map((part) => 'contactRequest' in part)).toEqual([...long.slice(1).map(() => false), true]);
  });

  it('is left out where the network has none', () =>
    expect(adapt(asking, capabilities)).toEqual([text('What is your number?')]));

  it('gives way to choices', () =>
    expect(adapt({ ...asking, choices: yesNo }, withButton)).toEqual([
      { kind: 'text', text: 'What is your number?', choices: yesNo },
    ]));
});

describe('choices', () => {
  it('stay buttons where the network shows buttons', () => {
    const message: OutboundMessage = { kind: 'text', text: 'Approve 90.00 EUR?', choices: yesNo };
    expect(adapt(message, capabilities)).toEqual([message]);
  });

  it('are dropped and never numbered where there are no buttons, because digits name quote lines', () => {
    const without = { ...capabilities, choices: { support: 'fallback', max: 0, labelLength: 0 } } as const;
    expect(adapt({ kind: 'text', text: 'Approve?', choices: yesNo }, without)).toEqual([text('Approve?')]);
  });

  it('are dropped as a whole when there are more than fit', () => {
    const two = { ...capabilities, choices: { ...capabilities.choices, max: 1 } };
    expect(adapt({ kind: 'text', text: 'Approve?', choices: yesNo }, two)).toEqual([text('Approve?')]);
  });

  it('have long labels cut at a word', () => {
    const choices = [{ token: 'a', label: 'Approve everything for € 286,40' }];
    expect(adapt({ kind: 'text', text: 'Approve?', choices }, capabilities)).toEqual([
      { kind: 'text', text: 'Approve?', choices: [{ token: 'a', label: 'Approve everything…' }] },
    ]);
  });

  it('are dropped when cutting would make two of them look alike', () => {
    const choices = [
      { token: 'a', label: 'Approve everything and wait' },
      { token: 'b', label: 'Approve everything and call' },
    ];
    expect(adapt({ kind: 'text', text: 'Approve?', choices }, capabilities)).toEqual([text('Approve?')]);
  });

  it('stand below the last part of a long text only', () => {
    const parts = adapt({ kind: 'text', text: `${'word '.repeat(14)}end`, choices: yesNo }, capabilities);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => 'choices' in part)).toEqual([...parts.slice(1).map(() => false), true]);
  });
});

describe('media', () => {
  it('carry a text that fits as their caption', () =>
    expect(adapt({ kind: 'text', text: 'Look', media }, capabilities)).toEqual([
      { kind: 'text', text: 'Look', media },
    ]));

  it('go first and alone when the text is too long for a caption', () => {
    const parts = adapt({ kind: 'text', text: 'word '.repeat(20), choices: yesNo, media }, capabilities);
    expect(parts[0]).toEqual({ kind: 'text', text: '', media });
    expect(parts.slice(1).some((part) => 'media' in part)).toBe(false);
    expect(parts.at(-1)).toMatchObject({ choices: yesNo });
  });

  it('go alone when the text would fit a message but not a caption', () => {
    const parts = adapt({ kind: 'text', text: 'x'.repeat(1025), media }, { ...capabilities, maxTextLength: 4096 });
    expect(wordsOf(parts)).toEqual(['', 'x'.repeat(1025)]);
  });

  it('are left out where the network drops them, and kept where it has to fail', () => {
    expect(adapt({ kind: 'text', text: 'Look', media }, { ...capabilities, media: 'dropped' })).toEqual([text('Look')]);
    expect(adapt({ kind: 'text', text: 'Look', media }, { ...capabilities, media: 'rejected' })[0]).toHaveProperty(
      'media',
    );
  });
});

describe('cards', () => {
  const card: Card = {
    title: 'AB-123-C Golf',
    subtitle: 'On the lift',
    facts: [{ label: 'Ready', value: '16:30' }],
    lines: [
      { text: 'Pads', amount: '€ 286,40', state: 'approved' },
      { text: 'Wipers', state: 'pending' },
    ],
    actions: [{ token: 't', label: 'Send', style: 'primary' }],
    links: [{ label: 'Open', url: 'https://garage.example/r/1' }],
  };

  it('stay cards where the network draws them', () =>
    expect(adapt({ kind: 'card', card }, { ...capabilities, cards: 'full' })).toEqual([{ kind: 'card', card }]));

  it('become text with their actions as choices elsewhere', () => {
    const [part] = adapt({ kind: 'card', card }, { ...capabilities, maxTextLength: 4096 });
    expect(part).toEqual({ kind: 'text', text: cardAsText(card), choices: [{ token: 't', label: 'Send' }] });
    expect(cardAsText(card)).toBe(
      '*AB-123-C Golf*\nOn the lift\n\nReady: 16:30\n\n✓ Pads: € 286,40\n• Wipers\n\nOpen: https://garage.example/r/1',
    );
  });

  it('keep a star in the title from ending the bold', () =>
    expect(cardAsText({ title: 'Golf *GTI*' })).toBe('*Golf GTI*'));
});

describe('bold', () => {
  it.each([
    ['*Ready* now', ['*Ready*']],
    ['2*3*4 = 24', []],
    ['a * b * c', []],
    ['(*two words*), *b*.', ['*two words*', '*b*']],
    ['*one\ntwo*', []],
    ['**', []],
  ])('in %j is %j', (words, expected) =>
    expect(boldSpans(words).map(({ start, end }) => words.slice(start, end))).toEqual(expected),
  );
});

const word = fc.stringMatching(/^[a-zé€😀]{1,12}$/u);
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const stretch = fc.tuple(phrase, fc.boolean()).map(([words, isBold]) => (isBold ? `*${words}*` : words));
const glue = fc.constantFrom(' ', '\n', '\n\n');
const prose = fc
  .array(fc.tuple(stretch, glue), { minLength: 1, maxLength: 20 })
  .map((all) => all.flat().join('').trim());
const widths = fc.integer({ min: 30, max: 120 });

describe('a long text', () => {
  it('keeps all its words and what is bold', () =>
    fc.assert(
      fc.property(prose, widths, (words, maxTextLength) => {
        const parts = wordsOf(adapt(text(words), { ...capabilities, maxTextLength }));
        expect(plainWords(parts.join(' '))).toEqual(plainWords(words));
        expect(parts.flatMap(boldWords)).toEqual(boldWords(words));
      }),
    ));

  it('fits in every part, whatever stands in it, and loses no sign', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 4, max: 50 }),
        (words, maxTextLength) => {
          const parts = wordsOf(adapt(text(words), { ...capabilities, maxTextLength }));
          expect(parts.every((part) => part.length <= maxTextLength && !/\p{Surrogate}/u.test(part))).toBe(true);
          expect(signs(parts.join(''))).toBe(signs(words));
        },
      ),
    ));
});

function plainWords(words: string) {
  return words.replaceAll('*', '').split(/\s+/);
}
function boldWords(words: string) {
  return boldSpans(words).flatMap(({ start, end }) => plainWords(words.slice(start, end)));
}
function signs(words: string) {
  return words.replace(/[\s*]/g, '');
}
