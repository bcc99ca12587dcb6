import { writeFileSync } from 'node:fs';
import { train } from '../training.ts';
import { COLLECTIONS, examplesOf } from './labelled.ts';

/** Trains the model of the next question from all labelled collections, and writes its weights. */
const { scale, values } = train(examplesOf(COLLECTIONS));
const source = `import type { StoredWeights } from './model.ts';

/** Written by \`npm run -s understand:train\`; the same collections give the same bytes. */
export const WEIGHTS: StoredWeights = {
  scale: [
${scale.map((one) => `    ${one},`).join('\n')}
  ],
  values:
    '${values}',
};
`;
writeFileSync(new URL('../weights.ts', import.meta.url), source);
