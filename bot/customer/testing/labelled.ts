import { readFileSync } from 'node:fs';

/** A message and what it may be understood as, first what it plainly is. */
export type Row = { readonly lang: 'nl' | 'en'; readonly intents: readonly string[]; readonly text: string };

/** The labelled messages of a file in fixtures/: language, intents with bars between, text; tabs between, # for a comment. */
export const rowsOf = (file: string): readonly Row[] =>
  readFileSync(new URL(`../fixtures/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [lang, intents = '', text = ''] = line.split('\t');
      return { lang: lang === 'en' ? 'en' : 'nl', intents: intents.split('|'), text };
    });
