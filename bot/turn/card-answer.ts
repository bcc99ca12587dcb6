import type { Card } from '../../channels/channel.ts';
import type { Party } from '../../core/application/party.ts';
import type { CardAnswer, DrawnCard, TappedCard } from '../../core/application/ports.ts';
import type { Language } from '../../core/customer/address.ts';
import type { StaffId } from '../../core/ids.ts';
import {
  type ChannelCard,
  renewedCard,
  spentCard,
  strangerCard,
  unknownCard,
  workingCard,
} from '../cards/drawn-card.ts';
import { knownLanguage } from '../wording/format.ts';
import type { Context, Inbound, Stores, Turn } from './context.ts';
import { drawCard, sendCard } from './tell-staff.ts';

type Asked = Pick<Turn, 'store' | 'party' | 'message'>;

/** Finds the card of a tapped button; undefined when the button is not of this chat. */
export async function tappedCard({ store, party, message: { content } }: Asked): Promise<TappedCard | undefined> {
  const tapped = content.kind === 'choice' ? await store.findTapped(content.token) : undefined;
  return tapped?.addressId === party.addressId ? tapped : undefined;
}

/** Returns the card that replaces the tapped one, at the end of the turn. */
export async function answerTap(turn: Turn, tapped: TappedCard | undefined): Promise<CardAnswer> {
  const { context, store, party, message } = turn;
  if (!tapped || !isOurs(party)) return { card: await sentenceCard(turn), drawnIn: undefined };
  const staffId = await whoActs(turn);
  const values = message.content.kind === 'choice' ? (message.content.values ?? {}) : {};
  // While nobody is on duty, the tap waits for the answer to who it is, and so does its button.
  if (!staffId) return store.newestCard(party.addressId, tapped.shownOn);
  return settleTap(context, { card: tapped, staffId, values });
}

function isOurs({ staffId, workplace }: Party): boolean {
  return staffId !== undefined || workplace !== undefined;
}

/** The turn itself may have changed who is on duty at a workplace. */
async function whoActs({ store, party, sender, context, accountId, message }: Turn): Promise<StaffId | undefined> {
  return party.workplace ? (await store.partyOf(accountId, message.chat, sender, context.now)).staffId : party.staffId;
}

/**
 * Returns the card in the place of the tapped one, without a turn: the one that was answered,
 * unless a newer one was drawn since. `working` says on it that the turn is still to come.
 */
export async function standingCard(
  { accountId, message }: Inbound,
  store: Stores,
  now: Date,
  { answer, working }: { readonly answer?: CardAnswer; readonly working?: boolean },
): Promise<Card> {
  const party = await store.partyOf(accountId, message.chat, { id: message.sender.id }, now);
  const asked = { store, party, message };
  const tapped = isOurs(party) ? await tappedCard(asked) : undefined;
  if (!tapped) return sentenceCard(asked);
  const newest = await store.newestCard(party.addressId, tapped.shownOn);
  // Ids of messages are in the order in which they were made.
  const card = answer?.drawnIn && answer.drawnIn > newest.drawnIn ? answer.card : newest.card;
  return (working ? workingCard(card as ChannelCard, await languageOf(asked)) : card) as Card;
}

async function sentenceCard(asked: Asked): Promise<Card> {
  const language = await languageOf(asked);
  return (isOurs(asked.party) ? unknownCard(language) : strangerCard(language)) as Card;
}

async function languageOf({ store, party, message }: Asked): Promise<Language> {
  const staff = party.staffId && (await store.staffMember(party.staffId));
  return staff ? staff.language : (knownLanguage(message.sender.language) ?? party.language);
}

/** A tap by a member of staff, with what was typed into the inputs of the card. */
export type StaffTap = {
  readonly card: TappedCard;
  readonly staffId: StaffId;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * Settles the card in the place of a tapped one after the turn: the one that the turn drew over
 * it, else the living card anew, else the card as it was used. Buttons that the message showed
 * before do nothing afterwards; a tap on one of them finds the current card.
 */
async function settleTap(context: Context, tap: StaffTap): Promise<DrawnCard> {
  const { store, redrawn } = context;
  const { card: tapped, values } = tap;
  const { addressId, shownOn, repairId } = tapped;
  if (tapped.standing !== 'live') return store.newestCard(addressId, shownOn);
  if (!redrawn.has(shownOn)) await redrawLiving(context, tap);
  if (!redrawn.has(shownOn)) {
    const spent = spentCard(drawnHere(tapped), { ...tapped, values });
    await sendCard(context, tapped, spent, { repairId, edits: shownOn });
  }
  return settled(context, tapped);
}

/**
 * Draws the tapped card with buttons that work again, because the tap failed and used up its token.
 */
export async function renewTapped(context: Context, tap: StaffTap): Promise<void> {
  const { store, newToken, redrawn } = context;
  const { card: tapped } = tap;
  if (tapped.standing !== 'live') return;
  await redrawLiving(context, tap);
  if (!redrawn.has(tapped.shownOn)) {
    const renewed = renewedCard(drawnHere(tapped), await store.choicesOf(tapped.drawnIn), newToken);
    await sendCard(context, tapped, renewed, { repairId: tapped.repairId, edits: tapped.shownOn });
  }
  await settled(context, tapped);
}

/** Cards that are stored as drawn were prepared by us. */
function drawnHere({ card }: TappedCard): ChannelCard {
  return card as ChannelCard;
}

async function redrawLiving(
  context: Context,
  { card: { living, repairId, addressId }, staffId }: StaffTap,
): Promise<void> {
  const conversationId = living && repairId ? await context.store.conversationOfRepair(repairId) : undefined;
  if (!conversationId || !repairId) return;
  const scene = await context.scenes.read(conversationId);
  await drawCard(context, scene, { do: 'draw-card', repairId, staffId, addressId, anew: false });
}

async function settled({ store, redrawn, now }: Context, tapped: TappedCard): Promise<DrawnCard> {
  const drawn = redrawn.get(tapped.shownOn);
  if (!drawn) throw new Error('A tapped card was left as it was');
  await store.closeCard(tapped, drawn.drawnIn, now);
  return drawn;
}
