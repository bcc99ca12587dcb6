import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownWords } from './customer.ts';

function all(text: string) {
  return [{ from: 0, to: text.length }];
}

describe('a text that is the writer’s own', () => {
  it('is read whole', () => expect(ownWords('ja', undefined, false)).toBeUndefined());
});

describe('nothing is own', () => {
  it.each([
    ['forwarded', { forwarded: {} }],
    ['forwarded', { forwarded: { from: 'Piet' }, elsewhere: true, struck: all('ja') }],
    ['via', { via: {} }],
    ['automatic', { automatic: true }],
  ] as const)('in what is %s', (why, notOwn) => expect(ownWords('ja', notOwn, false)).toEqual({ why, own: '' }));

  it('in what was struck out or quoted as a whole', () => {
    expect(ownWords('ja', { struck: all('ja') }, false)).toEqual({ why: 'struck', own: '' });
    expect(ownWords('ja', { quoted: all('ja') }, false)).toEqual({ why: 'quoted', own: '' });
  });
});

describe('what is left', () => {
  it('of a text with stretches left out makes no new words', () => {
    expect(ownWords('janee', { struck: [{ from: 2, to: 3 }] }, false)).toEqual({ why: 'struck', own: 'ja ee' });
    const both = { struck: [{ from: 0, to: 4 }], quoted: [{ from: 2, to: 9 }] };
    expect(ownWords('niet Jan: ja', both, false)).toEqual({ why: 'quoted', own: 'ja' });
  });

  it('is all of it where it answers something elsewhere, or was changed before it came', () => {
    expect(ownWords('ja', { elsewhere: true }, false)).toEqual({ why: 'elsewhere', own: 'ja' });
    expect(ownWords('ja', undefined, true)).toEqual({ why: 'overtaken', own: 'ja' });
  });

  it('holds no letter that was struck out or quoted, whatever the stretches', () => {
    const range = fc.tuple(fc.nat(20), fc.nat(20)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(range), fc.array(range), fc.nat(20), (struck, quoted, length) => {
        const isOut = (at: number) => [...struck, ...quoted].some(({ from, to }) => from <= at && at < to);
        const text = Array.from({ length }, (_, at) => (isOut(at) ? 'x' : 'o')).join('');
        const own = ownWords(text, { struck, quoted }, false)?.own ?? text;
        expect(own.replaceAll(' ', '')).toBe(text.replaceAll('x', ''));
      }),
    );
  });
});
