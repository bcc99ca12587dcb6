/** A moment as a wall calendar and clock show it. */
export type LocalParts = {
  /** `2026-12-25` */
  readonly date: string;
  /** From midnight, as the clock on the wall shows it. */
  readonly minutes: number;
  /** 0 is Sunday. */
  readonly weekday: number;
};

const day = 86_400_000;
const minute = 60_000;

/** Returns what calendar and clock in `zone` (IANA) show at a moment. */
export function localParts(zone: string, at: Date): LocalParts {
  const local = new Date(at.getTime() + offset(zone, at.getTime()));
  return {
    date: local.toISOString().slice(0, 10),
    minutes: local.getUTCHours() * 60 + local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  };
}

/**
 * Returns the moment at which the clock in `zone` shows `minutes` after midnight of `date`; 1440 is
 * the end of the day. For a time that comes twice it is the first, for a time that the clock skips
 * the moment of the skip.
 */
export function atLocal(zone: string, date: string, minutes: number): Date {
  return moments(zone, date, minutes)[0] ?? afterGap(zone, date, minutes);
}

/**
 * Does the same, but returns the first such moment after `after`, which matters only for a time
 * that comes twice.
 */
export function atLocalAfter(zone: string, date: string, minutes: number, after: Date): Date {
  return moments(zone, date, minutes).find((moment) => moment > after) ?? afterGap(zone, date, minutes);
}

/** True if two moments fall on the same calendar day in `zone`. */
export function sameLocalDay(zone: string, a: Date, b: Date): boolean {
  return localParts(zone, a).date === localParts(zone, b).date;
}

/** Returns the date `days` later, or earlier when negative. */
export function laterDate(date: string, days: number): string {
  return new Date(midnight(date) + days * day).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(midnight(date)).getUTCDay();
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/**
 * No zone changes its clock twice within two days, so the offsets of a day before and after are all
 * there are.
 */
function around(zone: string, date: string, minutes: number) {
  const wall = midnight(date) + minutes * minute;
  return { wall, before: offset(zone, wall - day), after: offset(zone, wall + day) };
}

function moments(zone: string, date: string, minutes: number): readonly Date[] {
  const { wall, before, after } = around(zone, date, minutes);
  return [...new Set([wall - before, wall - after])]
    .filter((ms) => ms + offset(zone, ms) === wall)
    .sort((a, b) => a - b)
    .map((ms) => new Date(ms));
}

function afterGap(zone: string, date: string, minutes: number): Date {
  const { wall, before, after } = around(zone, date, minutes);
  let [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offset(zone, middle) === before) early = middle;
    else late = middle;
  }
  return new Date(late);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One per zone, because making one takes longer than all the rest. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** To be added to UTC, in ms. */
function offset(zone: string, ms: number): number {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
