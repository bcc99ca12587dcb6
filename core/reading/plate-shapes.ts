import { readingCopy } from './reading-copy.ts';

/** A plate: `key` is the same for every way to type this car's plate; `shown` is as its country writes it. */
export type Plate = { readonly key: string; readonly shown: string };

/** The signs of a plate in groups, as they were typed. */
export type Groups = readonly { readonly sign: string; readonly before: string }[];

// Letters that look like Latin ones: both keyboards give one car.
const lookAlike = new Map(
  [...'АВЕІКМНОРСТХУЈЅ']
    .map((sign, index) => [sign, 'ABEIKMHOPCTXYJS'.charAt(index)] as const)
    .concat([...'ΑΒΕΙΚΜΗΟΡΤΧΖΥΝ'].map((sign, index) => [sign, 'ABEIKMHOPTXZYN'.charAt(index)] as const)),
);

/** A text in Latin capitals, as plates are looked for in it; every sign keeps its place. */
export function inCapitals(copy: string): string {
  return copy
    .replace(/./gsu, (sign) => {
      const capital = sign.toUpperCase();
      return capital.length === sign.length ? capital : sign;
    })
    .replace(/[\u0370-\u04ff]/gu, (sign) => lookAlike.get(sign) ?? sign);
}

/** The same, without the signs that nobody sees. */
export function plateCopy(text: string): string {
  return inCapitals(readingCopy(text).text);
}

type Shape = {
  /** L is a letter, D a digit. */
  readonly signs: RegExp;
  readonly groups: (key: string) => readonly string[];
  readonly join: string;
};

function runs(key: string): readonly string[] {
  return (key.match(/\p{L}+|\d+/gu) ?? []).flatMap((run) =>
    run.length === 4 ? [run.slice(0, 2), run.slice(2)] : [run],
  );
}
function cutAt(...ends: readonly number[]): Shape['groups'] {
  return (key) => [0, ...ends].map((from, index) => key.slice(from, ends[index]));
}

// The fourteen Dutch sidecodes in the order of issue.
const dutch = /^(?:LLDDDD|DDDDLL|DDLLDD|LLDDLL|LLLLDD|DDLLLL|DDLLLD|DLLLDD|LLDDDL|LDDDLL|LLLDDL|LDDLLL|DLLDDD|DDDLLD)$/;
const shapes: readonly Shape[] = [
  { signs: dutch, groups: runs, join: '-' },
  // Belgium
  { signs: /^(?:DLLLDDD|LLLDDD|DDDLLL)$/, groups: (key) => key.match(/\p{L}+|\d+/gu) ?? [], join: '-' },
  // France
  { signs: /^LLDDDLL$/, groups: cutAt(2, 5), join: '-' },
  // Great Britain, since 2001 and before
  { signs: /^LLDDLLL$/, groups: cutAt(4), join: ' ' },
  { signs: /^LD{3}LLL$/, groups: cutAt(4), join: ' ' },
];

/** True for the signs of a whole Dutch plate. */
export function isDutchKey(key: string): boolean {
  return dutch.test(shapeOf(key));
}

export function shapeOf(key: string): string {
  return key.replace(/\p{L}/gu, 'L').replace(/\d/g, 'D');
}

/** In German plates the place of the dash tells B-NO 1234 from BN-O 1234. */
const german = /^([A-ZÄÖÜ]{1,3})-([A-Z]{1,2})(\d{1,4}[EH]?)$/;

export function isGermanKey(key: string): boolean {
  return german.test(key);
}

/** Writes a plate as its country does, from its key; other keys as they are. */
export function shownFromKey(key: string): string {
  const apart = german.exec(key);
  if (apart) return `${apart[1]}-${apart[2]} ${apart[3]}`;
  const shape = shapes.find(({ signs }) => signs.test(shapeOf(key)));
  return shape ? shape.groups(key).join(shape.join) : key;
}

/** Every plate of a known country that the groups may be; two of them are a doubt. */
export function knownPlates(groups: Groups): readonly Plate[] {
  const found = new Map<string, Plate>();
  const typed = groups.map(({ sign }) => sign);
  const isKnown = platesOf(typed, groups).length > 0;
  for (const signs of readings(typed, isKnown))
    for (const plate of platesOf(signs, groups)) found.set(plate.key, plate);
  return [...found.values()];
}

const MOST_READINGS = 64;

/** The groups as typed, and with O for 0 and I for 1 where a slip of the finger is likely. */
function readings(groups: readonly string[], isKnown: boolean): readonly (readonly string[])[] {
  let all: (readonly string[])[] = [[]];
  for (const typed of groups) {
    const others = groups.length === 1 ? insideOneWord(typed) : insideGroup(typed, isKnown);
    all = all.flatMap((before) => others.map((one) => [...before, one]));
    if (all.length > MOST_READINGS) return [groups];
  }
  return all;
}

/** A group between dashes is all letters or all digits. */
function insideGroup(typed: string, isKnown: boolean): readonly string[] {
  if (/^[IO]+$/.test(typed)) return [typed, asDigits(typed)];
  if (/^\d+$/.test(typed) || !/\d/.test(typed)) return [typed];
  const digits = [typed, asDigits(typed)];
  return isKnown ? digits : [...digits, typed.replaceAll('0', 'O').replaceAll('1', 'I')];
}

/** Between or beside digits, an O may be a zero. */
function insideOneWord(typed: string): readonly string[] {
  const other = typed.replace(/(?<=\d)[IO]+|[IO]+(?=\d)/g, asDigits);
  return other === typed ? [typed] : [typed, other];
}

function asDigits(letters: string): string {
  return letters.replaceAll('O', '0').replaceAll('I', '1');
}

function platesOf(signs: readonly string[], typed: Groups): readonly Plate[] {
  const key = signs.join('');
  const plates = shapes
    .filter((shape) => shape.signs.test(shapeOf(key)) && isCutLike(signs, shape.groups(key)))
    .map((shape): Plate => ({ key, shown: shape.groups(key).join(shape.join) }));
  // A vintage car in Belgium.
  if (/^O\p{L}{3}\d{3}$/u.test(key)) plates.push({ key, shown: `O-${key.slice(1, 4)}-${key.slice(4)}` });
  const [district = '', ...rest] = signs;
  const germanKey = `${district}-${rest.join('')}`;
  const mayBeGerman = rest.length > 0 && german.test(germanKey) && isGermanCut(signs, typed, plates.length > 0);
  return mayBeGerman ? [...plates, { key: germanKey, shown: shownFromKey(germanKey) }] : plates;
}

/** A dash where the country writes none belongs to another plate. */
function isCutLike(signs: readonly string[], groups: readonly string[]): boolean {
  const ends = (parts: readonly string[]): readonly number[] =>
    parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('').length);
  const own = new Set(ends(groups));
  return ends(signs).every((end) => own.has(end));
}

/** "HH-AB 12" with its blank may be German where "HH-AB-12" is Dutch, which has no vowels. */
function isGermanCut(signs: readonly string[], typed: Groups, isOther: boolean): boolean {
  if (signs.length > 3) return false;
  if (!isOther) return true;
  const [, letters, number] = typed;
  const isSpaced = letters?.before.trim() === '' && /[AEIOU]/.test(signs.slice(0, 2).join(''));
  return (isSpaced || letters?.before.includes('-') === true) && (number?.before ?? '').trim() === '';
}
