import { randomBytes } from 'node:crypto';
import type { Channel, InboundMessage } from '../../channels/channel.ts';
import type { Party, PartyStore, Sender } from '../../core/application/party.ts';
import type { DrawnCard, TurnStore } from '../../core/application/ports.ts';
import { createScenes, type UnitOfWork } from '../../core/application/unit-of-work.ts';
import type { AccountId, GarageId, MessageId, NewId } from '../../core/ids.ts';
import type { WorkplaceStore } from '../../core/scene/scene.ts';

/** One transaction with what the bot needs in it. */
export type Context = UnitOfWork & {
  readonly newId: NewId;
  readonly newToken: () => string;
  /** The garage that answers where no conversation says which. */
  readonly homeGarageId: GarageId;
  /** Set while somebody floods us: single messages get no answer then. */
  readonly heldDown?: boolean;
  /** The tapped message, where the network waits for a card in its place. */
  readonly tapped?: MessageId;
  /** The newest card that this turn drew over each message. */
  readonly redrawn: Map<MessageId, DrawnCard>;
  readonly afterCommit: AfterCommit[];
};

/** Done after the commit, because it leaves the process. */
export type AfterCommit = { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

export type Stores = TurnStore & PartyStore & WorkplaceStore;

/** A message that came in on an account. */
export type Inbound = { readonly accountId: AccountId; readonly channel: Channel; readonly message: InboundMessage };

export type Turn = Inbound & {
  readonly context: Context;
  readonly store: Stores;
  readonly party: Party;
  readonly sender: Sender;
  readonly messageId: MessageId;
};

/** Makes a context for one transaction. */
export function contextFor(
  store: TurnStore,
  now: Date,
  newId: NewId,
  about: Pick<Context, 'simulated' | 'homeGarageId' | 'tapped'>,
): Context {
  return {
    store,
    scenes: createScenes(store, now),
    now,
    newId,
    newToken,
    redrawn: new Map(),
    afterCommit: [],
    ...about,
  };
}

/** Makes the unguessable token of a button, 16 characters. */
function newToken(): string {
  return randomBytes(12).toString('base64url');
}
