type Nothing = undefined | null | false;

/** Waits for a state of the world; an error says what was waited for, and what was there instead. */
export async function until<T>(
  what: string,
  look: () => Promise<T | Nothing> | T | Nothing,
  { withinMs = 30_000, otherwise }: { withinMs?: number; otherwise?: () => unknown } = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end)
      throw new Error(`Waited in vain for ${what}: ${JSON.stringify(await otherwise?.(), undefined, 1) ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
