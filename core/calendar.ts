import { atLocal, atLocalAfter, laterDate, localParts, weekdayOf } from './local-time.ts';

/** Opening hours in the garage's own zone. Minutes count from midnight, local time. */
export type Calendar = {
  /** IANA, e.g. Europe/Amsterdam. */
  readonly zone: string;
  /** Index 0 is Sunday. A day may have several spans (a lunch break); none is closed. */
  readonly week: readonly (readonly OpenSpan[])[];
  /** Dated exceptions by local date `2026-12-25`; an empty list is closed. */
  readonly days: Readonly<Record<string, readonly OpenSpan[]>>;
  /**
   * No message of ours begins in these hours, e.g. from 1260 (21:00) to 420 (7:00); undefined is
   * never quiet.
   */
  readonly quiet: { readonly from: number; readonly to: number } | undefined;
};

export type OpenSpan = { readonly opens: number; readonly closes: number };

type Opening = { readonly opens: Date; readonly closes: Date };

/** A garage that does not open for so long has no opening hours. */
const daysToLookAhead = 400;

/** Returns the spans of a local date in order; spans that touch or overlap are one. */
export function openingsOn(calendar: Calendar, date: string): readonly Opening[] {
  const { zone, days, week } = calendar;
  const spans = days[date] ?? week[weekdayOf(date)] ?? [];
  return merged(spans)
    .map(({ opens, closes }) => ({ opens: atLocal(zone, date, opens), closes: atLocal(zone, date, closes) }))
    .filter(({ opens, closes }) => opens < closes);
}

function merged(spans: readonly OpenSpan[]): readonly OpenSpan[] {
  const result: OpenSpan[] = [];
  for (const span of [...spans].filter(({ opens, closes }) => opens < closes).sort((a, b) => a.opens - b.opens)) {
    const last = result.at(-1);
    if (last && span.opens <= last.closes)
      result[result.length - 1] = { opens: last.opens, closes: Math.max(last.closes, span.closes) };
    else result.push(span);
  }
  return result;
}

/** False at closing time. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  return openingsOn(calendar, localParts(calendar.zone, at).date).some(
    ({ opens, closes }) => opens <= at && at < closes,
  );
}

/** True when it is too late or too early to begin a message. */
export function isQuiet({ zone, quiet }: Calendar, at: Date): boolean {
  if (!quiet) return false;
  const { minutes } = localParts(zone, at);
  const { from, to } = quiet;
  return from <= to ? from <= minutes && minutes < to : from <= minutes || minutes < to;
}

/** Returns the first moment from `at` on that is not quiet: `at` itself outside quiet hours. */
export function quietEnds(calendar: Calendar, at: Date): Date {
  const { zone, quiet } = calendar;
  if (!quiet || !isQuiet(calendar, at)) return at;
  const { date, minutes } = localParts(zone, at);
  return atLocalAfter(zone, minutes < quiet.to ? date : laterDate(date, 1), quiet.to, at);
}

/** Returns the default validity of a quote: closing time of the first open day after today. */
export function endOfNextBusinessDay(calendar: Calendar, at: Date): Date {
  const tomorrow = laterDate(localParts(calendar.zone, at).date, 1);
  for (const date of datesFrom(tomorrow)) {
    const closing = openingsOn(calendar, date).at(-1)?.closes;
    if (closing) return closing;
  }
  // Without opening hours there is no business day; a customer would take it for the end of
  // tomorrow.
  return atLocal(calendar.zone, tomorrow, 1440);
}

function* datesFrom(date: string): Generator<string> {
  for (let days = 0; days < daysToLookAhead; days += 1) yield laterDate(date, days);
}

/** Returns the next opening after `at`; undefined without opening hours. */
export function nextOpening(calendar: Calendar, at: Date): Date | undefined {
  for (const date of datesFrom(localParts(calendar.zone, at).date)) {
    const next = openingsOn(calendar, date).find(({ opens }) => opens > at);
    if (next) return next.opens;
  }
  return undefined;
}

/**
 * Returns the last closing time of the day of `at`, lunch breaks aside; undefined when it is over.
 */
export function closesAt(calendar: Calendar, at: Date): Date | undefined {
  const closing = openingsOn(calendar, localParts(calendar.zone, at).date).at(-1)?.closes;
  return closing && closing > at ? closing : undefined;
}

/** Returns the opening time between two moments, in ms; 0 when `to` is not after `from`. */
export function businessMs(calendar: Calendar, from: Date, to: Date): number {
  const last = localParts(calendar.zone, to).date;
  let total = 0;
  for (let { date } = localParts(calendar.zone, from); date <= last; date = laterDate(date, 1)) {
    for (const { opens, closes } of openingsOn(calendar, date)) {
      total += Math.max(0, Math.min(closes.getTime(), to.getTime()) - Math.max(opens.getTime(), from.getTime()));
    }
  }
  return total;
}

/** Returns when `ms` of opening time have passed; undefined without opening hours. */
export function addBusinessMs(calendar: Calendar, from: Date, ms: number): Date | undefined {
  if (ms <= 0) return from;
  let left = ms;
  let closedDays = 0;
  for (let { date } = localParts(calendar.zone, from); closedDays < daysToLookAhead; date = laterDate(date, 1)) {
    const openings = openingsOn(calendar, date);
    closedDays = openings.length === 0 ? closedDays + 1 : 0;
    for (const { opens, closes } of openings) {
      const begin = Math.max(opens.getTime(), from.getTime());
      const here = Math.max(0, closes.getTime() - begin);
      if (left <= here) return new Date(begin + left);
      left -= here;
    }
  }
  return undefined;
}

/**
 * Returns the end of a shift that begins at `at`: closing time of a day that has begun or begins
 * within `alone` ms; when the garage is closed for longer, `alone` ms later.
 */
export function shiftEnds(calendar: Calendar, at: Date, alone: number): Date {
  const later = new Date(at.getTime() + alone);
  const first = openingsOn(calendar, localParts(calendar.zone, at).date)[0]?.opens;
  const closes = closesAt(calendar, at);
  return closes && first && first <= later ? closes : later;
}

/** An hour inside opening hours in which somebody phones. */
export type CallWindow = { readonly from: Date; readonly to: Date };

const minute = 60_000;
const hour = 60 * minute;
/** Calls are not promised to the minute. */
const soonest = 30 * minute;
const callDaysToLookAhead = 14;

/**
 * Offers up to three hours: the next one, one in the afternoon at least two hours later, and the
 * first of the next day; when today is over, three of the next open day. None without opening hours
 * within two weeks.
 */
export function callWindows(calendar: Calendar, now: Date): readonly CallWindow[] {
  const [first = [], nextDay = []] = openDays(calendar, now);
  const [next] = first;
  if (!next) return [];
  const later = (hours: number) => first.find(({ from }) => from.getTime() >= next.from.getTime() + hours * hour);
  const isToday = localParts(calendar.zone, next.from).date === localParts(calendar.zone, now).date;
  const last = isToday ? nextDay[0] : (later(5) ?? nextDay[0]);
  const inAfternoon = first.find(
    ({ from }) =>
      from.getTime() >= next.from.getTime() + 2 * hour && localParts(calendar.zone, from).minutes >= 13 * 60,
  );
  const second = isToday ? (inAfternoon ?? later(2)) : later(2);
  return [next, second, last].filter((one) => one !== undefined);
}

/** Returns the hours of the next two days that have any. */
function openDays(calendar: Calendar, now: Date): readonly (readonly CallWindow[])[] {
  const today = localParts(calendar.zone, now).date;
  const days = Array.from({ length: callDaysToLookAhead }, (_, ahead) =>
    openingsOn(calendar, laterDate(today, ahead)).flatMap((opening) => hoursOf(opening, now)),
  );
  return days.filter((windows) => windows.length > 0).slice(0, 2);
}

function hoursOf({ opens, closes }: Opening, now: Date): readonly CallWindow[] {
  const count = Math.floor((closes.getTime() - opens.getTime()) / hour);
  return Array.from({ length: count }, (_, index) => new Date(opens.getTime() + index * hour))
    .filter((from) => from.getTime() >= now.getTime() + soonest)
    .map((from) => ({ from, to: new Date(from.getTime() + hour) }));
}
