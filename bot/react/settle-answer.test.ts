import { describe, expect, it } from 'vitest';
import { as, type MessageId, type StaffId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  conversationId,
  drafted,
  event,
  janPhone,
  minutes,
  quoted,
  quoteId,
  released,
  repairId,
} from '../../core/testing/builders.ts';
import type { DueTimer } from './step.ts';
import { askedScene, aView, commands, counting, doing } from './testing/stage.ts';
import { wake } from './wake.ts';

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
