import { asApproval, asRejection, type Reading } from './clauses.ts';
import { cue } from './cues.ts';
import type { Intent, Understanding } from './intent.ts';
import { type Message, readMessage } from './message.ts';
import type { Token } from './normalise.ts';
import { pickedLines, type QuoteLine } from './partial.ts';

/** The one open quote that the words may answer; an amount equal to `totalMinor` repeats the quote and limits nothing. */
export type QuoteContext = {
  readonly lines: readonly QuoteLine[];
  readonly hasButtons: boolean;
  readonly totalMinor?: number;
};

type Rule = {
  readonly kind: Intent;
  readonly rule: string;
  readonly confidence: number;
  readonly when: (message: Message) => boolean;
};

const on = (kind: Intent, rule: string, confidence: number, when: Rule['when']): Rule => ({
  kind,
  rule,
  confidence,
  when,
});
const seen = (name: string): Rule['when'] => {
  const matcher = cue(name);
  return (message) => message.matches(matcher);
};
const whole = (name: string): Rule['when'] => {
  const matcher = cue(name);
  return (message) => message.isExplainedBy(matcher);
};

const asks = seen('asks');
const noCall = seen('noCall');
const selfCall = seen('selfCall');
const positive = seen('positive');
const negative = seen('negative');
const mocks = seen('mocks');
const gladlyNo = seen('gladlyNo');

/** What overrides every answer: people who want out, a person, or their car back. In this order. */
const FIRST: readonly Rule[] = [
  on('optout', 'optout.stop-alone', 0.97, whole('stopAlone')),
  on('optout', 'optout.no-messages', 0.93, seen('stopMessages')),
  on('wrong-person', 'human.wrong-person', 0.93, (message) => message.has('wrong')),
  on('complaint', 'human.complaint', 0.9, (message) => message.has('complaint')),
  on('complaint', 'human.harm', 0.8, (message) => message.has('harm') && !asks(message)),
  on(
    'stop-work',
    'human.stop-work',
    0.88,
    (message) => seen('stopWork')(message) && !(asks(message) && message.has('als')),
  ),
  on(
    'stop-work',
    'human.fetches-car',
    0.88,
    (message) => seen('fetchCar')(message) && !asks(message) && !message.has('cond'),
  ),
  on('consult', 'unclear.will-call', 0.7, (message) => selfCall(message) && !message.has('me')),
  on('call', 'human.call', 0.92, (message) => message.has('call') && !noCall(message) && !message.has('other', 'cond')),
  on(
    'language',
    'unclear.language-asked',
    0.85,
    (message) => asks(message) && seen('wantsLanguage')(message) && !message.has('qword'),
  ),
  on('human', 'human.person', 0.92, (message) => seen('wantsPerson')(message) && !message.has('other', 'consult')),
];

/** A part, a side or a rest is named, and there is a yes to one thing and a no to another. */
const opposes = (message: Message): boolean =>
  message.has('part', 'rest', 'ordinal', 'pos', 'label') &&
  (positive(message) || message.has('only')) &&
  message.has('not', 'no', 'geen', 'skip', 'leave', 'self', 'rest', 'except', 'zitten') &&
  !message.has('past', 'doubt');

/** What is left when an answer is neither plain nor picks lines. In this order. */
const THEN: readonly Rule[] = [
  on(
    'sarcasm',
    'human.mocking',
    0.6,
    (message) => mocks(message) && !message.has('qmark') && !message.tokens.some(isEmoji),
  ),
  on('partial', 'partial.opposite-signs', 0.6, (message) => !asks(message) && !message.has('cond') && opposes(message)),
  on('unbounded', 'unclear.unbounded', 0.8, seen('unlimited')),
  on(
    'status',
    'status.asked',
    0.9,
    (message) => asks(message) && (seen('asksStatus')(message) || message.has('ready', 'status')),
  ),
  on('status', 'status.named', 0.85, (message) => seen('asksStatus')(message)),
  on('question', 'question.asked', 0.88, (message) => asks(message) && !isBareAnswer(message)),
  on('change', 'unclear.change', 0.85, (message) => message.has('change')),
  on('language', 'unclear.language', 0.85, (message) => message.has('language')),
  on('optin', 'unclear.optin', 0.8, (message) => message.has('optin') && message.tokens.length <= 4),
  on('ceiling', 'partial.amount', 0.75, (message) => seen('ceiling')(message) && !message.has('tooMuch')),
  on('condition', 'unclear.condition', 0.8, seen('condition')),
  on('consult', 'unclear.consult', 0.85, (message) => message.has('consult')),
  on('consult', 'unclear.third-person', 0.6, (message) => message.has('other')),
  on('defer', 'unclear.defer', 0.8, seen('putOff')),
  on('price', 'unclear.price', 0.75, (message) => message.has('tooMuch', 'cheap', 'amount')),
  on(
    'yes-and-no',
    'unclear.yes-and-no',
    0.75,
    (message) => message.has('noProblem') || (positive(message) && negative(message)),
  ),
  on('question', 'question.word', 0.6, (message) => message.has('qword') && !message.has('doubt')),
  on('confirm', 'unclear.confirms', 0.7, (message) => message.has('confirm')),
  on('thanks', 'unclear.thanks', 0.9, (message) => message.has('thanks') && whole('acknowledged')(message)),
  on('greeting', 'unclear.greeting', 0.8, whole('greeted')),
  on('acknowledged', 'unclear.acknowledged', 0.8, whole('acknowledged')),
  on('unclear', 'unclear.doubt', 0.6, (message) => message.has('doubt', 'irony', 'dots', 'past')),
];

const isEmoji = (token: Token): boolean => token.classes.includes('irony') && !/\p{L}/u.test(token.text);

/** "Ja?" asks back without asking anything. */
const isBareAnswer = ({ tokens }: Message): boolean =>
  tokens.every((token) =>
    token.classes.some((name) =>
      ['sep', 'qmark', 'yes', 'no', 'sure', 'good', 'hoor', 'smile', 'irony', 'ackOnly'].includes(name),
    ),
  );

/** Words that agree twice, or are drawn out, say it tongue in cheek as often as not. */
const isTongueInCheek = ({ tokens, has }: Message, { plain }: Reading): boolean => {
  const words = tokens.filter((token) => !token.classes.includes('sep'));
  const twice = words.some((token, at) => {
    const agreeing = token.classes.some((name) => ['yes', 'sure', 'good', 'accord'].includes(name));
    return agreeing && words[at + 1]?.text === token.text && !/[^\p{L}]/u.test(token.text);
  });
  const agreed = words.filter((token) => token.classes.includes('accord')).length;
  const drawn = tokens.some((token) => token.drawnOut && (token.classes.includes('sure') || has('hoor')));
  return agreed > 1 || (!plain && (twice || drawn));
};

const decided = (message: Message, approval: Reading, rejection: Reading): Understanding | undefined => {
  const approves = approval.answers && !isTongueInCheek(message, approval);
  if (rejection.answers && (approves || gladlyNo(message)))
    return { kind: 'yes-and-no', confidence: 0.5, rule: 'unclear.both-readings' };
  const how = (reading: Reading): string => (reading.besides ? 'answer-and-context' : 'every-word-explained');
  if (approves) return { kind: 'approve', confidence: 0.96, rule: `approve.${how(approval)}`, answer: approval.answer };
  if (rejection.answers)
    return { kind: 'reject', confidence: 0.95, rule: `reject.${how(rejection)}`, answer: rejection.answer };
  return undefined;
};

const firstOf = (rules: readonly Rule[], message: Message): Understanding | undefined => {
  const found = rules.find(({ when }) => when(message));
  return found && { kind: found.kind, confidence: found.confidence, rule: found.rule };
};

const limitOf = ({ tokens }: Message): number | undefined => {
  const amount = tokens.find((token) => token.classes.includes('amount'));
  if (amount?.value !== undefined) return amount.value;
  const digit = tokens.find((token) => token.classes.includes('digit'));
  return digit?.value === undefined ? undefined : digit.value * 100;
};

const withDetail = (understood: Understanding, message: Message): Understanding => {
  if (understood.kind === 'language') return { ...understood, language: message.has('english') ? 'en' : 'nl' };
  const ceiling = understood.kind === 'ceiling' ? limitOf(message) : undefined;
  return ceiling === undefined ? understood : { ...understood, ceiling };
};

const undecided = (message: Message, context: QuoteContext | undefined): Understanding => {
  const first = firstOf(FIRST, message);
  if (first) return withDetail(first, message);
  const picked = asks(message) || mocks(message) ? undefined : pickedLines(message.tokens, context?.lines);
  if (picked) return { kind: 'partial', confidence: picked.lines ? 0.9 : 0.7, ...picked };
  const left = firstOf(THEN, message);
  return left ? withDetail(left, message) : { kind: 'unclear', confidence: 0.5, rule: 'unclear.unexplained-words' };
};

/**
 * Reads what a customer wrote as an answer to one open quote. Both languages are always tried, since people mix them.
 * An approval or a rejection needs a clause that is explained word for word and no other that speaks against it; anything
 * else is told apart by its cues, and binds nothing. The customer's own language is taken although no word has needed it
 * to break a tie yet.
 */
export const understand = (text: string, _lang: 'nl' | 'en', context?: QuoteContext): Understanding => {
  const message = readMessage(text, context?.lines, context?.totalMinor);
  const approval = asApproval(message);
  const rejection = asRejection(message);
  const plain = decided(message, approval, rejection);
  if (plain) return plain;
  const against = positive(message) ? approval.against : rejection.against;
  return { ...undecided(message, context), ...(against === undefined ? {} : { against }) };
};
