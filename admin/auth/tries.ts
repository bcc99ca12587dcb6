import { createHash } from 'node:crypto';
import type { StaffAccounts } from '../../core/application/sign-in.ts';
import { countedNetwork } from './client-address.ts';

export const triesWindowMs = 15 * 60_000;

/** A whole workshop may share one address, so this stops only floods. */
const maxOfAddress = 60;
/** Per account, from all addresses together; and per browser in which the person signed in before. */
const maxOfAccount = 10;
/** Each keeps a row for ten minutes; a whole workshop may begin its day at once. */
const maxBegun = 300;
/** An app's code counts in its half minute, the one before and the one after. */
const codeWorksMs = 90_000;

type Counter = {
  readonly of: 'account' | 'address' | 'browser' | 'person';
  readonly key: string;
  readonly max: number;
};

/** A try that was counted before it was made, so that many at once are not all the first. */
export type Try =
  | { readonly ok: true; wasRight(): Promise<void> }
  | {
      readonly ok: false;
      readonly of: Counter['of'] /** The first refusal of this window. */;
      readonly isNew: boolean;
    };

export type Tries = {
  /** `browser` is the id of a known one: it has its own tries, whatever strangers do. */
  signIn(email: string, address: string, browser: string | undefined): Promise<Try>;
  /** The second step; `userId` is the user of the first one. */
  code(address: string, userId?: string): Promise<Try>;
  /** Tells if this code of an app was not typed before, so that whoever saw it typed cannot use it. */
  isFirst(userId: string, code: string): Promise<boolean>;
  /** Somebody leaves for Microsoft. */
  begin(address: string): Promise<Try>;
  /** The own password or code, typed by somebody who is signed in. */
  own(userId: string): Promise<Try>;
  forgetAccount(email: string): Promise<void>;
};

type Counts = Pick<StaffAccounts, 'countTry' | 'uncountTry' | 'forgetTries'>;

/** Counts failures only: a right try takes its own count back. */
export function createTries(counts: Counts): Tries {
  const count = async (counters: readonly Counter[]): Promise<Try> => {
    // A refused try stops at the first counter that is full: a locked address locks no account.
    for (const { of, key, max } of counters) {
      const number = await counts.countTry(key, triesWindowMs);
      if (number > max) return { ok: false, of, isNew: number === max + 1 };
    }
    const wasRight = async (): Promise<void> => {
      for (const { of, key } of counters) await (of === 'address' ? counts.uncountTry(key) : counts.forgetTries(key));
    };
    return { ok: true, wasRight };
  };
  return {
    signIn: (email, address, browser) =>
      count(
        browser === undefined
          ? [ofAddress(address), ofAccount(email)]
          : [{ of: 'browser', key: `failures:browser:${browser}`, max: maxOfAccount }],
      ),
    code: (address, userId) =>
      count([
        ofAddress(address),
        ...(userId === undefined
          ? []
          : [{ of: 'account', key: `failures:code:${userId}`, max: maxOfAccount } as const]),
      ]),
    isFirst: async (userId, code) => (await counts.countTry(`code:${hashed(`${userId}:${code}`)}`, codeWorksMs)) === 1,
    begin: (address) => count([{ of: 'address', key: `begun:${hashed(countedNetwork(address))}`, max: maxBegun }]),
    own: (userId) => count([{ of: 'person', key: `failures:own:${userId}`, max: maxOfAccount }]),
    forgetAccount: (email) => counts.forgetTries(ofAccount(email).key),
  };
}

function ofAddress(address: string): Counter {
  return { of: 'address', key: `failures:address:${hashed(countedNetwork(address))}`, max: maxOfAddress };
}

function ofAccount(email: string): Counter {
  return { of: 'account', key: `failures:account:${hashed(email)}`, max: maxOfAccount };
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
