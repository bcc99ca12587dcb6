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
  noPhoto:
    "Alleen foto's worden hier bewaard (JPEG, PNG, WebP, GIF). Tekst bij dit bestand is niet gelezen. " +
    'Stuur een HEIC-foto als JPEG, of maak een schermafbeelding.',
  lost: {
    photo: 'de foto',
    Photo: 'De foto',
    heic: {
      why: 'is een HEIC-bestand, dat de meeste telefoons niet tonen.',
      todo: 'Stuur hem als JPEG, of maak een schermafbeelding.',
    },
    too_large: { why: 'is te groot (hooguit 20 MB).', todo: 'Stuur hem kleiner, of maak een schermafbeelding.' },
    no_picture: {
      why: 'kan niet als foto worden geopend.',
      todo: 'Stuur hem als JPEG, of maak een schermafbeelding.',
    },
    gone: { why: 'kon niet worden opgehaald.', todo: 'Stuur hem opnieuw.' },
    late: {
      why: 'kwam te laat binnen en ging niet mee naar de klant.',
      todo: 'Stuur hem opnieuw, dan kan hij los.',
    },
    notWithQuote: 'De offerte ging zonder deze foto.',
    notArrived: 'De klant heeft hem niet gekregen.',
  },
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
  noPhoto:
    'Only photos are kept here (JPEG, PNG, WebP, GIF). Text with this file was not read. ' +
    'Send a HEIC photo as JPEG, or take a screenshot.',
  lost: {
    photo: 'the photo',
    Photo: 'The photo',
    heic: { why: 'is a HEIC file, which most phones do not show.', todo: 'Send it as JPEG, or take a screenshot.' },
    too_large: { why: 'is too large (20 MB at most).', todo: 'Send it smaller, or take a screenshot.' },
    no_picture: { why: 'cannot be opened as a photo.', todo: 'Send it as JPEG, or take a screenshot.' },
    gone: { why: 'could not be fetched.', todo: 'Send it again.' },
    late: {
      why: 'came too late and did not go to the customer.',
      todo: 'Send it again, then it can go by itself.',
    },
    notWithQuote: 'The quote went without this photo.',
    notArrived: 'The customer has not got it.',
  },
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
