import type { MediaStore } from '../core/application/media.ts';
import type { NewId } from '../core/ids.ts';
import type { ProductClock } from '../core/postgres/clock.ts';
import type { Db, DbPool } from '../core/postgres/queue/db.ts';
import type { Notifier } from '../core/postgres/queue/notifier.ts';
import { createTurnStore } from '../core/postgres/store/store.ts';
import type { Config } from './config.ts';
import { formatPlate } from './mechanic/plates.ts';
import type { Stores } from './turn/context.ts';
import type { RunningAccount } from './wire-account.ts';
import type { WorkerLog } from './workers/log.ts';
import type { ShowInvitation } from './workers/outgoing.ts';
import type { Receiver } from './workers/receiver.ts';

/** What every part of a process shares. */
export type WorkerParts = {
  readonly config: Config;
  readonly pool: DbPool;
  readonly accounts: readonly RunningAccount[];
  readonly clock: ProductClock;
  readonly notifier: Notifier;
  readonly receiver: Receiver;
  readonly media: MediaStore;
  readonly showInvitation: ShowInvitation;
  readonly secret: string;
  readonly newId: NewId;
  readonly log: WorkerLog;
  /** Names this process among others. */
  readonly holder: string;
};

/** The stores of one transaction, as every turn of this process gets them. */
export function storesOver(
  { clock, newId, secret }: Pick<WorkerParts, 'clock' | 'newId' | 'secret'>,
  client: Db,
  correlation: string,
): Stores {
  return createTurnStore(client as Parameters<typeof createTurnStore>[0], {
    newId,
    now: clock.now(),
    correlation,
    secret,
    plateOf: formatPlate,
  });
}
