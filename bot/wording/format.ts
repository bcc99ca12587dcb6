import type { Language } from '../../core/customer/address.ts';
import type { Currency, Money } from '../../core/money.ts';

const noBreak = '\u00a0';
const sign: Record<Currency, string> = { EUR: '€', USD: '$', GBP: '£' };

/** `€ 1.286,40` in Dutch and `€ 1,286.40` in English, with a no-break space, so that an amount never splits. */
export function formatMoney({ minor, currency }: Money, language: Language): string {
  const [group, point] = language === 'nl' ? ['.', ','] : [',', '.'];
  const size = Math.abs(minor);
  const whole = String(Math.floor(size / 100)).replace(/\B(?=(?:\d{3})+$)/g, group);
  const cents = String(size % 100).padStart(2, '0');
  return `${sign[currency]}${noBreak}${minor < 0 ? '-' : ''}${whole}${point}${cents}`;
}

/** Hundredths of a percent as people write them: 1000 is `10 %`, 750 is `7,5 %`. */
export function formatPercent(basisPoints: number, language: Language): string {
  const number = String(basisPoints / 100);
  return `${language === 'nl' ? number.replace('.', ',') : number}${noBreak}%`;
}

type Parts = Readonly<Record<string, string>>;

// Making a formatter costs far more than using one, and a garage keeps its zone.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string, language: Language): Intl.DateTimeFormat {
  const key = `${language} ${zone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(key, made);
  return made;
}

function partsOf(date: Date, zone: string, language: Language): Parts {
  return Object.fromEntries(
    formatterFor(zone, language)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
}

/** The hour on the garage's clock, 0 to 23. */
export function hourOf(date: Date, zone: string): number {
  return Number(partsOf(date, zone, 'en').hour);
}

/** `8:40`, `16:30`: 24 hours, on the garage's clock. */
export function formatTime(date: Date, zone: string, language: Language): string {
  const { hour, minute } = partsOf(date, zone, language);
  return `${Number(hour)}:${minute}`;
}

/** `di 24 nov`, `Tue 24 Nov`. */
export function formatDate(date: Date, zone: string, language: Language): string {
  const { weekday, day, month } = partsOf(date, zone, language);
  return `${weekday} ${day} ${month}`.replaceAll('.', '');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Counts local calendar days, so that midnight and a change of the clocks fall where the garage sees them. */
function dayNumber(date: Date, zone: string): number {
  const { year, month, day } = partsOf(date, zone, 'en');
  return Date.UTC(Number(year), months.indexOf(month ?? ''), Number(day)) / 86_400_000;
}

/** How many calendar days `date` lies after `now` at the garage; negative is before. */
export function daysAhead(date: Date, now: Date, zone: string): number {
  return dayNumber(date, zone) - dayNumber(now, zone);
}

const nearDays = { nl: ['vandaag', 'morgen'], en: ['today', 'tomorrow'] } as const;

/** `vandaag`, `morgen (di 24 nov)`, `di 24 nov`; `today`, `tomorrow (Tue 24 Nov)`, `Tue 24 Nov`. */
export function formatDay(date: Date, now: Date, zone: string, language: Language): string {
  const [today, tomorrow] = nearDays[language];
  const ahead = daysAhead(date, now, zone);
  if (ahead === 0) return today;
  const dated = formatDate(date, zone, language);
  return ahead === 1 ? `${tomorrow} (${dated})` : dated;
}

/** As `formatDay`, but tomorrow without its date, for where both days stand side by side. */
export function formatNearDay(date: Date, now: Date, zone: string, language: Language): string {
  return daysAhead(date, now, zone) === 1 ? nearDays[language][1] : formatDay(date, now, zone, language);
}

/** For a button: `vandaag`, `morgen`, `di`; `today`, `tomorrow`, `Tue`. */
export function formatShortDay(date: Date, now: Date, zone: string, language: Language): string {
  return (
    nearDays[language][daysAhead(date, now, zone)] ?? (partsOf(date, zone, language).weekday ?? '').replaceAll('.', '')
  );
}
