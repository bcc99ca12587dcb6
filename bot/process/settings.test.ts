import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { settingNames, strangeSettings } from './settings.ts';

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}
const names = [...settingNames].sort();

describe('the list of settings', () => {
  it('is what .env.example has', () => {
    const found = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect([...new Set(found)].sort()).toEqual(names);
  });

  it("is what the README's table has", () => {
    const [, table = ''] = /\n\| setting \|.*\n\| -.*\n((?:\|.*\n)+)/.exec(read('README.md')) ?? [];
    const first = table.split('\n').map((row) => row.split('|')[1] ?? '');
    expect(first.flatMap((cell) => cell.match(/[A-Z][A-Z_]+/g) ?? []).sort()).toEqual(names);
  });
});

describe('a variable that is no setting', () => {
  it.each([
    ['TELEGRAM_TOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['TELEGRAM_BOTTOKEN', 'TELEGRAM_BOT_TOKEN'],
    ['TELEGRAM_SECRET', 'TELEGRAM_WEBHOOK_SECRET'],
    ['TEAMS_TENANT_ID', 'TEAMS_TENANT_IDS'],
    ['TEAMS_PASSWORD', 'TEAMS_APP_PASSWORD'],
    ['TEAMS_APPLICATION_ID', 'TEAMS_APP_ID'],
    ['ADMIN_MAIL', 'ADMIN_EMAIL'],
    ['ADMIN_PASS', 'ADMIN_PASSWORD'],
    ['METRICS_SECRET', 'METRICS_TOKEN'],
    ['PUBLICURL', 'PUBLIC_URL'],
    ['PUBLIC_URI', 'PUBLIC_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['DATA_DIRECTORY', undefined],
    ['SIMULATER', 'SIMULATOR'],
    ['ROLE', 'ROLES'],
    ['PROT', 'PORT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['AUTH_SECERT', 'AUTH_SECRET'],
    ['public_url', 'PUBLIC_URL'],
    ['telegram_bot_token', 'TELEGRAM_BOT_TOKEN'],
  ])('is named with what was meant: %s, %s', (name, meant) => {
    const said = meant === undefined ? [] : [`${name} is not a setting; did you mean ${meant}?`];
    expect(readConfig({ [name]: 'a-value-that-is-nowhere' }).warnings).toEqual(said);
  });

  it('is named where little is like it, and where it comes later', () => {
    expect(readConfig({ ENTRA_CLIENT: 'x', WHATSAPP_TRANSPORT: 'web', PITSTOP_AMQP_URL: 'amqp://x' }).warnings).toEqual(
      [
        'ENTRA_CLIENT is not a setting; did you mean ENTRA_CLIENT_ID?',
        'PITSTOP_AMQP_URL is not used yet.',
        'WHATSAPP_TRANSPORT is not used yet.',
      ],
    );
    expect(readConfig({ WHATSAPP_TOKEN: 'x' }).warnings).toEqual([
      'WHATSAPP_TOKEN is not a setting; did you mean WHATSAPP_ACCESS_TOKEN? That is not used yet.',
    ]);
  });

  it('is left alone when it is empty, or of another program', () => {
    const others =
      'HOME HOSTNAME HOSTTYPE PATH PWD USER TERM LANG SHELL OLDPWD EDITOR SSH_AUTH_SOCK XDG_DATA_DIRS NODE_OPTIONS CI ' +
      'POSTGRES_PASSWORD PUBLISHED_PORT CHROMIUM_PATH TEST_DATABASE_URL PGHOST npm_package_name npm_config_local_prefix';
    expect(strangeSettings(others.split(' '))).toEqual([]);
    expect(strangeSettings(settingNames)).toEqual([]);
    expect(readConfig({ TELEGRAM_TOKEN: ' ', PUBLICURL: '' }).warnings).toEqual([]);
  });

  it('is asked about whatever the warnings that were there say', () => {
    expect(readConfig({ PUBLIC_URL: 'http://chat.example.nl', ROLE: 'web' }).warnings).toHaveLength(2);
  });
});
