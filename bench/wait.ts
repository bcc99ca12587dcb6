import { pause } from './children.ts';

/** Looks until there is something; throws when nothing came within so many ms. */
export async function waitFor<T>(look: () => Promise<T | undefined>, withinMs = 30_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error('What the bench waited for did not come');
    await pause(50);
  }
}
