import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '../calendar.ts';
import { atLocal } from '../local-time.ts';
import { calendar } from '../testing/builders.ts';
import { tableRows } from '../testing/table-rows.ts';
import { readCallWish } from './call-wish.ts';
import { readMoment } from './moment.ts';

const zone = 'Europe/Amsterdam';
/** A Tuesday, 9:05; open Monday to Friday, 8:00 to 17:30. */
const now = new Date('2026-11-24T08:05:00Z');
const day = [{ opens: 480, closes: 1050 }];
const hours = calendar({ week: [[], day, day, day, day, day, []] });

const customers = tableRows('times-of-customers').map(([, typed]) => typed ?? '');

function local(text: string): Date {
  const [date = '', clock = ''] = text.split('T');
  const [hour, minute] = clock.split(':').map(Number);
  return atLocal(zone, date, (hour ?? 0) * 60 + (minute ?? 0));
}

describe('when a mechanic promises a car', () => {
  it.each(tableRows('times-of-mechanics'))('%s: %s is %s, %s', (_, typed, outcome, at) => {
    const read = readMoment(typed ?? '', { now, zone });
    if (outcome === 'read') expect(read).toEqual({ kind: 'at', at: local(at ?? '') });
    else expect(read.kind).not.toBe('at');
  });
});

describe('when a customer wants a call', () => {
  it.each(tableRows('times-of-customers'))('%s: %s is %s, %s to %s, on %s', (_, typed, outcome, from, to, phone) => {
    const wish = readCallWish(typed ?? '', hours, now);
    expect(wish.phone ?? '').toBe(phone ?? '');
    if (outcome === 'read')
      expect(wish).toMatchObject({ kind: 'window', window: { from: local(from ?? ''), to: local(to ?? '') } });
    else expect(wish.kind).toBe(outcome);
  });
});

describe('what is left over in a text', () => {
  const named = fc.constantFrom(
    '16:30',
    'om 16 uur',
    'half vijf',
    'morgen 10:00',
    'vrijdag 10 uur',
    'in 2 hours',
    'at 4 pm',
  );
  const left = fc.constantFrom(
    'code',
    '286,40',
    'misschien',
    'mm',
    'if',
    'vergadering',
    '€ 38',
    'AB-123-C',
    '5W30',
    'remmen',
  );
  it('makes no promise, and no hour of a call', () =>
    fc.assert(
      fc.property(named, left, fc.boolean(), (time, word, first) => {
        const text = first ? `${word} ${time}` : `${time} ${word}`;
        expect(readMoment(text, { now, zone }).kind).not.toBe('at');
        expect(readCallWish(text, hours, now).kind).not.toBe('window');
      }),
    ));
  it('counts however far behind it stands', () => {
    expect(readMoment(`16:30 ${'nu '.repeat(40)} misschien`, { now, zone }).kind).toBe('none');
    expect(readCallWish(`om 15:00 ${'graag '.repeat(400)}`, hours, now).kind).toBe('none');
  });
  it('never leads to an hour that is over, or in which the garage is closed', () =>
    fc.assert(
      fc.property(fc.constantFrom(...customers), fc.integer({ min: 0, max: 7 * 24 * 60 }), (typed, later) => {
        const then = new Date(now.getTime() + later * 60_000);
        const wish = readCallWish(typed, hours, then);
        if (wish.kind !== 'window') return;
        const { from, to } = wish.window;
        expect(from >= then && from < to && isOpen(hours, from)).toBe(true);
        expect(isOpen(hours, new Date(to.getTime() - 1))).toBe(true);
      }),
    ));
});
