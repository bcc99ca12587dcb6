import type { Card } from '../../channels/channel.ts';
import { settleTap } from '../../core/application/answered-tap.ts';
import type { Party } from '../../core/application/party.ts';
import type { TappedCard } from '../../core/application/ports.ts';
import type { Language } from '../../core/customer/address.ts';
import type { StaffId } from '../../core/ids.ts';
import { strangerCard, unknownCard, workingCard } from '../cards/drawn-card.ts';
import type { DrawnCard } from '../mechanic/cards-prepare.ts';
import { knownLanguage } from '../wording/language.ts';
import type { CardAnswer } from '../workers/answering.ts';
import type { Inbound, Stores, Turn } from './context.ts';

type Asked = Pick<Turn, 'store' | 'party' | 'message'>;

/** The card that the tapped button is on; undefined when the button is not of this chat. */
export async function tappedCard(
  { store, party, message: { content } }: Asked,
  now: Date,
): Promise<TappedCard | undefined> {
  const tapped = content.kind === 'choice' ? await store.findTapped(content.token, now) : undefined;
  return tapped?.addressId === party.addressId ? tapped : undefined;
}

/** What whoever tapped gets in place of the card, at the end of the turn. */
export async function cardAnswer(turn: Turn, tapped: TappedCard | undefined): Promise<CardAnswer> {
  const { context, store, party, message } = turn;
  if (!tapped || !isOurs(party)) return { card: await sentenceCard(turn), drawnIn: undefined };
  const staffId = await whoActs(turn);
  const values = message.content.kind === 'choice' ? (message.content.values ?? {}) : {};
  const { card, drawnIn } = staffId
    ? await settleTap(context, { card: tapped, staffId, values })
    : // The tap waits for the answer to who stands there, and so does its button.
      await store.newestCard(party.addressId, tapped.shownOn);
  return { card: card as Card, drawnIn };
}

function isOurs({ staffId, workplace }: Party): boolean {
  return staffId !== undefined || workplace !== undefined;
}

/** At a workplace the turn itself may have changed who stands there. */
async function whoActs({ store, party, sender, context, accountId, message }: Turn): Promise<StaffId | undefined> {
  return party.workplace ? (await store.partyOf(accountId, message.chat, sender, context.now)).staffId : party.staffId;
}

/**
 * The card in the place of the tapped one, without a turn: the one that was answered before unless a newer one was drawn since.
 * `working` says on it that the turn is still to come.
 */
export async function standingCard(
  { accountId, message }: Inbound,
  store: Stores,
  now: Date,
  { answer, working }: { readonly answer?: CardAnswer; readonly working?: boolean },
): Promise<Card> {
  const party = await store.partyOf(accountId, message.chat, { id: message.sender.id }, now);
  const asked = { store, party, message };
  const tapped = isOurs(party) ? await tappedCard(asked, now) : undefined;
  if (!tapped) return sentenceCard(asked);
  const newest = await store.newestCard(party.addressId, tapped.shownOn);
  // Ids of messages are in the order in which they were made.
  const card = answer?.drawnIn && answer.drawnIn > newest.drawnIn ? answer.card : newest.card;
  return (working ? workingCard(card as DrawnCard, await languageOf(asked)) : card) as Card;
}

async function sentenceCard(asked: Asked): Promise<Card> {
  const language = await languageOf(asked);
  return (isOurs(asked.party) ? unknownCard(language) : strangerCard(language)) as Card;
}

async function languageOf({ store, party, message }: Asked): Promise<Language> {
  const staff = party.staffId && (await store.staffMember(party.staffId));
  return staff ? staff.language : (knownLanguage(message.sender.language) ?? party.language);
}
