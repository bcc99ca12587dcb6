import { randomBytes } from 'node:crypto';
import type { Channel, InboundMessage } from '../../channels/channel.ts';
import { type TurnContext, turnContext } from '../../core/application/handle.ts';
import type { Party, PartyStore, Sender } from '../../core/application/party.ts';
import type { TurnStore, Voice } from '../../core/application/ports.ts';
import type { AccountId, MessageId, NewId } from '../../core/ids.ts';
import type { WorkplaceStore } from '../../core/scene/scene.ts';
import type { MechanicCard } from '../cards/card.ts';
import { type ChannelCard, prepareCard, renewedCard, spentCard } from '../cards/drawn-card.ts';
import { foldedCard, handedOver, invitationCard, repairCard } from '../cards/repair-card.ts';
import { react } from '../react/react.ts';
import { garageFacts, introduce } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { closingLine } from '../wording/customer/repair.ts';

/** What this bot says and how: the reactions, the wording and the cards, as the application wants them. */
const voice: Voice<CustomerPhrase, MechanicCard> = {
  react,
  render: (phrase, { garage, ...to }) => render(phrase, { ...to, garage: garageFacts(garage) }),
  phraseKind: ({ kind }) => kind,
  introduce,
  drawCard: repairCard,
  foldCard: foldedCard,
  invitationCard,
  handedOver,
  prepareCard,
  // What is drawn was prepared here.
  spendCard: (card, tap) => spentCard(card as ChannelCard, tap),
  renewCard: (card, choices, newToken) => renewedCard(card as ChannelCard, choices, newToken),
  closingLine,
};

export type Context = TurnContext<CustomerPhrase, MechanicCard>;
export type Stores = TurnStore & PartyStore & WorkplaceStore;

/** What came in on an account, as one turn reads it. */
export type Inbound = { readonly accountId: AccountId; readonly channel: Channel; readonly message: InboundMessage };

export type Turn = Inbound & {
  readonly context: Context;
  readonly store: Stores;
  readonly party: Party;
  readonly sender: Sender;
  readonly messageId: MessageId;
};

/** 16 characters that nobody can guess, for a button. */
export function newToken(): string {
  return randomBytes(12).toString('base64url');
}

/** A context for one transaction; tests and other turns use it too. */
export function contextFor(
  store: TurnStore,
  now: Date,
  newId: NewId,
  about: Pick<Context, 'simulated' | 'homeGarageId' | 'tapped'>,
): Context {
  return turnContext({ store, voice, now, newId, newToken, ...about });
}
