/** Written together or with an apostrophe, where leaving the apostrophe out would make another word. */
export const CONTRACTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "i'll": 'i will',
    "we'll": 'we will',
    "you'll": 'you will',
    "i'd": 'i would',
    "we'd": 'we would',
    "i'm": 'i am',
    "we're": 'we are',
    "you're": 'you are',
    "you've": 'you have',
    "let's": 'lets',
    "that's": 'that is',
    "it's": 'it is',
    "that'll": 'that will',
    "don't": 'do not',
    "won't": 'will not',
    "can't": 'can not',
    "'t": 'het',
    "t's": 'het is',
    "da's": 'dat is',
    "'k": 'ik',
    "foto's": 'fotos',
    "m'n": 'mijn',
  }),
);

function spelled(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([word, all]) => all.split(' ').map((one) => [one, word] as const)));
}

/**
 * Other spellings of answering words. A closed list: nothing else is ever repaired. A test holds them against word lists of both languages
 * and names those that are words elsewhere, each of which was judged by itself.
 */
export const VARIANTS = spelled({
  akkoord: 'akoord accoord akkord akkoort acoord akord akkkoord',
  maar: 'mar moar',
  het: 't',
  graag: 'grag graagg graaag',
  bedankt: 'bedakt',
  niet: 'nie neit',
  alstublieft: 'alstublief aub svp asjeblieft alsjeblieft alstjeblieft alsublieft',
  goed: 'goe',
  dat: 'da',
  hem: 'm um',
  even: 'ff effe',
  gewoon: 'gwn',
  'is prima': 'isprima',
  ok: 'oke okee okay okey okidoki oki okie okej',
  ja: 'jaa',
  nee: 'neen',
  yes: 'yess yesss',
  yep: 'jep jup yup',
  yeah: 'yea yeh yh yeh',
  please: 'pls plz plse plese plaese',
  thanks: 'thx tnx thnx thanx thankss thnks',
  'that is': 'thats',
  'it is': 'its',
  'do not': 'dont',
  'i am': 'im',
  'ja is goed': 'jaisgoed',
  'is goed': 'isgoed isgoe',
  'dat is': 'das',
  'doe maar': 'doemaar',
  'ga je gang': 'gajegang',
  'ga uw gang': 'gaatuwgang',
  'laat maar': 'laatmaar lamaar',
  'hoeft niet': 'hoeftniet hoefniet',
  'nee bedankt': 'neebedankt',
  'no thanks': 'nothanks',
  'zeker weten': 'zekerweten',
  'ja graag': 'jagraag',
  'go ahead': 'goahead',
  'het is': 'tis',
  goedgekeurd: 'goedgekeurt',
  approved: 'aproved approvd',
  approve: 'aprove',
  definitely: 'definitly definately',
  jazeker: 'jazekers',
  natuurlijk: 'natuurljk natuurlik natuurlyk',
  tuurlijk: 'tuurlyk tuurlik',
});

/** Words whose letters may be drawn out. "Neeee!" is dismay as often as a no. */
export const DRAWN_OUT: ReadonlySet<string> = new Set('ja yes graag akkoord please ok yeah yep'.split(' '));
