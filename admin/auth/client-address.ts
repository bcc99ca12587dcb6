import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';

/** Returns the address of the browser behind a request, as plain IPv4 or IPv6. */
export type ClientAddress = (c: Context) => string;

/**
 * Believes `X-Forwarded-For` only as far as proxies of ours wrote it: the rightmost address that is
 * none of theirs is the browser's. Anybody can send such a header, so without proxies it counts for
 * nothing. `trusted` are addresses or networks such as `10.0.0.0/8`.
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = listOf(trusted);
  const isProxy = (address: string): boolean => proxies.check(address, familyOf(address));
  return (c) => {
    let nearest = socketAddress(c);
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').reverse();
    for (const hop of hops) {
      if (!isProxy(nearest)) break;
      const before = plainAddress(hop);
      if (before === undefined) break;
      nearest = before;
    }
    return nearest;
  };
}

function socketAddress(c: Context): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return plainAddress(incoming?.socket?.remoteAddress ?? '') ?? '127.0.0.1';
}

function listOf(trusted: readonly string[]): BlockList {
  const list = new BlockList();
  for (const one of trusted) {
    const [text = '', prefix] = one.split('/');
    const address = plainAddress(text);
    if (address === undefined) continue;
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

/**
 * Reads an address as proxies write it, also with a port; an IPv4 address in the form of IPv6
 * becomes IPv4.
 */
function plainAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return undefined;
  const groups = groupsOf(bare);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped) return groups.map((group) => group.toString(16)).join(':');
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  // The URL parser writes a dotted end as two groups.
  const { hostname } = new URL(`http://[${address}]/`);
  const [left = '', right] = hostname.slice(1, -1).split('::');
  const numbers = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [numbers(left), numbers(right ?? '')];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/**
 * Returns whom to count tries for: a provider gives a household a whole /64, and each of its
 * addresses is free to take.
 */
export function countedNetwork(address: string): string {
  return isIP(address) === 6 ? `${groupsOf(address).slice(0, 4).map(hex).join(':')}::` : address;
}

/** Returns as much of an address as a person needs to recognise a place; the rest is not kept. */
export function shortenedAddress(address: string): string {
  return isIP(address) === 4 ? address.replace(/\d+$/, '0') : countedNetwork(address);
}

function hex(group: number): string {
  return group.toString(16);
}
