import fc from 'fast-check';
import { expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { AskedQuestion, Scene } from '../../core/scene/scene.ts';
import { address, drafted, janPhone, minutes, pads, quoteId, released, started } from '../../core/testing/builders.ts';
import { aPerson } from '../../core/testing/scenes.ts';
import {
  askedScene,
  aView,
  commands,
  counting,
  doing,
  input,
  said,
  showing,
  text,
  waitingWords,
} from '../react/testing/stage.ts';
import { plainDigits } from './answer.ts';
import { converse } from './converse.ts';
import { readCommand } from './understanding/commands.ts';
import { understand } from './understanding/understand.ts';

const anyWord = fc.constantFrom(
  ...'ja nee akkoord doe maar niet goed prima graag maar als wacht ? ! 1 2 1,2 alles wissers remblokken alleen ok yes no go ahead'.split(
    ' ',
  ),
  ...'stop bel bedankt misschien later kost dat wel geen 👍 wijzig mens hoe € 286,40 324,40'.split(' '),
);
const anyText = fc.oneof(
  fc.array(anyWord, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  fc.constantFrom('1', '1 en 2', '2 graag', 'ja', 'akkoord', 'nee', 'niet doen', 'wissers niet, remblokken wel'),
  fc.string({ maxLength: 40 }),
);
const anyAsked = fc.constantFrom<AskedQuestion | undefined>(
  undefined,
  { kind: 'quote', quoteId, version: 1 },
  { kind: 'quote', quoteId, version: 7 },
  { kind: 'confirm-lines', quoteId, version: 1, numbers: [1] },
  { kind: 'confirm-lines', quoteId, version: 1, numbers: [] },
  { kind: 'confirm-none', quoteId, version: 1 },
  { kind: 'confirm-optout' },
  { kind: 'question-or-call' },
  { kind: 'my-car' },
);
const anyPending = fc.option(
  fc.record({ words: anyText, answer: fc.constantFrom('approve' as const, 'reject' as const) }),
  {
    nil: undefined,
  },
);

type Change = {
  readonly agent: boolean;
  readonly proven: boolean;
  readonly quotes: number;
  readonly asked: AskedQuestion | undefined;
  readonly oneLine: boolean;
  readonly pending: { readonly words: string; readonly answer: 'approve' | 'reject' } | undefined;
};

/**
 * The first one four times out of five, so that the bounds are reached without missing the usual
 * case.
 */
function mostly<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const anyChange: fc.Arbitrary<Change> = fc.record({
  agent: mostly(false, true),
  proven: mostly(true, false),
  quotes: mostly(1, 0, 2),
  asked: anyAsked,
  oneLine: fc.boolean(),
  pending: anyPending,
});

function sceneOf({ agent, proven, quotes, asked, oneLine, pending }: Change): Scene {
  const jan = aPerson({ addresses: [address({ proven })] });
  const lines = oneLine
    ? [...started, drafted(1, [pads]), released(1, pads.amount)]
    : [...started, drafted(), released()];
  const scene = askedScene({
    customer: jan,
    people: [jan],
    repairs: [aView(lines, { shown: [showing()] })],
    openQuotesAt: new Map([[janPhone, quotes]]),
    asked: new Map(asked ? [[janPhone, asked]] : []),
    pendingAnswer: pending && {
      addressId: janPhone,
      quoteId,
      version: 1,
      answer: pending.answer,
      messageIds: [as<MessageId>('m-0')],
      texts: [pending.words],
      phrases: [],
      sentAt: minutes(19.99),
      settlesAt: minutes(20.05),
    },
  });
  const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
  return agent ? { ...scene, conversation: { ...scene.conversation, controller } } : scene;
}

function hears(words: string, change: Change) {
  const scene = sceneOf(change);
  return converse(text(words, {}, waitingWords(scene)), scene, counting());
}
const harmless = ['RaiseItem', 'CountUnclear', 'ClearUnclear', 'EndItems'];
const anyNotOwn = fc.oneof(
  fc.record({ why: fc.constantFrom('forwarded', 'via', 'automatic', 'struck', 'quoted'), isLeft: fc.constant(false) }),
  fc.record({ why: fc.constantFrom('struck', 'quoted', 'elsewhere', 'overtaken'), isLeft: fc.constant(true) }),
);

function decisions(steps: ReturnType<typeof converse>) {
  return commands(steps).flatMap((one) => (one.type === 'DecideQuote' ? [one] : []));
}

it('whatever is written, words alone never decide: only digits do, and everything else waits or is asked back', () =>
  fc.assert(
    fc.property(anyText, anyChange, (words, change) => {
      const found = decisions(hears(words, change));
      const digits = plainDigits([words], [1, 2]) !== undefined && !change.oneLine && !change.pending;
      expect(found.every(({ data }) => digits && data.evidence.how === 'digits')).toBe(true);
    }),
    { numRuns: 800 },
  ));

it('whatever is written, an approval waits only for words that plainly approve when read together', () =>
  fc.assert(
    fc.property(anyText, anyChange, (words, change) => {
      const [waiting] = doing(hears(words, change), 'await-answer');
      expect(waiting?.pending.quoteId ?? quoteId).toBe(quoteId);
      if (waiting?.pending.answer !== 'approve') return;
      const lines = change.oneLine
        ? [{ number: 1, description: 'Remblokken voor' }]
        : [
            { number: 1, description: 'Remblokken voor' },
            { number: 2, description: 'Ruitenwissers' },
          ];
      const totalMinor = change.oneLine ? 286_40 : 324_40;
      const understood = understand(waiting.pending.texts.join('\n'), { lines, totalMinor });
      const confirms = waiting.pending.numbers !== undefined && readCommand(words)?.kind === 'confirmation';
      expect(confirms || ('answer' in understood && understood.answer === 'approve')).toBe(true);
    }),
    { numRuns: 800 },
  ));

it('no words decide, wait, prove or change who decides, that are not the writer’s own or stand beside such', () =>
  fc.assert(
    fc.property(anyText, anyChange, anyNotOwn, (words, change, { why, isLeft }) => {
      const notOwn = { why, own: isLeft ? words.trim() : '' };
      const steps = converse(input({ kind: 'text', text: words, notOwn }), sceneOf(change), counting());
      expect(doing(steps, 'await-answer')).toEqual([]);
      const allowed = isLeft ? [...harmless, 'OptOut', 'OptIn'] : harmless;
      expect(allowed).toEqual(expect.arrayContaining(commands(steps).map(({ type }) => type)));
    }),
    { numRuns: 800 },
  ));

it('no text decides or waits while an agent speaks, at an unproven address, or between two quotes', () =>
  fc.assert(
    fc.property(
      anyText,
      anyChange.filter(({ agent, proven, quotes }) => agent || !proven || quotes !== 1),
      (words, change) => {
        const steps = hears(words, change);
        expect(decisions(steps)).toEqual([]);
        expect(doing(steps, 'await-answer')).toEqual([]);
      },
    ),
    { numRuns: 500 },
  ));

it('no text leaves earlier words waiting as they were', () =>
  fc.assert(
    fc.property(anyText, anyChange, (words, change) => {
      const scene = sceneOf(change);
      const steps = converse(text(words, {}, waitingWords(scene)), scene, counting());
      const stopped = commands(steps).some(({ type }) => type === 'OptOut');
      const touched = doing(steps, 'void-answer').length + doing(steps, 'await-answer').length;
      // STOP voids them where it is reacted to.
      expect(!scene.pendingAnswer || stopped || touched === 1).toBe(true);
    }),
    { numRuns: 500 },
  ));

it('whatever is said can be read in both languages, with buttons and without', () =>
  fc.assert(
    fc.property(anyText, anyChange, (words, change) => {
      expect(() => said(hears(words, change))).not.toThrow();
    }),
    { numRuns: 100 },
  ));
