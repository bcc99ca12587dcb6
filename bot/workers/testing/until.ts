type Nothing = undefined | null | false;

/** Waits for a state of the world; fails when it does not come within 15 s. */
export async function until<T>(look: () => Promise<T | Nothing> | T | Nothing): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (Date.now() > end) throw new Error('What was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A log that nobody reads. */
export const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
