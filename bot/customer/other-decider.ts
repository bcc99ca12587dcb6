import type { Next } from './understanding/understand.ts';

/** A wish about who decides: to share the decision, to get the link, or to decide alone again. */
export type DeciderWish = {
  readonly wants: 'share' | 'link' | 'only-me';
  /** False if the text says more, which then has to be handled as well. */
  readonly alone: boolean;
};

/** These wishes come first, whatever else the text says. */
const firstOfAll: ReadonlySet<Next['ask']> = new Set(['call', 'optout', 'confirm-optout', 'wrong-person', 'status']);

const nl = (() => {
  const who =
    'man|vrouw|echtgenoot|echtgenote|partner|vriend|vriendin|verloofde|vader|moeder|pa|ma|zoon|dochter|broer|zus|schoonvader|schoonmoeder|' +
    'oom|tante|neef|nicht|buurman|buurvrouw|huisgenoot|baas|chef|leidinggevende|collega|werkgever|compagnon';
  const other = `(?:(?:mijn|m'n|mn|onze|de|haar|zijn) (?:${who})|iemand anders|een ander|ander)`;
  // "Laat het", "laat mij" and "laat de monteur" are about something else.
  const named = "(?!(?:mij|me|ons|het|dat|dit|maar|u|jullie|je|de|een|alles|zelf)\\b)\\p{L}[\\p{L}'’-]+";
  const fill =
    '(?:\\s+(?:maar|dat|dit|het|ook|even|hierover|daarover|erover|hier|er|over|liever|zelf|mee|voor mij|namens mij|de offerte))*';
  const decide =
    '(?:beslissen|besluiten|bepalen|kiezen|goedkeuren|antwoorden|akkoord (?:geven|gaan)|toestemming geven)';
  const may = '(?:mag|kan|moet|zal|wil|gaat)';
  return {
    any: [
      `\\blaat (?:${other}|${named})${fill} ${decide}`,
      `\\b${may}${fill} ${other}${fill} ${decide}`,
      `\\b${other}${fill} (?:beslist|besluit|bepaalt|gaat (?:hier|daar|er)? ?over|keurt (?:het|dit|dat) goed|${may}${fill} ${decide})(?! niet\\b)`,
      `\\b(?:dat|dit|hier|daar|hierover|daarover) (?:beslist|bepaalt|gaat)${fill} ${other}`,
    ],
    /** Said to us; "ik vraag het mijn man" only asks for time. */
    toUs: [
      `\\bvraagt?(?: u)?${fill} (?:aan )?${other}`,
      `\\b(?:moet|kunt|kan|wilt|wil) (?:u|je|jullie)${fill} (?:aan )?${other}${fill} vragen`,
      `\\b(?:u|je|jullie) (?:moet|moeten|kunt|kan)${fill} (?:(?:aan )?${other}${fill} vragen|bij ${other} zijn)`,
      `\\boverlegt?(?: u)?${fill} met ${other}`,
      `\\bstuur${fill} (?:door )?(?:naar|aan) ${other}`,
    ],
    ofOwn: /\b(?:ik|wij|we)\b/iu,
    // A name is known by its capital where the word before it says nothing about what follows.
    byName: new RegExp(`\\b(?:[Mm]ag|[Kk]an|[Mm]oet) \\p{Lu}[\\p{L}'’-]+${fill} ${decide}`, 'u'),
  };
})();

const en = (() => {
  const who =
    'husband|wife|partner|spouse|boyfriend|girlfriend|fianc[eé]e?|father|mother|dad|mum|mom|son|daughter|brother|sister|boss|manager|' +
    'colleague|employer|neighbou?r|flatmate';
  const other = `(?:(?:my|our|the) (?:${who})|someone else|somebody else|another person)`;
  const named = "(?!(?:me|us|you|it|the|a|this|that|your)\\b)\\p{L}[\\p{L}'’-]+";
  const fill = '(?:\\s+(?:please|just|also|too|instead|rather|always|now|here|then|maybe))*';
  const decide =
    '(?:decide|approve|answer|choose|give (?:the )?(?:ok|okay|approval|permission|go-ahead)|sign (?:it|this|that) off|make (?:the|that|this) (?:decision|call))';
  const will = '(?:has to|needs to|must|should|will|can|may|gets to|wants to|is going to)';
  return {
    any: [
      `\\blet (?:${other}|${named})${fill} ${decide}`,
      `\\b(?:can|may|could|should|would|will|must) ${other}${fill} ${decide}`,
      `\\b${other}${fill} (?:decides|approves|makes (?:the|these|those|that) (?:decisions?|calls?)|handles (?:this|that|it)|${will}${fill} ${decide})`,
    ],
    toUs: [`\\bask(?: it)? ${other}`, `\\bsend (?:it|this|that|the quote) to ${other}`],
    ofOwn: /\b(?:i|i['’]?ll|i['’]?d|we|let me|gonna)\b/iu,
    byName: new RegExp(`\\b(?:[Cc]an|[Mm]ay|[Cc]ould|[Ss]hould) \\p{Lu}[\\p{L}'’-]+${fill} ${decide}`, 'u'),
  };
})();

const compiled = [nl, en].map(({ any, toUs, ofOwn, byName }) => ({
  any: new RegExp(any.join('|'), 'iu'),
  toUs: new RegExp(toUs.join('|'), 'iu'),
  ofOwn,
  byName,
}));

const link = /^\W*link(?:je)?(?: (?:graag|please|aub|svp|alstublieft))?\W*$/iu;
const onlyMe = /^\W*(?:alleen ik|ik alleen|only me|only i|just me)(?: (?:beslis|decide))?\W*$/iu;

function shares(sentence: string): boolean {
  return compiled.some(
    ({ any, toUs, ofOwn, byName }) =>
      any.test(sentence) || byName.test(sentence) || (toUs.test(sentence) && !ofOwn.test(sentence)),
  );
}

/** Finds the wish about who decides in a text. It never approves anything. */
export function deciderWish(text: string, { ask }: Next): DeciderWish | undefined {
  if (firstOfAll.has(ask)) return undefined;
  if (link.test(text)) return { wants: 'link', alone: true };
  if (onlyMe.test(text)) return { wants: 'only-me', alone: true };
  const sentences = text
    .split(/[.?!;\n]+/u)
    .map((one) => one.replace(/[,\s]+/gu, ' ').trim())
    .filter((one) => /\p{L}/u.test(one));
  if (!sentences.some(shares)) return undefined;
  return { wants: 'share', alone: sentences.every(shares) || (ask !== 'question' && ask !== 'person') };
}
