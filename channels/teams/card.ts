import { boldSpans, LINE_SIGNS } from '../adapt.ts';
import type { Card, CardAction, CardInput, CardLine, Choice } from '../channel.ts';
import { parsed } from './options.ts';

/** Draws an Adaptive Card within Teams' limits: schema 1.5 and less than 24 KB. */
export function drawAdaptiveCard(card: Card): Element {
  return fitting(card, draw);
}

/** Draws a text with buttons, which Teams has on cards only. */
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

/** For a card with nothing left to read or do, such as one that was drawn again below. */
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

/** No colours: Teams' own for good and bad can hardly be read on its white ground. */
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

/** Large enough for a phone to read a QR code from a screen. */
function picture({ image }: Card): Element[] {
  return image === undefined ? [] : [{ type: 'Image', url: image.url, altText: printable(image.alt), width: '220px' }];
}

/** More options than this go into a list that opens. */
const MAX_OPEN_OPTIONS = 5;

/** Names of inputs in which people write sentences. */
const LONG_TEXTS: ReadonlySet<string> = new Set(['text', 'lines', 'complaint']);

/** Draws an input with its label above, filled in with the known value. */
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
  const isOpen = options.length <= MAX_OPEN_OPTIONS;
  // Some clients read open options as markup, others show every sign.
  const title = isOpen ? parted : printable;
  const choices = options.map((option) => ({ title: title(option.label), value: option.value }));
  return { type: 'Input.ChoiceSet', ...shared, style: isOpen ? 'expanded' : 'compact', choices };
}

/** Teams shows six buttons of one set and hides or drops the others. */
const MAX_IN_A_SET = 6;

/** Puts the buttons at the foot of the card, or in sets of six at the end of its body. */
function drawButtons({ actions = [], links = [] }: Card): {
  readonly body: Element[];
  readonly actions: Element[];
} {
  const buttons = [...actions.map(drawAction), ...links.map(drawLink)];
  if (buttons.length <= MAX_IN_A_SET) return { body: [], actions: buttons };
  const starts = buttons.map((_, index) => index).filter((index) => index % MAX_IN_A_SET === 0);
  const sets = starts.map((start) => ({ type: 'ActionSet', actions: buttons.slice(start, start + MAX_IN_A_SET) }));
  return { body: sets, actions: [] };
}

const STYLES = { primary: 'positive', danger: 'destructive' } as const;

/**
 * Teams shows the card that answers an Action.Execute; an older client sends the same as a message.
 */
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

/** Shows the host, because a whole address would be cut off at the edge of the card. */
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

/** Rich text has no markup, so nothing that a person wrote becomes a link or a list. */
function plainWords(text: string, style: Style = {}, place: Element = {}): Element {
  return block([run(text, style)], place);
}

/**
 * Draws a text with `*bold*`, one element for each line: clients differ on line breaks inside an
 * element.
 */
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

/**
 * Removes what no client shows and XML forbids: control signs other than line break and tab, and
 * half surrogate pairs.
 */
export function printable(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '');
}

/** Invisible and not a space: it separates two signs for a reader of markup only. */
const JOINER = '\u2060';

/** Makes one line in which Teams and its clients find no link, list or date. */
function parted(text: string): string {
  return printable(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([\]<]|&(?=[#\w])|\{(?=\{))/g, `$1${JOINER}`)
    .replace(/^(?=[#>+=-]|\d+[.)])/, JOINER);
}

/**
 * As `parted`, for title and facts, which are always read as markup: escapes pairs of stars and the
 * like too.
 */
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

/** Teams takes about 100 KB as UTF-16; older clients and copies of a message take less. */
const MAX_CARD_BYTES = 24_000;

/** Limits: the length of each text, and the number of lines, facts, links and options. */
type Room = { readonly text: number; readonly rows: number };

/** Shortens texts before it drops lines: the subject of each line matters more than its wording. */
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

/**
 * Draws as much of a card as fits. Shortens inputs and actions but drops none: the card needs them.
 */
function fitting(card: Card, draw: (card: Card) => Element): Element {
  const shown = withSafeAddresses(card);
  let drawn = draw(shown);
  for (const room of ROOMS) {
    if (bytesOf(drawn) <= MAX_CARD_BYTES) return drawn;
    drawn = draw(shortened(shown, room));
  }
  return drawn;
}

function bytesOf(drawn: Element): number {
  return Buffer.byteLength(JSON.stringify(drawn));
}

const MAX_ADDRESS_LENGTH = 2_000;

function withSafeAddresses({ image, links, ...card }: Card): Card {
  return {
    ...card,
    ...(image && isShown(image) ? { image } : {}),
    ...(links ? { links: links.filter(isShown) } : {}),
  };
}

/** An address cannot be shortened, and Teams refuses a card with an invalid one. */
function isShown({ url }: { readonly url: string }): boolean {
  return url.length <= MAX_ADDRESS_LENGTH && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
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

/** Filled-in values are sent back with a tap, so they get more room than text that is only read. */
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

/** Replaces the rows beyond `max` by one that counts them. */
function folded<T>(rows: readonly T[], max: number, more: (left: number) => T): readonly T[] {
  return rows.length <= max ? rows : [...rows.slice(0, max - 1), more(rows.length - max + 1)];
}

function cutTo(words: string, max: number): string {
  return words.length <= max ? words : `${words.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A piece of a text, without the stars that made it bold. */
type Piece = { readonly words: string; readonly bold: boolean };

/** Cuts a text with `*bold*` where it changes between bold and plain. */
export function boldPieces(text: string): Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const { start, end } of boldSpans(text)) {
    found.push({ words: text.slice(done, start), bold: false }, { words: text.slice(start + 1, end - 1), bold: true });
    done = end;
  }
  return [...found, { words: text.slice(done), bold: false }].filter(({ words }) => words !== '');
}
