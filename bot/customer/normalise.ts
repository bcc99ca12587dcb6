import { emojiClasses, plainEmoji } from './emoji.ts';
import { classesOfWord, knownSpelling, phraseAt } from './lexicon.ts';
import { isPart } from './parts.ts';
import { SHORT_FORMS } from './short-forms.ts';
import { isDrawnOut } from './spelling.ts';
import type { WordClass } from './word-class.ts';

/** One word, sign or phrase of a message with what it can do there. */
export type Token = {
  readonly text: string;
  readonly classes: readonly WordClass[];
  readonly drawnOut: boolean;
  readonly capital: boolean;
  /** True when the word was not written as it is known. */
  readonly repaired?: boolean;
  /** The number for a digit or an amount; an amount is in minor units. */
  readonly value?: number;
};

/** Longer texts are conversations, not answers. */
const MAX_LENGTH = 2000;

const SIGN_CLASS: Readonly<Record<string, WordClass>> = {
  '.': 'sep',
  ',': 'sep',
  ';': 'sep',
  ':': 'sep',
  '!': 'sep',
  '\n': 'sep',
  '(': 'sep',
  ')': 'sep',
  '-': 'sep',
  '–': 'sep',
  '—': 'sep',
  '?': 'qmark',
  '¿': 'qmark',
  '/': 'slash',
  '"': 'quoted',
  '&': 'and',
  '+': 'and',
  '€': 'euro',
  $: 'euro',
  '£': 'euro',
  '%': 'percent',
};

const PIECES =
  /\d{1,2}:\d{2}|\d+(?:e|ste|de|st|nd|rd|th)(?!\p{L})|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)(?:,-)?|\p{L}[\p{L}']*|\.{2,}|\p{Extended_Pictographic}|[^\s]|\n/gu;

/** Abbreviations whose points end no sentence. */
const DOTTED =
  /(?<!\p{L})(?:a\.u\.b|s\.v\.p|m\.v\.g|o\.k|b\.v\.d|m\.b\.t|p\.s|mevr|mvr|dhr|mr|mrs|ms|dr|ir|ing|drs|fam|gr|mvg|nr|akk)\.(?=$|[\s,!?])|(?<!\p{L})(?:a\.u\.b|s\.v\.p|o\.k|m\.v\.g)(?!\p{L})/giu;

const prepared = (text: string): string =>
  plainEmoji(text.slice(0, MAX_LENGTH))
    .normalize('NFKC')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/(?<!\p{L})(?:é[ée]n|eén)(?!\p{L})/giu, ' 1 ')
    .replace(/(?<![\d.,])\d(?:[,.]\d)+(?![\d.,]*\d)/g, (list) => list.replace(/[.,]/g, ' , '))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\r\n?/g, '\n')
    .replace(/(?<=\p{L})\/(?=mevr|mev|madam|dame|mw|vrouw)/giu, ' ')
    .replace(DOTTED, (word) => word.replace(/\./g, ''))
    .replace(/(?<![\d.,])100\s*%/g, ' hundred percent ')
    .replace(/[*_~#]/g, ' ')
    .replace(/(?<=\p{L})[-‐‑](?=\p{L})/gu, ' ')
    .replace(/^\s*"([^"]*)"\s*$/u, '$1')
    .replace(/(?<=\p{L})'{1,2}(?=\s|$|[.,!?])/gu, '')
    .replace(/(?<=^|\s)'/gu, '');

const minorOf = (digits: string): number => {
  const cents = /[.,](\d{1,2})$/.exec(digits);
  const whole = (cents ? digits.slice(0, cents.index) : digits).replace(/[.,]/g, '');
  return Number(whole) * 100 + (cents ? Number((cents[1] ?? '0').padEnd(2, '0')) : 0);
};

const numberToken = (piece: string, isMoney: boolean): Token => {
  const plain = { text: piece, drawnOut: false, capital: false };
  if (piece.includes(':')) return { ...plain, classes: ['time'] };
  if (/\p{L}$/u.test(piece)) return { ...plain, classes: ['ordinal', 'digit'], value: Number.parseInt(piece, 10) };
  const bare = piece.replace(/,-$/, '');
  if (!isMoney && bare === piece && /^\d{1,2}$/.test(bare) && Number(bare) >= 1 && Number(bare) <= 20) {
    return { ...plain, classes: ['digit'], value: Number(bare) };
  }
  return { ...plain, classes: ['amount'], value: minorOf(bare) };
};

const MONEY_WORDS = new Set(['euro', 'euros', 'eur', 'eu', 'pound', 'pounds', 'quid', 'dollar', 'dollars', 'piek']);
const ORDINAL_WORDS = new Map(
  Object.entries({
    eerste: 1,
    first: 1,
    tweede: 2,
    second: 2,
    derde: 3,
    third: 3,
    vierde: 4,
    fourth: 4,
    vijfde: 5,
    fifth: 5,
  }),
);

type Word = { readonly spelled: string; readonly token: Token };

const wordTokens = (piece: string): readonly Word[] => {
  const low = piece.toLowerCase();
  const bare = low.replace(/'/g, '');
  const drawnOut = isDrawnOut(low);
  const capital = /^\p{Lu}/u.test(piece);
  const known = SHORT_FORMS.get(low) ?? SHORT_FORMS.get(bare) ?? possessive(low) ?? knownSpelling(bare) ?? [bare];
  return known.map((spelled) => {
    const classes: WordClass[] = [...classesOfWord(spelled)];
    if (MONEY_WORDS.has(spelled)) classes.push('euro');
    const value = ORDINAL_WORDS.get(spelled);
    if (isPart(spelled)) classes.push('part');
    if (classes.length === 0) classes.push('unknown');
    return {
      spelled,
      token: {
        text: spelled,
        classes,
        drawnOut,
        capital,
        repaired: spelled !== bare,
        ...(value === undefined ? {} : { value }),
      },
    };
  });
};

const possessive = (word: string): readonly string[] | undefined => {
  const ending = /^(\p{L}+)'(s|re|ve|ll|d|m|t)$/u.exec(word);
  if (!ending?.[1]) return undefined;
  const long = { s: 'is', re: 'are', ve: 'have', ll: 'will', d: 'would', m: 'am', t: 'het' }[ending[2] ?? ''];
  return long === undefined || ending[1] === 'foto' || ending[1] === 'auto' ? undefined : [ending[1], long];
};

const signToken = (sign: string): Word => {
  const name = sign.startsWith('..') ? 'dots' : SIGN_CLASS[sign];
  const unnamed = (): readonly WordClass[] =>
    /\p{Extended_Pictographic}/u.test(sign) ? emojiClasses(sign) : ['unknown'];
  return { spelled: sign, token: { text: sign, classes: name ? [name] : unnamed(), drawnOut: false, capital: false } };
};

const merged = (found: readonly Word[]): readonly Token[] => {
  const spelled = found.map((word) => word.spelled);
  const tokens: Token[] = [];
  for (let at = 0; at < found.length; ) {
    const word = found[at];
    if (!word) break;
    const phrase = phraseAt(spelled, at);
    if (phrase) {
      const drawnOut = found.slice(at, at + phrase.length).some((part) => part.token.drawnOut);
      const text = spelled.slice(at, at + phrase.length).join(' ');
      tokens.push({ text, classes: phrase.classes, drawnOut, capital: word.token.capital });
    } else if (!(word.token.classes[0] === 'sep' && tokens.at(-1)?.classes[0] === 'sep')) tokens.push(word.token);
    at += phrase?.length ?? 1;
  }
  return tokens;
};

/** Cuts a message into tokens: spelling repaired, phrases joined, emoji and punctuation kept as cues. */
export const tokensOf = (text: string): readonly Token[] => {
  const pieces = prepared(text).match(PIECES) ?? [];
  const found = pieces.flatMap((piece, at): readonly Word[] => {
    if (/^\d/.test(piece)) {
      const next = pieces[at + 1]?.toLowerCase() ?? '';
      const isMoney = SIGN_CLASS[pieces[at - 1] ?? ''] === 'euro' || next === '€' || MONEY_WORDS.has(next);
      return [{ spelled: piece, token: numberToken(piece, isMoney) }];
    }
    return /^\p{L}/u.test(piece) ? wordTokens(piece) : [signToken(piece)];
  });
  return merged(found);
};
