const word = /^(?:\s*(?:alleen|only|just|enkel|nr\.?|nummers?|no\.?|numbers?)\s+)?/iu;
const list =
  /^\s*\d{1,2}(?:\s*(?:[,;+&/]|\ben\b|\band\b|\s)\s*\d{1,2})*\s*(?:graag|please|a\.?u\.?b\.?|svp)?\s*[.]?\s*$/iu;

/**
 * The choices that a text of digits alone names, e.g. `1`, `1 3`, `1 en 3`. Undefined when it says anything else, when a
 * number is not there, or when there is but one choice: its number stands on no screen.
 */
export function plainDigits(texts: readonly string[], choices: readonly number[]): readonly number[] | undefined {
  const [text] = texts;
  if (text === undefined || texts.length > 1 || choices.length < 2) return undefined;
  const rest = text.replace(word, '');
  if (!list.test(rest)) return undefined;
  const numbers = [...new Set((rest.match(/\d+/gu) ?? []).map(Number))].sort((a, b) => a - b);
  return numbers.length > 0 && numbers.every((number) => choices.includes(number)) ? numbers : undefined;
}
