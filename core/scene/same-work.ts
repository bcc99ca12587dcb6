import type { QuoteLine, QuoteVersion } from '../repair/repair.ts';
import type { RepairView } from './scene.ts';

/** The lines of a version that stand in none of these descriptions. */
export function linesNotIn(
  { words }: RepairView,
  { lines }: Pick<QuoteVersion, 'lines'>,
  descriptions: readonly string[],
): readonly QuoteLine[] {
  return lines.filter(({ lineId }) => {
    const said = words.get(lineId);
    // Words that were erased cannot be compared.
    return said !== undefined && !descriptions.some((one) => isSameWork(one, said));
  });
}

/** What the lines of a version say. */
export function descriptionsOf({ words }: RepairView, { lines }: Pick<QuoteVersion, 'lines'>): readonly string[] {
  return lines.flatMap(({ lineId }) => words.get(lineId) ?? []);
}

/**
 * True if two descriptions are of the same work: `remblokken` and `Remblokken voor`, but not
 * `remblokken voor` and `remblokken achter`. They share more than half of the shorter one's words.
 */
function isSameWork(one: string, other: string): boolean {
  const [few = [], many = []] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length);
  const shared = few.filter((word) => many.includes(word));
  return shared.length > 0 && shared.length * 2 > few.length;
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];
}
