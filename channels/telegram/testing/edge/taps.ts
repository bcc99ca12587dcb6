import type { EdgeClock } from './clock.ts';
import { refuse } from './refusal.ts';

/** A tap on a button; its spinner turns until the bot answers. */
type EdgeTap = { readonly id: string; readonly at: number; isAnswered: boolean; notice: string | undefined };

/** The taps of all people. */
export type EdgeTaps = {
  /** A new one; its id is for the bot. */
  begin(): string;
  /** Refuses as Telegram does when the app has stopped waiting. */
  answer(id: string, notice: string | undefined): void;
  find(id: string): Readonly<EdgeTap> | undefined;
};

/** Reported as about 15 s; the documentation gives no number. */
const APP_WAITS_MS = 15_000;

/** Taps that begin with none. */
export function createEdgeTaps(clock: EdgeClock): EdgeTaps {
  const taps: EdgeTap[] = [];
  const find = (id: string) => taps.find((tap) => tap.id === id);
  return {
    begin: () => {
      const id = String(4_700_000_000_001 + taps.length);
      taps.push({ id, at: clock.elapsedMs(), isAnswered: false, notice: undefined });
      return id;
    },
    find,
    answer: (id, notice) => {
      const tap = find(id);
      if (tap === undefined || clock.elapsedMs() - tap.at > APP_WAITS_MS)
        return refuse(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      Object.assign(tap, { isAnswered: true, notice });
    },
  };
}
