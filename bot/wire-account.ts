import type { Capabilities, Channel } from '../channels/channel.ts';
import type { AddressSkills } from '../core/customer/address.ts';
import type { AccountId, NewId } from '../core/ids.ts';
import type { DbPool } from '../core/postgres/queue/db.ts';
import type { Home } from '../core/postgres/start.ts';
import type { Config } from './config.ts';
import type { WorkerLog } from './workers/log.ts';

/** A channel with the account that it runs. */
export type RunningAccount = {
  readonly accountId: AccountId;
  readonly channel: Channel;
  /** Only one process may listen to it: it polls. */
  readonly exclusive: boolean;
  /** The user name that invitations lead to; undefined until the network said it, and where there is none. */
  readonly botName?: () => string | undefined;
  /** Where its network posts to; undefined when it does not push. */
  readonly webhookPath: string | undefined;
};

/** What a channel is made from. */
export type ChannelParts = {
  readonly config: Config;
  readonly pool: DbPool;
  readonly home: Home;
  readonly newId: NewId;
  readonly now: () => Date;
  readonly log: WorkerLog;
};

/** What the domain looks at of a channel's capabilities. */
export function skillsOf({ choices, receipts, canStartConversation, clockPrecisionMs }: Capabilities): AddressSkills {
  return {
    buttons: choices.support === 'full' && choices.max > 0,
    receipts: receipts !== 'none',
    canStart: canStartConversation,
    clockPrecisionMs,
  };
}
