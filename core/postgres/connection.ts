import { userInfo } from 'node:os';
import type { ClientConfig } from 'pg';

/**
 * How to connect with an address, and with nothing beside it: variables such as PGSSLMODE and
 * PGHOST, which the driver would take for what the address leaves out, are meant for other
 * databases. Only a password that is missing is still looked for where PGPASSWORD and PGPASSFILE
 * say. Whoever gives no `options` of their own takes `noOptions`.
 */
export function connectionTo(url: string): ClientConfig {
  const address = new URL(url);
  const { searchParams: said } = address;
  const user = said.get('user') ?? (address.username === '' ? ownName() : decodeURIComponent(address.username));
  if (address.pathname.length <= 1) address.pathname = `/${encodeURIComponent(user)}`;
  const usual = {
    user,
    host: address.hostname === '' ? 'localhost' : undefined,
    port: address.port === '' ? '5432' : undefined,
    application_name: 'pitstop-chat',
    sslnegotiation: 'postgres',
  };
  for (const [name, value] of Object.entries(usual)) if (value !== undefined && !said.has(name)) said.set(name, value);
  // Where the address says something of TLS, that wins over this.
  return { connectionString: address.href, ssl: false };
}

/** Changes nothing, and stands in the place of PGOPTIONS. */
export const noOptions = '-c statement_timeout=0';

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number without a name.
    return 'postgres';
  }
}
