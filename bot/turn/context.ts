import { randomBytes } from 'node:crypto';
import type { Channel, InboundMessage } from '../../channels/channel.ts';
import { type TurnContext, turnContext } from '../../core/application/context.ts';
import type { Party, PartyStore, Sender } from '../../core/application/party.ts';
import type { TurnStore } from '../../core/application/ports.ts';
import type { WorkplaceStore } from '../../core/application/workplace.ts';
import type { AccountId, MessageId, NewId } from '../../core/ids.ts';
import type { MechanicCard } from '../cards/card.ts';
import { voice } from '../react/voice.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';

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
