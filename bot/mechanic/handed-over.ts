import type { Language } from '../../core/customer/address.ts';
import { carName } from './cards-facts.ts';
import { shownWords } from './cards-plain.ts';

const most = 10;

const words = {
  nl: (from: string, cars: string) => `${from} werkt hier niet meer. Van u zijn nu: ${cars}.`,
  en: (from: string, cars: string) => `${from} no longer works here. These are yours now: ${cars}.`,
} as const;

/** Tells a mechanic which cars of a colleague who left are his or hers now. */
export function handedOver(
  from: string,
  cars: readonly { readonly plate: string; readonly model: string | undefined }[],
  language: Language,
): string {
  const more = cars.length > most ? ` + ${cars.length - most}` : '';
  return words[language](shownWords(from, 40), `${cars.slice(0, most).map(carName).join(', ')}${more}`);
}
