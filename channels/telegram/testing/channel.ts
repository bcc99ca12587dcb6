import type { ChannelLog, Cursor, TelegramOptions, TelegramTiming } from '../options.ts';

/** Waits short enough for a test and long enough for a busy machine. */
export const TEST_TIMING: Partial<TelegramTiming> = {
  sendMs: 5_000,
  pollMs: 5_000,
  holdMs: 1_000,
  backoffMs: 5,
  longestBackoffMs: 20,
  emptyPollMs: 5,
};

/** A log that keeps its lines, so that a test can search them for what must not be there. */
export function keepingLog(): ChannelLog & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { lines, info: keep, warn: keep };
}

/** A place in the stream of updates that is kept in memory. */
export function keptCursor(): Cursor & { readonly saved: number[] } {
  const saved: number[] = [];
  return { saved, load: async () => saved.at(-1), save: async (offset) => void saved.push(offset) };
}

/** Options for a polling bot at a stand-in. */
export function pollingAt(apiRoot: string, token: string): TelegramOptions {
  return {
    token,
    apiRoot,
    cursor: keptCursor(),
    log: keepingLog(),
    timing: TEST_TIMING,
  };
}
