/** A moment as the clock on the garage's wall shows it; `month` from 1. */
export type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs more than all the rest of a line together, so one is kept per zone.
const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formatters.set(zone, made);
  return made;
};

/** Throws RangeError when `zone` is no IANA zone. */
export const toLocal = (at: Date, zone: string): LocalTime => {
  const parts = formatterOf(zone).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
};

const dayMs = 86_400_000;
const minuteMs = 60_000;

const asIfUtc = ({ year, month, day, hour, minute }: LocalTime): number => Date.UTC(year, month - 1, day, hour, minute);

const offsetAt = (ms: number, zone: string): number =>
  asIfUtc(toLocal(new Date(ms), zone)) - Math.floor(ms / minuteMs) * minuteMs;

/** The instant of a local time: the first of two when the clock went back, an hour on when it was skipped. */
export const toInstant = (local: LocalTime, zone: string): Date => {
  const wanted = asIfUtc(local);
  const before = wanted - offsetAt(wanted - dayMs, zone);
  const after = wanted - offsetAt(wanted + dayMs, zone);
  const shows = (ms: number): boolean => asIfUtc(toLocal(new Date(ms), zone)) === wanted;
  return new Date(shows(before) || !shows(after) ? before : after);
};

/** The local date `days` later, at midnight of the calendar, not 24 h times `days`. */
export const addDays = (local: LocalTime, days: number): LocalTime => {
  const moved = new Date(Date.UTC(local.year, local.month - 1, local.day + days));
  return { ...local, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
};

/** 0 is Sunday. */
export const weekdayOf = ({ year, month, day }: LocalTime): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay();

/** e.g. 2026-11-24. */
export const isoDay = ({ year, month, day }: LocalTime): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
