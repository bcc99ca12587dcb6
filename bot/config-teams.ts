import { fail, type Setting, url } from './config-values.ts';

export type TeamsConfig = {
  readonly appId: string;
  readonly appPassword: string;
  /** In lower case; the first is the bot's own. */
  readonly tenantIds: readonly string[];
  readonly serviceUrls: readonly string[];
  readonly openIdMetadataUrl: string;
  readonly tokenUrl: string;
  /** Shorter waits, for a test; no setting names them. */
  readonly timing?: Readonly<Record<string, number>>;
};

const names = [
  'TEAMS_APP_ID',
  'TEAMS_APP_PASSWORD',
  'TEAMS_TENANT_IDS',
  'TEAMS_SERVICE_URLS',
  'TEAMS_OPENID_METADATA_URL',
  'TEAMS_TOKEN_URL',
];
const exampleId = '3f1c2d4e-0a1b-4c2d-8e3f-5a6b7c8d9e0f';

/** Microsoft's public cloud; others have addresses of their own. */
const publicCloud = 'https://smba.trafficmanager.net/';
const metadataUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** The Teams bot that the settings name: all of it or nothing, because without an app id nobody's word could be checked. Throws ConfigError. */
export function teamsConfig(env: Setting): TeamsConfig | undefined {
  const named = names.find((name) => env(name) !== undefined);
  if (named === undefined) return undefined;
  const needed = (name: string, example: string): string =>
    env(name) ?? fail(name, `is needed together with ${named}`, example);
  const appId = guid('TEAMS_APP_ID', needed('TEAMS_APP_ID', exampleId));
  const appPassword = needed('TEAMS_APP_PASSWORD', "the client secret's value");
  const tenantIds = list(needed('TEAMS_TENANT_IDS', exampleId)).map((id) => guid('TEAMS_TENANT_IDS', id));
  const [home] = tenantIds;
  return {
    appId,
    appPassword,
    tenantIds,
    serviceUrls: addresses(env),
    openIdMetadataUrl: safe('TEAMS_OPENID_METADATA_URL', env('TEAMS_OPENID_METADATA_URL') ?? metadataUrl),
    tokenUrl: safe(
      'TEAMS_TOKEN_URL',
      env('TEAMS_TOKEN_URL') ?? `https://login.microsoftonline.com/${home}/oauth2/v2.0/token`,
    ),
  };
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function addresses(env: Setting): readonly string[] {
  const set = env('TEAMS_SERVICE_URLS');
  return set === undefined ? [publicCloud] : list(set).map((one) => safe('TEAMS_SERVICE_URLS', one));
}

/** An id of Microsoft's, in lower case. Throws ConfigError. */
export function guid(name: string, text: string): string {
  const id = text.toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? id
    : fail(name, 'has to be an id as the Azure portal shows it', exampleId);
}

const examples: Readonly<Record<string, string>> = {
  TEAMS_SERVICE_URLS: publicCloud,
  TEAMS_OPENID_METADATA_URL: metadataUrl,
  TEAMS_TOKEN_URL: 'https://login.microsoftonline.com/YOUR-TENANT/oauth2/v2.0/token',
};

/** The bot's secret and tokens go there: in the clear only to this very machine, where a stand-in runs. */
function safe(name: string, text: string): string {
  const example = examples[name] ?? '';
  const address = url(name, text, ['https:', 'http:'], example) ?? '';
  const { protocol, hostname } = new URL(address);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || here ? address : fail(name, 'has to be an https address', example);
}
