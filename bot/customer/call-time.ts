const tomorrow = /\b(?:morgen|morge|tomorrow|tmrw)\b(?!\s*(?:ochtend|vroeg)\s*vandaag)/iu;
const clock = /\b(?<hours>\d{1,2})(?:[:.](?<minutes>[0-5]\d)|\s*(?<half>uur|u|h|o'?clock)|\s*(?<noon>am|pm))(?![\d])/iu;
const around = /\b(?:om|rond|vanaf|na|at|around|after|from)\s+(?<hours>\d{1,2})\b(?![.,:]?\d|\s*(?:min|euro|%))/iu;

/** A local time of day, in minutes after midnight, so many days ahead. */
export type CallTime = { readonly daysAhead: number; readonly minutes: number };

/**
 * When somebody wants to be called: `14:00`, `morgen 9 uur`, `at 2 pm`, `na 3`. Undefined without a time. Nobody is called at night, so
 * that 1 to 7 without more is the afternoon.
 */
export function readCallTime(text: string): CallTime | undefined {
  const found = clock.exec(text)?.groups ?? around.exec(text)?.groups;
  const hours = Number(found?.hours ?? Number.NaN);
  if (!found || !(hours <= 23)) return undefined;
  const noon = found.noon?.toLowerCase();
  const shifted = noon === 'pm' || (noon === undefined && hours >= 1 && hours <= 7) ? (hours % 12) + 12 : hours;
  const minutes = shifted * 60 + Number(found.minutes ?? 0);
  return { daysAhead: tomorrow.test(text) ? 1 : 0, minutes };
}
