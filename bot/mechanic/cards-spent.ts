import type { PreparedCard, PreparedChoice } from '../../core/application/voice.ts';
import { shownWords } from './cards-plain.ts';
import { bodyOf, type DrawnCard } from './cards-prepare.ts';

/** What is left of a card after a tap: without buttons and inputs, with what was chosen and typed as facts. */
export function spentCard(
  { actions: _, inputs = [], ...card }: DrawnCard,
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

/** The same card with tokens that nobody has used. */
export function renewedCard(card: DrawnCard, choices: readonly PreparedChoice[], newToken: () => string): PreparedCard {
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
