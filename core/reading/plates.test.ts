import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPlate } from './find-plate.ts';

const rows = readFileSync(new URL('./tables/plates.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

function tidied(text = ''): string {
  return text
    .normalize('NFC')
    .replace(/\s*[,;]\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the plate of a registration', () => {
  it.each(rows)('%s: %s is %s: %s %s', (_, typed, outcome, key, shown, rest) => {
    const found = findPlate(typed ?? '');
    if (outcome === 'asked') expect(found.kind).toBe('asked');
    else expect({ ...found, rest: tidied(found.rest) }).toEqual({ kind: 'read', key, shown, rest: tidied(rest) });
  });
});
