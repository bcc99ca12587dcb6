import type { Language } from '../../core/customer/address.ts';

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

const nl = {
  approved: (what: string, total: string) => `AKKOORD ${what} ${total}.`,
  not: (what: string) => `Niet: ${what}.`,
  rejected: (before: boolean) =>
    `NIET akkoord. Alleen het ${before ? 'werk dat al afgesproken en goedgekeurd was' : 'afgesproken werk'}.`,
  revoked: (what: string) => `Klant bedenkt zich over ${what}. Al begonnen?`,
  notBegun: 'Nog niet',
  begunAlready: 'Al begonnen',
  asks: (text: string) => (text ? `Klant vraagt: ${text}` : 'Klant vraagt iets.'),
  expired: (number: number) => `Offerte ${number} is verlopen, er is niets goedgekeurd.`,
  late: 'de klant wacht nog op antwoord. Klantenservice is nu ook gevraagd.',
  reopens: 'Geldt de prijs nog?',
  releaseAnew: 'Opnieuw versturen',
  letGo: 'Laten verlopen',
  promised: (when: string) => `Beloofd: ${when}. Lukt dat?`,
  kept: 'Dat lukt',
  moved: 'Nieuwe tijd',
  newTime: 'Nieuwe tijd, bijvoorbeeld 17:00',
  closing: 'Nog in hand. Klaar voor vandaag?',
  closingWaits: 'Nog in hand, en de klant heeft nog niet geantwoord op de offerte.',
  done: 'Klaar',
  goesOn: (day: string | undefined) => `${day === undefined ? 'Later' : capital(day)} verder`,
  readyThen: 'Dan klaar (mag leeg)',
  send: 'Naar klant',
  answer: 'Antwoord aan de klant',
  ready: { yes: 'Ja, dat kan.', no: 'Nee, dat kan niet.', call: 'We bellen u hierover.' },
};
const en: typeof nl = {
  approved: (what, total) => `APPROVED ${what} ${total}.`,
  not: (what) => `Not: ${what}.`,
  rejected: (before) =>
    `NOT approved. Only the ${before ? 'work that was agreed and approved before' : 'agreed work'}.`,
  revoked: (what) => `Customer has second thoughts about ${what}. Begun already?`,
  notBegun: 'Not yet',
  begunAlready: 'Begun already',
  asks: (text) => (text ? `Customer asks: ${text}` : 'Customer asks something.'),
  expired: (number) => `Quote ${number} has expired, nothing has been approved.`,
  late: 'the customer is still waiting for an answer. Customer service has been asked now, too.',
  reopens: 'Does the price still stand?',
  releaseAnew: 'Send again',
  letGo: 'Let it lapse',
  promised: (when) => `Promised: ${when}. Will you make it?`,
  kept: 'Yes',
  moved: 'New time',
  newTime: 'New time, for example 17:00',
  closing: 'Still in hand. Done for today?',
  closingWaits: 'Still in hand, and the customer has not answered the quote yet.',
  done: 'Done',
  goesOn: (day) => `Goes on ${day ?? 'later'}`,
  readyThen: 'Ready then (may be empty)',
  send: 'To customer',
  answer: 'Answer to the customer',
  ready: { yes: 'Yes, that is possible.', no: 'No, that is not possible.', call: 'We will call you about this.' },
};

/** What a mechanic reads because of a customer or of time. */
export const mechanicWords: Readonly<Record<Language, typeof nl>> = { nl, en };
