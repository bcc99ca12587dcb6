import { describe, expect, it } from 'vitest';
import { redactor, redactWithin, wordsOfNames } from './redaction.ts';

const jan = {
  names: wordsOfNames(['Jan de Wit']),
  phones: ['+31612345678'],
  emails: ['jan@wit.example'],
  plates: ['AB123C'],
  words: ['pads for the (old) Volvo', 'left-hand side', 'oil', '1', 'a', ''],
};
const redact = redactor(jan, '[x]');

describe('a person in a text', () => {
  it.each([
    ['Jan, your car is ready', '[x], your car is ready'],
    ['JAN DE WIT called', '[x] called'],
    ['Jan\u00a0de  Wit', '[x]'],
    ['January and withering stay', 'January and withering stay'],
    ['call 06-12345678 or 0612345678', 'call [x] or [x]'],
    ['+31 6 1234 5678, 0031612345678', '[x], [x]'],
    ['+31 (0)6 12 34 56 78', '[x]'],
    ['order 106123456789 stays', 'order 106123456789 stays'],
    ['AB-123-C, ab 123 c, AB123C', '[x], [x], [x]'],
    ['XAB-123-C and AB-123-CD are others', 'XAB-123-C and AB-123-CD are others'],
    ['Mail Jan@Wit.example', 'Mail [x]'],
    ['1. Pads for the\n(old) Volvo € 286.40', '1. [x] € 286.40'],
    ['Left-hand side', '[x]'],
    ['1. Oil € 12, a boiler', '1. [x] € 12, a boiler'],
    ['brake pads € 286.40', 'brake pads € 286.40'],
  ])('%j becomes %j', (text, left) => {
    expect(redact(text)).toBe(left);
  });
  it('is found within JSON, whose keys stay', () => {
    expect(redactWithin({ Jan: ['Jan', 1, null, { by: 'Wit' }] }, redact)).toEqual({
      Jan: ['[x]', 1, null, { by: '[x]' }],
    });
  });
  it('with signs that mean something to a pattern, in name or mark, is still only text', () => {
    expect(redactor({ ...jan, names: ['J.*(n'] }, '$&')('J.*(n and Jon')).toBe('$& and Jon');
  });
});
