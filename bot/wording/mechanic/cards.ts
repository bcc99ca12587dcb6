import type { Language } from '../../../core/customer/address.ts';

const cardsNl = {
  state: {
    registered: 'Aangemeld, nog niet begonnen',
    started: (time: string, lift: boolean) => `In de werkplaats sinds ${time}${lift ? ' · op de brug' : ''}`,
    completed: (when: string) => `Klaar sinds ${when} · klant kan ophalen`,
    collected: 'Opgehaald',
    cancelled: 'Geannuleerd',
  },
  folded: 'Zie de nieuwste kaart hieronder.',
  invitation: 'Uitnodiging voor de klant',
  invite: (name: string) =>
    `Laat ${name || 'de klant'} deze code scannen of de link openen. Daarna gaat alles via de chat.`,
  waitsForCustomer: (minutes: string | undefined) => `Wacht op klant${minutes ? ` ${minutes}` : ''}`,
  waitsForParts: (since: string, until: string | undefined) =>
    `Wacht op onderdelen sinds ${since}${until ? ` · verwacht ${until}` : ''}`,
  asks: (words: string) => `Klant vraagt ${words ? `“${words}”` : 'iets'} · antwoord nodig`,
  toSend: 'Offerte staat klaar om te versturen',
  newVersion: 'nieuwe versie staat klaar',
  replaces: (lines: string) => `Vervangt: ${lines}`,
  expired: 'Offerte verlopen · niets goedgekeurd',
  approved: (time: string) => `Akkoord om ${time} · werk kan beginnen`,
  partly: (time: string) => `Deels akkoord om ${time} · werk kan beginnen`,
  rejected: (time: string) => `Niet akkoord om ${time} · alleen het afgesproken werk`,
  delivery: {
    sent: (time: string) => `verstuurd ${time}`,
    delivered: (time: string) => `bezorgd ${time}`,
    read: 'gelezen',
    failed: 'niet aangekomen',
    none: 'geen chat, wordt gebeld',
  },
  reminded: 'herinnerd',
  minutes: (count: number) => (count < 60 ? `${count} min` : `${Math.floor(count / 60)} u ${count % 60} min`),
  customer: 'Klant',
  complaint: 'Klacht',
  notTyped: 'nog niet genoteerd',
  agreed: 'Afgesproken',
  toBeDetermined: 'nog te bepalen',
  total: 'Afgesproken en akkoord',
  promised: 'Beloofd',
  mechanic: 'Monteur',
  speaks: 'Gesprek',
  service: (agent: string | undefined) => `klantenservice${agent ? ` (${agent})` : ''} antwoordt`,
  held: 'Stille uren',
  heldUntil: (time: string) => `klant hoort het ${time}`,
  noChat: 'Chat',
  notLinked: 'klant is nog niet gekoppeld, wordt gebeld',
  quote: (number: number, version: number) => `Offerte ${number}, versie ${version}`,
  quoteTotal: 'Samen incl. btw',
  ifApproved: 'Alles doen: klaar',
  ifDeclined: 'Niets doen: klaar',
  photos: (count: number, of: number) =>
    `${count === 1 ? '1 foto gaat' : `${count} foto's gaan`} mee${of > count ? `, de nieuwste van ${of}` : ''}`,
  photo: "Foto's",
  photosWait: (count: number) => `${count}, voor de volgende offerte`,
  finding: (words: string) => `Gevonden: ${words} (nog te prijzen)`,
  findingWithoutWords: 'zonder omschrijving',
  lineWithoutWords: 'Regel',
  severity: { now: ' · nu', soon: '', later: ' · later' },
  hint: (plate: string) => `Iets gevonden? Typ: gevonden ${plate}: remblokken 2 mm`,
  amount: 'Bedrag incl. btw',
  agreedAmount: 'Afgesproken bedrag incl. btw',
  exampleAmount: '199,00',
  agreedMissing:
    'Het afgesproken bedrag ontbreekt. Vul het in voor u verstuurt: anders leest de klant dat er nog geen prijs is afgesproken.',
  buttons: {
    start: 'Start',
    done: 'Klaar',
    liftOn: 'Brug op',
    liftOff: 'Brug af',
    addToOpen: 'Toevoegen aan de open offerte',
    wait: 'Verstuur · ik wacht',
    goOn: 'Verstuur · ik ga door',
    withdraw: 'Intrekken',
    drop: 'Offerte weggooien',
    begin: 'Ik begin hieraan',
    reopen: 'Toch niet klaar',
    collected: 'Opgehaald',
    sendNow: 'Nu sturen',
    price: 'Prijs maken',
    on: 'Verder',
    save: 'Bewaren',
  },
};
const cardsEn: typeof cardsNl = {
  state: {
    registered: 'Registered, not started',
    started: (time, lift) => `In hand since ${time}${lift ? ' · on the lift' : ''}`,
    completed: (when) => `Ready since ${when} · customer can collect`,
    collected: 'Collected',
    cancelled: 'Cancelled',
  },
  folded: 'See the newest card below.',
  invitation: 'Invitation for the customer',
  invite: (name: string) =>
    `Let ${name || 'the customer'} scan this code or open the link. From then on it all goes by chat.`,
  waitsForCustomer: (minutes) => `Waiting for customer${minutes ? ` ${minutes}` : ''}`,
  waitsForParts: (since, until) => `Waiting for parts since ${since}${until ? ` · expected ${until}` : ''}`,
  asks: (words) => `Customer asks ${words ? `“${words}”` : 'something'} · answer needed`,
  toSend: 'Quote is ready to be sent',
  newVersion: 'new version is ready to be sent',
  replaces: (lines) => `Replaces: ${lines}`,
  expired: 'Quote expired · nothing approved',
  approved: (time) => `Approved at ${time} · work can begin`,
  partly: (time) => `Partly approved at ${time} · work can begin`,
  rejected: (time) => `Not approved at ${time} · only the agreed work`,
  delivery: {
    sent: (time) => `sent ${time}`,
    delivered: (time) => `delivered ${time}`,
    read: 'read',
    failed: 'did not arrive',
    none: 'no chat, will be called',
  },
  reminded: 'reminded',
  minutes: (count) => (count < 60 ? `${count} min` : `${Math.floor(count / 60)} h ${count % 60} min`),
  customer: 'Customer',
  complaint: 'Complaint',
  notTyped: 'not written down yet',
  agreed: 'Agreed',
  toBeDetermined: 'to be determined',
  total: 'Agreed and approved',
  promised: 'Promised',
  mechanic: 'Mechanic',
  speaks: 'Conversation',
  service: (agent) => `customer service${agent ? ` (${agent})` : ''} answers`,
  held: 'Quiet hours',
  heldUntil: (time) => `the customer hears it ${time}`,
  noChat: 'Chat',
  notLinked: 'customer is not linked yet, will be called',
  quote: (number, version) => `Quote ${number}, version ${version}`,
  quoteTotal: 'Together incl. VAT',
  ifApproved: 'Do everything: ready',
  ifDeclined: 'Do nothing: ready',
  photos: (count, of) =>
    `${count === 1 ? '1 photo goes' : `${count} photos go`} with it${of > count ? `, the newest of ${of}` : ''}`,
  photo: 'Photos',
  photosWait: (count) => `${count}, for the next quote`,
  finding: (words) => `Found: ${words} (to be priced)`,
  findingWithoutWords: 'without description',
  lineWithoutWords: 'Line',
  severity: { now: ' · now', soon: '', later: ' · later' },
  hint: (plate) => `Found something? Type: found ${plate}: pads 2 mm`,
  amount: 'Amount incl. VAT',
  agreedAmount: 'Agreed amount incl. VAT',
  exampleAmount: '199.00',
  agreedMissing:
    'The agreed amount is missing. Fill it in before you send: else the customer reads that no price has been agreed yet.',
  buttons: {
    start: 'Start',
    done: 'Done',
    liftOn: 'On the lift',
    liftOff: 'Off the lift',
    addToOpen: 'Add to the open quote',
    wait: 'Send · I wait',
    goOn: 'Send · I go on',
    withdraw: 'Withdraw',
    drop: 'Drop the quote',
    begin: 'I begin this',
    reopen: 'Not ready after all',
    collected: 'Collected',
    sendNow: 'Send now',
    price: 'Make the price',
    on: 'Go on',
    save: 'Save',
  },
};
export const cardWords: Readonly<Record<Language, typeof cardsNl>> = { nl: cardsNl, en: cardsEn };
export type CardWords = typeof cardsNl;

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

const pingNl = {
  approved: (what: string, total: string) => `AKKOORD ${what} ${total}.`,
  not: (what: string) => `Niet: ${what}.`,
  rejected: (before: boolean) =>
    `NIET akkoord. Alleen het ${before ? 'werk dat al afgesproken en goedgekeurd was' : 'afgesproken werk'}.`,
  revoked: (what: string) => `Klant bedenkt zich over ${what}. Al begonnen?`,
  notBegun: 'Nog niet',
  begunAlready: 'Al begonnen',
  asks: (text: string) => (text ? `Klant vraagt: ${text}` : 'Klant vraagt iets.'),
  expired: (number: number) => `Offerte ${number} is verlopen, er is niets goedgekeurd.`,
  late: 'de klant wacht nog op antwoord. Klantenservice is nu ook gevraagd.',
  reopens: 'Geldt de prijs nog?',
  releaseAnew: 'Opnieuw versturen',
  letGo: 'Laten verlopen',
  promised: (when: string) => `Beloofd: ${when}. Lukt dat?`,
  kept: 'Dat lukt',
  moved: 'Nieuwe tijd',
  newTime: 'Nieuwe tijd, bijvoorbeeld 17:00',
  closing: 'Nog in hand. Klaar voor vandaag?',
  closingWaits: 'Nog in hand, en de klant heeft nog niet geantwoord op de offerte.',
  done: 'Klaar',
  goesOn: (day: string | undefined) => `${day === undefined ? 'Later' : capital(day)} verder`,
  readyThen: 'Dan klaar (mag leeg)',
  send: 'Naar klant',
  answer: 'Antwoord aan de klant',
  ready: {
    yes: 'Ja, dat kan.',
    no: 'Nee, dat kan niet.',
    call: 'We bellen u hierover.',
    price: 'Nee, dit is de prijs.',
  },
};
const pingEn: typeof pingNl = {
  approved: (what, total) => `APPROVED ${what} ${total}.`,
  not: (what) => `Not: ${what}.`,
  rejected: (before) =>
    `NOT approved. Only the ${before ? 'work that was agreed and approved before' : 'agreed work'}.`,
  revoked: (what) => `Customer has second thoughts about ${what}. Begun already?`,
  notBegun: 'Not yet',
  begunAlready: 'Begun already',
  asks: (text) => (text ? `Customer asks: ${text}` : 'Customer asks something.'),
  expired: (number) => `Quote ${number} has expired, nothing has been approved.`,
  late: 'the customer is still waiting for an answer. Customer service has been asked now, too.',
  reopens: 'Does the price still stand?',
  releaseAnew: 'Send again',
  letGo: 'Let it lapse',
  promised: (when) => `Promised: ${when}. Will you make it?`,
  kept: 'Yes',
  moved: 'New time',
  newTime: 'New time, for example 17:00',
  closing: 'Still in hand. Done for today?',
  closingWaits: 'Still in hand, and the customer has not answered the quote yet.',
  done: 'Done',
  goesOn: (day) => `Goes on ${day ?? 'later'}`,
  readyThen: 'Ready then (may be empty)',
  send: 'To customer',
  answer: 'Answer to the customer',
  ready: {
    yes: 'Yes, that is possible.',
    no: 'No, that is not possible.',
    call: 'We will call you about this.',
    price: 'No, this is the price.',
  },
};

/** Pings and cards that a mechanic gets because of a customer or the time. */
export const pingWords: Readonly<Record<Language, typeof pingNl>> = { nl: pingNl, en: pingEn };

const tapNl = {
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
const tapEn: typeof tapNl = {
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

/** Answers to a tap that has no card of its own. */
export const tapWords: Readonly<Record<Language, typeof tapNl>> = { nl: tapNl, en: tapEn };

/** Tells a mechanic of the cars of a colleague who left. */
export const handoverWords: Readonly<Record<Language, (from: string, cars: string) => string>> = {
  nl: (from, cars) => `${from} werkt hier niet meer. Van u zijn nu: ${cars}.`,
  en: (from, cars) => `${from} no longer works here. These are yours now: ${cars}.`,
};
