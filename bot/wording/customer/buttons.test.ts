import { expect, it } from 'vitest';
import { eur, minutes } from '../../../core/testing/builders.ts';
import { aGarage } from '../../../core/testing/scenes.ts';
import { closingLine } from './buttons.ts';

const garage = aGarage();
function decided(outcome: 'approved' | 'partly' | 'rejected') {
  return { why: 'decided', outcome, total: eur(286_40), at: minutes(243) } as const;
}

it('a question whose buttons are gone says what was decided, when and for how much', () => {
  expect(closingLine(decided('approved'), 'nl', garage)).toBe('*Akkoord gegeven om 14:03: €\u00a0286,40.*');
  expect(closingLine(decided('approved'), 'en', garage)).toBe('*Approved at 14:03: €\u00a0286.40.*');
  expect(closingLine(decided('partly'), 'nl', garage)).toBe('*Akkoord met een deel gegeven om 14:03: €\u00a0286,40.*');
  expect(closingLine(decided('rejected'), 'nl', garage)).toBe('*Niet akkoord, genoteerd om 14:03.*');
});
it('a question that no longer stands says why', () => {
  expect(closingLine({ why: 'superseded' }, 'nl', garage)).toBe('*Deze offerte is vervangen.*');
  expect(closingLine({ why: 'withdrawn' }, 'en', garage)).toBe('*This quote has been withdrawn.*');
  expect(closingLine({ why: 'expired' }, 'nl', garage)).toBe('*Deze offerte is verlopen.*');
});
