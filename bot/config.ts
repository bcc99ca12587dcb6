import { createHmac, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { maxPasswordLength, type PasswordFault, passwordFault } from '../core/application/password.ts';
import { type SettingName, settingNames, strangeSettings } from './process/settings.ts';

export type ProcessRole = 'web' | 'worker' | 'channels';

export type Config = {
  readonly port: number;
  readonly host: string;
  /** The address for customers and networks, without a trailing slash. */
  readonly publicUrl: string;
  readonly publicUrlIsSet: boolean;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Addresses or networks of the proxies before us, whose word on who asks is believed. */
  readonly trustedProxies: readonly string[];
  readonly authSecret: string | undefined;
  readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  /** Staff may sign in to the panel with the accounts of the garage's own Microsoft Entra. */
  readonly entra: EntraConfig | undefined;
  readonly telegram: TelegramConfig | undefined;
  readonly teams: TeamsConfig | undefined;
  readonly simulator: boolean;
  /** The simulator asks nobody on this machine to sign in. Anywhere else it is for administrators. */
  readonly simulatorIsOpen: boolean;
  /** The simulator's page may skip time. Beside a real network it is the time of the machine. */
  readonly clockMoves: boolean;
  /** Lets the simulator's people pass for real ones beside another network; no setting gives it. */
  readonly rehearsal?: true;
  /** Lets a monitor on another machine read the metrics. */
  readonly metricsToken: string | undefined;
  /** Sentences about settings that work, but not as one would wish. */
  readonly warnings: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the environment with additions from `.env`; the environment wins. */
function environment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Reads every setting once; no other part of the product reads the environment. Throws ConfigError.
 */
export function readConfig(from: Environment = environment()): Config {
  const env: Setting = (name) => from[name]?.trim() || undefined;
  const port = integer('PORT', env('PORT') ?? '3000', 0, 65_535, '3000');
  const publicUrl = ownOrigin(url('PUBLIC_URL', env('PUBLIC_URL'), ['http:', 'https:'], publicUrlExample));
  const databaseUrl = url(
    'DATABASE_URL',
    env('DATABASE_URL'),
    ['postgres:', 'postgresql:'],
    'postgres://user:secret@db:5432/pitstop',
  );
  const telegram = telegramConfig(env, publicUrl !== undefined);
  const teams = teamsConfig(env);
  const isOnlyHere = publicUrl === undefined || isLoopback(new URL(publicUrl).hostname);
  const host = hostAddress(env('HOST')) ?? (isOnlyHere ? '127.0.0.1' : '0.0.0.0');
  const isTrial = !telegram && !teams;
  const simulator = oneOf('SIMULATOR', env('SIMULATOR') ?? (isTrial ? 'on' : 'off'), ['on', 'off']) === 'on';
  return {
    port,
    host,
    publicUrl: publicUrl ?? `http://localhost:${port}`,
    publicUrlIsSet: publicUrl !== undefined,
    databaseUrl,
    dataDir: env('DATA_DIR') ?? './data',
    roles: roles(env('ROLES')),
    logLevel: oneOf('LOG_LEVEL', env('LOG_LEVEL') ?? 'info', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    trustedProxies: trustedProxies(env('TRUSTED_PROXIES')),
    authSecret: authSecret(env('AUTH_SECRET'), databaseUrl !== undefined),
    firstAdministrator: firstAdministrator(env('ADMIN_EMAIL'), env('ADMIN_PASSWORD')),
    entra: entraConfig(env),
    telegram,
    teams,
    simulator,
    simulatorIsOpen: isTrial && isOnlyHere && isLoopback(host),
    clockMoves: isTrial && simulator,
    metricsToken: longSecret('METRICS_TOKEN', env('METRICS_TOKEN')),
    warnings: [
      ...(isOnlyHere || publicUrl?.startsWith('https:') ? [] : [plainHttp]),
      ...strangeSettings(Object.keys(from).filter((name) => from[name]?.trim())),
    ],
  };
}

const plainHttp =
  'PUBLIC_URL begins with http://, so passwords and sessions can be read on their way: put a proxy with TLS before the product and set PUBLIC_URL to its https address.';

/** Reads an address or a name of this machine; 999.1.1.1 is neither. Throws ConfigError. */
function hostAddress(text: string | undefined): string | undefined {
  if (text === undefined || isIP(text) !== 0) return text;
  const labels = text.split('.');
  const isName = labels.every((label) => /^[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?$/i.test(label));
  return isName && text.length <= 253 && /[a-z_]/i.test(labels.at(-1) ?? '')
    ? text
    : fail('HOST', 'has to be an address or a name of this machine', '127.0.0.1');
}

/** Tells if only programs on this machine can reach that name or address. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(hostname);
}

/** The length at which nobody guesses a secret that is tried over the network. */
const secretLength = 16;

function longSecret(name: string, text: string | undefined): string | undefined {
  return text === undefined || text.length >= secretLength
    ? text
    : fail(name, `has to be at least ${secretLength} characters long`, secretExample);
}

const secretExample = 'the output of: openssl rand -hex 16';

/** The panel and the links of customers stand at the root of a host of their own. */
function ownOrigin(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const { origin, pathname, search, hash, username, password } = new URL(text);
  const rest = `${username}${password}${pathname.replace(/^\/+$/, '')}${search}${hash}`;
  return rest === ''
    ? origin
    : fail('PUBLIC_URL', 'has to be the address of a host, with nothing behind it', publicUrlExample);
}

function trustedProxies(text: string | undefined): readonly string[] {
  const all = list(text ?? '');
  for (const one of all) {
    const [address = '', prefix, ...more] = one.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(address)];
    const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (bits ?? 0));
    if (bits === undefined || !fits || more.length > 0)
      return fail('TRUSTED_PROXIES', 'has to hold addresses or networks, with a comma', '127.0.0.1,10.0.0.0/8');
  }
  return all;
}

const allRoles: readonly ProcessRole[] = ['web', 'worker', 'channels'];

function roles(text: string | undefined): ReadonlySet<ProcessRole> {
  return new Set((text ?? allRoles.join(',')).split(',').map((one) => oneOf('ROLES', one.trim(), allRoles)));
}

function authSecret(text: string | undefined, needed: boolean): string | undefined {
  if (text === undefined)
    return needed
      ? fail('AUTH_SECRET', 'is needed together with DATABASE_URL', 'the output of: openssl rand -base64 32')
      : undefined;
  return text.length >= 32
    ? text
    : fail('AUTH_SECRET', 'has to be at least 32 characters long', 'the output of: openssl rand -base64 32');
}

function firstAdministrator(email: string | undefined, password: string | undefined): Config['firstAdministrator'] {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || !z.email().safeParse(email).success)
    return fail('ADMIN_EMAIL', 'has to be an e-mail address when ADMIN_PASSWORD is set', 'petra@example.nl');
  if (password === undefined || password.length < 12)
    return fail(
      'ADMIN_PASSWORD',
      'has to be at least 12 characters long when ADMIN_EMAIL is set',
      'the output of: openssl rand -base64 18',
    );
  const fault = passwordFault(password, email);
  return fault === undefined
    ? { email, password }
    : fail('ADMIN_PASSWORD', unfit[fault], 'the output of: openssl rand -base64 18');
}

const unfit: Readonly<Record<PasswordFault, string>> = {
  short: 'has to be at least 12 characters long when ADMIN_EMAIL is set',
  long: `has to be at most ${maxPasswordLength} characters long`,
  published: 'has to be a password of your own, not the one of an example',
  email: 'has to be another one than ADMIN_EMAIL',
};

/**
 * A missing or malformed setting; the message is one sentence that names it and gives an example.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
}

/** Returns a setting; undefined when it is empty. */
type Setting = (name: SettingName) => string | undefined;

function fail(name: string, problem: string, example: string): never {
  throw new ConfigError(`${name} ${problem}, for example ${name}=${example}`);
}

function integer(name: string, text: string, min: number, max: number, example: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= min && value <= max
    ? value
    : fail(name, `has to be a whole number from ${min} to ${max}`, example);
}

function url(
  name: string,
  text: string | undefined,
  protocols: readonly string[],
  example: string,
): string | undefined {
  if (text === undefined) return undefined;
  const parsed = z.url().safeParse(text);
  if (parsed.success && protocols.includes(new URL(text).protocol)) return text;
  return fail(
    name,
    `has to be an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}`,
    example,
  );
}

function oneOf<Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  return values.find((value) => value === text) ?? fail(name, `has to be one of ${values.join(', ')}`, values[0] ?? '');
}

export type TelegramConfig = {
  readonly token: string;
  readonly apiRoot: string | undefined;
  /** One secret, or the new and the old one during an exchange. Undefined means polling. */
  readonly webhookSecrets: readonly string[] | undefined;
  /** Shorter waits for tests; no setting gives them. */
  readonly timing?: Readonly<Record<string, number>>;
};

/** Throws ConfigError. */
function telegramConfig(env: Setting, hasPublicUrl: boolean): TelegramConfig | undefined {
  const token = env('TELEGRAM_BOT_TOKEN');
  const secret = env('TELEGRAM_WEBHOOK_SECRET');
  if (token === undefined) {
    if (secret !== undefined)
      return fail('TELEGRAM_BOT_TOKEN', 'is needed together with TELEGRAM_WEBHOOK_SECRET', '123456:ABC-DEF');
    return undefined;
  }
  // The part before the colon is the bot's public id, which is stored and shown; of another token
  // it could be the secret.
  if (!/^\d+:[\w-]+$/.test(token))
    return fail('TELEGRAM_BOT_TOKEN', 'has to be the token that BotFather gave', '123456:ABC-DEF');
  const secrets = secret?.split(',').map((one) => one.trim());
  if (secrets?.some((one) => !/^[\w-]{1,256}$/.test(one)))
    return fail(
      'TELEGRAM_WEBHOOK_SECRET',
      'may hold letters, digits, _ and - only (two secrets with a comma while they are exchanged)',
      secretExample,
    );
  for (const one of secrets ?? []) longSecret('TELEGRAM_WEBHOOK_SECRET', one);
  const root = env('TELEGRAM_API_ROOT');
  const apiRoot = root && safe('TELEGRAM_API_ROOT', root);
  return { token, apiRoot, webhookSecrets: hasPublicUrl ? secrets : undefined };
}

export type TeamsConfig = {
  readonly appId: string;
  readonly appPassword: string;
  /** In lower case; the first is the bot's own. */
  readonly tenantIds: readonly string[];
  readonly serviceUrls: readonly string[];
  readonly openIdMetadataUrl: string;
  readonly tokenUrl: string;
  /** Shorter waits for tests; no setting gives them. */
  readonly timing?: Readonly<Record<string, number>>;
};

const ofTeams = settingNames.filter((name) => name.startsWith('TEAMS_'));
const exampleId = '3f1c2d4e-0a1b-4c2d-8e3f-5a6b7c8d9e0f';

/** Microsoft's public cloud; other clouds have other addresses. */
const publicCloud = 'https://smba.trafficmanager.net/';
const metadataUrl = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/**
 * All settings or none: without an app id nothing that comes in could be verified. Throws
 * ConfigError.
 */
function teamsConfig(env: Setting): TeamsConfig | undefined {
  const named = ofTeams.find((name) => env(name) !== undefined);
  if (named === undefined) return undefined;
  const needed = (name: SettingName, example: string): string =>
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

export type EntraConfig = {
  /** In lower case, like the next. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without a trailing slash, as it stands in the tokens. */
  readonly issuer: string;
};

const entraNames = ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET', 'ENTRA_ISSUER_URL'] as const;

/** All settings or none. Throws ConfigError. */
function entraConfig(env: Setting): EntraConfig | undefined {
  const named = entraNames.find((name) => env(name) !== undefined);
  if (named === undefined) return undefined;
  const needed = (name: SettingName, example: string): string =>
    env(name) ?? fail(name, `is needed together with ${named}`, example);
  // A name such as "common" would let in people of every tenant.
  const tenantId = guid('ENTRA_TENANT_ID', needed('ENTRA_TENANT_ID', exampleId));
  const clientId = guid('ENTRA_CLIENT_ID', needed('ENTRA_CLIENT_ID', exampleId));
  const clientSecret = needed('ENTRA_CLIENT_SECRET', "the client secret's value");
  const issuer = env('ENTRA_ISSUER_URL') ?? `https://login.microsoftonline.com/${tenantId}/v2.0`;
  return { tenantId, clientId, clientSecret, issuer: safe('ENTRA_ISSUER_URL', issuer).replace(/\/+$/, '') };
}

/** Reads one of Microsoft's ids, in lower case. Throws ConfigError. */
function guid(name: string, text: string): string {
  const id = text.toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? id
    : fail(name, 'has to be an id as the Azure portal shows it', exampleId);
}

const examples: Readonly<Record<string, string>> = {
  TELEGRAM_API_ROOT: 'https://api.telegram.org',
  TEAMS_SERVICE_URLS: publicCloud,
  TEAMS_OPENID_METADATA_URL: metadataUrl,
  TEAMS_TOKEN_URL: 'https://login.microsoftonline.com/YOUR-TENANT/oauth2/v2.0/token',
  ENTRA_ISSUER_URL: 'https://login.microsoftonline.com/YOUR-TENANT/v2.0',
};

/** Secrets and tokens go there, so plain http is only for a stand-in on this machine. */
function safe(name: string, text: string): string {
  const example = examples[name] ?? '';
  const address = url(name, text, ['https:', 'http:'], example) ?? '';
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || isLoopback(hostname) ? address : fail(name, 'has to be an https address', example);
}

/** For the app package of Teams, which can be made before the rest is set up. */
export type TeamsAppConfig = {
  /** A GUID in lower case. */
  readonly appId: string;
  /** https, without a trailing slash. */
  readonly publicUrl: string;
};

const publicUrlExample = 'https://chat.example.nl';

/** Reads the two settings of the package. Throws ConfigError. */
export function readTeamsAppConfig(from: Environment = environment()): TeamsAppConfig {
  const appId = guid('TEAMS_APP_ID', from.TEAMS_APP_ID?.trim() ?? '');
  const publicUrl = ownOrigin(url('PUBLIC_URL', from.PUBLIC_URL?.trim() || undefined, ['https:'], publicUrlExample));
  if (publicUrl === undefined)
    return fail('PUBLIC_URL', 'has to be the https address at which Microsoft reaches the product', publicUrlExample);
  return { appId, publicUrl };
}

/** Returns the setting, or a secret that is made once in the data folder (0600). */
export async function authSecretIn(dataDir: string, setting: string | undefined): Promise<string> {
  if (setting !== undefined) return setting;
  const file = join(dataDir, 'auth-secret');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // Processes that start together each make a draft; the first link wins, and all read that file.
  await link(draft, file).catch(() => undefined);
  await unlink(draft);
  return (await readFile(file, 'utf8')).trim();
}

/** Derives a secret for one purpose, so that no two parts share a key. */
export function secretFor(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
