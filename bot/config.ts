import { existsSync } from 'node:fs';
import { z } from 'zod';

/** A setting is missing or malformed; the message is one sentence that names it and gives an example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
}

export type Role = 'web' | 'worker' | 'channels';

export type Config = {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash; where customers and providers reach us. */
  readonly publicUrl: string;
  readonly publicUrlIsSet: boolean;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly roles: ReadonlySet<Role>;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly authSecret: string | undefined;
  readonly firstAdministrator: { readonly email: string; readonly password: string } | undefined;
  readonly telegram: TelegramConfig | undefined;
  readonly simulator: boolean;
};

export type TelegramConfig = {
  readonly token: string;
  readonly apiRoot: string | undefined;
  /** One secret, or the new and the old one while they are exchanged. Undefined polls. */
  readonly webhookSecrets: readonly string[] | undefined;
  /** Shorter waits, for a test; no setting names them. */
  readonly timing?: Readonly<Record<string, number>>;
};

/** Settings by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, with what a `.env` beside the product adds; what is set outside wins. */
export const environment = (): Environment => {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
};

/** Reads every setting once; the rest of the product never looks at the environment. Throws ConfigError. */
export const readConfig = (from: Environment = environment()): Config => {
  const env = (name: string): string | undefined => from[name]?.trim() || undefined;
  const port = integer('PORT', env('PORT') ?? '3000', 0, 65_535, '3000');
  const publicUrl = url('PUBLIC_URL', env('PUBLIC_URL'), ['http:', 'https:'], 'https://chat.example.nl');
  const databaseUrl = url(
    'DATABASE_URL',
    env('DATABASE_URL'),
    ['postgres:', 'postgresql:'],
    'postgres://user:secret@db:5432/pitstop',
  );
  const telegram = telegramConfig(env, publicUrl !== undefined);
  return {
    port,
    host: env('HOST') ?? (publicUrl ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: (publicUrl ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    publicUrlIsSet: publicUrl !== undefined,
    databaseUrl,
    dataDir: env('DATA_DIR') ?? './data',
    roles: roles(env('ROLES')),
    logLevel: oneOf('LOG_LEVEL', env('LOG_LEVEL') ?? 'info', ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    authSecret: authSecret(env('AUTH_SECRET'), databaseUrl !== undefined),
    firstAdministrator: firstAdministrator(env('ADMIN_EMAIL'), env('ADMIN_PASSWORD')),
    telegram,
    simulator: oneOf('SIMULATOR', env('SIMULATOR') ?? (telegram ? 'off' : 'on'), ['on', 'off']) === 'on',
  };
};

/** Ends the reading with a ConfigError: the name, the problem and an example. */
export const fail = (name: string, problem: string, example: string): never => {
  throw new ConfigError(`${name} ${problem}, for example ${name}=${example}`);
};

const integer = (name: string, text: string, min: number, max: number, example: string): number => {
  const value = Number(text);
  return Number.isInteger(value) && value >= min && value <= max
    ? value
    : fail(name, `has to be a whole number from ${min} to ${max}`, example);
};

/** The address in a setting, if there is one. Throws ConfigError unless it begins with one of the protocols. */
export const url = (
  name: string,
  text: string | undefined,
  protocols: readonly string[],
  example: string,
): string | undefined => {
  if (text === undefined) return undefined;
  const parsed = z.url().safeParse(text);
  if (parsed.success && protocols.includes(new URL(text).protocol)) return text;
  return fail(
    name,
    `has to be an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}`,
    example,
  );
};

const oneOf = <Value extends string>(name: string, text: string, values: readonly Value[]): Value =>
  values.find((value) => value === text) ?? fail(name, `has to be one of ${values.join(', ')}`, values[0] ?? '');

const allRoles: readonly Role[] = ['web', 'worker', 'channels'];

const roles = (text: string | undefined): ReadonlySet<Role> =>
  new Set((text ?? allRoles.join(',')).split(',').map((one) => oneOf('ROLES', one.trim(), allRoles)));

const authSecret = (text: string | undefined, needed: boolean): string | undefined => {
  if (text === undefined)
    return needed
      ? fail('AUTH_SECRET', 'is needed together with DATABASE_URL', 'the output of: openssl rand -base64 32')
      : undefined;
  return text.length >= 32
    ? text
    : fail('AUTH_SECRET', 'has to be at least 32 characters long', 'the output of: openssl rand -base64 32');
};

const firstAdministrator = (email: string | undefined, password: string | undefined): Config['firstAdministrator'] => {
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || !z.email().safeParse(email).success)
    return fail('ADMIN_EMAIL', 'has to be an e-mail address when ADMIN_PASSWORD is set', 'petra@example.nl');
  if (password === undefined || password.length < 12)
    return fail(
      'ADMIN_PASSWORD',
      'has to be at least 12 characters long when ADMIN_EMAIL is set',
      'a-long-sentence-of-yours',
    );
  return { email, password };
};

const telegramConfig = (
  env: (name: string) => string | undefined,
  hasPublicUrl: boolean,
): TelegramConfig | undefined => {
  const token = env('TELEGRAM_BOT_TOKEN');
  const secret = env('TELEGRAM_WEBHOOK_SECRET');
  if (token === undefined) {
    if (secret !== undefined)
      return fail('TELEGRAM_BOT_TOKEN', 'is needed together with TELEGRAM_WEBHOOK_SECRET', '123456:ABC-DEF');
    return undefined;
  }
  // What stands before the colon is the bot's public id, which is kept and shown; a token of another shape would be.
  if (!/^\d+:[\w-]+$/.test(token))
    return fail('TELEGRAM_BOT_TOKEN', 'has to be the token that BotFather gave', '123456:ABC-DEF');
  const secrets = secret?.split(',').map((one) => one.trim());
  if (secrets?.some((one) => !/^[\w-]{1,256}$/.test(one)))
    return fail(
      'TELEGRAM_WEBHOOK_SECRET',
      'may hold letters, digits, _ and - only (two secrets with a comma while they are exchanged)',
      'a1b2c3d4e5f6',
    );
  const apiRoot = url('TELEGRAM_API_ROOT', env('TELEGRAM_API_ROOT'), ['http:', 'https:'], 'https://api.telegram.org');
  return { token, apiRoot, webhookSecrets: hasPublicUrl ? secrets : undefined };
};
