import { z } from 'zod';
import { DeliveryError } from '../channel.ts';
import { readAtMost } from '../untrusted.ts';
import type { HealthBoard, Tokens } from './connector.ts';
import { BadAnswer, retryAfterMs, toDeliveryError } from './errors.ts';
import { parsed } from './options.ts';

type Settings = {
  readonly serviceUrls: readonly string[];
  readonly tokens: Tokens;
  readonly health: HealthBoard;
  readonly withinMs: number;
};

type Fetched = { readonly bytes: Uint8Array; readonly mimeType: string };

/**
 * Fetches the bytes behind a reference. Throws only `DeliveryError`; asks only hosts of Microsoft.
 */
export async function fetchFile(settings: Settings, reference: string, signal: AbortSignal): Promise<Fetched> {
  try {
    const limits = AbortSignal.any([signal, AbortSignal.timeout(settings.withinMs)]);
    const response = await follow(settings, sourceIn(reference), limits);
    const bytes = await readAtMost(response, MAX_BYTES);
    if (bytes === undefined) {
      await response.body?.cancel();
      throw tooLarge();
    }
    return {
      bytes: new Uint8Array(bytes),
      mimeType: response.headers.get('content-type')?.split(';')[0]?.trim() || 'application/octet-stream',
    };
  } catch (thrown) {
    throw toDeliveryError(thrown, 'download');
  }
}

function sourceIn(reference: string): MediaSource {
  const source = readReference(reference);
  if (source === undefined) throw refused('There is no file with this reference.');
  return source;
}

const MAX_REDIRECTS = 3;

/**
 * Follows redirects by hand, because each may lead to a host that must not be asked, or not with
 * the token.
 */
async function follow(settings: Settings, { kind, url }: MediaSource, signal: AbortSignal): Promise<Response> {
  let next = url;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const access = mayFetch(next, settings.serviceUrls);
    // An address that needs the token is Teams' own; it may redirect to an open one elsewhere at
    // Microsoft.
    if (access === 'never' || (kind === 'inline' && hops === 0 && access !== 'with-token')) throw foreign();
    const token = kind === 'inline' && access === 'with-token' ? await settings.tokens.get() : undefined;
    const response = await get(next, token, signal);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return taken(settings, response, token);
    await response.body?.cancel();
    next = URL.canParse(location, next) ? new URL(location, next).href : '';
  }
  throw refused('The file is behind too many redirects.');
}

function get(url: string, token: string | undefined, signal: AbortSignal): Promise<Response> {
  return fetch(url, {
    redirect: 'manual',
    signal,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
}

async function taken({ tokens, health }: Settings, response: Response, token: string | undefined) {
  if (response.ok) return response;
  await response.body?.cancel();
  const wait = retryAfterMs(response.headers.get('retry-after'), new Date(), Math.random);
  // A signed address answers 401 when it has expired, which says nothing about the bot.
  const status = token === undefined && response.status === 401 ? 403 : response.status;
  const error = toDeliveryError(new BadAnswer(status, '', wait), 'download');
  if (error.code === 'not_authorised' && token !== undefined) {
    tokens.drop(token);
    health.failed(error);
  }
  throw error;
}

const MAX_BYTES = 20 * 1024 * 1024;

function tooLarge(): DeliveryError {
  return new DeliveryError('too_large', 'The file is larger than 20 MB.', { outcome: 'permanent' });
}

function foreign(): DeliveryError {
  return refused('The file is not on a host of Microsoft Teams, so it was not asked for.');
}

function refused(sentence: string): DeliveryError {
  return new DeliveryError('invalid', sentence, { outcome: 'permanent' });
}

/** OneDrive and SharePoint, the services that hand out their files, and Teams itself. */
const FILE_HOSTS = /(^|\.)(sharepoint\.com|sharepoint-df\.com|svc\.ms|teams\.microsoft\.com)$/;
const TEAMS_HOST = 'smba.trafficmanager.net';
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Tells if an address may be fetched, and if with the bot's token. The sender of a message names
 * the address: without this list the bot would fetch from inside the garage's network, or give its
 * token to anybody.
 */
export function mayFetch(url: string, serviceUrls: readonly string[]): 'with-token' | 'openly' | 'never' {
  const given = parsed(url);
  if (given === undefined || given.username !== '' || given.password !== '') return 'never';
  const isTeams = serviceUrls.some((serviceUrl) => parsed(serviceUrl)?.origin === given.origin);
  if (given.protocol === 'http:') return isTeams && LOOPBACK.has(given.hostname) ? 'with-token' : 'never';
  if (given.protocol !== 'https:') return 'never';
  if (isTeams || given.host === TEAMS_HOST) return 'with-token';
  // `host` includes a port other than that of https.
  return FILE_HOSTS.test(given.host) ? 'openly' : 'never';
}

/**
 * `download` is a file of OneDrive with a short-lived signed address, which must not get our token.
 * `inline` is a pasted or camera picture, read from Teams with the bot's token.
 */
export type MediaSource = z.infer<typeof mediaSourceSchema>;

const mediaSourceSchema = z.object({
  kind: z.enum(['download', 'inline']),
  url: z.string(),
  serviceUrl: z.string(),
  tenantId: z.string(),
});

/** Makes the reference of a media message, which is one string on every network. */
export function toReference(source: MediaSource): string {
  return JSON.stringify(source);
}

/** Reads a reference of `toReference`; undefined for any other. */
export function readReference(reference: string): MediaSource | undefined {
  try {
    return mediaSourceSchema.safeParse(JSON.parse(reference)).data;
  } catch {
    return undefined;
  }
}
