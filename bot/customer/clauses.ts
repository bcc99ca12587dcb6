import { contextOf } from './context.ts';
import type { Message } from './message.ts';
import { masksOf } from './message.ts';
import type { Token } from './normalise.ts';
import { type ClassMasks, MAX_TOKENS, type Matcher } from './pattern.ts';
import { APPROVAL, GOOD, NOTHING, PLAIN, REJECTION, type Side } from './sides.ts';
import type { WordClass } from './word-class.ts';

/** What the clauses of a message come to as one kind of answer. */
export type Reading = {
  readonly answers: boolean;
  /** True when clauses beside the answer were read past. */
  readonly besides: boolean;
  /** True when the answer needs nothing beside it to be taken at its word. */
  readonly plain: boolean;
  readonly answer?: string;
  readonly against?: string;
};

const is = (token: Token | undefined, ...names: readonly WordClass[]): boolean =>
  token?.classes.some((name) => names.includes(name)) === true;

/** Where a clause may begin, and an answer may begin, without a pause before it. */
const BEGINS: readonly WordClass[] = ['because', 'lead', 'i', 'hij', 'we', 'harmless', 'harmlessNo'];
const LEADS: readonly WordClass[] = ['lead', 'yes', 'please', 'gladly', 'and', 'but', 'maar', 'because'];
/** These end what they stand in. */
const CLOSES: readonly WordClass[] = ['smile', 'laugh', 'emoji', 'harmless'];
const SUBJECTS: readonly WordClass[] = ['i', 'hij', 'we', 'thanks'];

type Clause = {
  readonly tokens: readonly Token[];
  readonly masks: ClassMasks;
  readonly tried: Readonly<Record<Side['beside'], (number | undefined)[]>>;
};

const beginsContext = (tokens: readonly Token[], at: number): boolean =>
  at === 0 ||
  is(tokens[at], ...BEGINS) ||
  is(tokens[at - 1], ...CLOSES) ||
  (is(tokens[at - 1], 'yes', 'no') && tokens.slice(0, at).every((token) => is(token, 'yes', 'no', 'soft'))) ||
  (is(tokens[at], 'dan') && is(tokens[at + 1], 'can', 'have', 'am', 'will', 'aux')) ||
  (is(tokens[at], 'and') && is(tokens[at + 1], ...SUBJECTS));

const endsContext = (tokens: readonly Token[], at: number): boolean =>
  at === tokens.length ||
  is(tokens[at], ...LEADS, 'harmless') ||
  is(tokens[at - 1], ...CLOSES) ||
  (is(tokens[at], 'have') && is(tokens[at + 1], 'i') && is(tokens[at + 2], 'report'));

/** What a clause without pauses around it must hold, to be one and no part of the answer. */
const TELLS: readonly WordClass[] = ['i', 'hij', 'we', 'is', 'must', 'reason', 'because'];

/** What sets a clause off from the answer: a pause at both ends, a joint at one, or nothing. */
type Edges = 'pauses' | 'joint' | 'none';

const JOINTS: readonly WordClass[] = ['lead', 'and', 'but', 'maar', 'because'];

const edgesOf = (tokens: readonly Token[], start: number, end: number): Edges => {
  const [begins, ends] = [start === 0, end === tokens.length];
  if (begins && ends) return 'pauses';
  const joined =
    (begins || is(tokens[start], 'because', 'lead')) &&
    (ends || is(tokens[end], ...JOINTS) || is(tokens[end + 2], 'report'));
  return joined ? 'joint' : 'none';
};

/** Another who may have a say; children are only a reason. */
const mayDecide = (token: Token): boolean => is(token, 'other') && !is(token, 'reason');

/**
 * A scrap of one or two words may limit what it stands beside; a clause has a subject, a reason or some length. One that
 * no pause sets off must tell something itself: "mijn man ja graag" reports another's answer.
 */
const isClause = (tokens: readonly Token[], edges: Edges, side: Side): boolean => {
  const context = contextOf(tokens, side.beside);
  const holds = (...names: readonly WordClass[]): boolean => tokens.some((token) => is(token, ...names));
  if (context.against) return false;
  const known = edges !== 'none';
  const tells = known || holds(...TELLS, ...(side.beside === 'rejection' ? side.reasons : []));
  if (tokens.length === 1) return is(tokens[0], 'harmless', 'harmlessNo') || (known && context.anchored);
  if (tokens.length < 3) return known && context.anchored && !holds('other') && (!holds('past') || holds('know'));
  return tells && (edges === 'pauses' || !tokens.some(mayDecide) || side.beside === 'rejection');
};

/** True when a clause comes down to this answer: "ik zie ervan af" beside an approval. */
const endsIn = ({ masks, tokens }: Clause, words: Matcher): boolean =>
  (words(masks, (1 << tokens.length) - 1) & (1 << tokens.length)) !== 0;

/** The positions where a clause beside the answer that starts at one of `from` may end. */
const pastContext = (clause: Clause, from: number, side: Side): number => {
  const { tokens } = clause;
  const tried = clause.tried[side.beside];
  let ends = 0;
  for (let start = 0; start < tokens.length; start++) {
    if (((from >> start) & 1) === 0 || !beginsContext(tokens, start)) continue;
    let known = tried[start];
    if (known === undefined) {
      known = 0;
      for (let end = start + 1; end <= tokens.length; end++) {
        if (!endsContext(tokens, end)) continue;
        if (isClause(tokens.slice(start, end), edgesOf(tokens, start, end), side)) known |= 1 << end;
      }
      tried[start] = known;
    }
    ends |= known;
  }
  return ends;
};

type Found = { readonly plainness: number; readonly besides: boolean };

/** Sets only grow, so that their sum tells whether one did. */
const total = (reached: readonly number[]): number => reached.reduce((sum, positions) => sum + positions, 0);

/** What has been read before this clause, and whether clauses beside the answer may be read past. */
type Where = { readonly first: boolean; readonly answered: boolean; readonly besides: boolean };

/** Reads one clause as fillers, answers and what stands beside them; undefined when words are left over. */
const readClause = (clause: Clause, side: Side, where: Where): Found | undefined => {
  const { masks, tokens } = clause;
  const end = 1 << tokens.length;
  const reached = [1, 0, 0, 0];
  const step = (level: number): void => {
    let here = reached[level] ?? 0;
    if (here === 0) return;
    here |= side.filler(masks, here);
    if (level === NOTHING && !where.answered) {
      here |= side.opening(masks, here);
      here |= side.turn(masks, where.first ? here & ~1 : here);
    } else if (level < PLAIN) here |= side.mild(masks, here);
    if (where.besides) here |= pastContext(clause, here, side);
    reached[level] = here;
    const from = here | side.lead(masks, here);
    for (const { plainness, words, alone } of side.ways) {
      const to = Math.max(level, plainness);
      const ends = words(masks, alone ? from & 1 : from);
      reached[to] = (reached[to] ?? 0) | (alone ? ends & end : ends);
    }
  };
  for (let round = 0, before = -1; round < 8 && total(reached) !== before; round++) {
    before = total(reached);
    for (let level = NOTHING; level <= PLAIN; level++) step(level);
  }
  const level = reached.findLastIndex((positions) => (positions & end) !== 0);
  return level < 0 ? undefined : { plainness: level, besides: where.besides };
};

const clausesOf = (tokens: readonly Token[]): readonly Clause[] | undefined => {
  const clauses: Clause[] = [];
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && !is(tokens[at], 'sep')) continue;
    if (at > start) {
      const own = tokens.slice(start, at);
      if (own.length > MAX_TOKENS) return undefined;
      clauses.push({ tokens: own, masks: masksOf(own), tried: { approval: [], rejection: [] } });
    }
    start = at + 1;
  }
  return clauses;
};

/** Both answers read the same clauses, and share what has been worked out for them. */
const read = new WeakMap<Message, readonly Clause[]>();

const clausesIn = (message: Message): readonly Clause[] | undefined => {
  const known = read.get(message) ?? clausesOf(message.tokens);
  if (known) read.set(message, known);
  return known;
};

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** A bare yes or no needs a reason beside it, and words that only say that something was read take both away. */
const fits = (plainness: number, beside: readonly Clause[], side: Side, message: Message): boolean => {
  if (plainness === PLAIN) return true;
  if (beside.some(({ tokens }) => tokens.some((token) => is(token, 'know', 'ackOnly', 'farewell')))) return false;
  if (side.beside === 'approval' && message.has('laugh', 'emoji')) return false;
  if (message.has('pickup')) return false;
  if (plainness === GOOD) return true;
  if (message.has('hesit', 'noProblem')) return false;
  return beside.every(({ tokens }) => tokens.some((token) => is(token, ...side.reasons) && !is(token, 'affairs')));
};

/** More words than these are a letter, not an answer. */
const MAX_WORDS = 90;
/** The longest conversation that is still read as an answer. */
const MAX_CLAUSES = 12;

/** No answer survives one of these anywhere. */
const NEVER: readonly WordClass[] = ['qmark', 'dots', 'quoted', 'slash', 'percent'];

const readAs = (message: Message, side: Side): Reading => {
  const never = message.tokens.find((token) => is(token, ...NEVER));
  if (never) return { answers: false, besides: false, plain: false, against: never.text };
  if (side.beside === 'rejection' && message.has('thumb', 'sure'))
    return { answers: false, besides: false, plain: false };
  if (message.tokens.length > MAX_WORDS) return { answers: false, besides: false, plain: false };
  const clauses = clausesIn(message);
  if (!clauses || clauses.length > MAX_CLAUSES) return { answers: false, besides: false, plain: false };
  const isThere = ({ masks, tokens }: Clause): boolean =>
    side.ways.some(({ words }) => words(masks, (1 << tokens.length) - 1) !== 0);
  if (!clauses.some(isThere)) return { answers: false, besides: false, plain: false };
  let plainness = NOTHING;
  let answer: Clause | undefined;
  const beside: Clause[] = [];
  for (const [at, clause] of clauses.entries()) {
    const where = { first: at === 0, answered: plainness > NOTHING };
    const found =
      readClause(clause, side, { ...where, besides: false }) ?? readClause(clause, side, { ...where, besides: true });
    if (!found) {
      const word = contextOf(clause.tokens, side.beside).against;
      return { answers: false, besides: false, plain: false, ...(word === undefined ? {} : { against: word }) };
    }
    if (found.plainness > plainness) {
      plainness = found.plainness;
      answer = clause;
    }
    if (found.besides) beside.push(clause);
  }
  if (clauses.some((clause) => clause !== answer && endsIn(clause, side.opposite)))
    return { answers: false, besides: false, plain: false };
  if (!answer || !fits(plainness, beside, side, message)) return { answers: false, besides: false, plain: false };
  return { answers: true, besides: beside.length > 0, plain: plainness === PLAIN, answer: textOf(answer.tokens) };
};

/** Reads a message as an approval: one clause or more approve word for word, and no other clause speaks against it. */
export const asApproval = (message: Message): Reading => readAs(message, APPROVAL);

/** Reads a message as a rejection, under the same discipline. */
export const asRejection = (message: Message): Reading => readAs(message, REJECTION);
