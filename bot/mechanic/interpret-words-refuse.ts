import type { Language } from '../../core/customer/address.ts';
import type { Repair } from '../../core/repair/repair.ts';

const nl = {
  status: {
    none: 'Deze reparatie is niet bekend.',
    registered: 'Aan deze auto is nog niet begonnen.',
    started: 'Aan deze auto wordt al gewerkt.',
    completed: 'Deze auto is al klaar gemeld.',
    collected: 'Deze auto is al opgehaald.',
    cancelled: 'Deze reparatie is geannuleerd.',
  } satisfies Record<Repair['status'], string>,
  unknownQuote: 'Deze offerte geldt niet meer. Hieronder staat de kaart van nu.',
  nothingToRelease:
    'Deze offerte is al verstuurd of beantwoord, of er is een nieuwere versie. Er is nu niets verstuurd.',
  nothingToRevoke: 'Er is geen antwoord van de klant om te wijzigen.',
  nothingApproved: 'De klant heeft nog niets goedgekeurd.',
  workBegun: (time: string) => `Aan dit werk is om ${time} begonnen, het kan niet meer gewijzigd worden.`,
  emptyQuote: 'In de offerte staat nog geen regel.',
  mixedCurrency: (currency: string) => `Deze garage rekent in ${currency}. Typ de bedragen zo.`,
  invalidAmount: 'Met deze bedragen kan het niet. Het totaal moet meer dan nul zijn.',
  invalidChoices: 'De regels zijn niet goed genummerd. Typ de offerte opnieuw.',
  overReleaseLimit: (limit: string) =>
    `Offertes boven ${limit} verstuurt de chef of klantenservice. De offerte staat klaar in het paneel.`,
  overApproved: (approved: string, allowed: string) =>
    `Akkoord is ${approved}${allowed === approved ? '' : `, hooguit ${allowed} mag zonder vragen`}. Maak voor de rest een offerte, er is niets verstuurd.`,
  openQuote: 'De klant heeft nog niet geantwoord op de offerte. Wacht daarop of trek hem in.',
  openDraft: 'Er staat nog een offerte klaar die niet verstuurd is. Verstuur hem of gooi hem weg.',
  photoSent: 'Die foto is al naar de klant, er is niets veranderd.',
  notStaff: 'Dit mag alleen iemand van de garage.',
  other: 'Dat lukte niet, er is niets veranderd. Hieronder staat de kaart van nu.',
};
const en: typeof nl = {
  status: {
    none: 'This repair is not known.',
    registered: 'This car has not been started yet.',
    started: 'This car is in hand already.',
    completed: 'This car has been reported ready.',
    collected: 'This car has been collected.',
    cancelled: 'This repair has been cancelled.',
  },
  unknownQuote: 'This quote no longer applies. The card as it is now is below.',
  nothingToRelease: 'This quote has been sent or answered already, or there is a newer version. Nothing was sent now.',
  nothingToRevoke: 'There is no answer of the customer to change.',
  nothingApproved: 'The customer has not approved anything yet.',
  workBegun: (time) => `This work was begun at ${time}, it can no longer be changed.`,
  emptyQuote: 'There is no line in the quote yet.',
  mixedCurrency: (currency) => `This garage uses ${currency}. Please type the amounts so.`,
  invalidAmount: 'It does not work with these amounts. The total must be more than zero.',
  invalidChoices: 'The lines are not numbered well. Please type the quote again.',
  overReleaseLimit: (limit) =>
    `Quotes above ${limit} are sent by the manager or customer service. The quote is ready in the panel.`,
  overApproved: (approved, allowed) =>
    `Approved is ${approved}${allowed === approved ? '' : `, at most ${allowed} without asking`}. Make a quote for the rest, nothing was sent.`,
  openQuote: 'The customer has not answered the quote yet. Wait for it or withdraw it.',
  openDraft: 'A quote is still ready that was not sent. Send it or drop it.',
  photoSent: 'The customer has that photo already, nothing was changed.',
  notStaff: 'Only somebody of the garage may do this.',
  other: 'That did not work, nothing was changed. The card as it is now is below.',
};
/** Both languages have the same shape. */
export type RefusalWords = typeof nl;

/** Why something was not done, and what to do instead. */
export const refusalWords: Readonly<Record<Language, RefusalWords>> = { nl, en };
