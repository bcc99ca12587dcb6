import type { Language } from '../../core/customer/address.ts';
import type { Colleague } from '../../core/scene/scene.ts';
import { shownWords } from '../wording/format.ts';
import { workplaceWords } from '../wording/mechanic/chats.ts';
import type { MechanicButton, MechanicCard } from './card.ts';

/** A mechanic of a workplace, with letters that nobody else has there. */
export type Lettered = Colleague & { readonly letters: string };

export function lettered(colleagues: readonly Colleague[]): readonly Lettered[] {
  const letters = initialsOf(colleagues.map(({ name }) => name));
  return colleagues.map((one, index) => ({ ...one, letters: letters[index] ?? '' }));
}

/** `MV · Mia Visser` */
function labelOf({ letters, name }: Lettered): string {
  return `${letters} · ${shownWords(name, 40)}`;
}

/** Finds the person by typed letters or a typed name. */
export function meantBy(text: string, people: readonly Lettered[]): Lettered | undefined {
  const typed = text.trim().toLowerCase();
  return people.find(({ letters, name }) => letters.toLowerCase() === typed || name.toLowerCase() === typed);
}

type Who = {
  readonly place: string;
  readonly people: readonly Lettered[];
  /** The limit of the network for one message. */
  readonly maxButtons: number;
  /** Messages that are carried out after the answer, and those that have become too old for it. */
  readonly said: readonly string[];
  readonly missed: readonly string[];
};

/** Asks who is on duty; where there are more people than buttons, letters are typed. */
export function whoCard({ place, people, maxButtons, said, missed }: Who, language: Language): MechanicCard {
  const words = workplaceWords[language];
  const withButtons = people.length <= maxButtons;
  const text = [
    ...missed.map(words.missed),
    ...said.map(words.afterwards),
    ...(people.length === 0 ? [words.nobody] : []),
    ...(withButtons ? [] : [words.byLetters]),
  ].join('\n');
  return {
    title: words.who,
    subtitle: shownWords(place, 60),
    ...(text === '' ? {} : { text }),
    ...(withButtons
      ? { buttons: people.map((one) => ({ label: labelOf(one), action: { do: 'duty', staffId: one.staffId } })) }
      : { lines: people.map((one) => ({ text: labelOf(one), state: 'plain' as const })) }),
  };
}

/** Replaces the question once it has moved down. */
export function movedCard(place: string, language: Language): MechanicCard {
  return {
    title: workplaceWords[language].who,
    subtitle: shownWords(place, 60),
    text: workplaceWords[language].below,
  };
}

/** Says who is on duty, and until when. */
export function dutyCard(place: string, person: Lettered, until: string, missed: readonly string[]): MechanicCard {
  const words = workplaceWords[person.language];
  return {
    title: labelOf(person),
    subtitle: shownWords(place, 60),
    text: [words.onDuty(until), ...missed.map(words.missed)].join('\n'),
    buttons: [switchButton(person.language)],
  };
}

export function switchButton(language: Language): MechanicButton {
  return {
    label: workplaceWords[language].switch,
    action: { do: 'switch' },
  };
}

/**
 * Finds initials that tell these people apart, in their order: `MV` for Mia Visser. Where two would
 * have the same, both get more letters (`MVi`, `MVo`); people of the same name get a number.
 */
export function initialsOf(names: readonly string[]): readonly string[] {
  const ways = names.map(waysToWrite);
  const tries = ways.map(() => 0);
  for (;;) {
    const written = ways.map((way, index) => way[tries[index] ?? 0] ?? '');
    const alike = written.flatMap((letters, index) => (countOf(written, letters) > 1 ? [index] : []));
    const longer = alike.filter((index) => (tries[index] ?? 0) + 1 < (ways[index]?.length ?? 0));
    if (longer.length === 0) return numbered(written);
    for (const index of longer) tries[index] = (tries[index] ?? 0) + 1;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function countOf(written: readonly string[], letters: string): number {
  return written.filter((one) => same(one, letters)).length;
}

/**
 * Lists abbreviations, the shortest first; of equal length, those with more of the last name first.
 * The words between are left out, as in `Jan de Vries`.
 */
function waysToWrite(name: string): readonly string[] {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  const first = beginnings(words[0] ?? '');
  const last = words.length > 1 ? beginnings(words.at(-1) ?? '') : [''];
  return first
    .flatMap((a, nth) => last.map((b, more) => ({ letters: a + b, nth, length: nth + more })))
    .sort((a, b) => a.length - b.length || a.nth - b.nth)
    .map(({ letters }) => letters);
}

/** `M`, `Mi`, `Mia` */
function beginnings(word: string): readonly string[] {
  const [capital = '', ...rest] = [...word];
  return ['', ...rest].map((_, count) => capital.toUpperCase() + rest.slice(0, count).join('').toLowerCase());
}

/** Adds numbers to letters that are still the same. */
function numbered(written: readonly string[]): readonly string[] {
  const taken: string[] = [];
  for (const letters of written) {
    const isTaken = taken.some((one) => same(one, letters));
    taken.push(isTaken ? withNumber(letters, [...taken, ...written]) : letters);
  }
  return taken;
}

function withNumber(letters: string, taken: readonly string[]): string {
  let number = 2;
  while (taken.some((one) => same(one, `${letters}${number}`))) number += 1;
  return `${letters}${number}`;
}
