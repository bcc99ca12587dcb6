import { describe, expect, it } from 'vitest';
import type { ItemKind } from '../../core/conversation/conversation.ts';
import { as, type ItemId, type MessageId, type StaffId } from '../../core/ids.ts';
import type { DecisionRefusal, RepairEvent } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  agent,
  approval,
  byJan,
  conversationId,
  decided,
  drafted,
  eur,
  event,
  janPhone,
  meta,
  minutes,
  quoted,
  quoteId,
  released,
  repairId,
  started,
  validUntil,
} from '../../core/testing/builders.ts';
import { aPerson } from '../../core/testing/scenes.ts';
import type { DueTimer } from '../step.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said } from './testing/stage.ts';
import { wake } from './wake.ts';

function because(events: readonly RepairEvent[], scene: Scene = askedScene()) {
  const last = events.at(-1);
  const [view] = scene.repairs;
  if (!last || !view) throw new Error('an event needs a repair');
  const { shown, told } = view;
  return react(last, { ...scene, repairs: [aView(events, { shown, told })] }, counting());
}

function withItems(...all: readonly ItemKind[]): Scene {
  const scene = askedScene();
  const times = { raisedAt: minutes(1), dueAt: minutes(9) };
  const items = all.map((kind) => ({ itemId: as<ItemId>(kind), kind, owner: 'mechanic', repairId, ...times }) as const);
  return { ...scene, conversation: { ...scene.conversation, items } };
}
const onBehalf = {
  by: agent,
  evidence: { how: 'staff', spokenAt: minutes(9), spokeWith: 'spoke_with:1', via: 'phone' },
} as const;

describe('a decision', () => {
  const waiting = (scene: Scene): Scene => ({
    ...scene,
    pausedUntil: minutes(60),
    pendingAnswer: {
      addressId: janPhone,
      quoteId,
      version: 1,
      answer: 'approve',
      messageIds: [as<MessageId>('m-0')],
      texts: ['ja'],
      phrases: [],
      sentAt: minutes(9),
      settlesAt: minutes(11),
    },
  });
  it('closes the question, echoes where it was given, and reaches the mechanic', () => {
    const steps = because(
      [...quoted, decided(approval({ approved: [1], declined: [2], outcome: 'partly', total: eur(286_40) }))],
      waiting(askedScene()),
    );
    expect(steps.map((step) => step.do).slice(0, 4)).toEqual(['close-question', 'void-answer', 'tell', 'ping']);
    expect(said(steps)).toMatchObject([
      {
        sort: 'echo',
        answerTo: janPhone,
        phrase: { kind: 'decided', outcome: 'partly', approved: [1], declined: [2], again: false, byStaff: false },
      },
    ]);
    expect(doing(steps, 'ping')[0]?.text).toBe(
      'AB-123-C VW Golf: AKKOORD Remblokken voor €\u00a0286,40. Niet: Ruitenwissers.',
    );
    expect(doing(steps, 'pause-reminders')).toMatchObject([{ until: undefined }]);
  });
  it('that rejects leaves the mechanic the agreed work', () => {
    const no = approval({ approved: [], declined: [1, 2], outcome: 'rejected', total: eur(0) });
    expect(doing(because([...quoted, decided(no)]), 'ping')[0]?.text).toBe(
      'AB-123-C VW Golf: NIET akkoord. Alleen het afgesproken werk.',
    );
  });
  it('of staff is echoed as given on behalf', () => {
    const steps = because([...quoted, decided(approval({ by: agent }))]);
    expect(said(steps)).toMatchObject([{ sort: 'notification', phrase: { byStaff: true } }]);
  });
  it('of staff makes no call to somebody without a chat, who has just called', () => {
    const nobody = aPerson({ addresses: [] });
    const scene = askedScene({ customer: nobody, people: [nobody] });
    expect(kinds(because([...quoted, decided(approval({ by: agent }))], scene))).toEqual([]);
  });
  it.each([
    ['given by the customer', approval()],
    ['written down by staff', approval(onBehalf)],
  ] as const)('%s ends what was about it, and nothing that the customer was promised', (_, decision) => {
    const steps = because(
      [...quoted, decided(decision)],
      withItems('question', 'call', 'authorisation', 'callback', 'person'),
    );
    const ends = commands(steps).flatMap((one) => (one.type === 'EndItems' ? [one.data] : []));
    expect(ends.map(({ itemId }) => itemId)).toEqual(['call', 'authorisation']);
    expect(new Set(ends.map(({ how }) => how))).toEqual(new Set(['decided']));
  });
  it('brings the ready time that was chosen as the promised one, which nobody has to be told again', () => {
    const draft = event('QuoteDrafted', {
      ...(drafted().data as never as object),
      readyIfApproved: minutes(390),
    } as never);
    const events = [...started, draft, released(), decided()];
    const steps = because(events);
    expect(commands(steps)).toMatchObject([{ type: 'PromiseTime', data: { promisedAt: minutes(390) } }]);
    const promised = event(
      'TimePromised',
      { promisedAt: minutes(390), before: minutes(300) },
      meta({ kind: 'system', part: 'bot' }),
    );
    expect(kinds(because([...events, promised]))).toEqual([]);
  });
});

describe('an answer that is no decision', () => {
  const refused = (why: DecisionRefusal, events: readonly RepairEvent[] = quoted) =>
    because([
      ...events,
      event('DecisionRefused', { quoteId, version: 1, because: why, how: 'words' }, meta(byJan, minutes(20))),
    ]);
  it.each([
    ['may_not_decide', 'may-not-decide'],
    ['not_proven', 'introduce'],
    ['not_delivered', 'unclear-quote'],
    ['sent_before_delivery', 'unclear-quote'],
    ['not_newest_question', 'unclear-quote'],
    ['several_quotes', 'unclear-quote'],
    ['unknown_line', 'unclear-quote'],
  ] as const)('is answered where it was given: %s', (because, kind) => {
    expect(said(refused(because))).toMatchObject([{ phrase: { kind }, sort: 'answer', answerTo: janPhone }]);
    expect(doing(refused(because), 'draw-card')).toEqual([]);
  });
  it('repeats what was decided, or shows what became of the quote', () => {
    expect(said(refused('already_decided', [...quoted, decided()]))).toMatchObject([
      { phrase: { kind: 'decided', again: true } },
    ]);
    expect(kinds(refused('withdrawn', [...quoted, event('QuoteWithdrawn', { quoteId, version: 1 })]))).toEqual([
      'withdrawn',
    ]);
    expect(kinds(refused('expired', [...quoted, event('QuoteExpired', { quoteId, version: 1, validUntil })]))).toEqual([
      'expired',
    ]);
    const renewed = [...quoted, drafted(2), event('QuoteSuperseded', { quoteId, version: 1, by: 2 }), released(2)];
    expect(said(refused('old_version', renewed))).toMatchObject([
      { phrase: { kind: 'old-version' }, asks: { version: 2 } },
    ]);
  });
  it('is left to the agent who has the conversation, and to staff who see it where they tried', () => {
    expect(kinds(refused('agent_controls'))).toEqual([]);
    const byStaff = event(
      'DecisionRefused',
      { quoteId, version: 1, because: 'already_decided', how: 'staff' },
      meta(agent),
    );
    expect(kinds(because([...quoted, byStaff]))).toEqual([]);
  });
});

describe('a change of mind', () => {
  const revoked = event('DecisionRevoked', { quoteId, version: 1, decisionId: as('d-1') }, meta(byJan, minutes(20)));
  it('asks the same again and tells the mechanic not to begin', () => {
    const steps = because([...quoted, decided(), revoked]);
    expect(said(steps)).toMatchObject([
      {
        phrase: { kind: 'revoked' },
        asks: { kind: 'quote', version: 1 },
        about: { shows: 'again' },
        answerTo: janPhone,
        evenQuiet: true,
      },
    ]);
    expect(doing(steps, 'reply')).toMatchObject([
      {
        reply: {
          card: {
            text: 'Klant bedenkt zich over Remblokken voor, Ruitenwissers. Al begonnen?',
            buttons: [{ label: 'Nog niet' }, { label: 'Al begonnen' }],
          },
        },
      },
    ]);
    expect(doing(steps, 'wake').map(({ kind }) => kind)).toEqual(['unread', 'watch-quote']);
  });
  it('past the validity asks nothing again', () =>
    expect(
      kinds(
        react(
          revoked,
          askedScene({
            repairs: [
              aView([...quoted, decided(), revoked, event('QuoteExpired', { quoteId, version: 1, validUntil })]),
            ],
          }),
          counting(),
        ),
      ),
    ).toEqual([]));
});

function due(kind: DueTimer['kind'], scene: Scene, subject: string = repairId) {
  return wake({ kind, subject, conversationId }, scene, counting());
}

describe('words that wait', () => {
  const waiting = (change: Partial<NonNullable<Scene['pendingAnswer']>> = {}): Scene =>
    askedScene({
      pendingAnswer: {
        addressId: janPhone,
        quoteId,
        version: 1,
        answer: 'approve',
        messageIds: [as<MessageId>('m-1'), as<MessageId>('m-2')],
        texts: ['ja', 'graag'],
        phrases: [],
        sentAt: minutes(19.9),
        settlesAt: minutes(20),
        ...change,
      },
    });
  it('bind when their seconds are over, with what was on the screen as evidence', () => {
    const { steps } = due('settle-answer', waiting(), conversationId);
    expect(doing(steps, 'void-answer')).toHaveLength(1);
    expect(commands(steps)).toMatchObject([
      {
        type: 'DecideQuote',
        data: {
          selection: { kind: 'all' },
          evidence: {
            how: 'words',
            messageIds: ['m-1', 'm-2'],
            sentAt: minutes(19.9),
            answered: { addressId: janPhone, proven: true },
            shown: {
              deliveredAt: minutes(6),
              receipts: false,
              newestQuestion: true,
              openQuotes: 1,
              botControls: true,
              replacedAnother: false,
            },
          },
        },
      },
    ]);
  });
  it('do not bind before', () =>
    expect(due('settle-answer', waiting({ settlesAt: minutes(21) }), conversationId)).toEqual({
      steps: [],
      again: minutes(21),
    }));
  it('that said yes to some lines bind these', () =>
    expect(commands(due('settle-answer', waiting({ numbers: [1] }), conversationId).steps)).toMatchObject([
      { data: { selection: { kind: 'numbers', numbers: [1] }, evidence: { how: 'digits' } } },
    ]));
  it('that rejected reject', () =>
    expect(commands(due('settle-answer', waiting({ answer: 'reject' }), conversationId).steps)).toMatchObject([
      { data: { selection: { kind: 'none' } } },
    ]));
  it('bind nothing once an agent has the conversation, or the version no longer stands', () => {
    const scene = waiting();
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(19) } as const;
    const taken = { ...scene, conversation: { ...scene.conversation, controller } };
    expect(due('settle-answer', taken, conversationId).steps).toEqual([{ do: 'void-answer' }]);
    const renewed = [...quoted, drafted(2), event('QuoteSuperseded', { quoteId, version: 1, by: 2 }), released(2)];
    expect(due('settle-answer', { ...scene, repairs: [aView(renewed)] }, conversationId).steps).toEqual([
      { do: 'void-answer' },
    ]);
  });
  it('that are gone decide nothing', () =>
    expect(due('settle-answer', askedScene(), conversationId).steps).toEqual([]));
});
