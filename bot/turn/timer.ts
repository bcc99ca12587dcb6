import type { InboundMessage } from '../../channels/channel.ts';
import { type AccountId, as, type MessageId, type NewId, type StaffId } from '../../core/ids.ts';
import { nothingChanged } from '../cards/drawn-card.ts';
import { wake } from '../react/wake.ts';
import { type DueTimer, raise, toConversation } from '../step.ts';
import { act, carryOut } from './act.ts';
import { renewTapped, tappedCard } from './card-answer.ts';
import { type Context, contextFor, type Stores } from './context.ts';
import { reply } from './tell-staff.ts';

/** Decides from the facts what a due timer leads to. Resolves to when to look again. */
export async function timerTurn(
  timer: DueTimer & { readonly garageId: Parameters<Stores['garageOf']>[0] },
  store: Stores,
  { now, newId }: { readonly now: Date; readonly newId: NewId },
): Promise<Date | undefined> {
  const context = contextFor(store, now, newId, { simulated: false, homeGarageId: timer.garageId });
  if (timer.kind === 'delivery-trouble') await loseAddress(context, store, timer);
  const scene = await context.scenes.read(timer.conversationId);
  const { steps, again } = wake(timer, scene, newId);
  await carryOut(context, timer.conversationId, steps);
  return again;
}

/** Marks the address of a customer who blocked the bot; the next message from there unmarks it. */
async function loseAddress(
  context: Context,
  store: Stores,
  { conversationId, subject }: Pick<DueTimer, 'conversationId' | 'subject'>,
): Promise<void> {
  const addressId = await store.refusingAddress(as<MessageId>(subject));
  if (!addressId) return;
  const data = { conversationId, addressId, reachable: false };
  await act(
    context,
    toConversation({
      type: 'MarkReachable',
      data,
      meta: { at: context.now, by: { kind: 'system', part: 'bot' } },
    }),
  );
}

type Dead = { readonly accountId: AccountId; readonly message: InboundMessage };
type Clock = { readonly now: Date; readonly newId: NewId };

/** Tells a member of staff that their message could not be handled; for a customer's, raises an item. */
export async function deadTurn(dead: Dead, store: Stores, clock: Clock): Promise<void> {
  const { party, context } = await chatOf(dead, store, clock);
  const { accountId } = dead;
  if (party.staffId) return tellStaff(context, party.staffId, party);
  const conversationId = party.customerId && (await store.conversationFor(party.customerId, { ...party, accountId }));
  if (!conversationId) return;
  const scene = await context.scenes.read(conversationId);
  const item = { kind: 'dead', owner: 'service', dueAt: clock.now } as const;
  await carryOut(context, conversationId, raise(scene, clock.newId, item));
}

/**
 * Gives a card new buttons after a tap that could not be handled, because its token is used up. Runs
 * in a turn of its own: the drawing may be what fails.
 */
export async function renewCardTurn(dead: Dead, store: Stores, clock: Clock): Promise<void> {
  if (!dead.message.awaits) return;
  const { party, context } = await chatOf(dead, store, clock);
  const card = party.staffId && (await tappedCard({ store, party, message: dead.message }));
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
  if (staff) await reply(context, { addressId, reply: { text: nothingChanged(staff.language) } });
}
