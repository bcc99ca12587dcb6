import { describe, expect, it } from 'vitest';
import { as, type MessageId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { drafted, janPhone, minutes, pads, quoteId, released, started } from '../../core/testing/builders.ts';
import {
  askedScene,
  aView,
  commands,
  counting,
  doing,
  kinds,
  said,
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
