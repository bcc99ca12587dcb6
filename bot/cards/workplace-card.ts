import type { Colleague } from '../../core/application/workplace.ts';
import type { Language } from '../../core/customer/address.ts';
import { shownWords } from '../mechanic/cards-plain.ts';
import { initialsOf } from '../mechanic/initials.ts';
import { workplaceWords } from '../mechanic/workplace-words.ts';
import type { MechanicButton, MechanicCard } from './card.ts';

/** A mechanic of a workplace with the letters that tell him apart there. */
export type Lettered = Colleague & { readonly letters: string };

/** All who may stand at a workplace, with their letters. */
export function lettered(colleagues: readonly Colleague[]): readonly Lettered[] {
  const letters = initialsOf(colleagues.map(({ name }) => name));
  return colleagues.map((one, index) => ({ ...one, letters: letters[index] ?? '' }));
}

/** `MV · Mia Visser` */
function labelOf({ letters, name }: Lettered): string {
  return `${letters} · ${shownWords(name, 40)}`;
}

/** Whom somebody means who types letters or a name instead of tapping. */
export function meantBy(text: string, people: readonly Lettered[]): Lettered | undefined {
  const typed = text.trim().toLowerCase();
  return people.find(({ letters, name }) => letters.toLowerCase() === typed || name.toLowerCase() === typed);
}

type Who = {
  readonly place: string;
  readonly people: readonly Lettered[];
  /** As many buttons as the network shows on one message. */
  readonly mostButtons: number;
  /** What is carried out for whoever answers, and what has become too old for it. */
  readonly said: readonly string[];
  readonly missed: readonly string[];
};

/** Asks who stands at a workplace; where there are more people than buttons, they are listed to be typed. */
export function whoCard({ place, people, mostButtons, said, missed }: Who, language: Language): MechanicCard {
  const say = workplaceWords[language];
  const withButtons = people.length <= mostButtons;
  const text = [
    ...missed.map(say.missed),
    ...said.map(say.afterwards),
    ...(people.length === 0 ? [say.nobody] : []),
    ...(withButtons ? [] : [say.byLetters]),
  ].join('\n');
  return {
    title: say.who,
    subtitle: shownWords(place, 60),
    ...(text === '' ? {} : { text }),
    ...(withButtons
      ? { buttons: people.map((one) => ({ label: labelOf(one), action: { do: 'duty', staffId: one.staffId } })) }
      : { lines: people.map((one) => ({ text: labelOf(one), state: 'plain' as const })) }),
  };
}

/** What becomes of the question when it has moved down. */
export function movedCard(place: string, language: Language): MechanicCard {
  return {
    title: workplaceWords[language].who,
    subtitle: shownWords(place, 60),
    text: workplaceWords[language].below,
  };
}

/** Who works here now, and until when. */
export function dutyCard(place: string, person: Lettered, until: string, missed: readonly string[]): MechanicCard {
  const say = workplaceWords[person.language];
  return {
    title: labelOf(person),
    subtitle: shownWords(place, 60),
    text: [say.onDuty(until), ...missed.map(say.missed)].join('\n'),
    buttons: [switchButton(person.language)],
  };
}

/** Somebody else comes to the workplace. */
export function switchButton(language: Language): MechanicButton {
  return {
    label: workplaceWords[language].switch,
    action: { do: 'switch' },
  };
}
