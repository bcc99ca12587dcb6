import { boldPieces } from './pieces.ts';

/** An element of an Adaptive Card. */
export type Element = Readonly<Record<string, unknown>>;

type Style = {
  readonly size?: 'Medium' | 'Large' | 'ExtraLarge';
  readonly weight?: 'Bolder';
  readonly isSubtle?: boolean;
  readonly strikethrough?: boolean;
};

/** Words as they are: a rich text knows no mark-up, so that nothing that somebody wrote becomes a link or a list. */
export function plainWords(text: string, style: Style = {}, place: Element = {}): Element {
  return block([run(text, style)], place);
}

/** A text with `*bold*` words; each of its lines is an element, because clients differ in what a line break inside of one is. */
export function markedWords(text: string): Element[] {
  let isAfterGap = true;
  return text.split('\n').flatMap((line) => {
    const isGap = line.trim() === '';
    const element = isGap ? [] : [block(runs(line), { spacing: isAfterGap ? 'Medium' : 'Small' })];
    isAfterGap = isGap;
    return element;
  });
}

function block(inlines: readonly Element[], place: Element): Element {
  return { type: 'RichTextBlock', inlines, ...place };
}

function run(text: string, style: Style = {}): Element {
  return { type: 'TextRun', text: printable(text), ...style };
}

function runs(line: string): Element[] {
  return boldPieces(line).map(({ words, bold }) => run(words, bold ? { weight: 'Bolder' } : {}));
}

/** Without what no client can show and XML does not allow: control signs but the line break and the tab, and halves of signs. */
export function printable(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '');
}

/** Takes no room and is no blank, so that it parts two signs for every reader of mark-up and for no reader of words. */
const JOINER = '\u2060';

/** One line of words that are no link, list or date wherever Teams, or one of its clients, reads mark-up. */
export function parted(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([\]<]|&(?=[#\w])|\{(?=\{))/g, `$1${JOINER}`)
    .replace(/^(?=[#>+=-]|\d+[.)])/, JOINER);
}

/** The same for the title and for facts, where mark-up is surely read: there pairs of stars and the like are escaped too. */
export function literal(text: string): string {
  const words = parted(text.replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\'));
  return ['*', '_', '`', '~'].reduce((line, sign) => (isPaired(line, sign) ? escaped(line, sign) : line), words);
}

function isPaired(words: string, sign: string): boolean {
  return words.indexOf(sign) !== words.lastIndexOf(sign);
}

function escaped(words: string, sign: string): string {
  return words.replaceAll(sign, `\\${sign}`);
}
