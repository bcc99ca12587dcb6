/** A day as people name it. */
export type Day =
  | { readonly ahead: number }
  | { readonly weekday: number; readonly weeks: number }
  | { readonly month: number; readonly date: number };

export type PartOfDay = 'morning' | 'afternoon' | 'evening';

/** A time of day; `sure` if nobody could read the other half of the day. */
export type ClockTime = { readonly hour: number; readonly minute: number; readonly sure: boolean };

/** What some words of a text say about time. */
export type TimeWord =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'time'; readonly time: ClockTime }
  /** A number without any mark of a time: "om 5", "morgen 9". */
  | { readonly kind: 'hour'; readonly hour: number; readonly sure: boolean }
  | { readonly kind: 'span'; readonly minutes: number; readonly within: boolean }
  | { readonly kind: 'part'; readonly part: PartOfDay }
  | { readonly kind: 'how'; readonly how: Relation }
  | { readonly kind: 'other'; readonly text: string };

export type Relation =
  | 'at'
  | 'about'
  | 'before'
  | 'by'
  | 'after'
  | 'until'
  | 'between'
  | 'and'
  | 'not'
  | 'no-more'
  | 'but'
  | 'soon'
  | 'any';

/** The words of a text in lower case, without accents, signs that nobody sees, and stops. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
      .replace(/[\u2018\u2019\u02bc`´]/gu, "'")
      .replace(/\b([ap])\.m\b\.?/g, '$1m')
      .replace(/[€£$] ?\d[\d.,]*|\d[\d.,]* ?(?:€|euro|eur)(?![a-z])/g, '€')
      // Between two times, one of which shows that it is one, a dash is "until".
      .replace(/(\d[:.]\d\d|\d ?(?:u|h|uur|am|pm)) ?[-–—] ?(?=\d)/g, '$1 tot ')
      .replace(/(?<![\d-])(\d{1,2}) ?[-–—] ?(?=\d{1,2}(?:[:.u]\d\d| ?(?:u|h|uur|am|pm))(?!\w))/g, '$1 tot ')
      .replace(/(\d)(am|pm|uur)\b/g, '$1 $2')
      .split(/[\s,;!()"]+/)
      .map((word) => word.replace(/^[-–—~]+$/, '').replace(/(?<=[^.]{1})[.:?]+$/, ''))
      .filter((word) => word !== '')
  );
}

function table<T>(rows: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  return new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)));
}

const numbers = table<number>([
  [1, 'een one'],
  [2, 'twee two'],
  [3, 'drie three'],
  [4, 'vier four'],
  [5, 'vijf five'],
  [6, 'zes six'],
  [7, 'zeven seven'],
  [8, 'acht eight'],
  [9, 'negen nine'],
  [10, 'tien ten'],
  [11, 'elf eleven'],
  [12, 'twaalf twelve'],
  [15, 'vijftien fifteen'],
  [20, 'twintig twenty'],
  [25, 'vijfentwintig'],
  [30, 'dertig thirty'],
  [45, 'vijfenveertig'],
]);
const weekdays = table<number>([
  [0, 'sun sunday zo zondag'],
  [1, 'mon monday ma maandag'],
  [2, 'tue tues tuesday di dinsdag'],
  [3, 'wed wednesday wo woensdag'],
  [4, 'thu thur thurs thursday do donderdag'],
  [5, 'fri friday vr vrij vrijdag'],
  [6, 'sat saturday za zaterdag'],
]);
const months = table<number>([
  [1, 'januari jan january'],
  [2, 'februari feb february'],
  [3, 'maart mrt march mar'],
  [4, 'april apr'],
  [5, 'mei may'],
  [6, 'juni jun june'],
  [7, 'juli jul july'],
  [8, 'augustus aug august'],
  [9, 'september sept sep'],
  [10, 'oktober okt october oct'],
  [11, 'november nov'],
  [12, 'december dec'],
]);
const daysAhead = table<number>([
  [0, 'vandaag today'],
  [1, 'morgen tomorrow tmrw tmr'],
  [2, 'overmorgen'],
]);
const parts = table<PartOfDay>([
  ['morning', 'ochtends ochtend morgens morning voormiddag'],
  ['afternoon', 'middags middag afternoon namiddag'],
  ['evening', 'avonds avond evening'],
]);
const partsToday = table<PartOfDay>([
  ['morning', 'vanochtend vanmorgen'],
  ['afternoon', 'vanmiddag vannamiddag'],
  ['evening', 'vanavond tonight'],
]);
const relations = table<Relation>([
  ['at', 'om at op on'],
  ['about', 'rond around ca circa tegen ongeveer about omstreeks approx +- +/-'],
  ['before', 'voor before'],
  ['by', 'uiterlijk by'],
  ['after', 'na vanaf after from'],
  ['until', 'tot until till'],
  ['between', 'tussen between'],
  ['and', 'en and'],
  ['not', 'niet not'],
  ['but', 'maar but'],
  ['soon', 'nu now meteen direct asap gelijk'],
]);

type Taken = { readonly words: number; readonly said: readonly TimeWord[] };
type Rule = (words: readonly string[], at: number) => Taken | undefined;

/** Reads what a text says about time, word by word, in Dutch and English; `frame` words say nothing. */
export function timeWords(text: string, frame: ReadonlySet<string> = noFrame): readonly TimeWord[] {
  if (text.length > LONGEST) return [{ kind: 'other', text }];
  const words = wordsOf(text);
  const said: TimeWord[] = [];
  for (let at = 0; at < words.length; ) {
    const taken = rules.reduce<Taken | undefined>((found, rule) => found ?? rule(words, at), undefined);
    if (taken) said.push(...taken.said);
    else if (!frame.has(words[at] ?? '')) said.push({ kind: 'other', text: words[at] ?? '' });
    at += taken?.words ?? 1;
  }
  return said;
}

const noFrame: ReadonlySet<string> = new Set();
/** In letters; who writes more says more than a time. */
const LONGEST = 300;

const rules: readonly Rule[] = [
  phrase,
  spanFromNow,
  aroundTheHour,
  halfPastDutch,
  clockTime,
  dayName,
  partOfDay,
  relation,
  bareHour,
];

const phrases: readonly (readonly [string, readonly TimeWord[]])[] = [
  ['goede morgen', []],
  ['goede middag', []],
  ['goede avond', []],
  ['good morning', []],
  ['good afternoon', []],
  ['good evening', []],
  ['zo snel mogelijk', [{ kind: 'how', how: 'soon' }]],
  ['zsm', [{ kind: 'how', how: 'soon' }]],
  ['as soon as possible', [{ kind: 'how', how: 'soon' }]],
  ['right away', [{ kind: 'how', how: 'soon' }]],
  ['right now', [{ kind: 'how', how: 'soon' }]],
  ['maakt niet uit', [{ kind: 'how', how: 'any' }]],
  ['maakt me niet uit', [{ kind: 'how', how: 'any' }]],
  ['any time', [{ kind: 'how', how: 'any' }]],
  ['anytime', [{ kind: 'how', how: 'any' }]],
  ['whenever', [{ kind: 'how', how: 'any' }]],
  ['niet meer', [{ kind: 'how', how: 'no-more' }]],
  ['no later than', [{ kind: 'how', how: 'by' }]],
  ['niet later dan', [{ kind: 'how', how: 'by' }]],
  ['op zijn laatst', [{ kind: 'how', how: 'by' }]],
  ["12 uur 's middags", [{ kind: 'time', time: { hour: 12, minute: 0, sure: true } }]],
  ['at noon', [{ kind: 'time', time: { hour: 12, minute: 0, sure: true } }]],
  ['noon', [{ kind: 'time', time: { hour: 12, minute: 0, sure: true } }]],
  ['end of the day', [{ kind: 'other', text: 'end of the day' }]],
  ['end of day', [{ kind: 'other', text: 'end of day' }]],
];
const phraseWords = phrases.map(([text, said]) => ({ words: text.split(' '), said }));

function phrase(words: readonly string[], at: number): Taken | undefined {
  const found = phraseWords.find((one) => one.words.every((word, index) => words[at + index] === word));
  return found && { words: found.words.length, said: found.said };
}

/** Reads digits or a number word. */
function numberAt(words: readonly string[], at: number): number | undefined {
  const word = words[at] ?? '';
  return /^\d{1,2}$/.test(word) ? Number(word) : numbers.get(word);
}

/** "Tegen vieren": about four. */
const pluralHours = table<number>([
  [1, 'enen'],
  [2, 'tweeen'],
  [3, 'drieen'],
  [4, 'vieren'],
  [5, 'vijven'],
  [6, 'zessen'],
  [9, 'negenen'],
  [10, 'tienen'],
  [11, 'elven'],
  [12, 'twaalven'],
]);

const hourUnit = /^(?:uur|uurtje|uren|u|hour|hours|hr|hrs|h)$/;
const minuteUnit = /^(?:min|minuten|minuutjes|minuut|minutes|minute|mins)$/;

/** "over 2 uur", "in half an hour", "binnen anderhalf uur". */
function spanFromNow(words: readonly string[], at: number): Taken | undefined {
  const lead = words[at] ?? '';
  if (!/^(?:over|in|binnen|within)$/.test(lead)) return undefined;
  const length = spanAt(words, at + 1);
  if (!length) return undefined;
  const within = lead === 'binnen' || lead === 'within';
  return { words: 1 + length.words, said: [{ kind: 'span', minutes: length.minutes, within }] };
}

const spans: readonly (readonly [string, number])[] = [
  ['een half uur', 30],
  ['een half uurtje', 30],
  ['half uur', 30],
  ['half uurtje', 30],
  ['een halfuur', 30],
  ['halfuur', 30],
  ['half an hour', 30],
  ['an hour and a half', 90],
  ['anderhalf uur', 90],
  ['een kwartier', 15],
  ['een kwartiertje', 15],
  ['kwartier', 15],
  ['a quarter of an hour', 15],
  ['een uur', 60],
  ['een uurtje', 60],
  ['an hour', 60],
];
const spanWords = spans.map(([text, minutes]) => ({ words: text.split(' '), minutes }));

function spanAt(
  words: readonly string[],
  at: number,
): { readonly words: number; readonly minutes: number } | undefined {
  const found = spanWords.find((one) => one.words.every((word, index) => words[at + index] === word));
  if (found) return { words: found.words.length, minutes: found.minutes };
  const count = numberAt(words, at);
  const unit = words[at + 1] ?? '';
  if (count === undefined) return undefined;
  if (hourUnit.test(unit)) return { words: 2, minutes: count * 60 };
  return minuteUnit.test(unit) ? { words: 2, minutes: count } : undefined;
}

/** "kwart over 3", "tien voor half vijf", "quarter to five", "half past four". */
function aroundTheHour(words: readonly string[], at: number): Taken | undefined {
  const first = words[at] === 'a' ? at + 1 : at;
  const named = words[first] ?? '';
  const minutes = fractions.get(named) ?? numberAt(words, first);
  const sideAt = minuteUnit.test(words[first + 1] ?? '') ? first + 2 : first + 1;
  const side = words[sideAt] ?? '';
  const sign = signOf(side, named);
  if (minutes === undefined || minutes > 30 || sign === undefined) return undefined;
  const isHalf = words[sideAt + 1] === 'half' && /^(?:over|voor)$/.test(side);
  const hourAt = isHalf ? sideAt + 2 : sideAt + 1;
  const hour = numberAt(words, hourAt) ?? 0;
  // "5 to 6" may be a range as well.
  const mayBeRange = side === 'to' && !fractions.has(named) && minutes < hour;
  if (!isOnDial(hour) || mayBeRange) return undefined;
  const taken = hourAt + 1 - at;
  return {
    words: taken + unitsAfter(words, at + taken),
    said: [timeOf(hour * 60 - (isHalf ? 30 : 0) + sign * minutes)],
  };
}

function isOnDial(hour: number): boolean {
  return hour >= 1 && hour <= 12;
}

const fractions: ReadonlyMap<string, number> = new Map([
  ['kwart', 15],
  ['quarter', 15],
  ['half', 30],
]);

/** "Half" stands before "past" alone. */
function signOf(side: string, named: string): 1 | -1 | undefined {
  if (side === 'past') return 1;
  if (named === 'half') return undefined;
  if (side === 'over') return 1;
  return side === 'voor' || side === 'to' ? -1 : undefined;
}

function timeOf(minutes: number): TimeWord {
  return { kind: 'time', time: { hour: Math.floor(minutes / 60), minute: minutes % 60, sure: false } };
}

/** Half an hour before the hour that follows: "half vijf" is 4:30. */
function halfPastDutch(words: readonly string[], at: number): Taken | undefined {
  const joined = /^half(een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)$/.exec(words[at] ?? '');
  const hour = joined ? numbers.get(joined[1] ?? '') : words[at] === 'half' ? dutchHourAt(words, at + 1) : undefined;
  if (hour === undefined || !isOnDial(hour)) return undefined;
  const taken = joined ? 1 : 2;
  return { words: taken + unitsAfter(words, at + taken), said: [timeOf((hour === 1 ? 13 : hour) * 60 - 30)] };
}

// "Half four" is half past four to some, and to others half past three.
function dutchHourAt(words: readonly string[], at: number): number | undefined {
  const isEnglish = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/.test(words[at] ?? '');
  return isEnglish ? undefined : numberAt(words, at);
}

/** "16:30", "16u30", "4 uur", "vier uur dertig", "5 pm", "1630". */
function clockTime(words: readonly string[], at: number): Taken | undefined {
  const word = words[at] ?? '';
  const full =
    /^([01]?\d|2[0-3])[:.uh]([0-5]\d)(?:u|h|uur)?$/.exec(word) ?? /^([01]\d|2[0-3])([0-5][05])(?:u|h|uur)?$/.exec(word);
  if (full) return timed(words, at, Number(full[1]), Number(full[2]), word.startsWith('0'), 1);
  const glued = /^([01]?\d|2[0-4])(?:u|h)$/.exec(word);
  if (glued) return timed(words, at, Number(glued[1]), 0, word.startsWith('0'), 1);
  const hour = numberAt(words, at);
  const unit = words[at + 1] ?? '';
  if (hour === undefined || hour > 24) return undefined;
  if (/^(?:uur|u|h|uhr|o'clock|oclock)$/.test(unit)) {
    const minute = numberAt(words, at + 2);
    const hasMinute = minute !== undefined && minute > 4 && minute < 60 && minute % 5 === 0;
    return timed(words, at, hour, hasMinute ? minute : 0, word.startsWith('0'), hasMinute ? 3 : 2);
  }
  return unit === 'am' || unit === 'pm' ? timed(words, at, hour, 0, false, 1) : undefined;
}

function timed(
  words: readonly string[],
  at: number,
  hour: number,
  minute: number,
  leadingZero: boolean,
  taken: number,
): Taken | undefined {
  const units = unitsAfter(words, at + taken);
  const half = words[at + taken + units];
  if (half === 'am' || half === 'pm') {
    if (hour > 12 || hour === 0) return undefined;
    const time = { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute, sure: true };
    return { words: taken + units + 1, said: [{ kind: 'time', time }] };
  }
  if (hour === 24) return undefined;
  return { words: taken + units, said: [{ kind: 'time', time: { hour, minute, sure: leadingZero || hour > 12 } }] };
}

function unitsAfter(words: readonly string[], at: number): number {
  return /^(?:uur|u|h|uhr|o'clock|oclock)$/.test(words[at] ?? '') ? 1 : 0;
}

const dayAndPart =
  /^(morgen|overmorgen|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(ochtend|morgen|voormiddag|middag|namiddag|avond|vroeg)$/;
const nearest = /^(?:aanstaande|aankomende|komende|aanst|a\.s|as|this|coming|deze)$/;

function dayName(words: readonly string[], at: number): Taken | undefined {
  const word = words[at] ?? '';
  const next = words[at + 1] ?? '';
  if (nearest.test(word)) return oneDay(weekdayNamed(next, 0), 2);
  if (next === 'week' && (word === 'volgende' || word === 'next'))
    return oneDay(weekdayNamed(words[at + 2] ?? '', 1), 3);
  // "Zo" and "do" are also words of other kinds: "can you do 3 pm?"
  const isBefore = /^(?:\d|om$|at$)/.test(next);
  const isDay = isBefore && (at === 0 || relations.has(words[at - 1] ?? '') || words[at + 2] === 'uur');
  const isShort = word.length === 2 && words.length > 2 && !isDay;
  const whole = isShort ? undefined : oneDay(namedDay(word), 1);
  return whole ?? dayWithPart(word) ?? calendarDay(words, at);
}

function oneDay(day: Day | undefined, words: number): Taken | undefined {
  return day && { words, said: [{ kind: 'day', day }] };
}

/** "Morgenochtend", "vrijdagmiddag". */
function dayWithPart(word: string): Taken | undefined {
  const [, named = '', rest = ''] = dayAndPart.exec(word) ?? [];
  const day = namedDay(named);
  const part = rest === 'vroeg' ? 'morning' : parts.get(rest === 'morgen' ? 'morgens' : rest);
  return (
    day &&
    part && {
      words: 1,
      said: [
        { kind: 'day', day },
        { kind: 'part', part },
      ],
    }
  );
}

function namedDay(word: string): Day | undefined {
  const ahead = daysAhead.get(word);
  return ahead === undefined ? weekdayNamed(word, 0) : { ahead };
}

function weekdayNamed(word: string, weeks: number): Day | undefined {
  const weekday = weekdays.get(word);
  return weekday === undefined ? undefined : { weekday, weeks };
}

/** "3 december", "3 dec", "3-12", "december 3rd". */
function calendarDay(words: readonly string[], at: number): Taken | undefined {
  const word = words[at] ?? '';
  const date = /^([1-9]|[12]\d|3[01])(?:e|de|ste|st|nd|rd|th)?$/.exec(word);
  const after = months.get(words[at + 1] ?? '');
  if (date && after) return { words: 2, said: [onDate(after, Number(date[1]))] };
  const before = months.get(word);
  const dateAfter = /^([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/.exec(words[at + 1] ?? '');
  if (before && dateAfter && !/^(?:mar|may|mei)$/.test(word))
    return { words: 2, said: [onDate(before, Number(dateAfter[1]))] };
  const numeric = /^(\d{1,2})[-/](\d{1,2})$/.exec(word);
  const [, first = '', second = ''] = numeric ?? [];
  const isDate = Number(first) >= 1 && Number(first) <= 31 && Number(second) >= 1 && Number(second) <= 12;
  return isDate ? { words: 1, said: [onDate(Number(second), Number(first))] } : undefined;
}

function onDate(month: number, date: number): TimeWord {
  return { kind: 'day', day: { month, date } };
}

function partOfDay(words: readonly string[], at: number): Taken | undefined {
  const word = words[at] ?? '';
  const today = partsToday.get(word);
  if (today)
    return {
      words: 1,
      said: [
        { kind: 'day', day: { ahead: 0 } },
        { kind: 'part', part: today },
      ],
    };
  const lead = /^(?:'s|s|in|de|the|this)$/.test(word) ? 1 : 0;
  const second = lead === 1 && /^(?:de|the)$/.test(words[at + 1] ?? '') ? 1 : 0;
  const part = parts.get((words[at + lead + second] ?? '').replace(/^'s/, ''));
  if (!part) return undefined;
  const isToday = word === 'this';
  const said: TimeWord[] = isToday ? [{ kind: 'day', day: { ahead: 0 } }] : [];
  return { words: lead + second + 1, said: [...said, { kind: 'part', part }] };
}

function relation(words: readonly string[], at: number): Taken | undefined {
  const how = relations.get(words[at] ?? '');
  return how && { words: 1, said: [{ kind: 'how', how }] };
}

function bareHour(words: readonly string[], at: number): Taken | undefined {
  const hour = numberAt(words, at) ?? pluralHours.get(words[at] ?? '');
  if (hour === undefined || hour > 23) return undefined;
  const sure = hour > 12 || (words[at] ?? '').startsWith('0');
  return { words: 1, said: [{ kind: 'hour', hour, sure }] };
}
