import { type Calendar, isOpen, nextOpening } from '../calendar.ts';

/** How often the minutes are written anew that somebody has been waited for, in ms: in the first hour, and after it. */
export type MinutesSettings = { readonly everyMs: number; readonly laterEveryMs: number };

const hour = 3_600_000;

/** When they are written anew next: only while the garage is open, because nobody looks at them before. */
export function nextMinutes(
  since: Date,
  { everyMs, laterEveryMs }: MinutesSettings,
  calendar: Calendar,
  now: Date,
): Date | undefined {
  const waited = Math.max(0, now.getTime() - since.getTime());
  const step = waited < hour ? everyMs : laterEveryMs;
  const next = new Date(since.getTime() + (Math.floor(waited / step) + 1) * step);
  return isOpen(calendar, next) ? next : nextOpening(calendar, next);
}
