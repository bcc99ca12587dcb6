import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { base } from '../frame/env.ts';

const day = 24 * 3600;
const validFor = 180 * day;

/** Marks browsers in which somebody has signed in, one cookie for each person. */
export type KnownBrowsers = {
  /** The cookie that makes the browser known for this address of e-mail. */
  cookieFor(email: string): string;
  /** The id of the browser if this person has signed in there. */
  find(email: string, headers: Headers): string | undefined;
};

/**
 * A known browser has tries of its own, so that strangers who lock an account or an address do not
 * lock out the person who works there.
 */
export function createKnownBrowsers(secret: string, overHttps: boolean, nowMs: () => number): KnownBrowsers {
  const sign = (...parts: readonly string[]): string =>
    createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');
  const nameFor = (email: string): string => `panel-known-${sign('browser name', email).slice(0, 12)}`;
  return {
    cookieFor: (email) => {
      const id = randomBytes(12).toString('base64url');
      const until = String(Math.floor(nowMs() / 1000) + validFor);
      const value = [id, until, sign('browser', email, id, until)].join('.');
      const secure = overHttps ? '; Secure' : '';
      return `${nameFor(email)}=${value}; Max-Age=${validFor}; Path=${base}; HttpOnly; SameSite=Lax${secure}`;
    },
    find: (email, headers) => {
      const start = `${nameFor(email)}=`;
      const found = (headers.get('cookie') ?? '').split(/;\s*/).find((one) => one.startsWith(start));
      const [id, until, signature] = found?.slice(start.length).split('.') ?? [];
      if (!id || !until || !signature || Number(until) * 1000 < nowMs()) return undefined;
      return same(signature, sign('browser', email, id, until)) ? id : undefined;
    },
  };
}

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
