// Invisible marks that turn the direction of writing could make an amount read backwards.
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Makes words of a person safe inside a message: one line, no asterisks that would switch bold, at most `most` long. */
export function plain(words: string, most = 300): string {
  const line = words
    .replace(direction, '')
    .replaceAll('*', '\u2217')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (line.length <= most) return line;
  const kept = line.slice(0, Math.max(0, most - 1)).replace(/[\ud800-\udbff]$/u, '');
  return `${kept.trimEnd()}…`;
}

/** The words as a sentence that ends once. */
export function sentence(words: string): string {
  return /[.?!…]$/u.test(words) ? words : `${words}.`;
}

/** The words to go on after: without a closing full stop, comma or colon. */
export function unclosed(words: string): string {
  return words.replace(/[\s.,:;]+$/u, '');
}

/** The words inside a sentence: `Remblokken voor` becomes `remblokken voor`, `APK` and `LED-lamp` stay. */
export function inSentence(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words;
}

/** The words as the beginning of a line: `remblokken voor` becomes `Remblokken voor`, `tCO2` stays. */
export function opening(words: string): string {
  return /^\p{Ll}+(?!\p{L}|\d)/u.test(words) ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : words;
}
