import { createHash } from 'node:crypto';

/** Returns the same pseudonym for the same id, also after the rows of the person are erased. */
export function pseudonymFor(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}
