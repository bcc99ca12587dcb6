import { z } from 'zod';

const claimsSchema = z.object({ iss: z.string(), aud: z.string(), serviceurl: z.string() });

/** The part of a token that says for whom and for which address it is. */
export type Claims = z.infer<typeof claimsSchema>;

/** What a bearer token says, unproven: only good for refusing early. `undefined` when it is no token of the Bot Connector at all. */
export function unprovenClaims(authorization: string): Claims | undefined {
  const [scheme, token, ...more] = authorization.split(' ');
  const parts = token?.split('.') ?? [];
  if (scheme !== 'Bearer' || parts.length !== 3 || more.length > 0) return undefined;
  try {
    const payload: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return claimsSchema.safeParse(payload).data;
  } catch {
    return undefined;
  }
}
