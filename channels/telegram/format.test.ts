import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactKeyboard, formatText, keyboard } from './format.ts';

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
