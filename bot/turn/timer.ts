import type { InboundMessage } from '../../channels/channel.ts';
import { renewTapped } from '../../core/application/answered-tap.ts';
import { sceneOf } from '../../core/application/context.ts';
import type { AccountId, NewId, StaffId } from '../../core/ids.ts';
import { nothingChanged } from '../cards/drawn-card.ts';
import { raise } from '../step.ts';
import { carryOut } from './act.ts';
import { tappedCard } from './card-answer.ts';
import { type Context, contextFor, type Stores } from './context.ts';
import { reply } from './tell-staff.ts';

type Dead = { readonly accountId: AccountId; readonly message: InboundMessage };
type Clock = { readonly now: Date; readonly newId: NewId };

/** What came in could not be handled: a member of staff is told, and where its chat belongs to a customer, a person is asked to look. */
export async function deadTurn(dead: Dead, store: Stores, clock: Clock): Promise<void> {
  const { party, context } = await chatOf(dead, store, clock);
  const { accountId } = dead;
  if (party.staffId) return tellStaff(context, party.staffId, party);
  const conversationId = party.customerId && (await store.conversationFor(party.customerId, { ...party, accountId }));
  if (!conversationId) return;
  const scene = await sceneOf(context, conversationId);
  const item = { kind: 'dead', owner: 'service', dueAt: clock.now } as const;
  await carryOut(context, conversationId, raise(scene, clock.newId, item));
}

/** The card whose tap could not be handled works again: the token of that tap is used up. In a turn of its own, because it may be the drawing that fails. */
export async function renewCardTurn(dead: Dead, store: Stores, clock: Clock): Promise<void> {
  if (!dead.message.awaits) return;
  const { party, context } = await chatOf(dead, store, clock);
  const card = party.staffId && (await tappedCard({ store, party, message: dead.message }, clock.now));
  if (card && party.staffId) await renewTapped(context, { card, staffId: party.staffId, values: {} });
}

async function chatOf({ accountId, message: { chat } }: Dead, store: Stores, { now, newId }: Clock) {
  const party = await store.partyOf(accountId, chat, { id: chat }, now);
  const about = { simulated: party.simulated, homeGarageId: party.garageId };
  return { party, context: contextFor(store, now, newId, about) };
}

async function tellStaff(
  context: Context,
  staffId: StaffId,
  { addressId }: Pick<Awaited<ReturnType<Stores['partyOf']>>, 'addressId'>,
): Promise<void> {
  const staff = await context.store.staffMember(staffId);
  if (staff) await reply(context, { do: 'reply', addressId, reply: { text: nothingChanged(staff.language) } });
}
