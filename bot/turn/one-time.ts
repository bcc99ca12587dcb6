import { randomBytes, randomInt } from 'node:crypto';
import type { NewCode } from '../../core/application/staff.ts';
import { setUpValidMs } from '../../core/application/staff-accounts.ts';

// Without letters and digits that look or sound alike.
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const codeValidMs = 7 * 24 * 60 * 60 * 1000;

/** Makes a random code for one use within 7 days, that links a chat. */
export function newLinkCode(now: Date): NewCode {
  return {
    text: `${part()}-${part()}-${part()}`,
    madeAt: now,
    expiresAt: new Date(now.getTime() + codeValidMs),
  };
}

function part(): string {
  return Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** Makes the secret part of a link for one use within 72 hours, that sets up an account. */
export function newSetUpToken(now: Date): NewCode {
  return {
    text: randomBytes(24).toString('base64url'),
    madeAt: now,
    expiresAt: new Date(now.getTime() + setUpValidMs),
  };
}
