import type { Language } from '../../core/customer/address.ts';

const nl = {
  noted: 'Genoteerd',
  already: 'Dit was al genoteerd',
  gone: 'Deze offerte geldt niet meer',
  refused: 'Er is niets goedgekeurd',
  notYours: 'Deze knop werkt hier niet',
};
const en: typeof nl = {
  noted: 'Noted',
  already: 'This was already noted',
  gone: 'This quote no longer applies',
  refused: 'Nothing has been approved',
  notYours: 'This button does not work here',
};

/** The few words that show on a tapped button. */
export const notices: Readonly<Record<Language, typeof nl>> = { nl, en };
