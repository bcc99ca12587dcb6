import type { Language } from '../../core/customer/address.ts';
import { helpWords } from '../wording/mechanic/commands.ts';
import type { Command } from './typed/line.ts';

/** One entry of a command menu: the word that is typed, and what it does. */
export type MenuEntry = { readonly title: string; readonly description: string };

/** What a network with a command menu offers a mechanic; six, because a longer list is not read. */
export function commandMenu(language: Language): readonly MenuEntry[] {
  return daily.map((command) => ({
    title: helpWords[language].commands[command],
    description: says[language][command],
  }));
}

/** What the menu offers where nobody works, as in the garage's channel. */
export function linkMenu(language: Language): readonly MenuEntry[] {
  return [{ title: helpWords[language].commands.link, description: says[language].link }];
}

const daily = ['mine', 'new', 'found', 'quote', 'done', 'help'] as const satisfies readonly Command[];

const nl: Readonly<Record<(typeof daily)[number] | 'link', string>> = {
  mine: 'Mijn auto’s, en wat er nu aan de beurt is',
  new: 'Auto aanmelden: nieuw AB-123-C, Jan Jansen, 06-nummer, remmen piepen',
  found: 'Gezien, prijs later: gevonden AB-123-C: remblokken 2 mm',
  quote: 'Akkoord vragen: offerte AB-123-C: remblokken 286,40; wissers 38',
  done: 'Klaar, de klant krijgt bericht: klaar AB-123-C',
  help: 'Alles wat er getypt kan worden',
  link: 'Koppelen met de code van de beheerder: koppel ABCD-EFGH-JKMN',
};
const en: typeof nl = {
  mine: 'My cars, and what comes next',
  new: 'Register a car: new AB-123-C, Jan Jansen, phone number, brakes squeal',
  found: 'Seen, price later: found AB-123-C: pads 2 mm',
  quote: 'Ask for approval: quote AB-123-C: brake pads 286.40; wipers 38',
  done: 'Ready, the customer is told: done AB-123-C',
  help: 'Everything that can be typed',
  link: "Link with the administrator's code: link ABCD-EFGH-JKMN",
};
const says = { nl, en };
