export type News = {
  /** Ends every wait. */
  tell(): void;
  /** Resolves when told, at the latest after `ms`. */
  wait(ms: number): Promise<void>;
};

/** Something that several may wait for at once. */
export function createNews(): News {
  const waiting = new Set<() => void>();
  return {
    tell: () => {
      for (const wake of waiting) wake();
    },
    wait: (ms) =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms);
        waiting.add(wake);
      }),
  };
}
