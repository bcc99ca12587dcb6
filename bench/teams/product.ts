import { type Activity, APP_ID, says, TENANT, taps } from '../../channels/teams/testing/activities.ts';
import { type Call, type StandInConnector, startConnector } from '../../channels/teams/testing/connector.ts';
import { type Issuer, startIssuer, tokenFor } from '../../channels/teams/testing/issuer.ts';
import type { SentMessage } from '../bot-api.ts';
import type { Shot } from '../load.ts';
import type { RunningProduct } from '../product.ts';
import { startTelegramProduct } from '../telegram.ts';

/** Microsoft's side as this process plays it, and what mechanics do there. */
export type Teams = Pick<StandInConnector, 'shown' | 'activities'> & {
  /** The nth mechanic writes to the bot. */
  says(n: number, text: string): Shot;
  /** The nth mechanic taps a button that waits for the new card. */
  taps(n: number, token: string): Shot;
  /** A process of the product in which the bot checks every token; customers are on Telegram. */
  startProduct(databaseUrl: string, onMessage: (message: SentMessage) => void): Promise<RunningProduct>;
  stop(): Promise<void>;
};

/** The nth mechanic's conversation with the bot. */
export function conversationOf(n: number): string {
  return `a:mechanic-${n}`;
}

/** Starts issuer and connector on free ports; `onCall` hears of each request to the connector as it arrives. */
export async function startTeams(onCall: (call: Call) => void): Promise<Teams> {
  const [issuer, connector] = [await startIssuer(), await startConnector(onCall)];
  const { serviceUrl } = connector;
  // Teams uses a token for about an hour, too.
  const authorization = await tokenFor(issuer, { serviceUrl }, APP_ID, { exp: Math.floor(Date.now() / 1000) + 3_600 });
  const shot = (activity: Activity): Shot => ({
    path: '/api/messages',
    headers: { authorization },
    body: JSON.stringify(activity),
  });
  return {
    shown: connector.shown,
    activities: connector.activities,
    says: (n, text) => shot(says(text, personOf(n, serviceUrl))),
    taps: (n, token) => shot(taps(token, {}, personOf(n, serviceUrl))),
    startProduct: (databaseUrl, onMessage) =>
      startTelegramProduct({ DATABASE_URL: databaseUrl, ...settingsAt(issuer, connector) }, onMessage),
    stop: async () => {
      await Promise.all([issuer.close(), connector.close()]);
    },
  };
}

function personOf(n: number, serviceUrl: string): Activity {
  return {
    serviceUrl,
    timestamp: new Date().toISOString(),
    locale: 'en-GB',
    from: {
      id: `29:mechanic-${n}`,
      name: `Mechanic ${n}`,
      aadObjectId: `4f6c0a1e-77d2-4b0c-9a4e-${String(n).padStart(12, '0')}`,
    },
    conversation: { conversationType: 'personal', tenantId: TENANT, id: conversationOf(n) },
  };
}

function settingsAt({ metadataUrl }: Issuer, { serviceUrl, tokenUrl }: StandInConnector) {
  return {
    TEAMS_APP_ID: APP_ID,
    TEAMS_APP_PASSWORD: 'bench-password',
    TEAMS_TENANT_IDS: TENANT,
    TEAMS_SERVICE_URLS: serviceUrl,
    TEAMS_OPENID_METADATA_URL: metadataUrl,
    TEAMS_TOKEN_URL: tokenUrl,
  };
}
