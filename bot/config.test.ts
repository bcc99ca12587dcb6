import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const secret = 'a'.repeat(32);
const [secretNew, secretOld] = ['new-secret-of-16', 'old-secret-of-16'];
const tenant = '0F1E2D3C-0a1b-4c2d-8e3f-5a6b7c8d9e0f';
const teams = {
  TEAMS_APP_ID: '3F1C2D4E-0a1b-4c2d-8e3f-5a6b7c8d9e0f',
  TEAMS_APP_PASSWORD: 'hunter2',
  TEAMS_TENANT_IDS: tenant,
};
const entra = {
  ENTRA_TENANT_ID: tenant,
  ENTRA_CLIENT_ID: '7b6c5d4e-1234-4abc-9def-0123456789ab',
  ENTRA_CLIENT_SECRET: 'the value of the secret',
};

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

  it.each([
    [{}, '127.0.0.1', true],
    [{ PUBLIC_URL: 'http://localhost:3000' }, '127.0.0.1', true],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000/' }, '127.0.0.1', true],
    [{ PUBLIC_URL: 'http://[::1]:3000', HOST: '::1' }, '::1', true],
    [{ HOST: 'localhost' }, 'localhost', true],
    [{ HOST: '0.0.0.0' }, '0.0.0.0', false],
    [{ HOST: '::' }, '::', false],
    [{ HOST: '192.168.1.5' }, '192.168.1.5', false],
    [{ PUBLIC_URL: 'http://localhost:3000', HOST: '0.0.0.0' }, '0.0.0.0', false],
    [{ PUBLIC_URL: 'https://chat.example.nl' }, '0.0.0.0', false],
    [{ PUBLIC_URL: 'https://chat.example.nl', HOST: '127.0.0.1' }, '127.0.0.1', false],
    [{ PUBLIC_URL: 'http://localhost.example.nl:3000', HOST: '127.0.0.1' }, '127.0.0.1', false],
    [{ TELEGRAM_BOT_TOKEN: '1:a', SIMULATOR: 'on' }, '127.0.0.1', false],
    [{ ...teams, SIMULATOR: 'on' }, '127.0.0.1', false],
  ])('leave the simulator open to this machine alone: %j listens on %s, open: %s', (settings, host, isOpen) => {
    expect(readConfig(settings)).toMatchObject({ host, simulatorIsOpen: isOpen });
  });

  it('warn of a public address that anybody on the way can read along', () => {
    const warningsOf = (PUBLIC_URL: string) => readConfig({ PUBLIC_URL }).warnings;
    expect(warningsOf('http://chat.example.nl')).toEqual([expect.stringMatching(/^PUBLIC_URL .*https/)]);
    expect(warningsOf('https://chat.example.nl')).toEqual([]);
    expect(warningsOf('http://localhost:3000')).toEqual([]);
  });

  it('use the Telegram webhook only with a public address and a secret', () => {
    const both = {
      TELEGRAM_BOT_TOKEN: '1:a',
      TELEGRAM_WEBHOOK_SECRET: `${secretNew},${secretOld}`,
      PUBLIC_URL: 'https://chat.example.nl/',
    };
    expect(readConfig(both).telegram?.webhookSecrets).toEqual([secretNew, secretOld]);
    expect(readConfig(both).publicUrl).toBe('https://chat.example.nl');
    expect(readConfig({ ...both, PUBLIC_URL: '' }).telegram?.webhookSecrets).toBeUndefined();
  });

  it('lead to Microsoft where Teams is named without more, and to a stand-in on this machine when asked', () => {
    expect(readConfig(teams)).toMatchObject({
      simulator: false,
      teams: {
        appId: teams.TEAMS_APP_ID.toLowerCase(),
        tenantIds: [tenant.toLowerCase()],
        serviceUrls: ['https://smba.trafficmanager.net/'],
        tokenUrl: `https://login.microsoftonline.com/${tenant.toLowerCase()}/oauth2/v2.0/token`,
      },
    });
    const here = 'http://localhost:4156/_connector';
    expect(readConfig({ ...teams, TEAMS_SERVICE_URLS: here }).teams?.serviceUrls).toEqual([here]);
  });

  it('let staff sign in with one tenant of Microsoft, or not at all', () => {
    expect(readConfig({}).entra).toBeUndefined();
    const { entra: found } = readConfig({ ...entra, ENTRA_TENANT_ID: tenant.toUpperCase() });
    const [tenantId, clientSecret] = [tenant.toLowerCase(), entra.ENTRA_CLIENT_SECRET];
    const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
    expect(found).toEqual({ tenantId, clientId: entra.ENTRA_CLIENT_ID, clientSecret, issuer });
    const standIn = { ...entra, ENTRA_ISSUER_URL: 'http://127.0.0.1:4711/issuer/' };
    expect(readConfig(standIn).entra?.issuer).toBe('http://127.0.0.1:4711/issuer');
  });

  it.each([
    ['PORT', { PORT: 'x' }],
    ['HOST', { HOST: '999.1.1.1' }],
    ['HOST', { HOST: '127.0.0' }],
    ['HOST', { HOST: 'http://localhost' }],
    ['HOST', { HOST: 'localhost:3000' }],
    ['HOST', { HOST: '[::1]' }],
    ['HOST', { HOST: 'my host' }],
    ['HOST', { HOST: 'a..b' }],
    ['HOST', { HOST: '-x' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'chat.example.nl' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db', AUTH_SECRET: secret }],
    ['AUTH_SECRET', { DATABASE_URL: 'postgres://db/p' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['ROLES', { ROLES: 'web,wroker' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SIMULATOR', { SIMULATOR: 'yes' }],
    ['ADMIN_EMAIL', { ADMIN_EMAIL: 'petra', ADMIN_PASSWORD: 'a-long-sentence' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'petra@example.nl' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a'.repeat(129) }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'a-long-sentence-of-yours' }],
    ['ADMIN_PASSWORD', { ADMIN_EMAIL: 'petra@example.nl', ADMIN_PASSWORD: 'Petra@Example.nl' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.nl/pitstop' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.nl/?a=b' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://petra:secret@example.nl' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: 'proxy.example.nl' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.1, 10.0.0.0/' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_WEBHOOK_SECRET: 'x' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'not a token' }],
    ['TELEGRAM_BOT_TOKEN', { TELEGRAM_BOT_TOKEN: 'AAF-a_secret_without_the_id_before_it' }],
    // T14: without an app id nothing that comes in could be verified.
    ['TEAMS_APP_ID', { ...teams, TEAMS_APP_ID: '' }],
    ['TEAMS_APP_ID', { ...teams, TEAMS_APP_ID: 'pitstop' }],
    ['TEAMS_APP_PASSWORD', { ...teams, TEAMS_APP_PASSWORD: '' }],
    ['TEAMS_TENANT_IDS', { ...teams, TEAMS_TENANT_IDS: 'common' }],
    ['TEAMS_SERVICE_URLS', { ...teams, TEAMS_SERVICE_URLS: 'http://teams.example.nl/' }],
    ['TEAMS_OPENID_METADATA_URL', { ...teams, TEAMS_OPENID_METADATA_URL: 'keys' }],
    ['TEAMS_TOKEN_URL', { ...teams, TEAMS_TOKEN_URL: 'http://login.example.nl' }],
    ['ENTRA_TENANT_ID', { ...entra, ENTRA_TENANT_ID: '' }],
    ['ENTRA_TENANT_ID', { ...entra, ENTRA_TENANT_ID: 'common' }],
    ['ENTRA_CLIENT_ID', { ...entra, ENTRA_CLIENT_ID: '' }],
    ['ENTRA_CLIENT_ID', { ...entra, ENTRA_CLIENT_ID: 'pitstop' }],
    ['ENTRA_CLIENT_SECRET', { ...entra, ENTRA_CLIENT_SECRET: '' }],
    ['ENTRA_TENANT_ID', { ENTRA_ISSUER_URL: 'https://login.microsoftonline.us/x/v2.0' }],
    ['ENTRA_ISSUER_URL', { ...entra, ENTRA_ISSUER_URL: 'http://login.example.nl' }],
    ['ENTRA_ISSUER_URL', { ...entra, ENTRA_ISSUER_URL: 'issuer' }],
    ['TELEGRAM_API_ROOT', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: 'localhost' }],
    ['TELEGRAM_API_ROOT', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_API_ROOT: 'http://bots.example.nl' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'a' }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: `${secretNew},b` }],
    ['TELEGRAM_WEBHOOK_SECRET', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'with spaces in between' }],
    ['METRICS_TOKEN', { METRICS_TOKEN: 'short' }],
  ])('stop the start with one sentence that names %s and gives an example', (name, environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
    expect(() => readConfig(environment)).toThrow(new RegExp(`^${name} .*, for example ${name}=`));
  });

  it('never repeat a secret in the sentence', () => {
    expect(() => readConfig({ AUTH_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });
});
