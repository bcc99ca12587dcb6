import { drawCard, sendCard } from '../../bot/turn/tell-staff.ts';
import type { StaffId } from '../ids.ts';
import { sceneOf, type TurnContext } from './context.ts';
import type { DrawnCard, TappedCard } from './ports.ts';

/** A tap by a member of staff, with what was typed into the inputs of the card. */
export type StaffTap = {
  readonly card: TappedCard;
  readonly staffId: StaffId;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * What stands in the place of a tapped card once the turn has done its work: what the turn drew over it, else the living card anew, else
 * the card as it was used. No button that the message has shown before does anything afterwards; a tap on one of them finds the
 * card as it is now.
 */
export async function settleTap<Phrase, Card>(context: TurnContext<Phrase, Card>, tap: StaffTap): Promise<DrawnCard> {
  const { store, voice, redrawn } = context;
  const { card: tapped, values } = tap;
  const { addressId, shownOn } = tapped;
  if (tapped.standing !== 'live') return store.newestCard(addressId, shownOn);
  if (!redrawn.has(shownOn)) await redrawLiving(context, tap);
  if (!redrawn.has(shownOn))
    await sendCard(context, tapped, voice.spendCard(tapped.card, { ...tapped, values }), tapped.repairId, shownOn);
  return settled(context, tapped);
}

/** The tapped card with buttons that work again, because what was tapped never happened and its token is used up. */
export async function renewTapped<Phrase, Card>(context: TurnContext<Phrase, Card>, tap: StaffTap): Promise<void> {
  const { store, voice, newToken, redrawn } = context;
  const { card: tapped } = tap;
  if (tapped.standing !== 'live') return;
  await redrawLiving(context, tap);
  if (!redrawn.has(tapped.shownOn)) {
    const renewed = voice.renewCard(tapped.card, await store.choicesOf(tapped.drawnIn), newToken);
    await sendCard(context, tapped, renewed, tapped.repairId, tapped.shownOn);
  }
  await settled(context, tapped);
}

async function redrawLiving<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  { card: { living, repairId, addressId }, staffId }: StaffTap,
): Promise<void> {
  const conversationId = living && repairId ? await context.store.conversationOfRepair(repairId) : undefined;
  if (!conversationId || !repairId) return;
  const scene = await sceneOf(context, conversationId);
  await drawCard(context, scene, { do: 'draw-card', repairId, staffId, addressId, anew: false });
}

async function settled<Phrase, Card>(
  { store, redrawn, now }: TurnContext<Phrase, Card>,
  tapped: TappedCard,
): Promise<DrawnCard> {
  const drawn = redrawn.get(tapped.shownOn);
  if (!drawn) throw new Error('A tapped card was left as it was');
  await store.closeCard(tapped, drawn.drawnIn, now);
  return drawn;
}
