import { FEATURES, type Feature } from './features.ts';

/** A guess at the kind of a text. None of them decides anything. */
export const LABELS = [
  'yes',
  'no',
  'lines',
  'question',
  'status',
  'person',
  'optout',
  'pause',
  'limit',
  'other',
] as const;
export type Label = (typeof LABELS)[number];

export function isLabel(text: string): text is Label {
  return (LABELS as readonly string[]).includes(text);
}

/**
 * Multinomial logistic regression: a scale for each label, and a signed byte for each feature and
 * label, feature by feature.
 */
export type Weights = { readonly scale: readonly number[]; readonly values: Int8Array };

/** As it is stored: bytes in base64. */
export type StoredWeights = { readonly scale: readonly number[]; readonly values: string };

/** Throws an Error when the weights were trained for other features. */
export function readWeights({ scale, values }: StoredWeights): Weights {
  const bytes = Int8Array.from(atob(values), (byte) => (byte.charCodeAt(0) << 24) >> 24);
  if (scale.length !== LABELS.length || bytes.length !== FEATURES * LABELS.length)
    throw new Error('The weights were trained for other features: run npm run -s understand:train.');
  return { scale, values: bytes };
}

/** How likely each label is; they add up to one. */
export function likely(features: readonly Feature[], { scale, values }: Weights): Readonly<Record<Label, number>> {
  const scores = LABELS.map((_, label) => {
    let sum = 0;
    for (const [feature, value] of features) sum += value * (values[feature * LABELS.length + label] ?? 0);
    return sum * (scale[label] ?? 0);
  });
  const raised = shares(scores);
  return Object.fromEntries(LABELS.map((label, at) => [label, raised[at] ?? 0])) as Record<Label, number>;
}

/** Scores as shares of one. */
export function shares(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - highest));
  const sum = raised.reduce((all, one) => all + one, 0);
  return raised.map((one) => one / sum);
}
