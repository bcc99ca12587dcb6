import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { APP_ID } from '../../channels/teams/testing/activities.ts';
import type { StandInConnector } from '../../channels/teams/testing/connector.ts';
import type { Issuer } from '../../channels/teams/testing/issuer.ts';
import { ensureHome } from '../../core/postgres/start.ts';
import { freePort } from '../free-port.ts';
import { openStaffDesk } from '../people/staff-desk.ts';

type Side = {
  readonly issuer: Pick<Issuer, 'metadataUrl'>;
  readonly connector: Pick<StandInConnector, 'serviceUrl' | 'tokenUrl'>;
  readonly tenant: string;
  /** Another place that messages may go to. */
  readonly serviceUrl?: string;
};

/** What the product is started with to work in Teams, and nowhere that a simulator would show; its own address is known before. */
export async function teamsSettings({ issuer, connector, tenant, serviceUrl }: Side): Promise<Record<string, string>> {
  return {
    SIMULATOR: 'off',
    PORT: String(await freePort()),
    TEAMS_APP_ID: APP_ID,
    TEAMS_APP_PASSWORD: 'secret~of-the-app',
    TEAMS_TENANT_IDS: tenant,
    TEAMS_SERVICE_URLS: [connector.serviceUrl, ...(serviceUrl ? [serviceUrl] : [])].join(),
    TEAMS_OPENID_METADATA_URL: issuer.metadataUrl,
    TEAMS_TOKEN_URL: connector.tokenUrl,
  };
}

/** Takes on a mechanic who speaks Dutch, and gives the one-time code, as `npm run staff` does. */
export async function codeFor(pool: Pool, name: string): Promise<string> {
  return openStaffDesk(pool, await ensureHome(pool, newId), () => new Date()).invites(name, { language: 'nl' });
}
