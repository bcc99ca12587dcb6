import { describe, expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { address, byJan, event, janPhone, minutes, quoted, quoteId, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene } from '../../core/testing/scenes.ts';
import {
  askedScene,
  aView,
  commands,
  counting,
  doing,
  input,
  kinds,
  said,
  showing,
  text,
} from '../react/testing/stage.ts';
import { converse, converseHeldDown, flooded } from './converse.ts';

const words = as<MessageId>('m-words');
function waiting(): Scene {
  return askedScene({
    pendingAnswer: {
      addressId: janPhone,
      quoteId,
      version: 1,
      answer: 'approve',
      messageIds: [words],
      texts: ['akkoord'],
      phrases: [],
      sentAt: minutes(19),
      settlesAt: minutes(20.05),
    },
  });
}
function does(content: Parameters<typeof input>[0], scene: Scene) {
  return converse(input(content), scene, counting());
}

describe('an answer that is changed afterwards', () => {
  it('no longer approves while it waits, and is asked about again', () => {
    const steps = does({ kind: 'edited', text: 'anders', edits: words }, waiting());
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'unclear-quote', why: 'edited' });
    expect(commands(steps)).toEqual([]);
  });
  it('of another message leaves the words that wait alone', () =>
    expect(does({ kind: 'edited', text: 'anders', edits: as<MessageId>('m-other') }, waiting())).toEqual([]));
  it('leaves a decision as it was made, and says so', () => {
    const decision = {
      decisionId: 'd-1',
      outcome: 'approved',
      approved: [1, 2],
      declined: [],
      total: { minor: 32_440, currency: 'EUR' },
      decidedAt: minutes(10),
      by: byJan,
      evidence: { how: 'words', messageIds: [words], sentAt: minutes(9) },
    };
    const decided = event('QuoteDecided', { quoteId, version: 1, decision } as never);
    const scene = askedScene({ repairs: [aView([...quoted, decided], { shown: [showing()] })] });
    expect(said(does({ kind: 'edited', text: 'anders', edits: words }, scene))[0]?.phrase).toMatchObject({
      kind: 'decided',
      again: true,
    });
    expect(does({ kind: 'edited', text: 'anders' }, scene)).toEqual([]);
  });
  it('is left to the person who has the conversation', () => {
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
    const scene = waiting();
    expect(
      does(
        { kind: 'edited', text: 'anders', edits: words },
        { ...scene, conversation: { ...scene.conversation, controller } },
      ),
    ).toEqual([]);
  });
});

describe('a reaction', () => {
  it('on an open quote is no answer, and gets the question back', () => {
    const steps = does({ kind: 'reaction', to: as<MessageId>('m-quote') }, askedScene());
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'unclear-quote', why: 'acknowledgement' });
    expect(commands(steps)).toEqual([]);
  });
  it('on anything else gets no answer and raises nothing', () => {
    expect(does({ kind: 'reaction', to: as<MessageId>('m-started') }, askedScene())).toEqual([]);
    expect(does({ kind: 'reaction' }, askedScene())).toEqual([]);
    expect(
      does({ kind: 'reaction', to: as<MessageId>('m-quote') }, aScene({ repairs: [aRepairView(started)] })),
    ).toEqual([]);
  });
  it('does not take back words that wait out their seconds', () =>
    expect(does({ kind: 'reaction', to: as<MessageId>('m-quote') }, waiting())).toEqual([]));
});

describe('an album', () => {
  it('is answered once', () => {
    const part = { kind: 'media', what: 'photo', caption: undefined } as const;
    expect(kinds(does(part, aScene({ repairs: [aRepairView(started)] })))).toEqual(['media-kept']);
    expect(does({ ...part, follows: true }, aScene({ repairs: [aRepairView(started)] }))).toEqual([]);
  });
});

describe('another language', () => {
  it.each([
    ['in english please', 'en'],
    ['Nederlands graag', 'nl'],
    ['toch liever nederlands', 'nl'],
    ['english again please', 'en'],
  ] as const)('is spoken from now on, and the open quote is put in it: %s', (said, language) => {
    const steps = converse(text(said), askedScene(), counting());
    expect(doing(steps, 'speak')).toEqual([{ do: 'speak', addressId: janPhone, language }]);
    expect(kinds(steps)).toEqual(['language-set', 'quote']);
  });
  it('by its button, too', () => {
    const steps = does({ kind: 'choice', action: { do: 'speak', language: 'en' }, standing: 'live' }, askedScene());
    expect(kinds(steps)).toEqual(['language-set', 'quote']);
  });
  it('tells a stranger nothing more than before', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    const scene = { ...askedScene(), customer: jan, people: [jan] };
    expect(kinds(converse(text('in english please'), scene, counting()))).toEqual(['introduce']);
  });
});

describe('a shared number', () => {
  it('is kept when it is their own, and not when it is somebody else’s', () => {
    const own = does({ kind: 'contact', phone: '+31612345678', own: true }, askedScene());
    expect(doing(own, 'keep-phone')).toMatchObject([{ phone: '+31612345678' }]);
    expect(kinds(own)).toEqual(['phone-kept']);
    const other = does({ kind: 'contact', phone: '0612345678', own: false }, askedScene());
    expect(doing(other, 'keep-phone')).toEqual([]);
    expect(kinds(other)).toEqual(['phone-refused']);
  });
  it('proves nothing about the car', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    const scene = { ...askedScene(), customer: jan, people: [jan] };
    expect(kinds(does({ kind: 'contact', phone: '+31612345678', own: true }, scene))).toEqual(['introduce']);
  });
});

describe('a flood', () => {
  it('is told once, and a person looks', () => {
    const steps = flooded(text('a'), askedScene(), counting());
    expect(kinds(steps)).toEqual(['slow-down']);
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'person' } }]);
  });

  const heldDown = (content: Parameters<typeof input>[0], scene: Scene) =>
    converseHeldDown(input(content), scene, counting());
  it('is not read: no words of it decide, and those that waited no longer stand', () => {
    for (const said of ['ja doe maar', 'nee', '1', 'maar alleen als het vandaag klaar is']) {
      expect(heldDown({ kind: 'text', text: said, before: [] }, askedScene())).toEqual([]);
      expect(heldDown({ kind: 'text', text: said, before: [] }, waiting())).toMatchObject([{ do: 'void-answer' }]);
    }
    const caption = { kind: 'media', what: 'photo', caption: 'ja', follows: false } as const;
    expect(heldDown(caption, waiting())).toMatchObject([{ do: 'void-answer' }]);
    expect(heldDown({ kind: 'edited', text: 'x', edits: words }, waiting())).toMatchObject([{ do: 'void-answer' }]);
  });
  it('may hold STOP, which counts by itself and in own words only', () => {
    expect(commands(heldDown({ kind: 'text', text: 'STOP', before: [] }, askedScene()))).toMatchObject([
      { type: 'OptOut' },
    ]);
    const passedOn = { kind: 'text', text: 'STOP', before: [], notOwn: { why: 'forwarded', own: '' } } as const;
    expect(commands(heldDown(passedOn, askedScene()))).toEqual([]);
  });
});
