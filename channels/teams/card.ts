import { boldSpans, LINE_SIGNS } from '../adapt.ts';
import type { Card, CardAction, CardInput, CardLine, Choice } from '../channel.ts';
import { parsed } from './options.ts';

/** An Adaptive Card that Teams takes whole: schema 1.5 and less than 24 KB, whatever is on it. */
export function drawCard(card: Card): Element {
  return fitting(card, draw);
}

/** A text with buttons, which in Teams live on cards only. */
export function drawChoices(text: string, choices: readonly Choice[]): Element {
  return fitting({ title: '', text, actions: choices }, draw);
}

function draw(card: Card): Element {
  const { title, subtitle, text, facts = [], lines = [], inputs = [] } = card;
  const buttons = drawButtons(card);
  const rest = [
    ...(text ? markedWords(text) : []),
    ...(facts.length > 0 ? [factSet(facts)] : []),
    ...lines.map((line, index) => ({ ...drawLine(line), ...(index === 0 ? FIRST_LINE : {}) })),
    ...picture(card),
    ...inputs.map(drawInput),
    ...buttons.body,
  ];
  const isSpent = rest.length + buttons.actions.length === 0;
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body: [
      ...(title ? [isSpent ? smallHeading(title) : heading(title)] : []),
      ...(subtitle
        ? [plainWords(subtitle, isSpent ? { isSubtle: true } : { weight: 'Bolder' }, { spacing: 'Small' })]
        : []),
      ...rest,
    ],
    ...(buttons.actions.length > 0 ? { actions: buttons.actions } : {}),
  };
}

function heading(title: string): Element {
  return {
    type: 'TextBlock',
    text: literal(title),
    style: 'heading',
    size: 'ExtraLarge',
    weight: 'Bolder',
    wrap: true,
  };
}

/** Of a card on which nothing is left to read or to do, such as one that was drawn anew below. */
function smallHeading(title: string): Element {
  return {
    type: 'TextBlock',
    text: literal(title),
    style: 'heading',
    isSubtle: true,
    wrap: true,
  };
}

function factSet(facts: NonNullable<Card['facts']>): Element {
  return {
    type: 'FactSet',
    facts: facts.map(({ label, value }) => ({ title: literal(label), value: literal(value) })),
  };
}

/** No colours: the ones that Teams has for good and bad can hardly be read on its white ground. */
const LINE_STYLES: Readonly<Record<CardLine['state'], Style>> = {
  plain: {},
  pending: { weight: 'Bolder' },
  approved: { size: 'Large', weight: 'Bolder' },
  declined: { isSubtle: true, strikethrough: true },
};

const FIRST_LINE = { separator: true, spacing: 'Medium' } as const;

function drawLine({ text, amount, state }: CardLine): Element {
  const style = LINE_STYLES[state];
  const words = plainWords(`${LINE_SIGNS[state]}${text}`, style);
  const column = (width: 'auto' | 'stretch', item: Element): Element => ({ type: 'Column', width, items: [item] });
  const right =
    amount === undefined ? [] : [column('auto', plainWords(amount, style, { horizontalAlignment: 'Right' }))];
  return { type: 'ColumnSet', spacing: 'Small', columns: [column('stretch', words), ...right] };
}

/** Large enough that a phone reads a QR code from a screen. */
function picture({ image }: Card): Element[] {
  return image === undefined ? [] : [{ type: 'Image', url: image.url, altText: printable(image.alt), width: '220px' }];
}

/** More would be a wall of buttons; a list that opens is found faster. */
const MOST_OPEN_OPTIONS = 5;

/** Inputs in which people write sentences. */
const LONG_TEXTS: ReadonlySet<string> = new Set(['text', 'lines', 'complaint']);

/** An input with its label above it, filled in with what is known. */
function drawInput({ name, label, value, placeholder, options }: CardInput): Element {
  const shared = {
    id: name,
    label: printable(label),
    ...(placeholder === undefined ? {} : { placeholder: printable(placeholder) }),
    ...(value === undefined ? {} : { value: printable(value) }),
  };
  if (options === undefined) {
    return { type: 'Input.Text', ...shared, ...(LONG_TEXTS.has(name) ? { isMultiline: true } : {}) };
  }
  const isOpen = options.length <= MOST_OPEN_OPTIONS;
  // Some clients read open choices as mark-up, others show every sign of it.
  const title = isOpen ? parted : printable;
  const choices = options.map((option) => ({ title: title(option.label), value: option.value }));
  return { type: 'Input.ChoiceSet', ...shared, style: isOpen ? 'expanded' : 'compact', choices };
}

/** Teams shows six buttons of one set, and puts or drops the others where nobody looks. */
const MOST_IN_A_SET = 6;

/** The buttons of a card: at its foot, or in sets of six at the end of its body when there are more. */
function drawButtons({ actions = [], links = [] }: Card): {
  readonly body: Element[];
  readonly actions: Element[];
} {
  const buttons = [...actions.map(drawAction), ...links.map(drawLink)];
  if (buttons.length <= MOST_IN_A_SET) return { body: [], actions: buttons };
  const starts = buttons.map((_, index) => index).filter((index) => index % MOST_IN_A_SET === 0);
  const sets = starts.map((start) => ({ type: 'ActionSet', actions: buttons.slice(start, start + MOST_IN_A_SET) }));
  return { body: sets, actions: [] };
}

const STYLES = { primary: 'positive', danger: 'destructive' } as const;

/** Teams answers an Action.Execute with the card that follows; a client that is too old for it sends the same as a message. */
function drawAction({ token, label, style }: CardAction): Element {
  const shared = { title: printable(label), data: { token }, ...(style === undefined ? {} : { style: STYLES[style] }) };
  return { type: 'Action.Execute', verb: 'tap', ...shared, fallback: { type: 'Action.Submit', ...shared } };
}

function drawLink({ label, url }: { readonly label: string; readonly url: string }): Element {
  return {
    type: 'Action.OpenUrl',
    title: printable(label === url ? nameOf(url) : label),
    url,
  };
}

/** A whole address would be cut off at the edge of the card; where it leads is enough. */
function nameOf(url: string): string {
  return `${parsed(url)?.hostname ?? url} ↗`;
}

/** An element of an Adaptive Card. */
export type Element = Readonly<Record<string, unknown>>;

type Style = {
  readonly size?: 'Medium' | 'Large' | 'ExtraLarge';
  readonly weight?: 'Bolder';
  readonly isSubtle?: boolean;
  readonly strikethrough?: boolean;
};

/** Words as they are: a rich text knows no mark-up, so that nothing that somebody wrote becomes a link or a list. */
function plainWords(text: string, style: Style = {}, place: Element = {}): Element {
  return block([run(text, style)], place);
}

/** A text with `*bold*` words; each of its lines is an element, because clients differ in what a line break inside of one is. */
function markedWords(text: string): Element[] {
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
function parted(text: string): string {
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

/** Teams takes about 100 KB as UTF-16; older clients and mirrors of a message less. */
const MOST_BYTES = 24_000;

/** How long each text may be, and how many lines, facts, links and options there may be. */
type Room = { readonly text: number; readonly rows: number };

/** First all lines with shorter words, because what each is about matters more than how it is put; then fewer lines. */
const ROOMS: readonly Room[] = [
  { text: 4_000, rows: 1_000 },
  { text: 1_000, rows: 1_000 },
  { text: 400, rows: 1_000 },
  { text: 160, rows: 200 },
  { text: 100, rows: 50 },
  { text: 80, rows: 30 },
  { text: 60, rows: 15 },
  { text: 40, rows: 8 },
  { text: 20, rows: 4 },
  { text: 12, rows: 2 },
];

/** Draws as much of a card as fits. Inputs and actions are shortened, but none is left out: without them the card is of no use. */
function fitting(card: Card, draw: (card: Card) => Element): Element {
  const shown = withSafeAddresses(card);
  let drawn = draw(shown);
  for (const room of ROOMS) {
    if (bytesOf(drawn) <= MOST_BYTES) return drawn;
    drawn = draw(shortened(shown, room));
  }
  return drawn;
}

function bytesOf(drawn: Element): number {
  return Buffer.byteLength(JSON.stringify(drawn));
}

const LONGEST_ADDRESS = 2_000;

function withSafeAddresses({ image, links, ...card }: Card): Card {
  return {
    ...card,
    ...(image && isShown(image) ? { image } : {}),
    ...(links ? { links: links.filter(isShown) } : {}),
  };
}

/** An address cannot be shortened, and Teams refuses a card with one that is none. */
function isShown({ url }: { readonly url: string }): boolean {
  return url.length <= LONGEST_ADDRESS && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function shortened({ title, subtitle, text, facts, lines, inputs, actions, image, links }: Card, room: Room): Card {
  const cut = (words: string): string => cutTo(words, room.text);
  return {
    title: cut(title),
    ...(subtitle === undefined ? {} : { subtitle: cut(subtitle) }),
    ...(text === undefined ? {} : { text: cut(text) }),
    ...(facts && {
      facts: folded(
        facts.map(({ label, value }) => ({ label: cut(label), value: cut(value) })),
        room.rows,
        (left) => ({ label: '…', value: `+${left}` }),
      ),
    }),
    ...(lines && {
      lines: folded(
        lines.map((line) => ({ ...line, text: cut(line.text), ...(line.amount && { amount: cut(line.amount) }) })),
        room.rows,
        (left) => ({ text: `… +${left}`, state: 'plain' }),
      ),
    }),
    ...(inputs && { inputs: inputs.map((input) => shortInput(input, room)) }),
    ...(actions && { actions: actions.map((action) => ({ ...action, label: cut(action.label) })) }),
    ...(image && { image: { ...image, alt: cut(image.alt) } }),
    ...(links && { links: links.slice(0, room.rows).map((link) => ({ ...link, label: cut(link.label) })) }),
  };
}

type Input = NonNullable<Card['inputs']>[number];

/** What is filled in is sent back with a tap, so it gets more room than what is only read. */
const VALUES_ROOM = 4;

function shortInput(input: Input, room: Room): Input {
  const { label, value, placeholder, options } = input;
  const chosen = options?.find((option) => option.value === value);
  return {
    ...input,
    label: cutTo(label, room.text),
    ...(placeholder === undefined ? {} : { placeholder: cutTo(placeholder, room.text) }),
    ...(value === undefined || chosen ? {} : { value: cutTo(value, VALUES_ROOM * room.text) }),
    ...(options && {
      options: options
        .filter((option, index) => index < room.rows || option === chosen)
        .map((option) => ({ ...option, label: cutTo(option.label, room.text) })),
    }),
  };
}

/** The last row says how many more there are. */
function folded<T>(rows: readonly T[], most: number, more: (left: number) => T): readonly T[] {
  return rows.length <= most ? rows : [...rows.slice(0, most - 1), more(rows.length - most + 1)];
}

function cutTo(words: string, max: number): string {
  return words.length <= max ? words : `${words.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A stretch of a text, without the stars that made it bold. */
type Piece = { readonly words: string; readonly bold: boolean };

/** A text with `*bold*` words, cut where it changes between bold and not. */
export function boldPieces(text: string): Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const { start, end } of boldSpans(text)) {
    found.push({ words: text.slice(done, start), bold: false }, { words: text.slice(start + 1, end - 1), bold: true });
    done = end;
  }
  return [...found, { words: text.slice(done), bold: false }].filter(({ words }) => words !== '');
}
