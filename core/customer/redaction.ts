/** What tells who somebody is, as the garage knows it. */
export type Identity = {
  readonly names: readonly string[];
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly plates: readonly string[];
  /** Words that were typed about the person, to be found again in other texts. */
  readonly words: readonly string[];
};

export type Redact = (text: string) => string;

/** Replaces a person in a text by a mark, however names, numbers and plates are written. */
export function redactor({ names, phones, emails, plates, words }: Identity, mark: string): Redact {
  const patterns = [
    ...longestFirst(words.map((text) => text.trim()).filter(hasAWord)).map(asTyped),
    ...emails.map((email) => spelt(email)),
    ...phones.flatMap(numberOf),
    ...plates.flatMap(plateOf),
    ...longestFirst(names).map(wholeWord),
  ];
  const runs = new RegExp(`${escaped(mark)}(?:[ -]*${escaped(mark)})+`, 'gu');
  // A mark as a function: its signs mean nothing to `replace`.
  return (text) =>
    patterns.reduce((left, pattern) => left.replace(pattern, () => mark), text).replace(runs, () => mark);
}

/** The words of names by which somebody is addressed, beside the whole names. */
export function wordsOfNames(names: readonly string[]): readonly string[] {
  const words = names.flatMap((name) => name.split(/[\s,.]+/u));
  return [...new Set([...names, ...words].map((one) => one.trim()))].filter(
    (one) => one.length >= 2 && !particles.has(one.toLowerCase()),
  );
}

/** Applies it to every text within a value of JSON; keys stay. */
export function redactWithin(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redactWithin(one, redact));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactWithin(inner, redact)]));
}

const particles = new Set(
  'de den der het van von la le el al du di da te ten ter in aan bij op over uit voor en and dhr mr mrs ms mevr fam dr'.split(
    ' ',
  ),
);

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** White space may be broken differently where the text was put into a card or a message. */
function spelt(text: string): RegExp {
  return new RegExp(text.split(/\s+/u).map(escaped).join('\\s+'), 'giu');
}

/** A number or a single letter would be found everywhere. */
function hasAWord(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** A short word may be a part of many longer ones. */
function asTyped(text: string): RegExp {
  return text.length < 5 ? wholeWord(text) : spelt(text);
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${spelt(name).source}(?![\\p{L}\\p{N}])`, 'giu');
}

/** A number with or without the sign of its country, and with anything between its digits. */
function numberOf(phone: string): readonly RegExp[] {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return [];
  const own = digits.slice(-9);
  const country = digits.slice(0, -9);
  const before = country === '' ? '' : `(?:(?:\\+|00)?${country}[\\s().-]*)?`;
  return [new RegExp(`(?<!\\d)${before}(?:\\(?0\\)?[\\s().-]*)?${[...own].join('[\\s().-]*')}(?!\\d)`, 'gu')];
}

function plateOf(plate: string): readonly RegExp[] {
  const signs = plate.replace(/[^\p{L}\p{N}]/gu, '');
  if (signs.length < 3) return [];
  return [new RegExp(`(?<![\\p{L}\\p{N}])${[...signs].map(escaped).join('[\\s._-]{0,3}')}(?![\\p{L}\\p{N}])`, 'giu')];
}
