import { isStorable } from '../../core/storable.ts';
import type { Random } from '../faults/testing/process.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Texts that have broken programs: signs that no database keeps, that grow, turn round, join, or never end a search. */
const nastyTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202e\u2066abc',
  '\u200d'.repeat(200),
  'e\u0301\u0302\u0303'.repeat(300),
  '\ufdfa'.repeat(400),
  '👨‍👩‍👧‍👦'.repeat(200),
  '!'.repeat(5_000),
  '&'.repeat(3_000),
  '9'.repeat(3_000),
  ' \n\t'.repeat(1_500),
  'ja, '.repeat(800),
  '1,'.repeat(1_000),
  `quote AB-101-C: ${'pads 286.40; '.repeat(200)}`,
  'quote AB-101-C: a'.concat('!'.repeat(4_000), 'z'),
  'new AB-101-C, '.concat('x'.repeat(4_000)),
  '-286,40',
  '€ 1e308',
  '99999999999999999999',
  'NaN',
  '__proto__',
  "'; drop table message; --",
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%ff%fe',
  '{{7*7}}',
  'STOP',
  'ja',
  'JA\u0000',
];

const nastyValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e300,
  -1e300,
  2 ** 31,
  2 ** 53,
  0.1,
  [],
  {},
  [[[[[]]]]],
  { __proto__: 1, constructor: 2 },
];

/** Changes some places of a real payload; `keep` are names whose values make it arrive at all. */
export function mutated(value: Json, random: Random, keep: ReadonlySet<string>): Json {
  const rate = random.of([0.02, 0.1, 0.4]);
  const change = (one: Json): Json => {
    if (random.chance(rate)) return anything(one, random);
    if (Array.isArray(one)) {
      const items = one.map(change);
      return random.chance(rate) ? [...items, ...items] : items;
    }
    if (typeof one !== 'object' || one === null) return one;
    const fields = Object.entries(one).flatMap(([name, field]): [string, Json][] => {
      if (keep.has(name)) return [[name, field]];
      if (random.chance(rate / 2)) return [];
      return [[random.chance(rate / 4) ? random.of(nastyTexts) : name, change(field)]];
    });
    return Object.fromEntries(fields);
  };
  return change(value);
}

function anything(one: Json, random: Random): Json {
  if (typeof one === 'string' && random.chance(0.6))
    return random.chance(0.5) ? random.of(nastyTexts) : spliced(one, random.of(nastyTexts), random);
  if (typeof one === 'number' && random.chance(0.6)) return one + random.of([1, -1, 0.5, 2 ** 31, -(2 ** 53)]);
  return random.chance(0.5) ? random.of(nastyTexts) : random.of(nastyValues);
}

function spliced(text: string, into: string, random: Random): string {
  const at = random.between(0, text.length);
  return `${text.slice(0, at)}${into}${text.slice(at)}`;
}

/** Breaks the bytes of a body now and then: cut, doubled, or with another byte in the middle. */
export function garbled(body: string, random: Random): string {
  if (random.chance(0.9)) return body;
  const at = random.between(0, body.length);
  return random.of([
    body.slice(0, at),
    `${body}${body}`,
    `${body.slice(0, at)}\u0000${body.slice(at)}`,
    `[${body}]`,
    `${'['.repeat(5_000)}${body}`,
  ]);
}

/** The fields of a form with some of them missing, doubled, or with other values. */
export function mutatedForm(fields: Readonly<Record<string, string>>, random: Random): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (random.chance(0.1)) continue;
    form.append(name, random.chance(0.4) ? random.of(nastyTexts) : value);
    if (random.chance(0.05)) form.append(name, value);
  }
  if (random.chance(0.1)) form.append(random.of(nastyTexts), random.of(nastyTexts));
  return form;
}

/** A path with other segments and a query of any kind. */
export function mutatedPath(path: string, random: Random): string {
  const odd = encodeURIComponent(random.of(nastyTexts.filter(isStorable)).slice(0, 500));
  if (random.chance(0.3)) return `${path}?before=${odd}&messages=${odd}&shown=${odd}&filter=${odd}&next=${odd}&e=1`;
  if (random.chance(0.5)) return `${path}/${odd}`;
  return path.replace(/[^/]+$/, odd);
}
