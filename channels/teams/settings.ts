import type { TeamsOptions } from './options.ts';
import { parsed } from './service-url.ts';

/** Throws a sentence when a setting would leave a check without anything to check against: there is no mode without checks. */
export function assertSealed({ appId, tenantIds, serviceUrls, openIdMetadataUrl }: TeamsOptions): void {
  if (appId.trim() === '')
    throw new Error(
      'Teams needs the id of its app, e.g. 5d1f0e3c-8a51-4f0e-9b7e-3a0c6f2d9e10: nobody is let in without it.',
    );
  if (tenantIds.length === 0 || tenantIds.some((tenant) => tenant.trim() === ''))
    throw new Error('Teams needs at least one tenant whose people may talk to the bot, as a GUID.');
  if (serviceUrls.length === 0 || !serviceUrls.every(isHttp))
    throw new Error('Teams needs addresses that answers may go to, e.g. https://smba.trafficmanager.net/.');
  if (!isHttp(openIdMetadataUrl))
    throw new Error(
      'Teams needs the address of its signing keys, e.g. https://login.botframework.com/v1/.well-known/openidconfiguration.',
    );
}

function isHttp(url: string): boolean {
  return ['http:', 'https:'].includes(parsed(url)?.protocol ?? '');
}
