import { about } from './about.ts';
import { approves, approvesAlone, findsGood, saysYes } from './approval.ts';
import { grammar, type Matcher, ruleOf } from './pattern.ts';
import { rejects, rejectsAlone, saysNo } from './rejection.ts';
import type { WordClass } from './word-class.ts';

/** Nothing was answered. */
export const NOTHING = 0;
/** A bare yes or no. */
export const BARE = 1;
/** The quote was found good. */
export const GOOD = 2;
/** The words answer by themselves. */
export const PLAIN = 3;

/** A way of answering: how plain it is, its words, and whether it must be a clause by itself. */
type Way = { readonly plainness: number; readonly words: Matcher; readonly alone?: true };

/** How one of the two answers is told, and what may stand around it. */
export type Side = {
  readonly beside: 'approval' | 'rejection';
  readonly ways: readonly Way[];
  /** The answer that must not stand beside this one. */
  readonly opposite: Matcher;
  /** What a clause beside a bare yes or no must hold. */
  readonly reasons: readonly WordClass[];
  readonly filler: Matcher;
  /** What may stand only before the answer. */
  readonly opening: Matcher;
  /** What may stand behind a bare yes. */
  readonly mild: Matcher;
  /** What may lead from a clause to the answer. */
  readonly lead: Matcher;
  /** What may turn from thanks or praise to the answer. */
  readonly turn: Matcher;
};

const parts = grammar(
  {
    both: 'both det* mod* (part|thing) (and det* mod* (part|thing))+',
    mild: 'good | fine',
    tooDear: 'tooMuch forMe?',
    agreeably: 'filler | both | thumb | exact | prep cost | lead',
    sorrily: 'filler | sorry | ackOnly | laugh | not prep? now | now adv* not',
    dear: '((it|ref|that) (is|vind i) (me|adv|forMe)*)? tooMuch forMe?',
    before: 'greet name? | good | fine | sorry',
    beforeNo: 'greet name? | good | sorry | dear',
    joint: 'and | lead | because',
    turn: 'but | maar',
  },
  about,
  true,
);
const part = (name: string): Matcher => ruleOf(parts, name);

/** How people approve. */
export const APPROVAL: Side = {
  beside: 'approval',
  ways: [
    { plainness: PLAIN, words: approves },
    { plainness: GOOD, words: findsGood },
    { plainness: BARE, words: saysYes },
    { plainness: GOOD, words: approvesAlone, alone: true },
  ],
  opposite: rejects,
  reasons: ['reason', 'name', 'signoff', 'thanks', 'harmless'],
  filler: part('agreeably'),
  opening: part('before'),
  mild: part('mild'),
  lead: part('joint'),
  turn: () => 0,
};
/** How people reject. */
export const REJECTION: Side = {
  beside: 'rejection',
  ways: [
    { plainness: PLAIN, words: rejects },
    { plainness: PLAIN, words: rejectsAlone, alone: true },
    { plainness: BARE, words: saysNo },
  ],
  opposite: (masks, from) => approves(masks, from & 1) | findsGood(masks, from),
  reasons: ['harmlessNo', 'nog', 'money', 'amount', 'self', 'away', 'garage', 'tooMuch', 'pay', 'signoff', 'thanks'],
  filler: part('sorrily'),
  opening: part('beforeNo'),
  mild: part('tooDear'),
  lead: part('joint'),
  turn: part('turn'),
};
