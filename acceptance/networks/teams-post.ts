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
import type { ShownMessage } from '../../channels/testing/contract.ts';
import { until } from '../stage.ts';

/** What Teams got for a post. */
export type Got = { readonly status: number; readonly body: string };

/** Somebody whose Teams posts to the product what a test says. */
export type TeamsPerson = {
  readonly conversation: string;
  /** Where their conversation is, until they are moved. */
  movesTo(place: { readonly serviceUrl?: string; readonly conversation?: string }): void;
  says(text: string, overrides?: Overrides): Promise<Got>;
  /** Taps the newest button whose label begins so, once there is one. */
  taps(label: string, inputs?: Overrides): Promise<Got>;
  /** What such a tap would post. */
  tapOf(label: string, inputs?: Overrides): Promise<Activity>;
  installs(): Promise<Got>;
  uninstalls(): Promise<Got>;
  post(activity: Activity): Promise<Got>;
  /** Posts what was meant for somebody else. */
  forges(activity: Activity): Promise<Got>;
  /** Everything that they see, oldest first. */
  shown(): readonly ShownMessage[];
  /** Waits for a message that says so as it stands now. */
  sees(words: string | RegExp): Promise<ShownMessage>;
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
  const shown = (): readonly ShownMessage[] =>
    connector.shown(place.conversation).map((one) => ({ ...one, text: plainSpaces(one.text) }));
  const transcript = async () =>
    shown()
      .map(({ text }) => text)
      .join('\n---\n');
  const tapOf = (label: string, inputs?: Overrides): Promise<Activity> =>
    until(
      `a button "${label}" for ${name}`,
      async () => {
        for (const { choices, externalId } of shown().toReversed()) {
          const found = choices.find((one) => one.label.startsWith(label));
          if (found) return taps(found.token, inputs, mine({ replyToId: externalId }));
        }
        return undefined;
      },
      transcript,
    );
  return {
    get conversation() {
      return place.conversation;
    },
    movesTo: (next) => {
      place = { ...place, ...next };
    },
    says: (text, overrides) => post(says(text, mine(overrides))),
    tapOf,
    taps: async (label, inputs) => post(await tapOf(label, inputs)),
    installs: () => post(installs(mine())),
    uninstalls: () => post(uninstalls(mine())),
    post,
    forges: (activity) => post({ ...activity, ...mine(), id: randomUUID() }),
    shown,
    sees: (words) =>
      until(
        `${name} to see ${words}`,
        async () =>
          shown().findLast(({ text }) => (typeof words === 'string' ? text.includes(words) : words.test(text))),
        transcript,
      ),
  };
}

function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
