import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import { as, type MessageId } from '../ids.ts';
import {
  byJan,
  command,
  drafted,
  event,
  meta,
  minutes,
  quoted,
  quoteId,
  released,
  rules,
  specify,
  started,
} from '../testing/builders.ts';
import { repairDecider } from './decider.ts';
import { waitingPhotos } from './photos.ts';
import type { Repair, RepairEvent } from './repair.ts';

const decider = repairDecider(rules);
const given = specify(decider);
const left = as<MessageId>('m-left');
const right = as<MessageId>('m-right');
function attached(messageId: MessageId) {
  return event('PhotoAttached', { messageId });
}
function attach(messageId: MessageId) {
  return command('AttachPhoto', { messageId });
}
function stateAfter(...events: readonly RepairEvent[]): Exclude<Repair, { status: 'none' }> {
  const state = replay(decider, events);
  if (state.status === 'none') throw new Error('Nothing was registered');
  return state;
}
function waits(...events: readonly RepairEvent[]) {
  return waitingPhotos(stateAfter(...events)).map(({ messageId }) => messageId);
}

describe('a photo', () => {
  it('belongs to one car once, also of work that is finished, until it is collected', () => {
    given(...started)
      .when(attach(left))
      .yields(attached(left));
    given(...started, attached(left))
      .when(attach(left))
      .yields();
    const completed = [...started, event('RepairCompleted', { amount: undefined })];
    given(...completed)
      .when(attach(left))
      .yields(attached(left));
    given(...completed, event('VehicleCollected', {}))
      .when(attach(left))
      .rejects({ code: 'WrongStatus', status: 'collected' });
  });
  it('is never attached by a customer', () =>
    given(...started)
      .when(command('AttachPhoto', { messageId: left }, meta(byJan)))
      .rejects({ code: 'NotStaff' }));
  it('goes with the next version that is released, and not with the one after that', () => {
    const first = [...started, attached(left), drafted()];
    expect(waits(...first)).toEqual([left]);
    const sent = [...first, released()];
    expect(waits(...sent)).toEqual([]);
    expect(stateAfter(...sent).photos).toEqual([{ messageId: left, went: { at: minutes(5), quoteId, version: 1 } }]);
    const again = [...sent, attached(right), drafted(2), released(2, undefined, 1)];
    expect(stateAfter(...again).photos.map(({ went }) => went?.version)).toEqual([1, 2]);
  });
  it('that came after the release makes no version and can go by itself, once', () => {
    const waiting = [...quoted, attached(left)];
    const show = command('ShowPhotos', { messageIds: [left, right] });
    given(...waiting)
      .when(show)
      .yields(event('PhotosShown', { messageIds: [left] }));
    given(...waiting, event('PhotosShown', { messageIds: [left] }))
      .when(show)
      .rejects({ code: 'PhotoSent' });
    expect(waits(...waiting, event('PhotosShown', { messageIds: [left] }))).toEqual([]);
  });
  it('can be moved to another car until the customer has it', () => {
    const detach = command('DetachPhoto', { messageId: left });
    given(...started, attached(left))
      .when(detach)
      .yields(event('PhotoDetached', { messageId: left }));
    expect(waits(...started, attached(left), event('PhotoDetached', { messageId: left }))).toEqual([]);
    given(...started, attached(left), drafted(), released())
      .when(detach)
      .rejects({ code: 'PhotoSent' });
    given(...started)
      .when(detach)
      .yields();
  });
});
