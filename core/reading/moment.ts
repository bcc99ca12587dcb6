import { atLocal, type LocalParts, laterDate, localParts } from '../local-time.ts';
import { withoutEnd } from '../trimmed.ts';

/** When the line was typed, and the garage's IANA zone. */
export type Clock = { readonly now: Date; readonly zone: string };

/** A text read as a time or a day, if it says nothing else. */
export type Moment =
  | { readonly kind: 'at'; readonly at: Date }
  /** Already over: a typo, or another day is meant. */
  | { readonly kind: 'past'; readonly at: Date }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'none' };

type Day = { readonly ahead: number } | { readonly weekday: number };

const named: readonly (readonly [Day, string])[] = [
  [{ ahead: 0 }, 'today vandaag'],
  [{ ahead: 1 }, 'tomorrow morgen'],
  [{ ahead: 2 }, 'overmorgen'],
  [{ weekday: 0 }, 'sun sunday zo zondag'],
  [{ weekday: 1 }, 'mon monday ma maandag'],
  [{ weekday: 2 }, 'tue tues tuesday di dinsdag'],
  [{ weekday: 3 }, 'wed wednesday wo woensdag'],
  [{ weekday: 4 }, 'thu thur thurs thursday do donderdag'],
  [{ weekday: 5 }, 'fri friday vr vrijdag'],
  [{ weekday: 6 }, 'sat saturday za zaterdag'],
];
const days = new Map<string, Day>(
  named.flatMap(([day, words]) => words.split(' ').map((word) => [word, day] as const)),
);
const fillers = new Set(['om', 'at', 'rond', 'around', 'ca', 'circa', 'tegen', 'op', 'on', 'tot', 'until', 'till']);

type Clocktime = { readonly hour: number; readonly minute: number };

function to24(hour: number, half: string): number {
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function readTime(word: string): Clocktime | undefined {
  const plain =
    /^([01]?\d|2[0-3])[:.uh]([0-5]\d)(?:u|h|uur)?$/i.exec(word) ?? /^([01]?\d|2[0-3])(?:u|h|uur)$/i.exec(word);
  if (plain) return { hour: Number(plain[1]), minute: Number(plain[2] ?? 0) };
  const half = /^(1[0-2]|[1-9])(?:[:.]([0-5]\d))?(am|pm)$/i.exec(word);
  return half ? { hour: to24(Number(half[1]), half[3] ?? ''), minute: Number(half[2] ?? 0) } : undefined;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/(?<=\d) (?=(?:uur|am|pm)(?:\s|$))/g, '')
    .split(/[\s,]+/)
    .map((word) => withoutEnd(word, /[.!]/))
    .filter((word) => word !== '');
}

/** True if a text has a time or a named day among other words. */
export function mentionsTime(text: string): boolean {
  return wordsOf(text).some((word) => readTime(word) !== undefined || days.has(word) || /^\d{1,2}:\d{2}$/.test(word));
}

/** Reads `16:30`, `morgen 10:00`, `tue 10:00`, `di`; any other word makes it none. */
export function readMoment(text: string, clock: Clock): Moment {
  let day: Day | undefined;
  let time: Clocktime | undefined;
  for (const word of wordsOf(text)) {
    if (fillers.has(word)) continue;
    const asDay = days.get(word);
    const asTime = readTime(word);
    if (asDay && !day) day = asDay;
    else if (asTime && !time) time = asTime;
    else return { kind: 'none' };
  }
  return momentOf(day, time, clock);
}

function momentOf(day: Day | undefined, time: Clocktime | undefined, { now, zone }: Clock): Moment {
  if (!day && !time) return { kind: 'none' };
  const today = localParts(zone, now);
  if (!time) return { kind: 'day', day: laterDate(today.date, daysAhead(day, today) || weekOf(day)) };
  const on = (ahead: number): Date => atLocal(zone, laterDate(today.date, ahead), time.hour * 60 + time.minute);
  const at = on(daysAhead(day, today));
  if (at > now) return { kind: 'at', at };
  // "di 10:00" on a Tuesday afternoon is the next Tuesday; "10:00" or "vandaag 10:00" is over.
  return weekOf(day) ? { kind: 'at', at: on(7) } : { kind: 'past', at };
}

function weekOf(day: Day | undefined): number {
  return day && 'weekday' in day ? 7 : 0;
}

function daysAhead(day: Day | undefined, today: LocalParts): number {
  if (!day) return 0;
  return 'ahead' in day ? day.ahead : (day.weekday - today.weekday + 7) % 7;
}
