import { findPhone } from './find-phone.ts';
import { type Groups, inCapitals, knownPlates, type Plate, plateCopy, shapeOf } from './plate-shapes.ts';
import { type ReadingCopy, readingCopy } from './reading-copy.ts';

/** The plate of a registration and the text around it. */
export type PlateFound =
  | ({ readonly kind: 'read'; readonly rest: string } & Plate)
  /** `typed` may be one of the `readings`, or a plate that is not sure; `rest` is the text without it. */
  | {
      readonly kind: 'asked';
      readonly typed: string | undefined;
      readonly readings: readonly Plate[];
      readonly rest: string;
    };

/** Reads one text that is a plate and nothing else. */
export function readPlate(text: string): Plate | undefined {
  const copy = plateCopy(text).trim();
  const [start] = candidates(copy, 0);
  return start && start.end === copy.length && start.plates.length === 1 ? start.plates[0] : undefined;
}

/** True for a whole plate of a country whose shapes are known. */
export function isKnownPlate(text: string): boolean {
  const copy = plateCopy(text).trim();
  const [start] = candidates(copy, 0);
  return (
    start !== undefined &&
    start.end === copy.length &&
    start.plates.length === 1 &&
    knownPlates(start.groups).length === 1
  );
}

/** Finds the plate in "AB-123-C, Jan Jansen, 06…", wherever it stands; two plates are a doubt. */
export function findPlate(text: string): PlateFound {
  const copy = readingCopy(text);
  const upper = inCapitals(copy.text);
  const from = label.exec(upper)?.[0].length ?? 0;
  const begins = candidates(upper, from).filter(({ plates }) => plates.length > 0);
  const first =
    begins.find((one) => isClosed(upper, one)) ??
    begins.find(({ groups }) => knownPlates(groups).length > 0) ??
    begins[0];
  const known = [...strongPlates(upper), ...(first && isStrong(first) ? [first] : [])];
  const best = first ?? known[0] ?? aloneInPart(copy.text, upper);
  const others = known.filter(({ plates }) => plates[0]?.key !== best?.plates[0]?.key);
  const [plate, ...readings] = best?.plates ?? [];
  const isSure = others.length === 0 && readings.length === 0 && best !== undefined && !isTurned(upper, best);
  if (isSure && plate) return { kind: 'read', ...plate, rest: around(copy, upper, best) };
  return asked(copy, upper, from, best, others);
}

const words =
  '(?:KENTEKEN(?:PLAAT|NR|NUMMER)?|KENT|NUMMER(?:PLAAT|BORD)|(?:LICEN[CS]E |NUMBER )?PLATE|REG|REGISTRATION|AUTO|WAGEN|CAR|VEHICLE)';
const label = new RegExp(`^[\\s#*("'“”„«[]*(?:${words}(?![\\p{L}\\d])[.:]?\\s*(?:IS\\s+)?)?[\\s("'“”„«[]*`, 'u');
const labelBefore = new RegExp(`(?<![\\p{L}\\d])${words}[.:]?\\s*(?:IS\\s*)?$`, 'u');

type Candidate = {
  readonly start: number;
  readonly end: number;
  readonly groups: Groups;
  readonly plates: readonly Plate[];
};

const MOST_GROUPS = 4;
const group = /[\p{L}\d]+/uy;
const between = /(?: ?[-/_]{1,2} ?|\.| {1,2})(?=[\p{L}\d])/uy;

/** The plates that may begin here, the one of most groups first. */
function candidates(text: string, start: number): readonly Candidate[] {
  const groups: { sign: string; before: string }[] = [];
  const ends: number[] = [];
  let at = start;
  let before = '';
  while (groups.length < MOST_GROUPS) {
    group.lastIndex = at;
    const sign = group.exec(text)?.[0];
    if (sign === undefined || sign.length > 10) break;
    at += sign.length;
    groups.push({ sign, before });
    ends.push(at);
    between.lastIndex = at;
    const gap = between.exec(text)?.[0];
    if (gap === undefined) break;
    before = gap;
    at += gap.length;
  }
  return ends
    .map((end, index) => {
      const own = groups.slice(0, index + 1);
      return { start, end, groups: own, plates: isWhole(text, end) ? platesOf(own) : [] };
    })
    .reverse();
}

/** A sign that is not sure ends no plate. */
function isWhole(text: string, end: number): boolean {
  const after = text.slice(end, end + 3);
  return !/^(?:.?[?*…@%°]|\.\.)/u.test(after.replace(/^\s.*/u, '')) && !/^[-./_]+[\p{L}\d]/u.test(after);
}

function platesOf(groups: Groups): readonly Plate[] {
  const written = groups.map(({ sign }) => sign).join(' ');
  if (!/^[\p{Script=Latin}\d ]+$/u.test(written) || isNoPlate(groups, written)) return [];
  const known = knownPlates(groups);
  if (known.length > 0) return isPostcode(groups) ? [] : known;
  const other = otherPlate(groups);
  return other ? [other] : [];
}

function isNoPlate(groups: Groups, written: string): boolean {
  if (aDate.test(written) || /^[O0]\d* ?[\d ]{5,}$/.test(written)) return true;
  const runs = written.match(/\p{L}+|\d+/gu) ?? [];
  const isDashed = groups.some(({ before }) => before.includes('-'));
  return !isDashed && notPlates.test(runs.length <= 2 ? runs.join(' ') : written);
}

const aDate = /^\d{1,2} ?(?:JAN|FEB|MRT|MAR|APR|MEI|MAY|JUN|JUL|AUG|SEPT?|OKT|OCT|NOV|DEC) ?(?:\d\d|20\d\d)$/;

/** "6811 AB" is where somebody lives. */
function isPostcode(groups: Groups): boolean {
  return /^DDDD ?LL$/.test(
    groups
      .map(({ sign, before }) => (before.trim() === '' ? ' ' : before) + shapeOf(sign))
      .join('')
      .trim(),
  );
}

/** A plate of a country whose shapes we do not know, as it was typed. */
function otherPlate(groups: Groups): Plate | undefined {
  const key = groups.map(({ sign }) => sign).join('');
  const letters = key.replace(/\d/g, '').length;
  const digits = key.length - letters;
  const isDashed = groups.some(({ before }) => /[-.]/.test(before));
  const least = isDashed ? 5 : 6;
  if (key.length < least || key.length > 9 || letters === 0 || letters > 5 || digits < 3) return undefined;
  // A word behind a number, or the two ways to read a German plate that has no dash.
  if (/^(?:L{3}D{1,4}|L{4,}D*|D+L{4,})$/.test(shapeOf(key)) && !isDashed) return undefined;
  if (/^L{1,3} ?L{1,2} ?D{1,4}[EH]?$/.test(shapeOf(groups.map(({ sign }) => sign).join(' '))) && !isDashed)
    return undefined;
  if (groups.some(({ sign, before }) => before === ' ' && !/\d/.test(sign) && sign.length > 3)) return undefined;
  if (/^L{2,5}[ -]D{1,4}$/.test(shapeOf(groups.map(({ sign }) => sign).join('-'))) || groups.length > 3)
    return undefined;
  return {
    key,
    shown: groups.map(({ sign, before }) => (/[-./_]/.test(before) ? '-' : before && ' ') + sign).join(''),
  };
}

const notPlates =
  /\b(?:EURO?|KM|BMW|KIA|VW|AMG|VIN|IBAN|JAN|FEB|MRT|MAR|APR|MEI|MAY|JUN|JUL|AUG|SEP|SEPT|OKT|OCT|NOV|DEC|PK|HP|CM|MM|UUR|APK|MOT|BTW|VAT|TEL|MOB|\d+[A-Z]\d+ ?R\d+|\d{2,3} \d\d ?Z?R ?\d\d|R\d{3}A?|NR|REF|CODE|DOT|TYPE|BOX|CC|RPM|KW|USD|GBP)\b|^(?:NO |\d{4} ?[A-Z]{2} )/;

/** In letters: further behind nobody writes the plate of a registration. */
const LONGEST = 300;

/** Plates of known shapes anywhere in a text: in one word, or with dashes. */
function* strongPlates(text: string): Generator<Candidate> {
  for (const { index } of text.slice(0, LONGEST).matchAll(/(?<![\p{L}\d./_@-]|- )[\p{L}\d]+/gu)) {
    const strong = candidates(text, index).find((one) => one.plates.length > 0 && isStrong(one));
    if (strong) yield strong;
  }
}

function isStrong({ groups, plates }: Candidate): boolean {
  const [first, ...others] = groups;
  const key = plates[0]?.key ?? '';
  const isKnown = plates.length > 0 && knownPlates(groups).length > 0;
  const isGlued = others.length === 0 && (first?.sign.length ?? 0) >= 6;
  const isDashed = others.length > 0 && others.some(({ before }) => /[-.]/.test(before));
  const isBritish = /^[A-Z]{2}\d\d[A-Z]{3}$/.test(key);
  return isKnown && (isGlued || isDashed || isBritish) && !(isGlued && /^D{4}L{2}$/.test(shapeOf(key)));
}

/** A plate of any country may stand further behind where nothing else stands in its part. */
function aloneInPart(text: string, upper: string): Candidate | undefined {
  for (const { index } of upper.slice(0, LONGEST).matchAll(/(?<=[,;\n]\s{0,2})[\p{L}\d]/gu)) {
    const alone = candidates(upper, index).find((one) => one.plates.length > 0 && isClosed(upper, one));
    const isShouted = alone && text.slice(index, alone.end) === upper.slice(index, alone.end);
    if (isShouted && alone.groups.length > 1) return alone;
  }
  return undefined;
}

function isClosed(text: string, { end }: Candidate): boolean {
  return /^\s*(?:[,;:|\n)"\]]|$)/u.test(text.slice(end, end + 4));
}

/** What stands beside it may belong to the plate, or put another in its place. */
function isTurned(text: string, { start, end, groups }: Candidate): boolean {
  const after = text.slice(end, end + 24);
  const isSpaced = groups.length > 1 && groups.at(-1)?.before.trim() === '';
  if (isSpaced && /^ (?:\p{L}|\d)(?![\p{L}\d.])/u.test(after)) return true;
  if (/(?<!\p{L})(?:NIET|NOT|GEEN)\s*$/u.test(text.slice(0, start).slice(-12))) return true;
  return /^[\s(,]*(?:OF|OR)\s+[A-Z\d](?![\p{L}\d])/u.test(after);
}

const BESIDE = /[\s,;:!=|/("'“”„«»[\])#*-]/u;

function around(copy: ReadingCopy, upper: string, { start, end }: Candidate): string {
  let from = withoutBeside(upper, start);
  const labelled = labelBefore.exec(upper.slice(Math.max(0, from - 40), from))?.[0].length ?? 0;
  if (labelled > 0) from = withoutBeside(upper, from - labelled);
  let to = end;
  while (BESIDE.test(upper.charAt(to)) || /^\.(?:\s|$)/.test(upper.slice(to, to + 2))) to += 1;
  const before = copy.before(from);
  const after = copy.after(to);
  if (before === '' || after === '') return before || after;
  return `${before}${/[,;\n]/.test(upper.slice(from, start)) ? ', ' : ' '}${after}`;
}

function withoutBeside(text: string, end: number): number {
  let from = end;
  while (from > 0 && BESIDE.test(text.charAt(from - 1))) from -= 1;
  return from;
}

/** What looks like a plate at the beginning is shown in the question, and is no name. */
function asked(
  copy: ReadingCopy,
  upper: string,
  from: number,
  best: Candidate | undefined,
  [other]: readonly Candidate[],
): PlateFound {
  const readings = [...(best?.plates ?? []), ...(other?.plates ?? []), ...(best ? [] : germanPlates(upper, from))];
  const begins = best ? Math.min(best.start, other?.start ?? best.start) : from;
  const isNear =
    best && other && Math.abs(other.start - best.end) <= 12 && !/[,;\n]/.test(upper.slice(begins, other.start));
  const end = isNear ? Math.max(best.end, other.end) : undefined;
  const typed = end === undefined ? (tried.exec(upper.slice(begins))?.[0] ?? '') : upper.slice(begins, end);
  if (!looksTried(typed) || (best === undefined && notPlates.test(typed)))
    return { kind: 'asked', typed: undefined, readings, rest: copy.between(0, copy.text.length) };
  const span = { start: begins, end: begins + typed.length, groups: [], plates: [] };
  return { kind: 'asked', typed: copy.between(begins, span.end).trim(), readings, rest: around(copy, upper, span) };
}

const tried = /^[^,;\n]{1,24}?(?=[,;\n]|$)/u;

function looksTried(typed: string): boolean {
  const isNumber = /^[\d\s./+()-]+$/.test(typed);
  const hasWords = /\s/.test(typed.trim()) && /\p{L}{4,}/u.test(typed);
  return (
    /\d/.test(typed) &&
    /^[\p{L}\d?*.\s/&()-]+$/u.test(typed) &&
    !hasWords &&
    !isNumber &&
    findPhone(typed).kind === 'none'
  );
}

/** BNO 1234 is B-NO 1234, or BN-O 1234. */
function germanPlates(upper: string, from: number): readonly Plate[] {
  const [, letters = '', number = ''] =
    /^([A-ZÄÖÜ]{2,5})[ -]?([1-9]\d{1,3}[EH]?)(?![\p{L}\d])/u.exec(upper.slice(from, from + 12)) ?? [];
  return [1, 2, 3]
    .map((cut) => `${letters.slice(0, cut)}-${letters.slice(cut)} ${number}`)
    .flatMap((written) => (/^[A-ZÄÖÜ]+-[A-Z]{1,2} /.test(written) ? (readPlate(written) ?? []) : []));
}
