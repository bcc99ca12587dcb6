import type { Language } from '../../../core/customer/address.ts';
import { assertNever } from '../../../core/decision.ts';
import { formatMoney, type Money } from '../../../core/money.ts';
import {
  daysAhead,
  formatDate,
  formatDay,
  formatNearDay,
  formatPercent,
  formatShortDay,
  formatTime,
  inBothLanguages,
  plain,
} from '../format.ts';
import type { CustomerPhrase, Rendered, RenderFor, RepairNow, VehicleFacts } from './phrase.ts';

export type PhraseOf<Kind extends CustomerPhrase['kind']> = Extract<CustomerPhrase, { kind: Kind }>;

/** One renderer per phrase: a phrase without one does not compile. */
export type Renderers = {
  readonly [Kind in CustomerPhrase['kind']]: (phrase: PhraseOf<Kind>, speaker: Speaker) => Rendered;
};

export type Choices = Rendered['choices'];

/** Buttons, or a last line with the words to type. */
export type Answers = { readonly choices: Choices; readonly ending: string | undefined };

/** A line of a message: left out if undefined, shrunk to the room that is left if a function. */
export type Part = string | undefined | ((room: number) => string);

/** Puts a message together, one part a line, and leaves out what is missing. */
export function composed(parts: readonly Part[], answers?: Answers): Rendered {
  const lines = [...parts, answers?.ending].filter((part) => part !== undefined && part !== '');
  const spent = lines.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0) + 1, -1);
  const text = lines.map((part) => (typeof part === 'function' ? part(maxLength - spent) : part)).join('\n');
  return { text, choices: answers?.choices ?? [] };
}

// WhatsApp refuses a message with buttons whose text is longer than 1,024 characters.
const maxLength = 1000;

/** Sentences on one line, without those whose fact is missing. */
export function sentences(...said: readonly (string | undefined)[]): string {
  return said.filter((words) => words !== undefined && words !== '').join(' ');
}

/** Buttons where the channel has them, else the line that says how to answer. */
export function answerBy(speaker: Speaker, choices: Choices, ending: string): Answers {
  return speaker.buttons ? { choices, ending: undefined } : { choices: [], ending };
}

/**
 * The bot, about to say one thing: its language, the garage, and its way to write amounts and
 * times.
 */
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
  /** Picks the words of the reader's language. */
  readonly pick: <Words>(words: Readonly<Record<Language, Words>>) => Words;
};

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

/** Makes words of a person plain; undefined if nothing is left of them. */
export function spoken(words: string | undefined, max?: number): string | undefined {
  return plain(words ?? '', max) || undefined;
}

/** `VW Golf AB-123-C`, or the plate alone. */
export function vehicleName({ model, plate }: VehicleFacts): string {
  return [spoken(model, 28), plain(plate, 12)].filter((words) => words !== undefined).join(' ');
}

/**
 * Writes the first line: the vehicle in bold, the garage if an account serves several, and the
 * subject.
 */
export function heading(vehicle: VehicleFacts, note?: { readonly bold?: string; readonly after?: string }): string {
  const bold = note?.bold === undefined ? vehicleName(vehicle) : `${vehicleName(vehicle)} ${note.bold}`;
  const rest = [spoken(vehicle.garageName, 28), note?.after].filter((words) => words !== undefined);
  return [`*${bold}*`, ...rest].join(' · ');
}

/** The end of a plate: `3-C` of `AB-123-C`. Its owner knows it, a stranger learns little. */
export function plateEnd(plate: string): string {
  const match = /[\p{L}\p{N}]-?[\p{L}\p{N}]$/u.exec(plain(plate, 12));
  return match?.[0] ?? plain(plate, 12);
}

const standingWords = inBothLanguages({
  nl: {
    registered: 'de auto is aangemeld, de monteur is nog niet begonnen.',
    onLift: (since: string) => `de auto staat sinds ${since} op de brug.`,
    started: (since: string) => `de monteur werkt sinds ${since} aan deze reparatie.`,
    completed: 'de auto is klaar en kan worden opgehaald.',
    collected: 'de auto is opgehaald.',
    cancelled: 'de reparatie is geannuleerd.',
    waits: { customer: 'We wachten op uw antwoord.', parts: 'We wachten op een onderdeel.' },
    expected: (day: string, time: string) => `We verwachten ${day} rond ${time} klaar te zijn.`,
  },
  en: {
    registered: 'the car is registered, the mechanic has not started yet.',
    onLift: (since) => `the car has been on the lift since ${since}.`,
    started: (since) => `the mechanic has been on this repair since ${since}.`,
    completed: 'the car is ready and can be collected.',
    collected: 'the car has been collected.',
    cancelled: 'the repair has been cancelled.',
    waits: { customer: 'We are waiting for your answer.', parts: 'We are waiting for a part.' },
    expected: (day, time) => `We expect to be ready ${day} around ${time}.`,
  },
});

/** Says where the repair stands, to go on after a colon. */
export function standing(state: RepairNow, speaker: Speaker): string {
  const open = state.status === 'registered' || state.status === 'started';
  const waits = open && state.waitsFor ? speaker.pick(standingWords).waits[state.waitsFor] : undefined;
  return sentences(
    place(state, speaker),
    waits,
    open ? expectedReady(state.promisedAt, state.now, speaker) : undefined,
  );
}

function place({ status, since, onLift }: RepairNow, speaker: Speaker): string {
  const words = speaker.pick(standingWords);
  switch (status) {
    case 'registered':
      return words.registered;
    case 'started': {
      const from = speaker.isToday(since) ? speaker.time(since) : `${speaker.date(since)} ${speaker.time(since)}`;
      return onLift ? words.onLift(from) : words.started(from);
    }
    case 'completed':
      return words.completed;
    case 'collected':
      return words.collected;
    case 'cancelled':
      return words.cancelled;
    default:
      return assertNever(status);
  }
}

/** Says when the car should be ready; undefined once that time is over. */
export function expectedReady(promisedAt: Date | undefined, now: Date, speaker: Speaker): string | undefined {
  return promisedAt && promisedAt > now
    ? speaker.pick(standingWords).expected(speaker.day(promisedAt), speaker.time(promisedAt))
    : undefined;
}
