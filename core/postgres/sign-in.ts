import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { BetterAuthOptions } from 'better-auth/types';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { account, rateLimit, session, twoFactor, user, verification } from './schema/sign-in.ts';

const schema = { user, session, account, verification, twoFactor, rateLimit };

/** Where the sign-in keeps users and sessions; the screens only pass it on. */
export function signInDatabase(pool: Pool): NonNullable<BetterAuthOptions['database']> {
  return drizzleAdapter(drizzle(pool, { schema }), { provider: 'pg', schema });
}
