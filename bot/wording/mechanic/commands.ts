import type { Language } from '../../../core/customer/address.ts';

/** The words that begin a command, in both languages. */
export const commandPhrases = [
  ['new', ['new', 'nieuw']],
  ['start', ['start', 'begin']],
  ['found', ['found', 'gevonden']],
  ['quote', ['quote', 'offerte']],
  ['withdraw', ['withdraw', 'intrekken']],
  ['busy', ['busy', 'bezig']],
  ['wait', ['wait', 'wacht']],
  ['on', ['on', 'verder']],
  ['eta', ['eta', 'tijd']],
  ['lift', ['lift', 'brug']],
  ['agree', ['price', 'prijs']],
  ['done', ['done', 'klaar']],
  ['reopen', ['reopen', 'toch niet klaar']],
  ['cancel', ['cancel', 'annuleer']],
  ['collected', ['collected', 'opgehaald']],
  ['say', ['say', 'zeg']],
  ['note', ['note', 'notitie']],
  ['undo', ['undo', 'herstel']],
  ['mine', ['mine', 'mijn']],
  ['all', ['all', 'alles']],
  ['take', ['take', 'neem']],
  ['help', ['help', 'hulp']],
  ['link', ['link', 'koppel']],
  ['language', ['language', 'taal']],
] as const satisfies readonly (readonly [string, readonly string[]])[];

export type MechanicCommand = (typeof commandPhrases)[number][0];

const helpNl = {
  helpTitle: 'Hulp',
  whichLanguage: 'Welke taal? / Which language?',
  languageName: 'Nederlands',
  spokenFromNow: 'Vanaf nu in het Nederlands. Typ taal en voor Engels.',
  howToBegin: 'Begin met: nieuw AB-123-C, Jan Jansen, 06-nummer, klacht',
  help: [
    'nieuw AB-123-C, naam, 06-nummer, klacht: auto aanmelden',
    'start AB-123-C: begonnen, de klant krijgt bericht',
    'gevonden AB-123-C: remblokken 2 mm: gezien, prijs later',
    'offerte AB-123-C: remblokken 286,40; wissers 38: kaart om te versturen',
    'een foto, met of zonder kenteken: gaat mee met de offerte',
    'tijd AB-123-C 16:30: tijd beloven',
    'wacht AB-123-C onderdelen: wacht op onderdelen, en verder',
    'prijs AB-123-C 199: het afgesproken bedrag',
    'klaar AB-123-C: klaar, de klant krijgt bericht',
    'zeg AB-123-C: tekst naar de klant, notitie: alleen intern',
    'herstel: het laatste ongedaan maken',
    'mijn, alles, neem AB-123-C: lijsten en overnemen',
    'taal en: antwoorden in het Engels',
    'Een deel van het kenteken is genoeg als het op één auto past.',
  ].join('\n'),
  commands: {
    new: 'nieuw',
    start: 'start',
    found: 'gevonden',
    quote: 'offerte',
    withdraw: 'intrekken',
    busy: 'bezig',
    wait: 'wacht',
    on: 'verder',
    eta: 'tijd',
    lift: 'brug',
    agree: 'prijs',
    done: 'klaar',
    reopen: 'toch niet klaar',
    cancel: 'annuleer',
    collected: 'opgehaald',
    say: 'zeg',
    note: 'notitie',
    undo: 'herstel',
    mine: 'mijn',
    all: 'alles',
    take: 'neem',
    help: 'hulp',
    link: 'koppel',
    language: 'taal',
  } satisfies Record<MechanicCommand, string>,
};
const helpEn: typeof helpNl = {
  helpTitle: 'Help',
  whichLanguage: 'Welke taal? / Which language?',
  languageName: 'English',
  spokenFromNow: 'English from now on. Type language nl for Dutch.',
  howToBegin: 'Begin with: new AB-123-C, Jan Jansen, phone number, complaint',
  help: [
    'new AB-123-C, name, phone number, complaint: register a car',
    'start AB-123-C: in hand, the customer is told',
    'found AB-123-C: pads 2 mm: seen, price later',
    'quote AB-123-C: brake pads 286.40; wipers 38: a card to send',
    'a photo, with or without a plate: goes with the quote',
    'eta AB-123-C 16:30: promise a time',
    'wait AB-123-C parts: waiting for parts, then on',
    'price AB-123-C 199: the agreed amount',
    'done AB-123-C: ready, the customer is told',
    'say AB-123-C: text to the customer, note: staff only',
    'undo: take back the last thing',
    'mine, all, take AB-123-C: lists, take over a car',
    'language nl: answers in Dutch',
    'A part of the plate will do when it fits one car.',
  ].join('\n'),
  commands: {
    new: 'new',
    start: 'start',
    found: 'found',
    quote: 'quote',
    withdraw: 'withdraw',
    busy: 'busy',
    wait: 'wait',
    on: 'on',
    eta: 'eta',
    lift: 'lift',
    agree: 'price',
    done: 'done',
    reopen: 'reopen',
    cancel: 'cancel',
    collected: 'collected',
    say: 'say',
    note: 'note',
    undo: 'undo',
    mine: 'mine',
    all: 'all',
    take: 'take',
    help: 'help',
    link: 'link',
    language: 'language',
  },
};
export type HelpWords = typeof helpNl;

/** The help text, and the word of each command. */
export const helpWords: Readonly<Record<Language, HelpWords>> = { nl: helpNl, en: helpEn };

/** A command in a menu: the word that is typed, and what it does. */
export type MenuEntry = { readonly title: string; readonly description: string };

/** Returns the menu of a mechanic's chat; six commands, because a longer list is not read. */
export function commandMenu(language: Language): readonly MenuEntry[] {
  return daily.map((command) => ({
    title: helpWords[language].commands[command],
    description: says[language][command],
  }));
}

/** Returns the menu of a chat in which nobody works, such as the garage's channel. */
export function linkMenu(language: Language): readonly MenuEntry[] {
  return [{ title: helpWords[language].commands.link, description: says[language].link }];
}

const daily = ['mine', 'new', 'found', 'quote', 'done', 'help'] as const satisfies readonly MechanicCommand[];

const menuNl: Readonly<Record<(typeof daily)[number] | 'link', string>> = {
  mine: 'Mijn auto’s, en wat er nu aan de beurt is',
  new: 'Auto aanmelden: nieuw AB-123-C, Jan Jansen, 06-nummer, remmen piepen',
  found: 'Gezien, prijs later: gevonden AB-123-C: remblokken 2 mm',
  quote: 'Akkoord vragen: offerte AB-123-C: remblokken 286,40; wissers 38',
  done: 'Klaar, de klant krijgt bericht: klaar AB-123-C',
  help: 'Alles wat er getypt kan worden',
  link: 'Koppelen met de code van de beheerder: koppel ABCD-EFGH-JKMN',
};
const menuEn: typeof menuNl = {
  mine: 'My cars, and what comes next',
  new: 'Register a car: new AB-123-C, Jan Jansen, phone number, brakes squeal',
  found: 'Seen, price later: found AB-123-C: pads 2 mm',
  quote: 'Ask for approval: quote AB-123-C: brake pads 286.40; wipers 38',
  done: 'Ready, the customer is told: done AB-123-C',
  help: 'Everything that can be typed',
  link: "Link with the administrator's code: link ABCD-EFGH-JKMN",
};
const says = { nl: menuNl, en: menuEn };
