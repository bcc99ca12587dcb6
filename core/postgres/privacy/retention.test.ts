import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keptFor, retentionRules } from './retention.ts';

it('stands in the handbook as it is', () => {
  const rows = retentionRules.map((rule) => `| \`${rule.table}\` | ${rule.what} | ${keptFor(rule)} |`);
  const table = ['| table | what goes | after |', '| --- | --- | --- |', ...rows].join('\n');
  const handbook = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  expect(handbook).toContain(`\n${table}\n\n`);
});
