import type { PreparedCard } from '../../core/application/voice.ts';
import type { MechanicButton, MechanicCard, MechanicCardLine } from '../cards/card.ts';

/** A card in the form that channels draw, as it is stored. */
export type DrawnCard = Omit<MechanicCard, 'buttons'> & {
  readonly actions?: readonly {
    readonly token: string;
    readonly label: string;
    readonly style?: MechanicButton['style'];
  }[];
};

/** Puts a card in the form that channels draw: every button named by a token, and what each token means. */
export function prepareCard(card: MechanicCard, newToken: () => string): PreparedCard {
  const choices = (card.buttons ?? []).map(({ label, action }) => ({ token: newToken(), label, action }));
  const actions = choices.map(({ token, label }, index) => {
    const style = card.buttons?.[index]?.style;
    return { token, label, ...(style ? { style } : {}) };
  });
  const { title, subtitle, text, facts, lines, inputs } = card;
  return {
    body: bodyOf(card),
    card: {
      title,
      ...(subtitle ? { subtitle } : {}),
      ...(text ? { text } : {}),
      ...(facts && facts.length > 0 ? { facts } : {}),
      ...(lines && lines.length > 0 ? { lines } : {}),
      ...(inputs && inputs.length > 0 ? { inputs } : {}),
      ...(actions.length > 0 ? { actions } : {}),
    },
    choices,
  };
}

/** The card as text, for the timeline and for a channel that draws none. */
export function bodyOf({ title, subtitle, text, facts = [], lines = [] }: Omit<MechanicCard, 'buttons'>): string {
  return [title, subtitle, text, ...facts.map(({ label, value }) => `${label}: ${value}`), ...lines.map(lineText)]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
}

const signs = { plain: '', pending: '• ', approved: '✓ ', declined: '✗ ' } as const satisfies Record<
  MechanicCardLine['state'],
  string
>;

function lineText({ text, amount, state }: MechanicCardLine): string {
  return `${signs[state]}${text}${amount === undefined ? '' : `: ${amount}`}`;
}
