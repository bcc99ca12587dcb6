import { type AnsweredQuote, type BoundText, bind } from './binder.ts';
import { choose, type NextQuestion } from './chooser.ts';
import { readWeights, type Weights } from './model.ts';
import { normalise } from './normalise.ts';
import { WEIGHTS } from './weights.ts';

export type Bound = BoundText;
export type Next = NextQuestion;
export type QuoteToAnswer = AnsweredQuote;
/** An answer, or what is asked or done next. */
export type Understood = Bound | Next;

const trained = readWeights(WEIGHTS);

/** Answers to a quote are shorter; people read the rest. */
const MAX_LETTERS = 1000;

/**
 * Reads what a customer wrote as an answer to one open quote: an answer, when it is nothing but
 * listed phrases, else the next question. Both languages are always read, since people mix them.
 */
export function understand(text: string, quote: QuoteToAnswer, weights: Weights = trained): Understood {
  const read = text.slice(0, MAX_LETTERS);
  const normal = normalise(read);
  return bind(text, normal, quote) ?? choose(read, normal, quote, weights);
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
