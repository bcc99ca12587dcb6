/** Lets a loop sleep until something happens. A ring while nobody waits is kept for the next wait. */
export type Bell = { ring(): void; wait(ms: number): Promise<void> };

/** A bell that also ends each wait after its time, because a nudge may get lost. */
export function createBell(): Bell {
  let rung = false;
  let wake = (): void => {};
  const ringOrTime = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    ring: () => {
      rung = true;
      wake();
    },
    wait: async (ms) => {
      if (!rung) await ringOrTime(ms);
      rung = false;
    },
  };
}
