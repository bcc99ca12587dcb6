import type { Language } from '../../core/customer/address.ts';
import type { DrawnCard } from '../mechanic/cards-prepare.ts';

const nl = {
  working: 'Wordt verwerkt…',
  unknown: {
    title: 'Deze knop werkt hier niet',
    text: 'Er is niets gedaan. Typ een kenteken, of hulp voor wat u hier kunt doen.',
  },
  stranger: {
    title: 'Deze kaart is niet voor deze chat',
    text: 'Er is niets gedaan. Werkt u hier? Vraag uw beheerder om een code en typ koppel met die code.',
  },
  failed:
    'Er ging bij ons iets mis en er is niets veranderd. Probeer het nog een keer. Lukt het dan nog niet, zeg het tegen de beheerder.',
};
const en: typeof nl = {
  working: 'Working on it…',
  unknown: {
    title: 'This button does not work here',
    text: 'Nothing was done. Type a plate, or help to see what you can do here.',
  },
  stranger: {
    title: 'This card is not for this chat',
    text: 'Nothing was done. Do you work here? Ask your administrator for a code and type link with that code.',
  },
  failed:
    'Something went wrong on our side and nothing was changed. Please try again. If it still does not work, tell the administrator.',
};
const words: Readonly<Record<Language, typeof nl>> = { nl, en };

/** In place of a card whose button nobody knows, or that was made for another chat. */
export function unknownCard(language: Language): DrawnCard {
  return words[language].unknown;
}

/** In place of a card that was tapped by somebody who is no member of staff. */
export function strangerCard(language: Language): DrawnCard {
  return words[language].stranger;
}

/** The card as it stands while the tap on it still waits for its turn: nothing more can be tapped. */
export function workingCard({ actions: _, inputs: __, ...card }: DrawnCard, language: Language): DrawnCard {
  return {
    ...card,
    subtitle: words[language].working,
  };
}

/** Said when something from a member of staff could not be handled in any of its tries. */
export function nothingChanged(language: Language): string {
  return words[language].failed;
}
