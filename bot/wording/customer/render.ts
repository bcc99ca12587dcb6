import { choosingRenderers, deciderRenderers, decisionRenderers } from './decision.ts';
import type { Renderers } from './message.ts';
import { type Speaker, speakerFor } from './message.ts';
import { nextQuestionRenderers } from './next-question.ts';
import type { CustomerPhrase, Rendered, RenderFor } from './phrase.ts';
import { quoteAgainRenderers, quoteRenderers, reminderRenderers } from './quote.ts';
import { introductionRenderers, repairRenderers } from './repair.ts';
import { callRenderers, mediaRenderers, questionRenderers, serviceRenderers } from './talk.ts';

/** A phrase without a renderer does not compile. */
const renderers: Renderers = {
  ...introductionRenderers,
  ...repairRenderers,
  ...quoteRenderers,
  ...reminderRenderers,
  ...quoteAgainRenderers,
  ...decisionRenderers,
  ...deciderRenderers,
  ...choosingRenderers,
  ...questionRenderers,
  ...nextQuestionRenderers,
  ...callRenderers,
  ...serviceRenderers,
  ...mediaRenderers,
};

type ByKind = { readonly [P in CustomerPhrase as P['kind']]: P };
type OfKind<Kind extends keyof ByKind> = { readonly [K in Kind]: ByKind[K] & { readonly kind: K } }[Kind];

function renderKind<Kind extends keyof ByKind>(phrase: OfKind<Kind>, speaker: Speaker): Rendered {
  const byKind: { readonly [K in keyof ByKind]: (phrase: OfKind<K>, speaker: Speaker) => Rendered } = renderers;
  return byKind[phrase.kind](phrase, speaker);
}

/** Says a phrase in the customer's language, with buttons or with the words to answer by. */
export function render(phrase: CustomerPhrase, to: RenderFor): Rendered {
  return renderKind(phrase, speakerFor(to));
}
