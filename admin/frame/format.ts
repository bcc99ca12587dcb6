import type { Language } from '../../core/customer/address.ts';
import { localParts, sameLocalDay } from '../../core/local-time.ts';

const locale: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Caches per zone and shape: making a format takes longer than all the rest of a page. */
function formatOf(language: Language, zone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${Object.keys(shape).join(' ')}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale[language], { ...shape, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** `16:30` on the garage's clock. */
export function timeText(at: Date, zone: string, language: Language): string {
  return formatOf(language, zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `ma 23 nov` */
export function dayText(at: Date, zone: string, language: Language): string {
  return formatOf(language, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
}

/** Returns the time today, else the day with the time. */
export function momentText(at: Date, now: Date, zone: string, language: Language): string {
  return sameLocalDay(zone, at, now)
    ? timeText(at, zone, language)
    : `${dayText(at, zone, language)} ${timeText(at, zone, language)}`;
}

/** Returns the time today, else the day, short enough for a list. */
export function shortMoment(at: Date, now: Date, zone: string, language: Language): string {
  return sameLocalDay(zone, at, now) ? timeText(at, zone, language) : dayText(at, zone, language);
}

/** Returns the garage's wall clock for an input of type `datetime-local`. */
export function inputMoment(at: Date, zone: string): string {
  const { date, minutes } = localParts(zone, at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Returns how long something has lasted: `4 min`, `2 u 10`, `3 d`. */
export function ageText(since: Date, now: Date, language: Language): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${language === 'nl' ? 'u' : 'h'} ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)} d`;
}

/** `+31 6 12 34 56 78`: a Dutch mobile number in pairs, any other as it is. */
export function phoneText(phone: string): string {
  const [, area, rest] = /^\+31(6)(\d{8})$/.exec(phone) ?? [];
  return area && rest ? `+31 ${area} ${rest.match(/../g)?.join(' ')}` : phone;
}

/** `312 kB`, `1,2 MB` */
export function sizeText(bytes: number, language: Language): string {
  const inMegabytes = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale[language], {
    style: 'unit',
    unit: inMegabytes ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: inMegabytes ? 1 : 0,
  }).format(inMegabytes ? bytes / 1_000_000 : Math.max(1, bytes / 1_000));
}
