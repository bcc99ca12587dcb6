import { parsed } from './service-url.ts';

/** Where people's files lie: OneDrive and SharePoint, the services that hand them out, and Teams itself. */
const FILE_HOSTS = /(^|\.)(sharepoint\.com|sharepoint-df\.com|svc\.ms|teams\.microsoft\.com)$/;
const TEAMS_HOST = 'smba.trafficmanager.net';
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Whether a file may be asked for, and whether with the bot's token. Whoever writes to the bot names the address, so that without this list
 * it would fetch from inside the garage's own network, or hand the token to anybody.
 */
export function mayFetch(url: string, serviceUrls: readonly string[]): 'with-token' | 'openly' | 'never' {
  const given = parsed(url);
  if (given === undefined || given.username !== '' || given.password !== '') return 'never';
  const isTeams = serviceUrls.some((serviceUrl) => parsed(serviceUrl)?.origin === given.origin);
  if (given.protocol === 'http:') return isTeams && LOOPBACK.has(given.hostname) ? 'with-token' : 'never';
  if (given.protocol !== 'https:') return 'never';
  if (isTeams || given.host === TEAMS_HOST) return 'with-token';
  // `host` has the port, unless it is that of https.
  return FILE_HOSTS.test(given.host) ? 'openly' : 'never';
}
