import { type Calendar, isOpen, nextOpening, openingsOn, quietEnds } from '../calendar.ts';
import { atLocal, laterDate, localParts, sameLocalDay } from '../local-time.ts';
import type { Repair } from './repair.ts';

/**
 * How long a garage waits before it acts by itself; each garage may change them. In ms, except
 * days.
 */
export type WatchSettings = {
  /** Counted from delivery, or from sending without receipts. */
  readonly onLift: Ladder;
  readonly parked: Ladder;
  /** A question that did not arrive within this time goes to the next address. */
  readonly undeliveredMs: number;
  /** The mechanic is asked this long before a promised time if it will be kept. */
  readonly askPromiseMs: number;
  /** A completed repair counts as collected at closing time, so many days later. */
  readonly collectAfterDays: number;
};

export type Ladder = { readonly remindMs: number; readonly callMs: number };

const minute = 60_000;

/** The settings of a garage that changed nothing. */
export const defaultSettings: WatchSettings = {
  onLift: { remindMs: 10 * minute, callMs: 20 * minute },
  parked: { remindMs: 60 * minute, callMs: 120 * minute },
  undeliveredMs: 3 * minute,
  askPromiseMs: 30 * minute,
  collectAfterDays: 2,
};

/** An act that is due because time has passed. */
export type WatchStep =
  /** The validity of the quote is over. */
  | { readonly do: 'expire' }
  /** Ask the customer the same once more. */
  | { readonly do: 'remind' }
  /** Put the question at another address, too. */
  | { readonly do: 'next-channel' }
  /** Somebody has to phone the customer. */
  | { readonly do: 'call' }
  /** Ask the mechanic whether the promised time will be kept. */
  | { readonly do: 'ask-promise'; readonly promisedAt: Date }
  /** Ask the mechanic what becomes of the car today. */
  | { readonly do: 'ask-closing' }
  /** The vehicle must have been collected by now, though nobody said so. */
  | { readonly do: 'collect' };

/**
 * The steps that are due, and when to look again. Both follow only from what was already done, so
 * that a timer that fires late, early or twice does no harm.
 */
export type Wake = { readonly due: readonly WatchStep[]; readonly again: Date | undefined };

/** Nothing is due, now or later, as things stand. */
export const asleep: Wake = { due: [], again: undefined };

/** `askedAbout` is the promised time that the mechanic was last asked about. */
export function nextPromiseWake(
  repair: Repair,
  askedAbout: Date | undefined,
  { askPromiseMs }: WatchSettings,
  calendar: Calendar,
  now: Date,
): Wake {
  if ((repair.status !== 'registered' && repair.status !== 'started') || !repair.promisedAt) return asleep;
  const { promisedAt } = repair;
  if (askedAbout?.getTime() === promisedAt.getTime()) return asleep;
  const at = quietEnds(calendar, new Date(promisedAt.getTime() - askPromiseMs));
  if (now < at) return { due: [], again: at };
  const awake = quietEnds(calendar, now);
  return awake > now ? { due: [], again: awake } : { due: [{ do: 'ask-promise', promisedAt }], again: undefined };
}

/**
 * True if a promised time differs from the one that the customer knows by more than `byMs`, or is
 * on another day. Compared with the known time, many small delays cannot add up in silence.
 */
export function hasMoved(zone: string, told: Date | undefined, promised: Date, byMs: number): boolean {
  return (
    told !== undefined && (Math.abs(promised.getTime() - told.getTime()) > byMs || !sameLocalDay(zone, told, promised))
  );
}

/** Returns the closing time at which a completed repair counts as collected. */
export function nextCollectWake(
  repair: Repair,
  { collectAfterDays }: WatchSettings,
  calendar: Calendar,
  now: Date,
): Wake {
  if (repair.status !== 'completed') return asleep;
  const date = laterDate(localParts(calendar.zone, repair.completedAt).date, collectAfterDays);
  const at = closingFrom(calendar, date);
  return now < at ? { due: [], again: at } : { due: [{ do: 'collect' }], again: undefined };
}

/** Longer than any holiday; a garage that is closed for longer is asked nothing. */
const daysToLookAhead = 60;

function closingFrom(calendar: Calendar, date: string): Date {
  for (let days = 0; days < daysToLookAhead; days += 1) {
    const closing = openingsOn(calendar, laterDate(date, days)).at(-1)?.closes;
    if (closing) return closing;
  }
  return atLocal(calendar.zone, date, 1440);
}

/**
 * Returns when mechanics are asked next about cars in hand: so long before the last closing of a
 * day.
 */
export function nextClosingAsk(calendar: Calendar, askMs: number, after: Date): Date | undefined {
  const { date } = localParts(calendar.zone, after);
  for (let days = 0; days < daysToLookAhead; days += 1) {
    const ask = askOn(calendar, askMs, laterDate(date, days));
    if (ask && ask.at > after) return ask.at;
  }
  return undefined;
}

/**
 * Asks once a day about each car in hand, never after closing time. A car that waits for parts
 * until later is asked about too.
 */
export function nextClosingWake(repair: Repair, askMs: number, calendar: Calendar, now: Date): Wake {
  if (repair.status !== 'started') return asleep;
  const today = askOn(calendar, askMs, localParts(calendar.zone, now).date);
  const isTime = today !== undefined && today.at <= now && now < today.closes;
  const until = repair.blocked?.until;
  const waits = today !== undefined && until !== undefined && until >= today.closes;
  return { due: isTime && !waits ? [{ do: 'ask-closing' }] : [], again: nextClosingAsk(calendar, askMs, now) };
}

function askOn(
  calendar: Calendar,
  askMs: number,
  date: string,
): { readonly at: Date; readonly closes: Date } | undefined {
  const last = openingsOn(calendar, date).at(-1);
  return last && { at: new Date(Math.max(last.opens.getTime(), last.closes.getTime() - askMs)), closes: last.closes };
}

/** How often the waiting minutes are written again, in ms: in the first hour, and after it. */
export type MinutesSettings = { readonly everyMs: number; readonly laterEveryMs: number };

const hour = 3_600_000;

/** Returns the next time, only while the garage is open, because nobody looks before. */
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
