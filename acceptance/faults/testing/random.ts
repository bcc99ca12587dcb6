/** Chance that can be played again: the same seed brings the same run. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  chance(of: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
};

/** Mulberry32: small, and good enough to choose moments. */
export function seeded(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    chance: (of) => next() < of,
    shuffled: (list) => {
      const own = [...list];
      for (let n = own.length - 1; n > 0; n--) {
        const other = between(0, n);
        [own[n], own[other]] = [own[other] as (typeof own)[number], own[n] as (typeof own)[number]];
      }
      return own;
    },
  };
}
