import type { Context } from 'hono';
import { isLoopback } from '../config.ts';

/** What a proxy or a tunnel adds to the requests that it hands on. */
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'cf-connecting-ip'];

/**
 * Tells if somebody on this machine asks: over the loopback, past no proxy, and by a name that only
 * this machine answers to. A page of another website can reach the loopback under its own name.
 */
export function isFromHere(c: Context): boolean {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  const from = incoming?.socket?.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  return (
    isLoopback(from) &&
    isLoopback(new URL(c.req.url).hostname) &&
    forwarding.every((name) => c.req.header(name) === undefined)
  );
}
