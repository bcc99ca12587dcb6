import type { Language } from '../../core/customer/address.ts';

const nl = {
  with: (car: string, several: boolean) => `${several ? "Foto's" : 'Foto'} bij ${car}`,
  goesAlong: 'Gaat mee met de offerte die klaarstaat.',
  waits: 'Gaat mee met de volgende offerte, of nu los naar de klant.',
  anotherAsks: 'Andere auto?',
  kept: 'Foto bewaard',
  notYet: 'Hij hoort nog bij geen auto.',
  whichCar: 'Bij welke auto hoort de foto?',
  more: (count: number) => `En nog ${count}. Stuur de foto dan opnieuw met het kenteken erbij.`,
  noPhoto: "Alleen foto's worden hier bewaard (JPEG, PNG, WebP, GIF). Tekst bij dit bestand is niet gelezen.",
  sentAlready: 'Deze foto is al naar de klant.',
  priceInWords: (words: string) =>
    `Bij de foto lijkt een prijs te staan: "${words}". Een prijs gaat naar de klant als offerte. Er is niets verstuurd.`,
  noChat: (customer: string) =>
    `${customer} is hier niet te bereiken. De foto blijft bij de auto en gaat mee met de volgende offerte.`,
  drafted: (agent: string | undefined) =>
    `Klantenservice${agent ? ` (${agent})` : ''} heeft het gesprek. De foto staat daar als notitie en is niet verstuurd.`,
};
const en: typeof nl = {
  with: (car, several) => `${several ? 'Photos' : 'Photo'} with ${car}`,
  goesAlong: 'Goes with the quote that is ready.',
  waits: 'Goes with the next quote, or to the customer by itself now.',
  anotherAsks: 'Another car?',
  kept: 'Photo kept',
  notYet: 'It belongs to no car yet.',
  whichCar: 'Which car is the photo of?',
  more: (count) => `And ${count} more. For those, send the photo again with the plate.`,
  noPhoto: 'Only photos are kept here (JPEG, PNG, WebP, GIF). Text with this file was not read.',
  sentAlready: 'The customer has this photo already.',
  priceInWords: (words) =>
    `There seems to be a price with the photo: "${words}". A price goes to the customer as a quote. Nothing was sent.`,
  noChat: (customer) =>
    `${customer} cannot be reached here. The photo stays with the car and goes with the next quote.`,
  drafted: (agent) =>
    `Customer service${agent ? ` (${agent})` : ''} has the conversation. The photo stands there as a note and was not sent.`,
};
/** Both languages have the same shape. */
export type PhotoWords = typeof nl;

/** What is said to a mechanic about photos. */
export const photoWords: Readonly<Record<Language, PhotoWords>> = { nl, en };
