import type { Language } from '../../core/customer/address.ts';

const nl = {
  approved: (what: string, total: string) => `AKKOORD ${what} ${total}.`,
  not: (what: string) => `Niet: ${what}.`,
  rejected: (before: boolean) =>
    `NIET akkoord. Alleen het ${before ? 'werk dat al afgesproken en goedgekeurd was' : 'afgesproken werk'}.`,
  revoked: (number: number) => `klant bedenkt zich over offerte ${number}. Nog niet beginnen.`,
  asks: (text: string) => `Klant vraagt: ${text}`,
  expired: (number: number) => `Offerte ${number} is verlopen, er is niets goedgekeurd.`,
  late: 'de klant wacht nog op antwoord. Klantenservice is nu ook gevraagd.',
  reopens: 'Geldt de prijs nog?',
  releaseAnew: 'Opnieuw versturen',
  letGo: 'Laten verlopen',
  promised: (when: string) => `Beloofd: ${when}. Lukt dat?`,
  kept: 'Dat lukt',
  moved: 'Nieuwe tijd',
  newTime: 'Nieuwe tijd, bijvoorbeeld 17:00',
  send: 'Naar klant',
  answer: 'Antwoord aan de klant',
  ready: { yes: 'Ja, dat kan.', no: 'Nee, dat kan niet.', call: 'We bellen u hierover.' },
};
const en: typeof nl = {
  approved: (what, total) => `APPROVED ${what} ${total}.`,
  not: (what) => `Not: ${what}.`,
  rejected: (before) =>
    `NOT approved. Only the ${before ? 'work that was agreed and approved before' : 'agreed work'}.`,
  revoked: (number) => `customer is having second thoughts about quote ${number}. Do not start yet.`,
  asks: (text) => `Customer asks: ${text}`,
  expired: (number) => `Quote ${number} has expired, nothing has been approved.`,
  late: 'the customer is still waiting for an answer. Customer service has been asked now, too.',
  reopens: 'Does the price still stand?',
  releaseAnew: 'Send again',
  letGo: 'Let it lapse',
  promised: (when) => `Promised: ${when}. Will you make it?`,
  kept: 'Yes',
  moved: 'New time',
  newTime: 'New time, for example 17:00',
  send: 'To customer',
  answer: 'Answer to the customer',
  ready: { yes: 'Yes, that is possible.', no: 'No, that is not possible.', call: 'We will call you about this.' },
};

/** What a mechanic reads because of a customer or of time. */
export const mechanicWords: Readonly<Record<Language, typeof nl>> = { nl, en };
