import type { Card, CardLine, Choice } from '../channel.ts';
import { fitting } from './card.ts';
import { drawButtons, drawInput } from './draw-inputs.ts';
import { type Element, literal, markedWords, plainWords, printable } from './draw-text.ts';

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

/** Size, weight and signs, but no colours: what Teams has for good and bad can hardly be read on its white ground. */
const LINES = {
  plain: { sign: '', style: {} },
  pending: { sign: '• ', style: { weight: 'Bolder' } },
  approved: { sign: '✓ ', style: { size: 'Large', weight: 'Bolder' } },
  declined: { sign: '✗ ', style: { isSubtle: true, strikethrough: true } },
} as const satisfies Record<CardLine['state'], { sign: string; style: Parameters<typeof plainWords>[1] }>;

const FIRST_LINE = { separator: true, spacing: 'Medium' } as const;

function drawLine({ text, amount, state }: CardLine): Element {
  const { sign, style } = LINES[state];
  const words = plainWords(`${sign}${text}`, style);
  const column = (width: 'auto' | 'stretch', item: Element): Element => ({ type: 'Column', width, items: [item] });
  const right =
    amount === undefined ? [] : [column('auto', plainWords(amount, style, { horizontalAlignment: 'Right' }))];
  return { type: 'ColumnSet', spacing: 'Small', columns: [column('stretch', words), ...right] };
}

/** Large enough that a phone reads a QR code from a screen. */
function picture({ image }: Card): Element[] {
  return image === undefined ? [] : [{ type: 'Image', url: image.url, altText: printable(image.alt), width: '220px' }];
}
