import { type Calendar, type Opening, openingsOn } from './calendar.ts';
import { atLocal, laterDate, localParts } from './local-time.ts';

/** A stretch of time in which somebody phones, inside opening hours. */
export type CallWindow = { readonly from: Date; readonly to: Date };

const minute = 60_000;
const hour = 60 * minute;
/** Nobody phones to the minute. */
const soonest = 30 * minute;
const daysToLookAhead = 14;

/**
 * Up to three hours to choose from: the next one, one that is two hours later, and the first of the next day; when it is over for
 * today, three of the next open day. None without opening hours within two weeks.
 */
export function callWindows(calendar: Calendar, now: Date): readonly CallWindow[] {
  const [first = [], second = []] = openDays(calendar, now);
  const [next] = first;
  if (!next) return [];
  const later = (hours: number) => first.find(({ from }) => from.getTime() >= next.from.getTime() + hours * hour);
  const isToday = localParts(calendar.zone, next.from).date === localParts(calendar.zone, now).date;
  const last = isToday ? second[0] : (later(5) ?? second[0]);
  return [next, later(2), last].filter((one) => one !== undefined);
}

/** The hours of the next two days that have any. */
function openDays(calendar: Calendar, now: Date): readonly (readonly CallWindow[])[] {
  const today = localParts(calendar.zone, now).date;
  const days = Array.from({ length: daysToLookAhead }, (_, ahead) =>
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

/** The hour from a local time on, so many days ahead; undefined when it is past or the garage is closed then. */
export function callWindowAt(
  calendar: Calendar,
  now: Date,
  { daysAhead, minutes }: { readonly daysAhead: number; readonly minutes: number },
): CallWindow | undefined {
  const { zone } = calendar;
  const date = laterDate(localParts(zone, now).date, daysAhead);
  const from = atLocal(zone, date, minutes);
  const opening = openingsOn(calendar, date).find(({ opens, closes }) => opens <= from && from < closes);
  if (!opening || from <= now) return undefined;
  return { from, to: new Date(Math.min(from.getTime() + hour, opening.closes.getTime())) };
}
