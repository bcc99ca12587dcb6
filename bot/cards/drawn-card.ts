import type { PreparedChoice } from '../../core/application/ports.ts';
import type { Language } from '../../core/customer/address.ts';
import { shownWords } from '../wording/format.ts';
import { tapWords } from '../wording/mechanic/cards.ts';
import type { MechanicButton, MechanicCard, MechanicCardLine } from './card.ts';

/** A card in the form that channels draw, as it is stored. */
export type ChannelCard = Omit<MechanicCard, 'buttons'> & {
  readonly actions?: readonly {
    readonly token: string;
    readonly label: string;
    readonly style?: MechanicButton['style'];
  }[];
};

/** A card in the channels' form, its text, and the meaning of its tokens. */
export type PreparedCard = {
  readonly body: string;
  readonly card: object;
  readonly choices: readonly PreparedChoice[];
};

/** Puts a card in the form that channels draw, with a token for each button. */
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

/** Writes the card as text, for the timeline and for a channel that draws none. */
function bodyOf({ title, subtitle, text, facts = [], lines = [] }: Omit<MechanicCard, 'buttons'>): string {
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

/**
 * Returns a card as it is after a tap: the choice and the inputs are facts, nothing can be tapped.
 */
export function spentCard(
  { actions: _, inputs = [], ...card }: ChannelCard,
  { label, values }: { readonly label: string; readonly values: Readonly<Record<string, string>> },
): PreparedCard {
  const typed = inputs.flatMap(({ name, label: asked, options }) => {
    const value = values[name]?.trim();
    if (!value) return [];
    return [{ label: asked, value: shownWords(options?.find((one) => one.value === value)?.label ?? value) }];
  });
  const facts = [...(card.facts ?? []), ...typed];
  const spent = {
    ...card,
    subtitle: [card.subtitle, `› ${label}`].filter(Boolean).join(' '),
    ...(facts.length > 0 ? { facts } : {}),
  };
  return { body: bodyOf(spent), card: spent, choices: [] };
}

/** Returns the same card with unused tokens. */
export function renewedCard(
  card: ChannelCard,
  choices: readonly PreparedChoice[],
  newToken: () => string,
): PreparedCard {
  const renewed = choices.map((choice) => ({ used: choice.token, choice: { ...choice, token: newToken() } }));
  const actions = card.actions?.map((action) => ({
    ...action,
    token: renewed.find(({ used }) => used === action.token)?.choice.token ?? action.token,
  }));
  return {
    body: bodyOf(card),
    card: { ...card, ...(actions && { actions }) },
    choices: renewed.map(({ choice }) => choice),
  };
}

/** Replaces a card with an unknown button, or one of another chat. */
export function unknownCard(language: Language): ChannelCard {
  return tapWords[language].unknown;
}

/** Replaces a card that was tapped by somebody who is no member of staff. */
export function strangerCard(language: Language): ChannelCard {
  return tapWords[language].stranger;
}

/** Returns the card without anything to tap, for as long as the tap on it waits for its turn. */
export function workingCard({ actions: _, inputs: __, ...card }: ChannelCard, language: Language): ChannelCard {
  return {
    ...card,
    subtitle: tapWords[language].working,
  };
}

/** Says that all tries to handle something from a member of staff have failed. */
export function nothingChanged(language: Language): string {
  return tapWords[language].failed;
}
