import type { Card } from '../channel.ts';
import type { Element } from './draw-text.ts';

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
export function fitting(card: Card, draw: (card: Card) => Element): Element {
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
