import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type TeamsConfig, teamsConfig } from './config-teams.ts';
import { type TelegramConfig, telegramConfig } from './config-telegram.ts';
import { fail, integer, oneOf, type Setting, url } from './config-values.ts';

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
  readonly teams: TeamsConfig | undefined;
  readonly simulator: boolean;
};

/** Settings by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, with what a `.env` beside the product adds; what is set outside wins. */
export function environment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** Reads every setting once; the rest of the product never looks at the environment. Throws ConfigError. */
export function readConfig(from: Environment = environment()): Config {
  const env: Setting = (name) => from[name]?.trim() || undefined;
  const port = integer('PORT', env('PORT') ?? '3000', 0, 65_535, '3000');
  const publicUrl = url('PUBLIC_URL', env('PUBLIC_URL'), ['http:', 'https:'], 'https://chat.example.nl');
  const databaseUrl = url(
    'DATABASE_URL',
    env('DATABASE_URL'),
    ['postgres:', 'postgresql:'],
    'postgres://user:secret@db:5432/pitstop',
  );
  const telegram = telegramConfig(env, publicUrl !== undefined);
  const teams = teamsConfig(env);
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
    teams,
    simulator: oneOf('SIMULATOR', env('SIMULATOR') ?? (telegram || teams ? 'off' : 'on'), ['on', 'off']) === 'on',
  };
}

const allRoles: readonly Role[] = ['web', 'worker', 'channels'];

function roles(text: string | undefined): ReadonlySet<Role> {
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
      'a-long-sentence-of-yours',
    );
  return { email, password };
}
