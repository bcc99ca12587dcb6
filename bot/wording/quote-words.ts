import type { Language } from '../../core/customer/address.ts';

const nl = {
  asked: 'uw akkoord gevraagd',
  renewed: 'nieuwe offerte',
  found: (finding: string) => `Gevonden: ${finding}`,
  foundSeveral: (count: number) => `We vonden ${count} dingen:`,
  together: 'Samen',
  noMore: 'Meer wordt het niet zonder uw akkoord.',
  guide: (percent: string) => `Richtprijs: het kan hooguit ${percent} meer worden; daarboven vragen we u eerst.`,
  ready: { one: ['Wel doen', 'Niet doen'], several: ['Alles doen', 'Niets doen'] },
  readyAt: (when: string) => `klaar ${when}`,
  readyOnly: (when: string) => `Klaar ${when}.`,
  validUntil: (date: string, time: string) => `Geldig t/m ${date} ${time}.`,
  which: (number: number, version: number) => `(Offerte ${number}, versie ${version})`,
  lapsed: 'De vorige vervalt.',
  more: (was: string, difference: string) => `(was ${was}, dus ${difference} meer)`,
  less: (was: string, difference: string) => `(was ${was}, dus ${difference} minder)`,
  same: '(dat was het ook)',
  untouched: 'U had nog niets goedgekeurd en er is nog niets gedaan. Wat wilt u?',
  untouchedHere: 'Van de vorige offerte was niets goedgekeurd en is niets gedaan. Wat wilt u?',
};
const en: typeof nl = {
  asked: 'your approval, please',
  renewed: 'new quote',
  found: (finding) => `Found: ${finding}`,
  foundSeveral: (count) => `We found ${count} things:`,
  together: 'Together',
  noMore: 'It will not be more without your approval.',
  guide: (percent) => `Guide price: it can be at most ${percent} more; above that we ask you first.`,
  ready: { one: ['If we do it', 'If not'], several: ['Do everything', 'Do nothing'] },
  readyAt: (when) => `ready ${when}`,
  readyOnly: (when) => `Ready ${when}.`,
  validUntil: (date, time) => `Valid until ${date} ${time}.`,
  which: (number, version) => `(Quote ${number}, version ${version})`,
  lapsed: 'The earlier one no longer applies.',
  more: (was, difference) => `(was ${was}, so ${difference} more)`,
  less: (was, difference) => `(was ${was}, so ${difference} less)`,
  same: '(the same as before)',
  untouched: 'You had not approved anything yet and nothing has been done. What would you like?',
  untouchedHere: 'Nothing of the earlier quote was approved or done. What would you like?',
};
/** The texts of a quote. */
export const quoteWords: Readonly<Record<Language, typeof nl>> = { nl, en };
