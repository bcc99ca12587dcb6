import { type Groups, knownPlates, type Plate, plateCopy, shapeOf } from './plate-shapes.ts';

/** The plate of a registration and the text around it. */
export type PlateFound =
  | ({ readonly kind: 'read'; readonly rest: string } & Plate)
  /** `typed` looks like a plate but is none that is sure; `rest` is the text without it. */
  | { readonly kind: 'asked'; readonly typed: string | undefined; readonly rest: string };

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
  const copy = text.length === plateCopy(text).length ? text : withoutHidden(text);
  const upper = plateCopy(copy);
  const from = label.exec(upper)?.[0].length ?? 0;
  const known = [...strongPlates(upper)];
  const begins = candidates(upper, from).filter(({ plates }) => plates.length > 0);
  const isClosed = ({ end }: Candidate): boolean => /^\s*(?:[,;:\n)"\]]|$)/u.test(upper.slice(end, end + 4));
  const first = begins.find(isClosed) ?? begins.find(({ groups }) => knownPlates(groups).length > 0) ?? begins[0];
  const keys = new Set([...known, ...(first && isStrong(first) ? [first] : [])].map(({ plates }) => plates[0]?.key));
  if (keys.size > 1) return asked(copy, upper, from);
  const best = first ?? known[0];
  const [plate, ...others] = best?.plates ?? [];
  if (!best || !plate || others.length > 0 || goesOn(upper, best)) return asked(copy, upper, from);
  const labelled = label.exec(upper.slice(0, best.start))?.[0].length ?? 0;
  return { kind: 'read', ...plate, rest: around(copy, best, labelled) };
}

function withoutHidden(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFC');
}

const label =
  /^[\s("'“”„«[]*(?:(?:KENTEKEN|KENT|NUMMERPLAAT|PLATE|REG|REGISTRATION|AUTO|CAR)(?![\p{L}\d])[.:]?\s*)?[\s("'“”„«[]*/u;

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
  const isDashed = groups.some(({ before }) => before.includes('-'));
  if (!/^[\p{Script=Latin}\d ]+$/u.test(written) || (!isDashed && notPlates.test(written))) return [];
  const known = knownPlates(groups);
  if (known.length > 0) return isPostcode(groups) ? [] : known;
  const other = otherPlate(groups);
  return other ? [other] : [];
}

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
  /\b(?:EURO?|KM|BMW|KIA|VW|AMG|VIN|IBAN|JAN|FEB|MRT|MAR|APR|MEI|MAY|JUN|JUL|AUG|SEP|SEPT|OKT|OCT|NOV|DEC|PK|HP|CM|MM|UUR|APK|MOT|BTW|VAT|TEL|MOB|\d+[A-Z]\d+ ?R\d+|\d{2,3} \d\dR\d\d|\d{3} \d\d R\d\d|R\d{3}A?)\b/;

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

/** What stands right behind may belong to the plate, or put another in its place. */
function goesOn(text: string, { end, groups }: Candidate): boolean {
  const after = text.slice(end);
  const isSpaced = groups.length > 1 && groups.at(-1)?.before.trim() === '';
  if (isSpaced && /^ (?:\p{L}|\d)(?![\p{L}\d.])/u.test(after)) return true;
  return /^[\s(,]*(?:OF|OR)\s+[A-Z\d](?![\p{L}\d])/u.test(after);
}

function around(text: string, { start, end }: Candidate, labelled: number): string {
  const before = text.slice(labelled, start).replace(/[\s,;:("'“”„«[]+$/u, '');
  const after = text.slice(end).replace(/^[\s,;:)"'“”»\].-]+/u, '');
  if (before === '' || after === '') return before || after;
  return `${before}${/[,;]\s*$/.test(text.slice(0, start)) ? ', ' : ' '}${after}`;
}

/** What looks like a plate at the beginning is shown in the question, and is no name. */
function asked(text: string, upper: string, from: number): PlateFound {
  const [typed = ''] = /^[^,;\n]{1,24}?(?=[,;\n]|$)/u.exec(text.slice(from)) ?? [];
  const isTry =
    /\d/.test(typed) &&
    /^[\p{L}\d?*.\s/-]+$/u.test(typed) &&
    !/\p{L}{4,}/u.test(typed) &&
    !/^[\d\s./+()-]+$/.test(typed);
  if (!isTry || notPlates.test(upper.slice(from, from + typed.length)))
    return { kind: 'asked', typed: undefined, rest: text };
  return { kind: 'asked', typed: typed.trim(), rest: text.slice(from + typed.length).replace(/^[\s,;]+/, '') };
}
