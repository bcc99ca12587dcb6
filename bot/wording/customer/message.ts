import type { Language } from '../../../core/customer/address.ts';
import type { Money } from '../../../core/money.ts';
import {
  daysAhead,
  formatDate,
  formatDay,
  formatMoney,
  formatNearDay,
  formatPercent,
  formatShortDay,
  formatTime,
} from '../format.ts';
import { plain } from '../plain.ts';
import type { RenderFor } from './phrase.ts';

/** The bot about to say one thing: in which language, at which garage, and how it writes amounts and times there. */
export type Speaker = {
  readonly language: Language;
  readonly buttons: boolean;
  readonly garageName: string;
  readonly phone: string | undefined;
  readonly addressLine: string | undefined;
  readonly zone: string;
  readonly now: Date;
  readonly money: (amount: Money) => string;
  readonly percent: (basisPoints: number) => string;
  /** `16:30` */
  readonly time: (at: Date) => string;
  /** `vandaag`, `morgen (di 24 nov)`, `di 24 nov` */
  readonly day: (at: Date) => string;
  /** `vandaag`, `morgen`, `di 24 nov` */
  readonly nearDay: (at: Date) => string;
  /** `vandaag`, `morgen`, `di` */
  readonly shortDay: (at: Date) => string;
  /** `di 24 nov` */
  readonly date: (at: Date) => string;
  readonly isToday: (at: Date) => boolean;
  /** The words in the language that is spoken; both languages have the same shape. */
  readonly pick: <Words>(words: Readonly<Record<Language, Words>>) => Words;
};

/** Undefined when nothing is left of the words. */
export function spoken(words: string | undefined, most?: number): string | undefined {
  return plain(words ?? '', most) || undefined;
}

/** A speaker for one message. */
export function speakerFor({ language, buttons, garage, now }: RenderFor): Speaker {
  const { zone } = garage;
  return {
    language,
    buttons,
    garageName: plain(garage.name, 40),
    phone: spoken(garage.phone, 24),
    addressLine: spoken(garage.addressLine, 80),
    zone,
    now,
    money: (amount) => formatMoney(amount, language),
    percent: (basisPoints) => formatPercent(basisPoints, language),
    time: (at) => formatTime(at, zone, language),
    day: (at) => formatDay(at, now, zone, language),
    nearDay: (at) => formatNearDay(at, now, zone, language),
    shortDay: (at) => formatShortDay(at, now, zone, language),
    date: (at) => formatDate(at, zone, language),
    isToday: (at) => daysAhead(at, now, zone) === 0,
    pick: (words) => words[language],
  };
}
