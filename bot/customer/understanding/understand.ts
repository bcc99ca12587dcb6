import { type AnsweredQuote, type BoundText, bind } from './binder.ts';
import { choose, type NextQuestion } from './chooser.ts';
import { readWeights, type Weights } from './model.ts';
import { normalise, readablePart } from './normalise.ts';
import { WEIGHTS } from './weights.ts';

export type Bound = BoundText;
export type Next = NextQuestion;
export type QuoteToAnswer = AnsweredQuote;
/** An answer, or what is asked or done next. */
export type Understood = Bound | Next;

const trained = readWeights(WEIGHTS);

/**
 * Reads what a customer wrote as an answer to one open quote: an answer, when it is nothing but
 * listed phrases, else the next question. Both languages are always read, since people mix them. Of
 * a text that is too long to be read whole nothing counts: it only chooses what is asked.
 */
export function understand(text: string, quote: QuoteToAnswer, weights: Weights = trained): Understood {
  const { read, isWhole } = readablePart(text);
  const normal = normalise(read);
  if (isWhole) return bind(read, normal, quote) ?? choose(read, normal, quote, weights);
  const next = choose(read, normal, quote, weights);
  return { ...next, ask: ASKED_INSTEAD[next.ask] ?? next.ask };
}

/** What would act at once is asked, or passed on to a person. */
const ASKED_INSTEAD: Partial<Record<Next['ask'], Next['ask']>> = { optout: 'confirm-optout', 'wrong-person': 'person' };

/** False for a text that is too long to be read whole: what it says counts for nothing. */
export function isReadWhole(text: string): boolean {
  return readablePart(text).isWhole;
}

const DOING = new Set(
  'doe doen doet ga gang maak maken repareer repareren voer uitvoeren herstel herstellen regel fix laat slag do go proceed carry get have start'.split(
    ' ',
  ),
);
const WHOLE = new Set(
  'alles allemaal offerte voorstel geheel all everything lot whole quote estimate proposal offer #total'.split(' '),
);

/**
 * "Doe maar", "go ahead": a yes that says what is to be done, where a bare "ja" could agree to the
 * opposite.
 */
export function saysDo({ phrases }: Bound): boolean {
  return phrases.some((phrase) => phrase.split(' ').some((word) => DOING.has(word)));
}

/** "Akkoord met de offerte", "all of it": no yes to a part. */
export function saysWhole({ phrases }: Bound): boolean {
  return phrases.some((phrase) => phrase.split(' ').some((word) => WHOLE.has(word)));
}
