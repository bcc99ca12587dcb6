import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import english from 'an-array-of-english-words/index.json' with { type: 'json' };
import { decodeTrie } from 'cspell-trie-lib';
import { expect, it, vi } from 'vitest';
import type { Answer } from './lists.ts';
import { VOCABULARY } from './lists.ts';
import { bound, createRandom, oneLine, pick, randomAnswer } from './testing/labelled.ts';
import { FIRST_NAMES, NAME_PARTS } from './words/courtesy.ts';
import { CONTRACTED, DRAWN_OUT, VARIANTS } from './words/spelling.ts';

/** One in fifty; `npm run -s understand:words` takes them all, which is some minutes. */
const every = Number(process.env.EVERY_WORD ?? 50);
vi.setConfig({ testTimeout: every < 50 ? 1_200_000 : 60_000 });
const words = realWords().filter((_, at) => at % every === 0);
function written(word: string): string {
  return word.replaceAll("'", '');
}
const listed = new Set([
  ...VOCABULARY,
  ...VARIANTS.keys(),
  ...[...CONTRACTED.keys()].map(written),
  ...CONTRACTED.keys(),
  ...FIRST_NAMES,
  ...NAME_PARTS,
]);
function isListed(word: string): boolean {
  return listed.has(word) || DRAWN_OUT.has(word.replace(/(.)\1{2,}/gu, '$1'));
}

it('no word of the Dutch and English word lists binds unless it is listed, alone or beside yes, no and please', () => {
  const beside = (word: string) => [
    word,
    `${word} graag`,
    `please ${word}`,
    `${word} please`,
    `graag ${word}`,
    `ja ${word}`,
    `yes ${word}`,
    `nee ${word}`,
    `no ${word}`,
  ];
  const found = words
    .filter((word) => !isListed(word))
    .flatMap((word) => beside(word).filter((text) => bound(text, oneLine)));
  expect(found).toEqual([]);
});

it('no such word put into an answer or in place of a word of it binds, and none turns a no into a yes', () => {
  const random = createRandom(42);
  const answers = Array.from({ length: 500 }, (_, at): readonly [string, Answer] => {
    const answer = at % 3 === 2 ? 'reject' : 'approve';
    return [randomAnswer(random, answer), answer];
  });
  const wrong: string[] = [];
  for (const word of words) {
    const [text, answer] = pick(random, answers);
    const parts = text.split(' ');
    const at = random(parts.length);
    for (const changed of [parts.toSpliced(at, 0, word), parts.toSpliced(at, 1, word)]) {
      const got = bound(changed.join(' '), oneLine);
      const turned = got?.answer === 'approve' && answer === 'reject' && changed.length > parts.length;
      if (got && (turned || (!isListed(word) && word !== parts[at]))) wrong.push(changed.join(' '));
    }
  }
  expect(wrong).toEqual([]);
});

it('other spellings that are words elsewhere are known one by one', () => {
  const real = new Set(realWords());
  const elsewhere = [...VARIANTS.keys()].filter((typed) => real.has(typed));
  expect(elsewhere.sort()).toMatchInlineSnapshot(`
    [
      "alsjeblieft",
      "da",
      "das",
      "goe",
      "its",
      "m",
      "mar",
      "neen",
      "nie",
      "okay",
      "oke",
      "t",
      "tis",
      "um",
      "yea",
      "yeh",
      "yup",
    ]
  `);
});

function plain(word: string): string {
  return word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** The words of an English and a Dutch word list, without accents; some 600,000. */
function realWords(): readonly string[] {
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
