import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../decision.ts';
import type { Actor, Role } from '../ids.ts';
import { type AddressId, as, type ItemId, type RepairId, type StaffId } from '../ids.ts';
import { byJan, bySystem, conversationId, garageId, jan, meta, minutes, specify, staff } from '../testing/builders.ts';
import type { ConversationCommand, ConversationEvent, ItemKind } from './conversation.ts';
import { conversationDecider } from './decider.ts';

const given = specify(conversationDecider);
const anna = as<StaffId>('anna');
const bob = as<StaffId>('bob');
function by(staffId: StaffId, role: Role = 'agent'): Actor {
  return staff(role, staffId);
}
const opened: ConversationEvent = {
  type: 'ConversationOpened',
  data: { conversationId, garageId, customerId: jan },
  meta: meta(bySystem),
};
function takeOver(staffId: StaffId, more: { controlVersion?: number; from?: StaffId } = {}): ConversationCommand {
  return {
    type: 'TakeOver',
    data: { conversationId, staffId, ...more },
    meta: meta(by(staffId), minutes(1)),
  };
}
function takenOver(staffId: StaffId, controlVersion = 1, from?: StaffId): ConversationEvent {
  return {
    type: 'TakenOver',
    data: { conversationId, staffId, from, controlVersion },
    meta: meta(by(staffId), minutes(1)),
  };
}
function handBack(actor: Actor, staffId = anna): ConversationCommand {
  return {
    type: 'HandBack',
    data: { conversationId, staffId },
    meta: meta(actor, minutes(2)),
  };
}
function handedBack(actor: Actor, staffId = anna): ConversationEvent {
  return {
    type: 'HandedBack',
    data: { conversationId, staffId, controlVersion: 2 },
    meta: meta(actor, minutes(2)),
  };
}

describe('taking over', () => {
  it('gives one person the word', () => given(opened).when(takeOver(anna)).yields(takenOver(anna)));
  it('twice by the same person is once, even from a page that does not know it', () =>
    given(opened, takenOver(anna))
      .when(takeOver(anna, { controlVersion: 0 }))
      .yields());
  it('by two people lets one win and tells the other who', () =>
    given(opened, takenOver(anna))
      .when(takeOver(bob, { controlVersion: 0 }))
      .rejects({ code: 'AgentControls', staffId: anna, since: minutes(1) }));
  it('from a colleague needs the name of that colleague', () => {
    given(opened, takenOver(anna))
      .when(takeOver(bob, { from: anna }))
      .yields(takenOver(bob, 2, anna));
    given(opened, takenOver(anna))
      .when(takeOver(bob, { from: as<StaffId>('carl') }))
      .rejects({ code: 'AgentControls', staffId: anna, since: minutes(1) });
  });
  it('from a stale page is told what the state is now', () =>
    given(opened, takenOver(anna), handedBack(by(anna)))
      .when(takeOver(bob, { controlVersion: 0 }))
      .rejects({ code: 'StaleControl', controlVersion: 2 }));
  it('is for staff, in a conversation that exists', () => {
    given(opened)
      .when({ ...takeOver(anna), meta: meta(byJan) } as ConversationCommand)
      .rejects({ code: 'NotStaff' });
    given().when(takeOver(anna)).rejects({ code: 'NoConversation' });
  });
});

describe('handing back', () => {
  it('is done by the one who has it, or by a manager', () => {
    given(opened, takenOver(anna))
      .when(handBack(by(anna)))
      .yields(handedBack(by(anna)));
    given(opened, takenOver(anna))
      .when(handBack(by(bob, 'manager'), bob))
      .yields(handedBack(by(bob, 'manager'), bob));
    given(opened, takenOver(anna))
      .when(handBack(by(bob), bob))
      .rejects({ code: 'NotInControl' });
    given(opened, takenOver(anna)).when(handBack(bySystem)).rejects({ code: 'NotStaff' });
  });
  it('to a bot that has it already changes nothing', () =>
    given(opened)
      .when(handBack(by(anna)))
      .yields());
});

function item(id: string, kind: ItemKind = 'question', repairId?: RepairId): ConversationEvent {
  return {
    type: 'ItemRaised',
    data: { conversationId, itemId: as<ItemId>(id), kind, owner: 'mechanic', repairId, dueAt: minutes(15) },
    meta: meta(bySystem),
  };
}
function ended(id: string, kind: ItemKind = 'question'): ConversationEvent {
  return {
    type: 'ItemEnded',
    data: { conversationId, itemId: as<ItemId>(id), kind, how: 'answered', raisedAt: minutes(0) },
    meta: meta(bySystem),
  };
}
function end(named: { itemId?: ItemId; kinds?: readonly ItemKind[]; repairId?: RepairId }): ConversationCommand {
  return {
    type: 'EndItems',
    data: { conversationId, how: 'answered', ...named },
    meta: meta(bySystem),
  };
}

describe('a waiting item', () => {
  const golf = as<RepairId>('golf');
  const polo = as<RepairId>('polo');
  const open = [opened, item('1', 'question', golf), item('2', 'call', golf), item('3', 'question', polo)];
  it('ends by its id, its kind, its repair, or all of these', () => {
    given(...open)
      .when(end({ itemId: as<ItemId>('2') }))
      .yields(ended('2', 'call'));
    given(...open)
      .when(end({ kinds: ['question'] }))
      .yields(ended('1'), ended('3'));
    given(...open)
      .when(end({ kinds: ['question'], repairId: polo }))
      .yields(ended('3'));
  });
  it('does not end because of a command that names nothing, or something that is over', () => {
    given(...open)
      .when(end({}))
      .yields();
    given(...open)
      .when(end({ kinds: ['person'] }))
      .yields();
    given(...open, ended('1'))
      .when(end({ itemId: as<ItemId>('1') }))
      .yields();
  });
  it('is raised once', () =>
    given(...open)
      .when({ ...item('1'), type: 'RaiseItem' } as ConversationCommand)
      .yields());
  it('is passed on with a new clock, as long as it is open', () => {
    const data = { conversationId, itemId: as<ItemId>('1'), owner: 'service', dueAt: minutes(30) } as const;
    given(...open)
      .when({ type: 'ReassignItem', data, meta: meta(bySystem) })
      .yields({ type: 'ItemReassigned', data, meta: meta(bySystem) });
    given(opened)
      .when({ type: 'ReassignItem', data, meta: meta(bySystem) })
      .yields();
  });
});

describe('unclear texts', () => {
  const count: ConversationCommand = { type: 'CountUnclear', data: { conversationId }, meta: meta(bySystem) };
  const counted = (unclear: number): ConversationEvent => ({
    type: 'UnclearCounted',
    data: { conversationId, unclear },
    meta: meta(bySystem),
  });
  it('are counted in a row', () => {
    given(opened, counted(1)).when(count).yields(counted(2));
    given(opened, counted(1), { type: 'UnclearCleared', data: { conversationId }, meta: meta(bySystem) })
      .when(count)
      .yields(counted(1));
  });
  it('no longer count once a person reads on', () =>
    given(opened, counted(1), takenOver(anna)).when(count).yields(counted(1)));
  it('are cleared only when there are any', () =>
    given(opened)
      .when({ type: 'ClearUnclear', data: { conversationId }, meta: meta(bySystem) })
      .yields());
});

describe('whatever is asked of a conversation', () => {
  const anyStaff = fc.constantFrom(anna, bob, as<StaffId>('carl'));
  const anyCommand = fc.oneof(
    fc
      .record({
        staffId: anyStaff,
        from: fc.option(anyStaff, { nil: undefined }),
        controlVersion: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
      })
      .map(({ staffId, from, controlVersion }) =>
        takeOver(staffId, { ...(from && { from }), ...(controlVersion === undefined ? {} : { controlVersion }) }),
      ),
    fc
      .tuple(anyStaff, fc.constantFrom<Role>('agent', 'manager'))
      .map(([staffId, role]) => handBack(by(staffId, role), staffId)),
  );
  it('the word passes only from bot to person, by name between people, and back; its version counts each time', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        let state = replay(conversationDecider, [opened]);
        for (const command of commands) {
          const decision = conversationDecider.decide(command, state);
          if (!decision.accepted) continue;
          expect(decision.events.length).toBeLessThan(2);
          for (const event of decision.events) {
            const before = state;
            state = conversationDecider.evolve(state, event);
            if (before.status !== 'open' || state.status !== 'open') throw new Error('closed');
            expect(state.controlVersion).toBe(before.controlVersion + 1);
            if (event.type === 'TakenOver' && before.controller.kind === 'agent')
              expect(command.type === 'TakeOver' && command.data.from).toBe(before.controller.staffId);
          }
        }
      }),
    ));
  it('addresses are recorded as they change', () => {
    const data = { conversationId, addressId: as<AddressId>('a') };
    given(opened)
      .when({ type: 'OptOut', data, meta: meta(byJan) })
      .yields({ type: 'OptedOut', data, meta: meta(byJan) });
  });
});
