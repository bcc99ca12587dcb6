import { atLocal, type LocalParts, laterDate, localParts } from '../local-time.ts';
import { type ClockTime, type Day, type PartOfDay, type TimeWord, timeWords } from './time-words.ts';

/** When the line was typed, and the garage's IANA zone. */
export type Clock = { readonly now: Date; readonly zone: string };

/** A text read as a time or a day, if it says nothing else. */
export type Moment =
  | { readonly kind: 'at'; readonly at: Date }
  /** Already over: a typo, or another day is meant. */
  | { readonly kind: 'past'; readonly at: Date }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'none' };

/** True if a text has a time or a named day among other words. */
export function mentionsTime(text: string): boolean {
  return timeWords(text).some(({ kind }) => kind === 'time' || kind === 'day' || kind === 'span');
}

const beside = new Set(['at', 'about', 'before', 'by', 'until']);

/**
 * Reads when something is promised: `16:30`, `half vijf`, `morgen 9`, `di`, `over 2 uur`, "by 4 pm".
 * Any other word makes it none.
 */
export function readMoment(text: string, clock: Clock): Moment {
  const said = timeWords(text);
  if (said.some((one) => one.kind === 'other' || (one.kind === 'how' && !beside.has(one.how)))) return { kind: 'none' };
  const meant = said.filter(({ kind }) => kind !== 'how');
  const [only] = meant;
  if (only?.kind === 'span' && meant.length === 1)
    return { kind: 'at', at: new Date(clock.now.getTime() + only.minutes * 60_000) };
  // "16" may be an amount, but "om 16" and "morgen 9" are none.
  const isBare = said.length === 1 && only?.kind === 'hour';
  const parts = isBare ? undefined : partsOf(meant);
  return parts ? momentOf(parts, clock) : { kind: 'none' };
}

/** One day, time and part of the day at most. */
export type Parts = {
  readonly day: Day | undefined;
  readonly time: { readonly hour: number; readonly minute: number } | undefined;
};

/** Puts together what was said of one moment; undefined if it is none, or two. */
export function partsOf(said: readonly TimeWord[]): Parts | undefined {
  const days = said.flatMap((one) => (one.kind === 'day' ? [one.day] : []));
  const times = said.flatMap((one) => timeIn(one));
  const parts = said.flatMap((one) => (one.kind === 'part' ? [one.part] : []));
  const [day, second] = days;
  const [time] = times;
  const isOne = (second === undefined || isSameDay(day, second)) && days.length <= 2 && times.length <= 1;
  if (!isOne || parts.length > 1 || days.length + times.length + parts.length < said.length) return undefined;
  if (!time) return parts.length > 0 || !day ? undefined : { day, time: undefined };
  const hour = hourIn(time, parts[0]);
  return hour === undefined ? undefined : { day, time: { hour, minute: time.minute } };
}

function timeIn(word: TimeWord): readonly ClockTime[] {
  if (word.kind === 'time') return [word.time];
  return word.kind === 'hour' ? [{ hour: word.hour, minute: 0, sure: word.sure }] : [];
}

/** "Vandaag … vanmiddag". */
function isSameDay(a: Day | undefined, b: Day): boolean {
  return a !== undefined && 'ahead' in a && 'ahead' in b && a.ahead === b.ahead;
}

/** A garage does nothing at night, so 1 to 6 alone are in the afternoon; undefined if part and hour do not agree. */
function hourIn({ hour, sure }: ClockTime, part: PartOfDay | undefined): number | undefined {
  if (part === undefined) return !sure && hour >= 1 && hour <= 6 ? hour + 12 : hour;
  if (part === 'morning') return hour <= 12 ? hour : undefined;
  if (hour >= 12) return hour;
  return sure || (part === 'afternoon' && hour > 6) ? undefined : hour + 12;
}

function momentOf({ day, time }: Parts, { now, zone }: Clock): Moment {
  const today = localParts(zone, now);
  const date = dateOf(day, today);
  if (date === undefined) return { kind: 'none' };
  if (!time) return { kind: 'day', day: date === today.date && isWeekday(day) ? laterDate(date, 7) : date };
  const at = atLocal(zone, date, time.hour * 60 + time.minute);
  if (at > now) return { kind: 'at', at };
  // "di 10:00" on a Tuesday afternoon is the next Tuesday; "10:00" or "vandaag 10:00" is over.
  return isWeekday(day)
    ? { kind: 'at', at: atLocal(zone, laterDate(date, 7), time.hour * 60 + time.minute) }
    : { kind: 'past', at };
}

function isWeekday(day: Day | undefined): boolean {
  return day !== undefined && 'weekday' in day && day.weeks === 0;
}

/** Returns the local date, e.g. 2026-11-24; a date without a year is the next one. */
export function dateOf(day: Day | undefined, today: LocalParts): string | undefined {
  if (!day) return today.date;
  if ('ahead' in day) return laterDate(today.date, day.ahead);
  if ('weekday' in day) {
    const ahead = (day.weekday - today.weekday + 7) % 7;
    // The week begins on Monday.
    const fromMonday = ((day.weekday + 6) % 7) - ((today.weekday + 6) % 7);
    return laterDate(today.date, day.weeks === 0 ? ahead : fromMonday + 7);
  }
  return nextDate(day, today.date);
}

/** Nobody promises a car for next year's November. */
const FURTHEST_DAYS = 200;

function nextDate(
  { month, date }: { readonly month: number; readonly date: number },
  today: string,
): string | undefined {
  const two = (part: number): string => String(part).padStart(2, '0');
  const year = Number(today.slice(0, 4));
  for (const candidate of [year, year + 1].map((one) => `${one}-${two(month)}-${two(date)}`)) {
    // There is no 31 November.
    if (laterDate(candidate, 0) === candidate && candidate >= today && candidate <= laterDate(today, FURTHEST_DAYS))
      return candidate;
  }
  return undefined;
}
