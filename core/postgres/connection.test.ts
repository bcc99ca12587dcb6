import { userInfo } from 'node:os';
import { Client } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectionTo } from './connection.ts';

afterEach(() => vi.unstubAllEnvs());

/** What the driver makes of an address, in a shell that is set for another database. */
function readAs(url: string) {
  const other = { PGHOST: 'other', PGPORT: '1', PGUSER: 'other', PGDATABASE: 'other', PGSSLNEGOTIATION: 'direct' };
  for (const [name, value] of Object.entries({ ...other, PGSSLMODE: 'require' })) vi.stubEnv(name, value);
  const { user, host, port, database, ssl, password } = new Client(connectionTo(url));
  return { user, host, port, database, ssl, password };
}

describe('an address of a database says everything', () => {
  const me = userInfo().username;
  it.each([
    [
      'postgres://mia:s%40cret@db:5433/garage',
      { user: 'mia', host: 'db', port: 5433, database: 'garage', password: 's@cret' },
    ],
    ['postgres://db', { user: me, host: 'db', port: 5432, database: me }],
    ['postgresql://mia@db', { user: 'mia', host: 'db', port: 5432, database: 'mia' }],
    ['postgres://db/garage?user=mia', { user: 'mia', host: 'db', database: 'garage' }],
    ['postgres:///garage?host=/var/run/postgresql', { host: '/var/run/postgresql', database: 'garage' }],
    ['postgres://[::1]/garage', { host: '::1', port: 5432, database: 'garage' }],
  ])('%s', (url, parts) => {
    expect(readAs(url)).toMatchObject({ ssl: false, ...parts });
  });

  it.each([
    ['require', true],
    ['verify-full', true],
    ['no-verify', true],
    ['disable', false],
  ])('of TLS, too: sslmode=%s', (mode, isSecure) => {
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    expect(Boolean(readAs(`postgres://db/garage?sslmode=${mode}`).ssl)).toBe(isSecure);
  });
});
