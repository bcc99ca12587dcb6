import type { Token } from './normalise.ts';
import type { WordClass } from './word-class.ts';

/** What a clause does to the answer that it stands beside. */
export type Context = {
  /** The first word that can turn, limit, ask, put off or hand over the answer. */
  readonly against?: string;
  /** True when it has what tells a clause from a scrap of words. */
  readonly anchored: boolean;
};

type Classes = readonly WordClass[];

const has = (token: Token | undefined, names: Classes | ReadonlySet<WordClass>): boolean =>
  token?.classes.some((name) => ('has' in names ? names.has(name) : names.includes(name))) === true;

/** These speak against any answer, wherever they stand. */
const ALWAYS: ReadonlySet<WordClass> = new Set([
  ...([
    'qmark',
    'dots',
    'quoted',
    'slash',
    'percent',
    'cond',
    'limit',
    'only',
    'except',
    'both',
    'wait',
    'doubt',
  ] as const),
  ...([
    'consult',
    'report',
    'first',
    'joke',
    'hypo',
    'mock',
    'irony',
    'unbounded',
    'iAmGood',
    'call',
    'person',
  ] as const),
  ...(['speak', 'complaint', 'harm', 'pickup', 'wrong', 'change', 'stop', 'optout', 'lekker', 'ready', 'bye'] as const),
  ...(['status', 'jeer', 'accord', 'agree', 'agreeVerb', 'permission', 'goahead', 'qword', 'ordinal', 'als'] as const),
]);
/** These speak against an approval; beside a rejection they are its reason. */
const AGAINST_YES: ReadonlySet<WordClass> = new Set([
  ...([
    'not',
    'no',
    'geen',
    'none',
    'without',
    'decline',
    'rejected',
    'skip',
    'sla',
    'keep',
    'holdOff',
    'hoeft',
  ] as const),
  ...([
    'half',
    'needless',
    'rather',
    'cancel',
    'maar',
    'but',
    'tooMuch',
    'cheap',
    'money',
    'pay',
    'garage',
    'away',
    'self',
  ] as const),
  ...([
    'rest',
    'against',
    'yes',
    'strongNo',
    'harmlessNo',
    'laat',
    'laten',
    'af',
    'over',
    'bother',
    'interest',
    'or',
    'leave',
  ] as const),
]);
const AGAINST_NO: Classes = [
  'yes',
  'sure',
  'maar',
  'but',
  'cancel',
  'gladly',
  'allRef',
  'or',
  'rest',
  'nog',
  'noProblem',
];
const NEVER_AGAINST: Classes = ['harmless', 'exact', 'soft', 'laugh', 'thanks', 'fill', 'farewell', 'greet', 'sorry'];
const DOING: Classes = ['doImp', 'doInf', 'doEn', 'done', 'startImp', 'startInf', 'fitImp', 'fitInf', 'fitEn', 'putEn'];
/** These speak against an answer only by standing where the grammar does not explain them. */
const ANSWERING: Classes = [
  'accord',
  'agree',
  'agreeVerb',
  'permission',
  'goahead',
  'yes',
  'no',
  'maar',
  'price',
  ...DOING,
];
const ANCHORS: ReadonlySet<WordClass> = new Set([
  ...([
    'i',
    'hij',
    'we',
    'is',
    'it',
    'good',
    'thanks',
    'greet',
    'name',
    'need',
    'reason',
    'know',
    'ackOnly',
    'smile',
    'laugh',
  ] as const),
  ...([
    'vocative',
    'signoff',
    'money',
    'self',
    'away',
    'garage',
    'tooMuch',
    'harmlessNo',
    'harmless',
    'farewell',
    'fill',
    'hesit',
    'sorry',
    'emoji',
    'exact',
  ] as const),
]);
const SIDES_ONLY_WITH_PART = new Set(['new', 'nieuw', 'nieuwe', 'back', 'right', 'voor', 'left', 'achter']);
const UNIT =
  /^(km|kilometers?|miles?|jaar|jaren|years?|yrs?|uur|u|mm|weken|weeks?|dagen|days?|months?|maanden|x|keer|times?|graden|o)$/;
/** These also join clauses: "a garage where it is cheaper". */
const ASIDE = new Set(['where', 'who', 'which', 'die', 'waar', 'wie']);
const PERSON_DOES: Classes = ['want', 'will', 'can', 'may', 'ga', 'call', 'keur', 'lijkt', 'vind', 'zie'];

/** Reads one clause, the tokens between two pauses, as what stands beside an approval or a rejection. */
export const contextOf = (tokens: readonly Token[], beside: 'approval' | 'rejection'): Context => {
  const own = new Set(tokens.flatMap(({ classes }) => classes));
  const gives = (...names: readonly WordClass[]): boolean => names.some((name) => own.has(name));
  const approves = beside === 'approval';
  const doing = tokens.some((token) => has(token, DOING) && token.text !== 'do');
  const reason = gives('reason') && tokens.some((token) => has(token, ['reason']) && !has(token, ['work']));
  const dated = tokens.some((token) => has(token, ['reason']) && !has(token, ['work']) && !TRUSTS.test(token.text));
  const ownPlan =
    tokens.some((token, at) => has(token, ['mine']) && has(tokens[at + 1], ['vocative'])) ||
    gives('self', 'away', 'garage', 'money', 'other', 'cheap', 'tooMuch');
  const thanked = tokens.findIndex((token, at) => has(token, ['thanks']) && has(tokens[at + 1], ['prep']));
  const turn = tokens.findIndex((token, at) => at > thanked && has(token, ['maar', 'but', 'lead', 'because', 'and']));
  const turned = turn < 0 ? tokens.length : turn;
  const part = gives('part', 'label');
  const told = gives('i', 'hij', 'we', 'is', 'must', 'past', 'reason', 'noise', 'because');
  const personDoes = tokens.some((token, at) => has(token, PERSON_DOES) && !(approves && has(tokens[at - 1], ['i'])));
  const isAgainst = (token: Token, at: number): boolean => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (!approves && has(token, ['pickup'])) return true;
    if (!approves && /^(waarom|why) /.test(token.text)) return true;
    if (has(token, NEVER_AGAINST) || (has(token, ['harmlessNo']) && !approves)) return false;
    if (has(token, ['pos'])) return SIDES_ONLY_WITH_PART.has(token.text) || !approves ? part && !told : true;
    if (has(token, ['garage']) && !approves) return false;
    if (has(token, ['hesit']) || isEnglishOf(before, token, after)) return false;
    if (has(token, ['want']) && token.text === 'want' && !has(before, ['i', 'you'])) return false;
    if (has(token, ['price'])) return approves && !gives('good', 'fine');
    if (thanked >= 0 && at > thanked && at < turned && has(token, HANDLED)) return false;
    if (has(token, ['qword']) && !approves && at > 1 && ASIDE.has(token.text)) return false;
    if (token.text === 'anders' && has(tokens[at + 2], ['i', 'hij', 'we'])) return false;
    if (!approves && isStill(tokens, at)) return false;
    if (has(token, ['maar']) && !approves && at === 1 && has(before, ['sorry'])) return false;
    if (has(token, ['good', 'fine']) && !has(token, ['accord', 'agree'])) return false;
    if (has(token, ['done']) && !approves) return !ownPlan && !gives('past');
    if (has(token, ALWAYS) || has(token, approves ? AGAINST_YES : AGAINST_NO)) return true;
    if (has(token, DOING))
      return approves ? !(gives('must') && !gives('later')) && token.text !== 'do' : !ownPlan && !gives('past');
    if (has(token, ['later']))
      return approves ? !dated || doing || gives('good', 'fine') : !gives('away', 'self', 'garage', 'past');
    if (has(token, ['amount', 'euro'])) return approves ? !isCount(before, token, after) : false;
    if (has(token, ['digit'])) return tokens.length < 3 || gives('label');
    if (has(token, ['want'])) return approves ? !reason : gives('i') === false;
    if (has(token, ['other'])) return personDoes && (approves || gives('want', 'vind'));
    if (has(token, ['part'])) return !told || gives('may', 'can', 'will');
    if (token.text === 'wel') return at === 0 || (!approves && part && !ownPlan);
    return at === 0 && startsAnOrder(token, after);
  };
  const asks = isQuestion(tokens) && (approves || !gives('not', 'geen'));
  const word = asks
    ? tokens[0]
    : (tokens.find((token, at) => !has(token, ANSWERING) && isAgainst(token, at)) ?? tokens.find(isAgainst));
  const anchored = tokens.some((token) => has(token, ANCHORS) || (token.capital && has(token, ['unknown', 'stuff'])));
  return { anchored, ...(word ? { against: word.text } : {}) };
};

const STILL = /^(prima|goed|lang|jaren|genoeg|steeds|ergens|liggen|best|zat|blokken|banden)$/;

/** "Nog maar 2000 km" counts and "rijdt nog prima" tells; a "nog" alone puts off. */
const isStill = (tokens: readonly Token[], at: number): boolean => {
  if (at > 0 && tokens[at]?.text === 'nog' && STILL.test(tokens[at + 1]?.text.split(' ')[0] ?? '')) return true;
  const from = tokens[at]?.text === 'nog' ? at : at - 1;
  return (
    tokens[from]?.text === 'nog' &&
    has(tokens[from + 1], ['maar', 'geen']) &&
    has(tokens[from + 2], ['amount', 'digit'])
  );
};

/** These are reasons to approve, and none to name a day. */
const TRUSTS = /^(trust|vertrouw|safe|veilig|belangrijk|important|keuring|apk|mot)/;

/** What people are thanked for. */
const HANDLED: Classes = ['consult', 'know', 'price', 'doInf', 'fitInf', 'work', 'done', 'harm'];
const BEFORE_OF =
  /^(plenty|lots?|quote|estimate|quotation|price|total|out|bit|piece|couple|because|end|most|one|full|fan|tired|all|load|loads|couples|pair|set|sort|kind)$/;
const AFTER_OF = /^(the|it|my|our|your|his|her|its|this|that|them|life|course|mine|work|money|a|an)$/;

/** English "of" is no Dutch "of" (or). */
const isEnglishOf = (before: Token | undefined, token: Token, after: Token | undefined): boolean =>
  token.text === 'of' && (BEFORE_OF.test(before?.text ?? '') || AFTER_OF.test(after?.text.split(' ')[0] ?? ''));

/** "79", "2000 km" and "at 5" count something other than money. */
const isCount = (before: Token | undefined, token: Token, after: Token | undefined): boolean =>
  has(token, ['amount']) &&
  !has(before, ['euro', 'prep']) &&
  !has(after, ['euro', 'percent']) &&
  (UNIT.test(after?.text ?? '') || has(before, ['am', 'is']));

/** "Rob me", "empty my account": an order to the reader that is not about the work. */
const startsAnOrder = (token: Token, after: Token | undefined): boolean =>
  has(token, ['unknown', 'stuff']) && has(after, ['me', 'mine', 'yours']);

/** A clause that begins with its verb asks: "kan ik", "is the car". */
const isQuestion = (tokens: readonly Token[]): boolean => {
  const first = tokens.findIndex((token) => !has(token, ['hesit', 'greet', 'lead', 'and']));
  const [verb, next] = [tokens[first], tokens[first + 1]];
  if (!has(verb, ['aux', 'can', 'may', 'will', 'doAux', 'have']) || has(verb, ['hij'])) return false;
  if (has(next, ['i', 'you', 'we', 'hij'])) return true;
  const mayLackSubject = [
    'heb',
    'have',
    'had',
    'moet',
    'must',
    'wil',
    'ben',
    'was',
    'zat',
    'zit',
    'kan',
    'can',
  ].includes(verb?.text ?? '');
  return !mayLackSubject && has(next, ['it', 'that', 'ref', 'er', 'det', 'car', 'other']);
};
