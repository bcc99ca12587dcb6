import { cuesIn } from './cues.ts';
import { FEATURES, featuresOf } from './features.ts';
import { LABELS, type Label, type StoredWeights, shares } from './model.ts';
import { normalise } from './normalise.ts';

/** A message with its label; `weight` says how much it counts. */
export type Example = { readonly text: string; readonly label: Label; readonly weight: number };

const EPOCHS = 14;
const RATE = 0.35;
const DECAY = 2e-5;
const MANY = LABELS.length;

type Prepared = {
  /** Where the weights of a feature begin, and beside it the feature's value. */
  readonly starts: Int32Array;
  readonly values: Float64Array;
  readonly label: number;
  readonly weight: number;
};

/**
 * Trains by AdaGrad, in an order that is always the same, so that the same examples give the same
 * bytes.
 */
export function train(examples: readonly Example[]): StoredWeights {
  const weights = new Float64Array(FEATURES * MANY);
  const slopes = new Float64Array(FEATURES * MANY).fill(1e-3);
  const prepared = examples.map(prepare);
  const shuffle = createShuffle(7);
  for (let epoch = 0; epoch < EPOCHS; epoch++) for (const one of shuffle(prepared)) learn(one, weights, slopes);
  return packed(weights);
}

function prepare({ text, label, weight }: Example): Prepared {
  const features = featuresOf(
    normalise(text).words.map((word) => word.text),
    cuesIn(text),
  );
  return {
    starts: Int32Array.from(features, ([feature]) => feature * MANY),
    values: Float64Array.from(features, ([, value]) => value),
    label: LABELS.indexOf(label),
    weight,
  };
}

// Plain loops over typed arrays: one training takes 150 million of these steps, and the tests train five times.
function learn({ starts, values, label, weight }: Prepared, weights: Float64Array, slopes: Float64Array): void {
  const scores = new Float64Array(MANY);
  for (let n = 0; n < starts.length; n++) {
    const start = starts[n] ?? 0;
    const value = values[n] ?? 0;
    for (let at = 0; at < MANY; at++) scores[at] = (scores[at] ?? 0) + value * (weights[start + at] ?? 0);
  }
  const errors = Float64Array.from(shares([...scores]), (share, at) => (share - (at === label ? 1 : 0)) * weight);
  for (let n = 0; n < starts.length; n++) {
    const start = starts[n] ?? 0;
    const value = values[n] ?? 0;
    for (let at = 0; at < MANY; at++) {
      const before = weights[start + at] ?? 0;
      const slope = (errors[at] ?? 0) * value + DECAY * before;
      const seen = (slopes[start + at] ?? 0) + slope * slope;
      slopes[start + at] = seen;
      weights[start + at] = before - (RATE * slope) / Math.sqrt(seen);
    }
  }
}

/** A shuffle that goes on from call to call, by a linear congruential generator. */
function createShuffle(seed: number): <T>(all: readonly T[]) => readonly T[] {
  let state = seed;
  return (all) => {
    const order = [...all];
    for (let at = order.length - 1; at > 0; at--) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      const other = state % (at + 1);
      const [here, there] = [order[at], order[other]];
      if (here === undefined || there === undefined) continue;
      order[at] = there;
      order[other] = here;
    }
    return order;
  };
}

/** One signed byte a weight, with one scale a label. */
function packed(weights: Float64Array): StoredWeights {
  const scale = LABELS.map((_, label) => {
    let highest = 0;
    for (let at = label; at < weights.length; at += MANY) highest = Math.max(highest, Math.abs(weights[at] ?? 0));
    return highest / 127;
  });
  const bytes = Array.from(weights, (weight, at) => Math.round(weight / (scale[at % MANY] || 1)) & 0xff);
  return { scale, values: btoa(bytes.map((byte) => String.fromCharCode(byte)).join('')) };
}
