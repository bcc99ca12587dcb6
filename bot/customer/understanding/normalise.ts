import { CONTRACTED, DRAWN_OUT, VARIANTS } from './words/spelling.ts';

/** A word as it is looked up. */
export type Word = {
  readonly text: string;
  /** A comma, full stop or line break stands before it. */
  readonly pause: boolean;
  /** An emoji stands before it. */
  readonly sign: boolean;
  /** It was written with an accent, which in Dutch stresses a word: "dát is goed". */
  readonly accent: boolean;
  /** It was written in capitals only. */
  readonly loud: boolean;
  /**
   * An amount without cents or currency, which may be a time or the numbers of lines: "930", "124".
   */
  readonly rough: boolean;
};

/** A text made comparable. An amount is a word of its own: `#32440` in minor units. */
export type Normal = {
  readonly words: readonly Word[];
  readonly asks: boolean;
  /** The first thing that no listed answer may hold; then nothing binds. */
  readonly strange: string | undefined;
  /** Three or more of one letter stood in a row. */
  readonly drawnOut: boolean;
  /** Thumbs and ticks up, and down. */
  readonly up: boolean;
  readonly down: boolean;
};

const EMOJI = {
  up: '👍 👌 ✅ ✔ ☑ 🆗 💯',
  down: '👎 ❌ 🚫 ✖ 🙅',
  kind: '🙂 😊 ☺ 🙏 🤝 👋 🥰 ❤ 💙 💚 💛 🧡 🔧 🔩 🛠 🚗 🚙 ✨ 🌞 ☀ 🙌',
} as const;
const signOf = new Map(
  Object.entries(EMOJI).flatMap(([sign, all]) => all.split(' ').map((emoji) => [emoji, sign] as const)),
);

const AMOUNT =
  /(?:(?<sign>€|\beuro?)\s*)?(?<![\d.,])(?<whole>\d{1,3}(?:[.\s]\d{3})+|\d+)(?:[.,](?<cents>\d{2}|-{1,2}))?(?!\d|[.,]\d)(?:\s*(?<after>€|euro?s?\b))?/iu;
const WORD = /'?\p{L}[\p{L}\p{M}']*/u;
const PIECE = new RegExp(
  `(?<amount>${AMOUNT.source})|(?<word>${WORD.source})|(?<number>\\d+)|(?<dots>…|\\.{2,})|(?<pause>[.,!;\\n–—-]+)|(?<emoji>\\p{Extended_Pictographic})|(?<other>\\S)`,
  'giu',
);

/**
 * Signs that only tell a screen how to draw or order what stands beside them; what turns the order
 * of letters round is not among them.
 */
const INVISIBLE = /\p{Emoji_Modifier}|\u200D[♂♀]|[\uFE0E\uFE0F\u00AD\u200B-\u200F\u2060\u2066-\u2069\u061C\uFEFF]/gu;
/** Accents. Other marks are drawn over a letter, as strokes that cross it out. */
const ACCENT = /[\u0300-\u0304\u0306-\u0308\u030A-\u030C\u0327\u0328]/gu;

/** Answers to a quote are shorter; people read the rest. */
const MAX_READ = { letters: 1_000, pieces: 250 } as const;
/** Even to make it comparable costs time. */
const MAX_RAW_LETTERS = 4_096;

/**
 * Returns what is read of a text, without its needless space. Only a text that is `isWhole` may count
 * for anything: what was left out may say the opposite. One letter may stand for many ("ﷺ" for 18).
 */
export function readablePart(text: string): { readonly read: string; readonly isWhole: boolean } {
  const plain = text
    .slice(0, MAX_RAW_LETTERS)
    .normalize('NFC')
    .replace(/\s+/gu, (space) => (LINE_END.test(space) ? '\n' : ' '))
    .trim();
  let [letters, pieces, at] = [0, 0, 0];
  for (const { 0: piece } of plain.matchAll(READ_PIECE)) {
    letters += piece.normalize('NFKC').length;
    if (piece.trim() !== '') pieces++;
    if (letters > MAX_READ.letters || pieces > MAX_READ.pieces) break;
    at += piece.length;
  }
  return { read: plain.slice(0, at), isWhole: text.length <= MAX_RAW_LETTERS && at === plain.length };
}

const LINE_END = /[\n\r\v\f\u2028\u2029]/u;
/** A piece of a word at most, so that a text without spaces is cut as well. */
const READ_PIECE = /[\p{L}\p{M}\p{N}]{1,40}|[\s\S]/gu;

/**
 * Turns a text into words and signs, without repairing anything that is not listed. Cost grows with
 * the length of the text.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one branch for each kind of sign, on what was read before
export function normalise(text: string): Normal {
  const words: Word[] = [];
  let [asks, drawnOut, up, down, pause, emoji] = [false, false, false, false, false, false];
  let strange: string | undefined;
  let goesOn = false;

  function add(written: string, texts: readonly string[], rough = false): void {
    const accent = /\p{M}/u.test(written.normalize('NFD')) && !/^oké$/iu.test(written);
    const loud = /^\p{Lu}{2,}$/u.test(written);
    goesOn = false;
    for (const one of texts) {
      words.push({ text: one, pause, sign: emoji, accent, loud, rough });
      [pause, emoji] = [false, false];
    }
  }

  const clean = tidied(text);
  for (const { 0: piece, groups = {} } of clean.matchAll(PIECE)) {
    const trailing = pause;
    if (groups.amount !== undefined)
      add(piece, [amountOf(piece, groups)], !groups.sign && !groups.after && !groups.cents);
    else if (groups.word !== undefined) {
      const spelled = spelledOut(piece);
      drawnOut ||= spelled.drawnOut;
      if (!spelled.plain) strange ??= piece;
      add(piece, spelled.words);
    } else if (groups.number !== undefined) add(piece, [piece]);
    else if (groups.dots !== undefined) strange ??= '...';
    else if (groups.pause !== undefined) {
      // "Ja . . ." and "ok,,, yes" trail off as "ja..." does.
      if (/[,;–—-]{2,}/u.test(piece) || (trailing && !/[!\n]/u.test(piece))) strange ??= piece;
      goesOn = /[,;–—-]/u.test(piece);
      if (words.length === 0 && !piece.includes('\n')) strange ??= piece;
      pause = true;
    } else if (piece === '?') asks = true;
    else {
      const sign = signOf.get(piece);
      up ||= sign === 'up';
      down ||= sign === 'down';
      if (sign === undefined) strange ??= piece;
      emoji = true;
    }
  }
  // "Akkoord," goes on in the next message, ", doe maar" in the one before.
  if (/^[–—-]|[–—-]\d/u.test(clean) || goesOn) strange ??= ',';
  return { words, asks, strange, drawnOut, up, down };
}

/**
 * One form for each sign; what only dresses a text up is gone, and the stars of bold print around
 * the whole of it.
 */
function tidied(text: string): string {
  return text
    .replace(/\u037E/gu, '?')
    .normalize('NFC')
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/gu, '\n')
    .replace(/[\u2018\u2019\u02BC`´]/gu, "'")
    .replace(/[\u201C-\u201F«»]/gu, '"')
    .replace(/[:=]-?\)(?=\s|$|[.,!])/gu, ' 🙂 ')
    .replace(INVISIBLE, '')
    .trim()
    .replace(/^([*_])(?<inner>[^*_]*)\1$/u, '$<inner>');
}

/** "€ 324,40", "324.40" and "324 euro" are amounts; a bare "3" is a number. */
function amountOf(
  piece: string,
  { sign, whole = '', cents, after }: Readonly<Record<string, string | undefined>>,
): string {
  const units = whole.replace(/\D/gu, '');
  if (units.length > 9 || (!sign && !after && cents === undefined && units.length < 3)) return piece;
  return `#${units}${cents && /\d/u.test(cents) ? cents : '00'}`;
}

function spelledOut(piece: string): {
  readonly words: readonly string[];
  readonly plain: boolean;
  readonly drawnOut: boolean;
} {
  const bare = piece.toLowerCase().normalize('NFKD').replace(ACCENT, '');
  const whole = CONTRACTED.get(bare) ?? bare;
  const short = shortened(whole);
  const plain = short !== undefined && /^[a-z ]+$/u.test(short);
  const word = short ?? whole;
  return { words: (VARIANTS.get(word) ?? word).split(' '), plain, drawnOut: word !== whole || LENGTHENED.has(whole) };
}

/** Drawn out with one letter more. */
const LENGTHENED = new Set(['jaa', 'yess']);

/** Three or more of one letter are drawn out; only a few words may be. */
function shortened(word: string): string | undefined {
  if (!/(.)\1\1/u.test(word)) return word;
  const forms = [word.replace(/(.)\1{2,}/gu, '$1'), word.replace(/(.)\1{2,}/gu, '$1$1')];
  return forms.find((form) => DRAWN_OUT.has(form));
}
