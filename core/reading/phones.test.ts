import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPhone } from './find-phone.ts';

const rows = readFileSync(new URL('./tables/phones.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

function tidied(text = ''): string {
  return text
    .replace(/[\s,;.]+$/, '')
    .replace(/^[\s,;]+/, '')
    .replace(/\s*[,;](?:\s*[,;])*\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the phone number of a registration', () => {
  it.each(rows)('%s: %s is %s: %s', (_, typed, outcome, e164, rest) => {
    const found = findPhone(typed ?? '');
    expect(found.kind).toBe(outcome);
    if (found.kind === 'read')
      expect([found.e164, tidied(`${found.before} ${found.after}`)]).toEqual([e164, tidied(rest)]);
  });
});
