import type { Closing } from '../../core/application/step.ts';
import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { Garage } from '../../core/scene/scene.ts';
import { formatMoney, formatTime } from './format.ts';

const nl = {
  approved: (time: string, total: string) => `Akkoord gegeven om ${time}: ${total}.`,
  partly: (time: string, total: string) => `Akkoord met een deel gegeven om ${time}: ${total}.`,
  rejected: (time: string) => `Niet akkoord, genoteerd om ${time}.`,
  superseded: 'Deze offerte is vervangen.',
  withdrawn: 'Deze offerte is ingetrokken.',
  expired: 'Deze offerte is verlopen.',
};
const en: typeof nl = {
  approved: (time, total) => `Approved at ${time}: ${total}.`,
  partly: (time, total) => `Approved in part at ${time}: ${total}.`,
  rejected: (time) => `Not approved, noted at ${time}.`,
  superseded: 'This quote has been replaced.',
  withdrawn: 'This quote has been withdrawn.',
  expired: 'This quote has expired.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** The line that a question gets when its buttons go: `*Akkoord gegeven om 14:03: € 286,40.*` */
export function closingLine(closing: Closing, language: Language, { calendar: { zone } }: Garage): string {
  const say = words[language];
  if (closing.why !== 'decided') return `*${say[closing.why]}*`;
  const time = formatTime(closing.at, zone, language);
  const total = formatMoney(closing.total, language);
  switch (closing.outcome) {
    case 'approved':
      return `*${say.approved(time, total)}*`;
    case 'partly':
      return `*${say.partly(time, total)}*`;
    case 'rejected':
      return `*${say.rejected(time)}*`;
    default:
      return assertNever(closing.outcome);
  }
}
