import type { Language } from '../../core/customer/address.ts';
import { quotePhrase } from '../react/ask-quote.ts';
import { openQuotesFor } from '../react/open-quotes.ts';
import type { Step } from '../react/step.ts';
import { asksQuote } from '../step.ts';
import { askWho } from './converse-who.ts';
import { answer, takeBack, type Visit } from './visit.ts';

/** From now on in this language; what is open is asked once more, so that it can be read. */
export function speakLanguage(visit: Visit, language: Language): readonly Step[] {
  const { scene, person, address } = visit;
  if (address.frozen) return [];
  const spoken: Step = { do: 'speak', addressId: address.addressId, language };
  if (!address.proven) return [spoken, ...askWho(visit)];
  return [
    ...takeBack(visit),
    spoken,
    answer(visit, { kind: 'language-set' }),
    ...openQuotesFor(scene, person.customerId).map((open) =>
      answer(visit, quotePhrase(scene, open), asksQuote(open, 'again')),
    ),
  ];
}
