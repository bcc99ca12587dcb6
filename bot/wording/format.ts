import type { Language } from '../../core/customer/address.ts';
import { isDate } from '../../core/reading/find-phone.ts';
import { withoutEnd } from '../../core/trimmed.ts';

/**
 * A table of words. The Dutch half sets the shape: a sentence without its English half does not
 * compile.
 */
export function inBothLanguages<Words>(words: {
  readonly nl: Words;
  readonly en: NoInfer<Words>;
}): Readonly<Record<Language, Words>> {
  return words;
}

const noBreak = '\u00a0';

/** Writes basis points as people do: 1000 is `10 %`, 750 is `7,5 %`. */
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

/**
 * Counts local calendar days, so that midnight and a change of the clocks fall where the garage
 * sees them.
 */
function dayNumber(date: Date, zone: string): number {
  const { year, month, day } = partsOf(date, zone, 'en');
  return Date.UTC(Number(year), months.indexOf(month ?? ''), Number(day)) / 86_400_000;
}

/** Counts calendar days from `now` to `date` at the garage; negative is before. */
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

// Invisible marks that turn the direction of writing could make an amount read backwards.
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes words of a person safe inside a message: one line, no asterisks that would switch bold, at
 * most `max` long.
 */
export function plain(words: string, max = 300): string {
  const line = words
    .replace(direction, '')
    .replaceAll('*', '\u2217')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (line.length <= max) return line;
  const kept = line.slice(0, Math.max(0, max - 1)).replace(/[\ud800-\udbff]$/u, '');
  return `${kept.trimEnd()}…`;
}

// Eight digits or more with what people put between them: a customer's number, wherever it was typed.
const phones = /(?<![\p{L}\d])(?:\+|00)?\d(?:[ ./()-]{0,3}\d){7,}(?![\p{L}\d])/gu;

/** A phone number as it may be shown: its last two digits. */
export function maskPhone(typed: string): string {
  return `••${typed.replace(/\D/g, '').slice(-2)}`;
}

/** Words of a person on a card: one line, without the digits of a phone number. */
export function shownWords(words: string, most = 200): string {
  return plain(
    words.replace(phones, (typed) => (isDate(typed) ? typed : maskPhone(typed))),
    most,
  );
}

type CarName = { readonly plate: string; readonly model: string | undefined };

/** `AB-123-C VW Golf`, or the plate alone. */
export function carName({ plate, model }: CarName): string {
  return model ? `${plate} ${model}` : plate;
}

/** As `carName`, with the model cut to fit a line of a card. */
export function shortCarName({ plate, model }: CarName): string {
  return model ? `${plate} ${shownWords(model, 30)}` : plate;
}

/** Ends the words with one full stop. */
export function sentence(words: string): string {
  return /[.?!…]$/u.test(words) ? words : `${words}.`;
}

/** Cuts a closing full stop, comma or colon, so that a sentence can go on. */
export function unclosed(words: string): string {
  return withoutEnd(words, /[\s.,:;]/u);
}

/**
 * Puts words inside a sentence: `Remblokken voor` becomes `remblokken voor`, `APK` and `LED-lamp`
 * stay.
 */
export function inSentence(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words;
}

/**
 * Puts words at the beginning of a line: `remblokken voor` becomes `Remblokken voor`, `tCO2` stays.
 */
export function opening(words: string): string {
  return /^\p{Ll}+(?!\p{L}|\d)/u.test(words) ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words;
}

/** Returns the language of a channel's code, if we speak it. */
export function knownLanguage(code: string | undefined): Language | undefined {
  const [first] = (code ?? '').trim().toLowerCase().split(/[-_]/u);
  return first === 'nl' || first === 'en' ? first : undefined;
}

/**
 * Returns the language of a channel's code: `nl-BE` is nl, `en-GB` is en, any other is `fallback`.
 */
export function languageOf(code: string | undefined, fallback: Language): Language {
  return knownLanguage(code) ?? fallback;
}
