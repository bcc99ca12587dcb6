import { randomInt } from 'node:crypto';
import type { NewCode } from '../core/application/staff.ts';

// No letters and digits that look alike when they are read aloud.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const validMs = 7 * 24 * 60 * 60 * 1000;

function part(): string {
  return Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** A code that nobody can guess, for one use within 7 days. */
export function newLinkCode(now: Date): NewCode {
  return {
    text: `${part()}-${part()}-${part()}`,
    madeAt: now,
    expiresAt: new Date(now.getTime() + validMs),
  };
}
