import { describe, expect, it } from 'vitest';
import { as, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { address, byJan, event, janPhone, minutes, quoted, quoteId, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene } from '../../core/testing/scenes.ts';
import { askedScene, aView, commands, counting, doing, input, kinds, said } from '../react/testing/stage.ts';
import type { NotOwnWords } from '../step.ts';
import { converse } from './converse.ts';

const passedOn = ['forwarded', 'via', 'automatic'] as const;
const everything = ['ja doe maar', 'nee, te duur', 'stop', 'english please', 'alleen ik beslis', '1', 'bel mij'];

function text(scene: Scene, words: string, why: NotOwnWords['why'], own = '') {
  return converse(input({ kind: 'text', text: words, notOwn: { why, own } }), scene, counting());
}
function photo(scene: Scene, caption: string | undefined, why: NotOwnWords['why'], own = '') {
  return converse(input({ kind: 'media', what: 'photo', caption, notOwn: { why, own } }), scene, counting());
}
function idle(): Scene {
  return aScene({ repairs: [aRepairView(started)] });
}
function at(change: Parameters<typeof address>[0], scene = askedScene()): Scene {
  const jan = aPerson({ addresses: [address(change)] });
  return { ...scene, customer: jan, people: [jan] };
}
function withAgent(scene: Scene): Scene {
  const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
  return { ...scene, conversation: { ...scene.conversation, controller } };
}
const waiting = askedScene({
  pendingAnswer: {
    addressId: janPhone,
    quoteId,
    version: 1,
    answer: 'approve',
    messageIds: [as<MessageId>('m-before')],
    texts: ['akkoord'],
    phrases: ['akkoord'],
    sentAt: minutes(19),
    settlesAt: minutes(20.05),
  },
});

describe.each(passedOn)('words that were %s', (why) => {
  it.each(everything)('command nothing while a quote is open, and the own answer is asked for: %s', (words) => {
    const steps = text(askedScene(), words, why);
    expect(commands(steps)).toEqual([]);
    expect(doing(steps, 'await-answer')).toEqual([]);
    expect(said(steps).at(-1)).toMatchObject({
      phrase: { kind: 'unclear-quote', why: 'not_own' },
      asks: { kind: 'quote' },
    });
  });

  it.each(everything)('go to a person without an open quote, and do nothing else: %s', (words) => {
    const steps = text(idle(), words, why);
    expect(kinds(steps)).toEqual(['passed-on']);
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'person', owner: 'service' } }]);
  });

  it('take back what waits out its seconds', () =>
    expect(doing(text(waiting, 'ok', why), 'void-answer')).toHaveLength(1));

  it('are no proof of whose chat it is, say nothing where a person has it, and nothing in a frozen one', () => {
    const asked = new Map([[janPhone, { kind: 'my-car' }]]) as Scene['asked'];
    const steps = text(at({ proven: false }, askedScene({ asked })), 'ja', why);
    expect([commands(steps), kinds(steps)]).toEqual([[], ['introduce']]);
    expect(text(withAgent(askedScene()), 'ja doe maar', why)).toEqual([]);
    expect(text(at({ frozen: true }), 'ja doe maar', why)).toEqual([]);
  });

  it('below a picture are asked back as well; the picture goes to a person', () => {
    const steps = photo(askedScene(), 'nee, te duur', why);
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'person' } }]);
    expect(said(steps).at(-1)?.phrase).toMatchObject({ kind: 'unclear-quote', why: 'not_own' });
    expect(kinds(photo(askedScene(), undefined, why))).toEqual(['media-kept']);
    expect(kinds(photo(idle(), 'wat kost dat?', why))).toEqual(['media-kept']);
    expect(photo(withAgent(askedScene()), 'ja', why)).toEqual([]);
    expect(kinds(photo(at({ proven: false }), 'ja', why))).toEqual(['introduce']);
    expect(photo(at({ frozen: true }), 'ja', why)).toEqual([]);
  });
});

describe('a person who was asked for already', () => {
  it('is not announced again', () => {
    const item = { itemId: as<ItemId>('i-1'), kind: 'person', owner: 'service', raisedAt: minutes(15) } as const;
    const scene = idle();
    const items = [{ ...item, repairId: undefined, dueAt: minutes(30) }];
    expect(text({ ...scene, conversation: { ...scene.conversation, items } }, 'haha', 'forwarded')).toEqual([]);
  });
});

describe('somebody else’s answer', () => {
  it('brings the offer of a link for that person before the question; other words do not, nor what no person wrote', () => {
    for (const words of ['ja doe maar', 'nee, te duur'])
      expect(kinds(text(askedScene(), words, 'forwarded'))).toEqual(['offer-link', 'unclear-quote']);
    expect(kinds(text(askedScene(), 'akkoord', 'quoted'))).toEqual(['offer-link', 'unclear-quote']);
    expect(kinds(photo(askedScene(), 'akkoord', 'forwarded'))).toEqual(['offer-link', 'unclear-quote']);
    expect(kinds(text(askedScene(), 'kijk eens wat leuk', 'forwarded'))).toEqual(['unclear-quote']);
    expect(kinds(text(askedScene(), 'ja doe maar', 'automatic'))).toEqual(['unclear-quote']);
  });
});

describe.each([
  ['quoted', 'marked_words'],
  ['struck', 'marked_words'],
  ['elsewhere', 'elsewhere'],
  ['overtaken', 'edited'],
] as const)('own words in a message with %s ones', (why, reason) => {
  it.each(['ja doe maar', 'nee, te duur', 'alleen de wissers', '1', 'alleen ik beslis'])(
    'decide nothing and are asked back: %s',
    (own) => {
      const steps = text(askedScene(), `${own} …`, why, own);
      expect(commands(steps)).toEqual([]);
      expect(doing(steps, 'await-answer')).toEqual([]);
      expect(said(steps).at(-1)?.phrase).toMatchObject({ kind: 'unclear-quote', why: reason });
    },
  );

  it('decide nothing together with what waits', () => {
    const steps = text(waiting, 'ja …', why, 'ja');
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(doing(steps, 'await-answer')).toEqual([]);
  });

  it('do not say yes to lines that were asked back', () => {
    const asks = { kind: 'confirm-lines', quoteId, version: 1, numbers: [1] } as const;
    const steps = text(askedScene({ asked: new Map([[janPhone, asks]]) }), 'ja …', why, 'ja');
    expect([commands(steps), doing(steps, 'await-answer')]).toEqual([[], []]);
  });

  it('stop, start and ask as ever', () => {
    expect(commands(text(askedScene(), 'stop …', why, 'stop'))).toMatchObject([{ type: 'OptOut' }]);
    expect(commands(text(at({ optedOut: true }), 'start …', why, 'start'))).toMatchObject([{ type: 'OptIn' }]);
    expect(kinds(text(askedScene(), 'kan het wachten? …', why, 'kan het wachten?'))).toEqual(['question-passed']);
    expect(kinds(photo(askedScene(), 'kan het wachten? …', why, 'kan het wachten?'))).toEqual([
      'question-passed',
      'media-kept',
    ]);
  });

  it('prove nothing', () => {
    const asked = new Map([[janPhone, { kind: 'my-car' }]]) as Scene['asked'];
    const steps = text(at({ proven: false }, askedScene({ asked })), 'ja …', why, 'ja');
    expect([commands(steps), kinds(steps)]).toEqual([[], ['introduce']]);
  });

  it('take back no decision', () => {
    const decision = {
      decisionId: 'd-1',
      outcome: 'approved',
      approved: [1, 2],
      declined: [],
      total: { minor: 32_440, currency: 'EUR' },
      decidedAt: minutes(10),
      by: byJan,
      evidence: { how: 'words', messageIds: [], sentAt: minutes(9) },
    };
    const decided = event('QuoteDecided', { quoteId, version: 1, decision } as never);
    const scene = askedScene({ repairs: [aView([...quoted, decided])] });
    const typed = converse(input({ kind: 'text', text: 'wijzigen' }), scene, counting());
    expect(commands(typed)).toContainEqual(expect.objectContaining({ type: 'RevokeDecision' }));
    const types = commands(text(scene, 'wijzigen …', why, 'wijzigen')).map(({ type }) => type);
    expect(types).not.toContain('RevokeDecision');
  });
});

describe('a message that was struck out or quoted as a whole', () => {
  it.each(['struck', 'quoted'] as const)('says nothing: %s', (why) => {
    const steps = text(askedScene(), 'stop', why);
    expect(commands(steps)).toEqual([]);
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'unclear-quote', why: 'marked_words' });
  });
});
