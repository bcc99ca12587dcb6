import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import english from 'an-array-of-english-words/index.json' with { type: 'json' };
import { decodeTrie } from 'cspell-trie-lib';

function plain(word: string): string {
  return word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** The words of an English and a Dutch word list, without accents; some 600,000. */
export function realWords(): readonly string[] {
  return [...new Set([...english.map(plain), ...dutchWords()])];
}

/** Compounds and their endings are marked by signs that no word has. */
function dutchWords(): readonly string[] {
  const path = createRequire(import.meta.url).resolve('@cspell/dict-nl-nl');
  const trie = decodeTrie(gunzipSync(readFileSync(join(dirname(path), 'Dutch.trie.gz'))));
  return [...trie.words()]
    .map((word) => word.replace(/[~^!+*]/gu, ''))
    .filter((word) => /^[\p{L}']+$/u.test(word))
    .map(plain);
}
