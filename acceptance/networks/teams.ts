import { randomUUID } from 'node:crypto';
import {
  type Activity,
  APP_ID,
  installs,
  type Overrides,
  says,
  TENANT,
  taps,
  uninstalls,
} from '../../channels/teams/testing/activities.ts';
import type { StandInConnector } from '../../channels/teams/testing/connector.ts';
import { type Issuer, tokenFor } from '../../channels/teams/testing/issuer.ts';
import { type Eyes, eyesOn, plain, type Shown } from '../people/person.ts';
import { freePort } from '../product.ts';

type Side = {
  readonly issuer: Pick<Issuer, 'metadataUrl'>;
  readonly connector: Pick<StandInConnector, 'serviceUrl' | 'tokenUrl'>;
  readonly tenant: string;
  /** Another place that messages may go to. */
  readonly serviceUrl?: string;
};

/** Settings of a product in Teams, without a simulator; its own address is known before. */
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

/** A message as Teams shows it. */
type TeamsMessage = Shown & { readonly externalId: string };

/** The answer to a post of Teams. */
export type Got = { readonly status: number; readonly body: string };

/** A person whose Teams posts to the product. */
export type TeamsPerson = Eyes<TeamsMessage> & {
  readonly conversation: string;
  /** Changes where their conversation is. */
  movesTo(place: { readonly serviceUrl?: string; readonly conversation?: string }): void;
  types(text: string, overrides?: Overrides): Promise<Got>;
  /** Taps the newest button whose label begins so, once there is one. */
  taps(label: string, inputs?: Overrides): Promise<Got>;
  /** Makes the activity that such a tap posts. */
  tapOf(label: string, inputs?: Overrides): Promise<Activity>;
  installs(): Promise<Got>;
  uninstalls(): Promise<Got>;
  post(activity: Activity): Promise<Got>;
  /** Posts what was meant for somebody else. */
  forges(activity: Activity): Promise<Got>;
  /** Everything that they see, oldest first. */
  shown(): readonly TeamsMessage[];
};

type Ground = {
  readonly url: () => string;
  readonly issuer: Pick<Issuer, 'sign'>;
  readonly connector: StandInConnector;
};

/** A person of the tenant with the bot in their personal chat. */
export function teamsPerson({ url, issuer, connector }: Ground, name: string, aadObjectId: string): TeamsPerson {
  let place = { serviceUrl: connector.serviceUrl, conversation: `a:1${name}` };
  const mine = (overrides: Overrides = {}): Overrides => ({
    timestamp: new Date().toISOString(),
    serviceUrl: place.serviceUrl,
    from: { id: `29:1${name}`, name, aadObjectId },
    conversation: { conversationType: 'personal', tenantId: TENANT, id: place.conversation },
    ...overrides,
  });
  const post = async (activity: Activity): Promise<Got> => {
    const headers = { 'content-type': 'application/json', authorization: await tokenFor(issuer, activity, APP_ID) };
    const response = await fetch(`${url()}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
    return { status: response.status, body: await response.text() };
  };
  const shown = (): readonly TeamsMessage[] =>
    connector
      .shown(place.conversation)
      .map(({ externalId, text, choices }) => ({ externalId, text: plain(text), buttons: choices }));
  const eyes = eyesOn(name, shown);
  const tapOf = async (label: string, inputs?: Overrides): Promise<Activity> => {
    const { button, on } = await eyes.finds(label);
    return taps(button.token, inputs, mine({ replyToId: on.externalId }));
  };
  return {
    ...eyes,
    get conversation() {
      return place.conversation;
    },
    movesTo: (next) => {
      place = { ...place, ...next };
    },
    types: (text, overrides) => post(says(text, mine(overrides))),
    tapOf,
    taps: async (label, inputs) => post(await tapOf(label, inputs)),
    installs: () => post(installs(mine())),
    uninstalls: () => post(uninstalls(mine())),
    post,
    forges: (activity) => post({ ...activity, ...mine(), id: randomUUID() }),
    shown,
  };
}
