import { withinOneEdit } from './near.ts';

/** What two ways of writing one plate share: its letters and digits, upper case. */
export function plateKey(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9ÄÖÜ]/g, '');
}

// The fourteen Dutch sidecodes in the order of issue; L is a letter, D a digit.
const dutch = new Set(
  'LLDDDD DDDDLL DDLLDD LLDDLL LLLLDD DDLLLL DDLLLD DLLLDD LLDDDL LDDDLL LLLDDL LDDLLL DLLDDD DDDLLD'.split(' '),
);
const belgian = new Set(['DLLLDDD', 'LLLDDD', 'DDDLLL']);

function shapeOf(key: string): string {
  return key.replace(/./g, (sign) => (/\d/.test(sign) ? 'D' : 'L'));
}

/** Whether a text is a whole Dutch plate, with or without dashes. */
export function isDutchPlate(text: string): boolean {
  return dutch.has(shapeOf(plateKey(text)));
}

/** Whether a text is a whole Belgian plate, or a German one with the dash behind its district. */
export function isForeignPlate(text: string): boolean {
  return belgian.has(shapeOf(plateKey(text))) || /^[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?\d{1,4}[EH]?$/i.test(text);
}

/** A plate with the dashes of its country where the key tells them, else the key. */
export function formatPlate(text: string): string {
  const key = plateKey(text);
  const shape = shapeOf(key);
  if (!dutch.has(shape) && !belgian.has(shape)) return key;
  const runs = key.match(/[A-ZÄÖÜ]+|\d+/g) ?? [];
  return runs.flatMap((run) => (run.length === 4 ? [run.slice(0, 2), run.slice(2)] : [run])).join('-');
}

/** An open repair, by the key of its plate. */
export type OpenPlate<Id> = { readonly plateKey: string; readonly id: Id };

/** `one` may be acted on; `near` is only ever offered. */
export type PlateMatch<Id> =
  | { readonly kind: 'one'; readonly id: Id }
  | { readonly kind: 'many'; readonly ids: readonly Id[] }
  | { readonly kind: 'near'; readonly ids: readonly Id[] }
  | { readonly kind: 'none' };

/** Finds the open repairs that a plate, or a part of at least two characters, may mean. */
export function matchPlate<Id>(fragment: string, open: readonly OpenPlate<Id>[]): PlateMatch<Id> {
  const part = plateKey(fragment);
  if (part.length < 2) return { kind: 'none' };
  const exact = open.filter((one) => one.plateKey === part);
  const fits = exact.length > 0 ? exact : open.filter((one) => one.plateKey.includes(part));
  const [first, ...others] = fits;
  if (first && others.length === 0) return { kind: 'one', id: first.id };
  if (first) return { kind: 'many', ids: fits.map(({ id }) => id) };
  const near = open.filter((one) => isNear(part, one.plateKey)).map(({ id }) => id);
  return near.length > 0 ? { kind: 'near', ids: near } : { kind: 'none' };
}

function alike(key: string): string {
  return key.replaceAll('O', '0').replaceAll('I', '1');
}

// Of a short part only O/0 and I/1 are forgiven: with one free character, two digits fit half the garage.
function isNear(part: string, key: string): boolean {
  if (alike(key).includes(alike(part))) return true;
  if (part.length < 3) return false;
  if (part.length >= 5 && withinOneEdit(part, key)) return true;
  for (let from = 0; from + part.length <= key.length; from += 1)
    if (withinOneEdit(part, key.slice(from, from + part.length))) return true;
  return false;
}
