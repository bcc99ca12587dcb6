import type { Card, CardLine, OutboundMessage } from './channel.ts';

/** A card for networks without cards: title in bold, then facts, lines and links, each on a line of its own. */
export const cardAsText = (card: Card): string =>
  [heading(card), card.text, listed(card.facts, fact), listed(card.lines, line), listed(card.links, link)]
    .filter((block): block is string => block !== undefined && block !== '')
    .join('\n\n');

const heading = ({ title, subtitle }: Card): string => [bold(title), subtitle].filter(Boolean).join('\n');

/** A star or line break inside would end the bold stretch early. */
const bold = (words: string): string => {
  const plain = words.replaceAll('*', '').replace(/\s+/g, ' ').trim();
  return plain === '' ? '' : `*${plain}*`;
};

const listed = <T>(items: readonly T[] | undefined, show: (item: T) => string): string | undefined =>
  items?.map(show).join('\n');

const fact = ({ label, value }: { readonly label: string; readonly value: string }): string => `${label}: ${value}`;

/** A link that is its own label is not written twice. */
const link = ({ label, url }: { readonly label: string; readonly url: string }): string =>
  label === url ? url : `${label}: ${url}`;

/** Signs instead of words, because a transport has no language. */
const SIGNS = { plain: '', pending: '• ', approved: '✓ ', declined: '✗ ' } as const satisfies Record<
  CardLine['state'],
  string
>;

const line = ({ text, amount, state }: CardLine): string =>
  `${SIGNS[state]}${text}${amount === undefined ? '' : `: ${amount}`}`;

/** The same with the actions of the card as choices. */
export const cardAsMessage = (card: Card): Extract<OutboundMessage, { kind: 'text' }> => ({
  kind: 'text',
  text: cardAsText(card),
  choices: (card.actions ?? []).map(({ token, label }) => ({ token, label })),
});
