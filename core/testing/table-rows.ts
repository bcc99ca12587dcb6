import { readFileSync } from 'node:fs';

/** The rows of a table of `core/reading/tables/` below its header, one cell for each tab. */
export function tableRows(name: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(`../reading/tables/${name}.tsv`, import.meta.url), 'utf8');
  const [, ...rows] = text.trimEnd().split('\n');
  return rows.map((row) => row.split('\t'));
}
