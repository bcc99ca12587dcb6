import type { Language } from '../../../core/customer/address.ts';
import { assertNever } from '../../../core/decision.ts';
import { formatMoney, type Money } from '../../../core/money.ts';
import type { Garage } from '../../../core/scene/scene.ts';
import { formatTime, inBothLanguages } from '../format.ts';

/** Shows for a moment on a button that was tapped. */
export const notices = inBothLanguages({
  nl: {
    noted: 'Genoteerd',
    already: 'Dit was al genoteerd',
    gone: 'Deze offerte geldt niet meer',
    refused: 'Er is niets goedgekeurd',
    notYours: 'Deze knop werkt hier niet',
  },
  en: {
    noted: 'Noted',
    already: 'This was already noted',
    gone: 'This quote no longer applies',
    refused: 'Nothing has been approved',
    notYours: 'This button does not work here',
  },
});

const closingWords = inBothLanguages({
  nl: {
    approved: (time: string, total: string) => `Akkoord gegeven om ${time}: ${total}.`,
    partly: (time: string, total: string) => `Akkoord met een deel gegeven om ${time}: ${total}.`,
    rejected: (time: string) => `Niet akkoord, genoteerd om ${time}.`,
    superseded: 'Deze offerte is vervangen.',
    withdrawn: 'Deze offerte is ingetrokken.',
    expired: 'Deze offerte is verlopen.',
  },
  en: {
    approved: (time, total) => `Approved at ${time}: ${total}.`,
    partly: (time, total) => `Approved in part at ${time}: ${total}.`,
    rejected: (time) => `Not approved, noted at ${time}.`,
    superseded: 'This quote has been replaced.',
    withdrawn: 'This quote has been withdrawn.',
    expired: 'This quote has expired.',
  },
});

/** Why a question was closed; its message says so. */
export type Closing =
  | {
      readonly why: 'decided';
      readonly outcome: 'approved' | 'partly' | 'rejected';
      readonly total: Money;
      readonly at: Date;
    }
  | { readonly why: 'superseded' | 'withdrawn' | 'expired' };

/** The line in place of a question's buttons: `*Akkoord gegeven om 14:03: € 286,40.*` */
export function closingLine(closing: Closing, language: Language, { calendar: { zone } }: Garage): string {
  const words = closingWords[language];
  if (closing.why !== 'decided') return `*${words[closing.why]}*`;
  const time = formatTime(closing.at, zone, language);
  const total = formatMoney(closing.total, language);
  switch (closing.outcome) {
    case 'approved':
      return `*${words.approved(time, total)}*`;
    case 'partly':
      return `*${words.partly(time, total)}*`;
    case 'rejected':
      return `*${words.rejected(time)}*`;
    default:
      return assertNever(closing.outcome);
  }
}
