import type { Card, CardLine, OutboundMessage } from './channel.ts';

/** A card for networks without cards: title in bold, then facts, lines and links, each on a line of its own. */
export function cardAsText(card: Card): string {
  return [heading(card), card.text, listed(card.facts, fact), listed(card.lines, line), listed(card.links, link)]
    .filter((block): block is string => block !== undefined && block !== '')
    .join('\n\n');
}

function heading({ title, subtitle }: Card): string {
  return [bold(title), subtitle].filter(Boolean).join('\n');
}

/** A star or line break inside would end the bold stretch early. */
function bold(words: string): string {
  const plain = words.replaceAll('*', '').replace(/\s+/g, ' ').trim();
  return plain === '' ? '' : `*${plain}*`;
}

function listed<T>(items: readonly T[] | undefined, show: (item: T) => string): string | undefined {
  return items?.map(show).join('\n');
}

function fact({ label, value }: { readonly label: string; readonly value: string }): string {
  return `${label}: ${value}`;
}

/** A link that is its own label is not written twice. */
function link({ label, url }: { readonly label: string; readonly url: string }): string {
  return label === url ? url : `${label}: ${url}`;
}

/** Signs instead of words, because a transport has no language. */
const SIGNS = { plain: '', pending: '• ', approved: '✓ ', declined: '✗ ' } as const satisfies Record<
  CardLine['state'],
  string
>;

function line({ text, amount, state }: CardLine): string {
  return `${SIGNS[state]}${text}${amount === undefined ? '' : `: ${amount}`}`;
}

/** The same with the actions of the card as choices. */
export function cardAsMessage(card: Card): Extract<OutboundMessage, { kind: 'text' }> {
  return {
    kind: 'text',
    text: cardAsText(card),
    choices: (card.actions ?? []).map(({ token, label }) => ({ token, label })),
  };
}
