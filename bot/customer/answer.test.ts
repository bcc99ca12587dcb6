import { describe, expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  contacts,
  drafted,
  event,
  janPhone,
  line,
  meta,
  minutes,
  pads,
  quoted,
  quoteId,
  registration,
  released,
  started,
} from '../../core/testing/builders.ts';
import { aPerson } from '../../core/testing/scenes.ts';
import {
  askedScene,
  aView,
  commands,
  counting,
  doing,
  kinds,
  said,
  showing,
  text,
  textOnly,
  waitingWords,
} from '../react/testing/stage.ts';
import { converse } from './converse.ts';

function when(scene: Scene, words: string) {
  return converse(text(words, {}, waitingWords(scene)), scene, counting());
}
function pending(words: string, change: Partial<NonNullable<Scene['pendingAnswer']>> = {}): Scene {
  return askedScene({
    pendingAnswer: {
      addressId: janPhone,
      quoteId,
      version: 1,
      answer: 'approve',
      messageIds: [as<MessageId>('m-before')],
      texts: [words],
      phrases: [],
      sentAt: minutes(19),
      settlesAt: minutes(20.05),
      ...change,
    },
  });
}

describe('words that plainly answer', () => {
  it('wait four seconds before they approve, and nothing is said yet', () => {
    const steps = when(askedScene(), 'akkoord');
    expect(commands(steps)).toEqual([]);
    expect(said(steps)).toEqual([]);
    expect(doing(steps, 'await-answer')[0]?.pending).toMatchObject({
      answer: 'approve',
      messageIds: ['m-in'],
      sentAt: minutes(20),
      settlesAt: new Date(minutes(20).getTime() + 4000),
    });
  });
  it('wait before they reject, too', () =>
    expect(doing(when(askedScene(), 'niet doen'), 'await-answer')[0]?.pending.answer).toBe('reject'));
  it('are read together with what follows: "doe maar" and "niet" is no approval', () => {
    const steps = when(pending('doe maar'), 'niet');
    expect(doing(steps, 'await-answer').map(({ pending: { answer } }) => answer)).not.toContain('approve');
    expect(commands(steps).map(({ type }) => type)).not.toContain('DecideQuote');
  });
  it('stay an approval when thanks follow, with both messages as evidence', () =>
    expect(doing(when(pending('akkoord'), 'bedankt'), 'await-answer')[0]?.pending).toMatchObject({
      answer: 'approve',
      messageIds: ['m-before', 'm-in'],
      texts: ['akkoord', 'bedankt'],
      phrases: ['akkoord'],
    }));
  it('are taken back by a question, which says that nothing has been approved', () => {
    const steps = when(pending('ja'), 'hoe lang duurt het?');
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(kinds(steps)).toContain('unclear-quote');
  });
  it('sent before the quote was delivered approve nothing', () => {
    const steps = converse(text('akkoord', { at: minutes(5.5) }), askedScene(), counting());
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'unclear-quote', why: 'too_early' });
    expect(doing(steps, 'await-answer')).toEqual([]);
  });
  it('within a minute after a quote replaced another may mean the old one', () => {
    const replaced = [
      ...quoted,
      drafted(2),
      event('QuoteSuperseded', { quoteId, version: 1, by: 2 }),
      released(2, undefined, 1),
    ];
    const shown = [showing(), showing({ version: 2, sentAt: minutes(19.5), messageId: as<MessageId>('m-2') })];
    const scene = askedScene({
      repairs: [aView(replaced, { shown })],
      asked: new Map([[janPhone, { kind: 'quote', quoteId, version: 2 }]]),
    });
    expect(said(when(scene, 'ja'))[0]?.phrase).toMatchObject({ why: 'too_early' });
    expect(
      doing(converse(text('ja', { at: minutes(21) }), { ...scene, now: minutes(21) }, counting()), 'await-answer'),
    ).toHaveLength(1);
  });
  it('never choose between two open quotes: each is asked again', () => {
    const other = aView([event('RepairRegistered', registration), drafted(1, [line(1, 50_00)]), released(1)]);
    const [view] = askedScene().repairs;
    if (!view) throw new Error('no repair');
    const steps = when(askedScene({ repairs: [view, other], openQuotesAt: new Map([[janPhone, 2]]) }), 'akkoord');
    expect(said(steps).map(({ phrase }) => phrase)).toMatchObject([
      { kind: 'unclear-quote', why: 'several_quotes' },
      { kind: 'unclear-quote', why: 'several_quotes' },
    ]);
    expect(doing(steps, 'await-answer')).toEqual([]);
  });
  it('never choose when another garage asks at the same address', () =>
    expect(said(when(askedScene({ openQuotesAt: new Map([[janPhone, 2]]) }), 'ja'))[0]?.phrase).toMatchObject({
      why: 'several_quotes',
    }));
  it('after another question are asked back', () => {
    const steps = when(askedScene({ asked: new Map([[janPhone, { kind: 'question-or-call' }]]) }), 'ja');
    expect(kinds(steps)).toEqual(['confirm-all']);
  });
  it('get no answer from the bot while an agent has the conversation', () => {
    const agent = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(15) } as const;
    const scene = askedScene();
    expect(when({ ...scene, conversation: { ...scene.conversation, controller: agent } }, 'akkoord')).toEqual([]);
    const waiting = pending('ja');
    const taken = { ...waiting, conversation: { ...waiting.conversation, controller: agent } };
    expect(when(taken, 'nee')).toEqual([{ do: 'void-answer' }]);
  });
  it('of somebody who is only informed approve nothing', () => {
    const informed = [
      event('RepairRegistered', { ...registration, contacts: contacts.map((one) => ({ ...one, decides: false })) }),
      drafted(),
      released(),
    ];
    expect(kinds(when(askedScene({ repairs: [aView(informed)], asked: new Map() }), 'akkoord'))).toEqual([
      'may-not-decide',
    ]);
  });
  it('after the echo only repeat what was decided', () => {
    const steps = when(decidedScene(), 'ja');
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'decided', again: true });
    expect(commands(steps)).toEqual([]);
  });
  it('that reply to an old version get the current one', () => {
    const replaced = [...quoted, drafted(2), event('QuoteSuperseded', { quoteId, version: 1, by: 2 }), released(2)];
    const shown = [showing(), showing({ version: 2, messageId: as<MessageId>('m-2') })];
    const scene = askedScene({
      repairs: [aView(replaced, { shown })],
      asked: new Map([[janPhone, { kind: 'quote', quoteId, version: 2 }]]),
    });
    const reply = { kind: 'text', text: 'akkoord', repliesTo: as<MessageId>('m-quote') } as const;
    const steps = converse({ ...text(''), content: reply }, scene, counting());
    expect(said(steps)[0]).toMatchObject({ phrase: { kind: 'old-version' }, asks: { version: 2 } });
  });
});

function decidedScene(): Scene {
  const button = {
    how: 'button',
    messageId: as<MessageId>('m-1'),
    answered: { addressId: janPhone, proven: true },
  } as const;
  const by = { kind: 'customer', customerId: aPerson().customerId, addressId: janPhone } as const;
  const decision = {
    decisionId: as<never>('d-1'),
    outcome: 'partly',
    approved: [1],
    declined: [2],
    total: pads.amount,
    decidedAt: minutes(10),
    by,
    evidence: button,
  } as const;
  const decided = event('QuoteDecided', { quoteId, version: 1, decision }, meta(by, minutes(10)));
  return askedScene({ repairs: [aView([...quoted, decided], { shown: [showing()] })], openQuotesAt: new Map() });
}

it('an address that is not proven never answers a quote', () => {
  const jan = aPerson({ addresses: [address({ proven: false })] });
  const steps = when(askedScene({ customer: jan, people: [jan] }), 'akkoord');
  expect(commands(steps)).toEqual([]);
  expect(doing(steps, 'await-answer')).toEqual([]);
});

describe('words and digits that name lines', () => {
  it('bind at once when they are digits alone', () =>
    expect(commands(when(textOnly(askedScene()), '1'))).toMatchObject([
      { type: 'DecideQuote', data: { selection: { kind: 'numbers', numbers: [1] }, evidence: { how: 'digits' } } },
    ]));
  it.each(['1 en 2', '1, 2', 'alleen 1', '2 graag'])('bind as digits: %s', (words) =>
    expect(commands(when(askedScene(), words)).map(({ type }) => type)).toEqual(['DecideQuote']),
  );
  it.each(['remblokken wel, wissers niet', '1 niet', 'alleen de remblokken'])('are echoed first: %s', (words) => {
    const steps = when(askedScene(), words);
    expect(commands(steps)).toEqual([]);
    expect(kinds(steps)).toEqual(['confirm-lines']);
    expect(said(steps)[0]?.asks).toMatchObject({ kind: 'confirm-lines', version: 1 });
  });
  it('do not bind when the quote shows no numbers', () => {
    const one = [...started, drafted(1, [pads]), released(1, pads.amount)];
    const [view] = askedScene().repairs;
    const scene = askedScene({ repairs: [aView(one, { shown: view?.shown ?? [] })] });
    expect(commands(when(scene, '1'))).toEqual([]);
  });
  it('do not bind when they name a line that is not there', () =>
    expect(commands(when(askedScene(), '7')).map(({ type }) => type)).not.toContain('DecideQuote'));
  it('do not bind when they follow other words within the seconds', () =>
    expect(commands(when(pending('ja'), '1')).map(({ type }) => type)).not.toContain('DecideQuote'));
});

describe('the answer to "Is this what you mean?"', () => {
  const asked = (numbers: readonly number[]): Scene =>
    textOnly(askedScene({ asked: new Map([[janPhone, { kind: 'confirm-lines', quoteId, version: 1, numbers }]]) }));
  it('is yes to these lines, not to all', () =>
    expect(doing(when(asked([1]), 'ja'), 'await-answer')[0]?.pending).toMatchObject({
      answer: 'approve',
      numbers: [1],
    }));
  it('is not yes when it says everything', () => {
    const steps = when(asked([1]), 'alles');
    expect(doing(steps, 'await-answer')).toEqual([]);
    expect(kinds(steps)).toEqual(['confirm-all']);
  });
  it('is no rejection of the quote when it is no', () =>
    expect(kinds(when(asked([1]), 'nee'))).toEqual(['choose-lines']));
  it('may be other digits', () =>
    expect(commands(when(asked([1]), '2'))).toMatchObject([{ data: { selection: { numbers: [2] } } }]));
  it('to nothing at all is no when it is no, and asked again when it is yes', () => {
    expect(doing(when(asked([]), 'nee'), 'await-answer')[0]?.pending.answer).toBe('reject');
    expect(kinds(when(asked([]), 'ja'))).toEqual(['confirm-none']);
  });
});

describe('words with a condition far behind them', () => {
  const far = `${' '.repeat(3_000)}maar alleen onder 100 euro`;
  it('answer no question of ours, whatever it was', () => {
    for (const numbers of [[1], []])
      for (const words of ['dat klopt', 'ja', 'ja doe maar', 'nee', '1', '1 en 2']) {
        const asked = new Map([[janPhone, { kind: 'confirm-lines', quoteId, version: 1, numbers } as const]]);
        const steps = when(askedScene({ asked }), `${words}${far}`);
        const decided = commands(steps).filter(({ type }) => type === 'DecideQuote');
        expect([decided, doing(steps, 'await-answer')], words).toEqual([[], []]);
      }
  });
  it('say neither yes nor no to "Did you bring us this car?"', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    const asked = new Map([[janPhone, { kind: 'my-car' } as const]]);
    const scene = askedScene({ customer: jan, people: [jan], asked });
    for (const words of ['ja', 'dat klopt', 'nee', 'verkeerd nummer'])
      expect(commands(when(scene, `${words}${' x'.repeat(2_000)}`)), words).toMatchObject([{ type: 'CountUnclear' }]);
  });
  it('name lines in numbers only where nothing else is there, however much white space is', () => {
    const steps = when(askedScene(), `1${' '.repeat(3_000)}`);
    expect(commands(steps)).toMatchObject([{ type: 'DecideQuote' }]);
    expect(commands(when(askedScene(), `1${' '.repeat(3_000)}x`))).toEqual([]);
  });
});
