import { describe, expect, it } from 'vitest';
import {
  type AddressId,
  as,
  type ConversationId,
  type CustomerId,
  type ItemId,
  type RepairId,
  type StaffId,
} from '../ids.ts';
import { factOf } from './facts.ts';

const at = new Date('2026-11-23T07:40:00Z');
const by = { kind: 'staff', staffId: as<StaffId>('mia'), role: 'mechanic' } as const;
const repairId = as<RepairId>('r');

describe('a fact for reports', () => {
  it('says what happened, when, and who of the staff did it', () => {
    expect(factOf({ type: 'RepairStarted', data: { repairId }, meta: { at, by } })).toEqual({
      kind: 'RepairStarted',
      at,
      staffId: 'mia',
    });
  });

  it('names no customer', () => {
    const customer = { kind: 'customer', customerId: as<CustomerId>('c'), addressId: as<AddressId>('a') } as const;
    const fact = factOf({ type: 'RepairReopened', data: { repairId }, meta: { at, by: customer } });
    expect(JSON.stringify(fact)).not.toContain('"c"');
  });

  it('pairs the raising and the ending of a waiting item', () => {
    const conversationId = as<ConversationId>('k');
    const itemId = as<ItemId>('i');
    const ended = factOf({
      type: 'ItemEnded',
      data: { conversationId, itemId, kind: 'question', how: 'answered', raisedAt: at },
      meta: { at, by },
    });
    expect(ended.data).toEqual({ kind: 'question', itemId: 'i' });
  });
});
