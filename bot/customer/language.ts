import type { Language } from '../../core/customer/address.ts';
import { openQuotesFor } from '../../core/scene/queries.ts';
import type { Exchanged } from '../../core/scene/scene.ts';
import { quotePhrase } from '../react/quote.ts';
import { asksQuote, type Step } from '../step.ts';
import { answer, type CustomerAct, takeBack } from './customer-act.ts';
import { askWho } from './fallbacks.ts';

/** Writes in this language at this address from now on. */
export function speakLanguage(act: CustomerAct, language: Language): readonly Step[] {
  const { scene, person, address } = act;
  if (address.frozen) return [];
  const spoken: Step = { do: 'speak', addressId: address.addressId, language };
  if (!address.proven) return [spoken, ...askWho(act)];
  return [
    ...takeBack(act),
    spoken,
    answer(act, { kind: 'language-set' }),
    ...openQuotesFor(scene, person.customerId).map((open) =>
      answer(act, quotePhrase(scene, open), asksQuote(open, 'again')),
    ),
  ];
}

/**
 * Offers the other language above an answer, at the second text in it. Words that wait to bind are
 * left alone: any message of ours would end that.
 */
export function offerLanguage(
  act: CustomerAct,
  text: string,
  before: readonly Exchanged[],
  steps: readonly Step[],
): readonly Step[] {
  const written = languageOf(text);
  if (written === undefined || written === act.language) return steps;
  const earlier = before.filter(({ words }) => words !== undefined && languageOf(words) === written).length;
  const answers = steps.some((step) => step.do === 'tell' && step.sort === 'answer');
  if (earlier !== 1 || !answers || steps.some((step) => step.do === 'await-answer')) return steps;
  return [answer(act, { kind: 'offer-language' }), ...steps];
}

// Everyday words of one language that are none of the other.
const everyday: Readonly<Record<Language, ReadonlySet<string>>> = {
  nl: new Set(
    (
      'ik het een de van niet dat wat jullie mijn hij zij voor met naar maar ook wel nog wanneer moet mag kunnen ' +
      'heb hebben bent zijn deze hoe laat gaat waarom graag bedankt goed hoi jij jouw uw mij ons geen kunt komt ' +
      'wordt auto klaar bij als dan daar hier vandaag te om'
    ).split(' '),
  ),
  en: new Set(
    (
      "i the you my and what when this that's have are it it's for with not but can't please how much would could " +
      "should ready thanks hello your i'm don't does why will there from they be to today car he she"
    ).split(' '),
  ),
};

/** Returns the language that a text is surely in: two everyday words of it, and none of the other. */
function languageOf(text: string): Language | undefined {
  const words =
    text
      .slice(0, 400)
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? [];
  const count = (language: Language): number => words.filter((word) => everyday[language].has(word)).length;
  const [dutch, english] = [count('nl'), count('en')];
  if (dutch >= 2 && english === 0) return 'nl';
  return english >= 2 && dutch === 0 ? 'en' : undefined;
}
