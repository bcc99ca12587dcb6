import { describe, expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { QuoteDecision, Selection } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  approval,
  contacts,
  decided,
  drafted,
  event,
  janPhone,
  minutes,
  quoted,
  quoteId,
  registration,
  released,
  repairId,
  started,
} from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene } from '../../core/testing/scenes.ts';
import { askedScene, aView, commands, counting, doing, input, kinds, said, showing } from '../react/testing/stage.ts';
import type { ChoiceAction } from '../wording/customer/phrase.ts';
import { converse } from './converse.ts';

function tap(scene: Scene, action: ChoiceAction, standing: 'live' | 'closed' = 'live') {
  return converse(input({ kind: 'choice', action, standing, tap: 't-1' }), scene, counting());
}
function decide(selection: Selection = { kind: 'all' }, version = 1): ChoiceAction {
  return {
    do: 'decide',
    quoteId,
    version,
    selection,
  };
}
function done(decision: Partial<QuoteDecision> = {}, ...more: Parameters<typeof aView>[0]): Scene {
  return askedScene({ repairs: [aView([...quoted, decided(approval(decision)), ...more], { shown: [showing()] })] });
}

describe('a button of the quote', () => {
  it('decides at once, with the tap as evidence, and is acknowledged first', () => {
    const steps = tap(askedScene(), decide());
    expect(steps[0]).toEqual({ do: 'acknowledge', tap: 't-1', notice: 'Genoteerd' });
    expect(commands(steps)).toMatchObject([
      {
        type: 'DecideQuote',
        data: {
          quoteId,
          version: 1,
          selection: { kind: 'all' },
          evidence: { how: 'button', messageId: 'm-in', answered: { addressId: janPhone, proven: true } },
        },
        meta: { at: minutes(20), by: { kind: 'customer', addressId: janPhone } },
      },
    ]);
  });
  it('decides while an agent has the conversation, too', () => {
    const scene = askedScene();
    const agent = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
    const taken = { ...scene, conversation: { ...scene.conversation, controller: agent } };
    expect(commands(tap(taken, decide()))).toHaveLength(1);
  });
  it('takes back words that were waiting out their seconds', () => {
    const pendingAnswer = {
      addressId: janPhone,
      quoteId,
      version: 1,
      answer: 'approve',
      messageIds: [as<MessageId>('m-0')],
      texts: ['ja'],
      phrases: [],
      sentAt: minutes(20),
      settlesAt: minutes(21),
    } as const;
    const steps = tap(askedScene({ pendingAnswer }), decide({ kind: 'none' }));
    expect(steps.map((step) => step.do)).toEqual(['acknowledge', 'void-answer', 'repair']);
    expect(kinds(tap(askedScene({ pendingAnswer }), { do: 'person' }))).toEqual(['passed-on', 'unclear-quote']);
  });
  it('that was decided before says so on the tap, and is kept for the audit trail', () => {
    const steps = tap(done(), decide(), 'closed');
    expect(steps[0]).toMatchObject({ notice: 'Dit was al genoteerd' });
    expect(commands(steps).map(({ type }) => type)).toEqual(['DecideQuote']);
  });
  it('of an old version approves nothing', () => {
    const renewed = [...quoted, drafted(2), event('QuoteSuperseded', { quoteId, version: 1, by: 2 }), released(2)];
    expect(tap(askedScene({ repairs: [aView(renewed)] }), decide())[0]).toMatchObject({
      notice: 'Deze offerte geldt niet meer',
    });
  });
  it('of somebody who may not decide says that nothing has been approved', () => {
    const informed = contacts.map((one) => ({ ...one, decides: false }));
    const events = [event('RepairRegistered', { ...registration, contacts: informed }), drafted(), released()];
    expect(tap(askedScene({ repairs: [aView(events)] }), decide())[0]).toMatchObject({
      notice: 'Er is niets goedgekeurd',
    });
  });
  it('of a quote that nobody knows is told so', () => expect(kinds(tap(aScene(), decide()))).toEqual(['unclear']));
  it('shows the lines to choose from, but only those of the current version', () => {
    expect(kinds(tap(askedScene(), { do: 'choose-lines', quoteId, version: 1 }))).toEqual(['choose-lines']);
    expect(kinds(tap(done(), { do: 'choose-lines', quoteId, version: 1 }, 'closed'))).toEqual(['decided']);
  });
});

describe('a change of mind', () => {
  it('revokes the decision', () =>
    expect(commands(tap(done(), { do: 'change', quoteId }))).toMatchObject([
      { type: 'RevokeDecision', data: { quoteId } },
    ]));
  it('comes too late once the work has begun', () =>
    expect(
      said(tap(done({}, event('ApprovedWorkBegun', { quoteIds: [quoteId] })), { do: 'change', quoteId }))[0]?.phrase,
    ).toMatchObject({
      kind: 'work-begun',
    }));
  it('is a matter for a person once the repair is over', () => {
    const over = done(
      { approved: [], declined: [1, 2], outcome: 'rejected' },
      event('RepairCompleted', { amount: undefined }),
    );
    expect(kinds(tap(over, { do: 'change', quoteId }))).toEqual(['passed-on']);
  });
  it('can be typed, where there are no buttons', () =>
    expect(commands(converse(input({ kind: 'text', text: 'WIJZIG' }), done(), counting()))).toMatchObject([
      { type: 'RevokeDecision' },
    ]));
});

describe('other buttons', () => {
  it('ask or call: the next text is the question', () =>
    expect(said(tap(askedScene(), { do: 'ask-or-call', repairId }))[0]).toMatchObject({
      phrase: { kind: 'ask-or-call', open: true },
      asks: { kind: 'question-or-call' },
    }));
  it('call me, status, a person, fine', () => {
    expect(kinds(tap(askedScene(), { do: 'call-me' }))).toEqual(['call-promised']);
    expect(kinds(tap(askedScene(), { do: 'status' }))).toEqual(['status']);
    expect(kinds(tap(askedScene(), { do: 'person' }))).toEqual(['passed-on']);
    expect(tap(askedScene(), { do: 'fine' })).toEqual([{ do: 'acknowledge', tap: 't-1' }]);
  });
  it('"yes, my car" links an unproven address, "not my car" freezes it', () => {
    const jan = aPerson({ addresses: [address({ proven: false })] });
    const scene = aScene({ customer: jan, people: [jan], repairs: [aRepairView(started)] });
    expect(commands(tap(scene, { do: 'my-car', yes: true }))).toMatchObject([{ type: 'LinkAddress' }]);
    const no = tap(scene, { do: 'my-car', yes: false });
    expect(kinds(no)).toEqual(['wrong-number']);
    expect(commands(no)).toMatchObject([{ type: 'DisownAddress' }]);
    for (const action of [{ do: 'status' }, { do: 'ask-or-call', repairId }, { do: 'change', quoteId }] as const)
      expect(kinds(tap(scene, action))).toEqual(['introduce']);
  });
  it('that were made for somebody else do nothing here', () => {
    const steps = converse(input({ kind: 'foreign-choice', tap: 't-1' }), askedScene(), counting());
    expect(steps[0]).toMatchObject({ do: 'acknowledge', notice: 'Deze knop werkt hier niet' });
    expect(commands(steps)).toEqual([]);
    expect(doing(steps, 'await-answer')).toEqual([]);
  });
});
