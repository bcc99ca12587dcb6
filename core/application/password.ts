export const minPasswordLength = 10;
export const maxPasswordLength = 128;

/** What stands in `.env.example` and in our sentences is known to everybody. */
const published = new Set([
  'a-long-sentence-of-yours',
  'petra@example.nl',
  '123456:abc-def',
  'a1b2c3d4e5f6',
  'the-value-of-the-client-secret',
  '8a7b6c5d-1234-4abc-9def-0123456789ab',
  '0f1e2d3c-5678-4abc-9def-0123456789ab',
  '7b6c5d4e-1234-4abc-9def-0123456789ab',
  'web,worker,channels',
  '127.0.0.1,10.0.0.0/8',
]);

export type PasswordFault = 'short' | 'long' | 'published' | 'email';

/** Says why this is no password for that account; undefined for a good one. */
export function passwordFault(password: string, email: string): PasswordFault | undefined {
  const plain = password.trim().toLowerCase();
  if (plain.length < minPasswordLength) return 'short';
  if (password.length > maxPasswordLength) return 'long';
  if (plain === email.trim().toLowerCase()) return 'email';
  return published.has(plain) || /^[a-z]+:\/\//.test(plain) ? 'published' : undefined;
}
