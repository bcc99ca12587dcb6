import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const secret = 'a'.repeat(32);

describe('settings', () => {
  it('need nothing at all: the simulator runs on an embedded database', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      simulator: true,
      dataDir: './data',
      databaseUrl: undefined,
    });
    expect([...config.roles]).toEqual(['web', 'worker', 'channels']);
  });

  it('turn the simulator off beside a real channel, unless it is asked for', () => {
    expect(readConfig({ TELEGRAM_BOT_TOKEN: '1:a' }).simulator).toBe(false);
    expect(readConfig({ TELEGRAM_BOT_TOKEN: '1:a', SIMULATOR: 'on' }).simulator).toBe(true);
  });

  it('use the Telegram webhook only with a public address and a secret', () => {
    const both = {
      TELEGRAM_BOT_TOKEN: '1:a',
      TELEGRAM_WEBHOOK_SECRET: 's1,s2',
      PUBLIC_URL: 'https://chat.example.nl/',
    };
    expect(readConfig(both).telegram?.webhookSecrets).toEqual(['s1', 's2']);
    expect(readConfig(both).publicUrl).toBe('https://chat.example.nl');
    expect(readConfig({ ...both, PUBLIC_URL: '' }).telegram?.webhookSecrets).toBeUndefined();
  });

  it.each([
    ['PORT', { PORT: 'x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'chat.example.nl' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db', AUTH_SECRET: secret }],
    ['AUTH_SECRET', { DATABASE_URL: 'postgres://db/p' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['ROLES', { ROLES: 'web,wroker' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SIMULATOR', { SIMULATOR: 'yes' }],
    ['ADMIN_EMAIL', { ADMIN_EMAIL: 'petra', ADMIN_PASSWORD: 'a-long-sentence' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'petra@example.nl' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_WEBHOOK_SECRET: 'x' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'not a token' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'AAF-a_secret_without_the_id_before_it' }],
    ['TELEGRAM_API_ROOT', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: 'localhost' }],
  ])('stop the start with one sentence that names %s and gives an example', (name, environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${name} .*, for example ${name}=`));
  });

  it('never repeat a secret in the sentence', () => {
    expect(() => readConfig({ AUTH_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });
});
