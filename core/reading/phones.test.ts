import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableRows } from '../testing/table-rows.ts';
import { findPhone } from './find-phone.ts';

const rows = tableRows('phones');

function tidied(text = ''): string {
  return text
    .replace(/[\s,;.]+$/, '')
    .replace(/^[\s,;]+/, '')
    .replace(/\s*[,;](?:\s*[,;])*\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the phone number of a registration', () => {
  it.each(rows)('%s: %s is %s: %s', (_, typed, outcome, e164, rest) => {
    const found = findPhone(typed ?? '');
    expect(found.kind).toBe(outcome);
    if (found.kind === 'read')
      expect([found.e164, tidied(`${found.before} ${found.after}`)]).toEqual([e164, tidied(rest)]);
  });
});

describe('what stands around a number', () => {
  it('stays as it was typed', () =>
    expect(findPhone('Jan, ½ rem – tel. 06–12345678 – می‌خواهم 👨‍🔧…')).toMatchObject({
      e164: '+31612345678',
      before: 'Jan, ½ rem',
      after: ' – می‌خواهم 👨‍🔧…',
    }));
  it('is rid of other numbers, and of the word between', () =>
    expect(findPhone('Jan, 06-12345678 en 026-1234567, lekt')).toMatchObject({ kind: 'asked', after: ' , lekt' }));
});

describe('the digits of a number', () => {
  it.each(['06_12345678', '٠٦١٢٣٤٥٦٧٨', '+ 31 6 12345678', '06-12345678, 06 12345678', '+31 (0)6-12345678'])(
    'are read in any writing: %s',
    (typed) => expect(findPhone(`Jan, ${typed}`)).toMatchObject({ kind: 'read', e164: '+31612345678' }),
  );
  it.each(['612345678', '31612345678', '06-12345678jan', '+31 6', '06-12345678 of 79', '6-12345678'])(
    'are asked where one may lack: %s',
    (typed) => expect(findPhone(`Jan, ${typed}`).kind).toBe('asked'),
  );
  it.each(['06-XTG-3', 'IBAN NL91 ABNA 0417 1643 00', 'APK 06.11.26', 'op 06-12 brengen', 'order 2026-001234'])(
    'are none in %s',
    (typed) => expect(findPhone(`Jan, ${typed}`).kind).toBe('none'),
  );
  const two = (least: number, most: number) => fc.integer({ min: least, max: most });
  it('are none in a date, however it is written', () =>
    fc.assert(
      fc.property(
        two(1, 31),
        two(1, 12),
        two(1940, 2039),
        fc.constantFrom('-', '/', '.'),
        fc.boolean(),
        fc.constantFrom('', 'apk ', 'geb. ', 'Jan '),
        (day, month, year, sign, isShort, before) => {
          const padded = (part: number): string => String(part).padStart(2, '0');
          const date = [padded(day), padded(month), isShort ? padded(year % 100) : year].join(sign);
          expect(findPhone(`${before}${date}`).kind).toBe('none');
          expect(findPhone(`${before}${date}, 06-12345678`)).toMatchObject({ kind: 'read', e164: '+31612345678' });
        },
      ),
    ));
  it('are looked for in a time that grows with the text alone', () => {
    for (const piece of ['06-', '0 ', '+', '(', '06 12 ', '1.', 'tel ', 'A1', '0_', '٠'])
      for (const end of ['', 'x', '?']) {
        const began = performance.now();
        findPhone(`${piece.repeat(Math.ceil(4096 / piece.length))}${end}`);
        expect(performance.now() - began).toBeLessThan(500);
      }
  });
});
