import { randomBytes } from 'node:crypto';
import type { Channel, InboundMessage } from '../../channels/channel.ts';
import type { Party, PartyStore, Sender } from '../../core/application/party.ts';
import type { DrawnCard, TurnStore } from '../../core/application/ports.ts';
import { createScenes, type UnitOfWork } from '../../core/application/unit-of-work.ts';
import type { AccountId, GarageId, MessageId, NewId } from '../../core/ids.ts';
import type { WorkplaceStore } from '../../core/scene/scene.ts';

/** What one turn works with. */
export type Context = UnitOfWork & {
  readonly newId: NewId;
  readonly newToken: () => string;
  /** The garage that answers where no conversation says which. */
  readonly homeGarageId: GarageId;
  /** Set while somebody floods us: what would be an answer to each message is not said. */
  readonly heldDown?: boolean;
  /** The message that was tapped, where a network waits for the card in its place: there the mechanic is looking. */
  readonly tapped?: MessageId;
  /** What this turn has drawn over cards, by the message that shows them; the newest of each. */
  readonly redrawn: Map<MessageId, DrawnCard>;
  readonly afterCommit: AfterCommit[];
};

/** What leaves the process only when the transaction is in. */
export type AfterCommit = { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

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

/** 16 characters that nobody can guess, for a button. */
function newToken(): string {
  return randomBytes(12).toString('base64url');
}
