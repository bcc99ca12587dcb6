import { randomUUID } from 'node:crypto';

/** The same bot, tenant and mechanic as in the fixtures. */
export const APP_ID = '5d1f0e3c-8a51-4f0e-9b7e-3a0c6f2d9e10';
export const TENANT = '9c1b7a52-3f0e-4a63-8a52-0d6f1f0b7c21';
export const MIA = { id: '29:1mia', name: 'Mia de Boer', aadObjectId: '4f6c0a1e-77d2-4b0c-9a4e-5b1f8d2c3a90' };
export const BOT = { id: `28:${APP_ID}`, name: 'Pitstop Chat' };
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
const PERSONAL = 'a:1mia-and-the-bot';
const CHANNEL = '19:werkplaats@thread.tacv2';

export type Activity = Readonly<Record<string, unknown>>;

/** Fields that a test changes; an `undefined` field is left out of the JSON. */
export type Overrides = Readonly<Record<string, unknown>>;

function personal(type: string, overrides: Overrides): Activity {
  return {
    type,
    id: randomUUID(),
    timestamp: '2026-11-23T08:25:00.123Z',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    from: MIA,
    recipient: BOT,
    conversation: { conversationType: 'personal', tenantId: TENANT, id: PERSONAL },
    channelData: { tenant: { id: TENANT } },
    locale: 'nl-NL',
    entities: [
      { type: 'clientInfo', locale: 'nl-NL', country: 'NL', platform: 'Android', timezone: 'Europe/Amsterdam' },
    ],
    ...overrides,
  };
}

/** Mia writes to the bot. */
export function says(text: string, overrides: Overrides = {}): Activity {
  return personal('message', { text, textFormat: 'plain', ...overrides });
}

/** Mia taps a button of a card; `inputs` are what she typed into it. */
export function taps(token: string, inputs: Overrides = {}, overrides: Overrides = {}): Activity {
  return personal('invoke', {
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', data: { token, ...inputs } }, trigger: 'manual' },
    replyToId: '1763886300000',
    ...overrides,
  });
}

/** The same tap from a client that does not know Action.Execute. */
export function tapsOldClient(token: string, inputs: Overrides = {}, overrides: Overrides = {}): Activity {
  return personal('message', { value: { token, ...inputs }, replyToId: '1763886300000', ...overrides });
}

/** Another invoke of Teams, e.g. `task/fetch`. */
export function invokes(name: string, overrides: Overrides = {}): Activity {
  return personal('invoke', { name, value: {}, ...overrides });
}

/** Mia installs the app: one of the two events of an install. */
export function installs(overrides: Overrides = {}): Activity {
  return personal('installationUpdate', { action: 'add', ...overrides });
}

/** The other event of an install. */
export function addsBot(overrides: Overrides = {}): Activity {
  return personal('conversationUpdate', { membersAdded: [{ id: MIA.id }, { id: BOT.id }], ...overrides });
}

/** Mia removes the app. */
export function uninstalls(overrides: Overrides = {}): Activity {
  return personal('installationUpdate', { action: 'remove', ...overrides });
}

/** Mia posts into a channel of her team and mentions the bot. */
export function postsInChannel(text: string, overrides: Overrides = {}): Activity {
  return says(`<at>${BOT.name}</at> ${text}`, {
    conversation: {
      conversationType: 'channel',
      isGroup: true,
      tenantId: TENANT,
      id: `${CHANNEL};messageid=1763886300123`,
    },
    channelData: { tenant: { id: TENANT }, team: { id: CHANNEL }, channel: { id: CHANNEL } },
    entities: [{ type: 'mention', mentioned: BOT, text: `<at>${BOT.name}</at>` }],
    ...overrides,
  });
}
