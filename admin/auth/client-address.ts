import type { Context } from 'hono';

/** The address at the other end of the socket. Headers are not asked: anybody can send one. */
export function socketAddress(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress ?? '127.0.0.1';
}
