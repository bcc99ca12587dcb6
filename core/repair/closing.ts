import { type Calendar, openingsOn } from '../calendar.ts';
import { laterDate, localParts } from '../local-time.ts';
import type { Repair } from './repair.ts';
import { asleep, type Wake } from './watch.ts';

/** Long enough for any holiday; a garage that is closed for longer asks nothing any more. */
const daysToLookAhead = 60;

/** When the mechanics of a garage are asked next what becomes of a car in hand: so long before the last closing of a day. */
export function nextClosingAsk(calendar: Calendar, askMs: number, after: Date): Date | undefined {
  const { date } = localParts(calendar.zone, after);
  for (let days = 0; days < daysToLookAhead; days += 1) {
    const ask = askOn(calendar, askMs, laterDate(date, days));
    if (ask && ask.at > after) return ask.at;
  }
  return undefined;
}

/** Once a day for a car that is in hand. Past closing time nobody is asked any more, and one that waits for parts until later is not forgotten. */
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
