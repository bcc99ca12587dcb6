import type { Pool, Tx } from './database.ts';

export type LeaseOptions = {
  readonly pool: Pool;
  /** Names what only one process may do, e.g. `account:<id>`. */
  readonly name: string;
  /** Names this process; no other process ever has the same. */
  readonly holder: string;
  readonly ttlMs: number;
  /**
   * Called when the lease is ours, until `signal` aborts. The epoch fences what is written on its
   * behalf.
   */
  readonly onHeld: (epoch: number, signal: AbortSignal) => void;
  readonly onLost: () => void;
};

export type HeldLease = {
  /** Stops asking for the lease and gives it back. */
  readonly release: () => Promise<void>;
};

/**
 * Tries to get a lease and renews it a few times within its life. Both ends measure durations only:
 * the database by its own clock, the holder from before it asked, so that it gives up before
 * anybody else can have the lease, whatever the clocks show.
 */
export function holdLease({ pool, name, holder, ttlMs, onHeld, onLost }: LeaseOptions): HeldLease {
  const hold = createHold(onHeld, onLost);
  let wanted = true;
  // A lease that cannot be given back ends by itself.
  const giveBack = (epoch: number): Promise<unknown> => endLease(pool, name, holder, epoch).catch(() => undefined);

  const ask = async (): Promise<void> => {
    const asked = performance.now();
    const epoch = await takeLease(pool, { name, holder, ttlMs }).catch(() => 'no_answer' as const);
    // Without an answer it may be held or not: what was held stays so until it would have ended.
    if (epoch === 'no_answer') return;
    if (epoch !== hold.epoch()) hold.end();
    if (epoch === undefined) return;
    if (wanted) hold.keep(epoch, ttlMs - (performance.now() - asked));
    else if (hold.epoch() === undefined) await giveBack(epoch);
  };

  const asking = repeat(ask, ttlMs / 3);
  return {
    release: async () => {
      wanted = false;
      await asking.stop();
      const epoch = hold.epoch();
      hold.end();
      if (epoch !== undefined) await giveBack(epoch);
    },
  };
}

/**
 * Knows what this process holds: from `keep`, until `end` or until the time that was left is over.
 */
function createHold(onHeld: LeaseOptions['onHeld'], onLost: LeaseOptions['onLost']) {
  let held: { readonly epoch: number; readonly abort: AbortController } | undefined;
  let expiry: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(expiry);
    if (!held) return;
    const { abort } = held;
    held = undefined;
    abort.abort();
    onLost();
  };
  return {
    epoch: () => held?.epoch,
    end,
    keep: (epoch: number, leftMs: number): void => {
      if (leftMs <= 0) {
        end();
        return;
      }
      clearTimeout(expiry);
      expiry = setTimeout(end, leftMs);
      if (held) return;
      held = { epoch, abort: new AbortController() };
      onHeld(epoch, held.abort.signal);
    },
  };
}

function repeat(work: () => Promise<void>, everyMs: number): { readonly stop: () => Promise<void> } {
  let wanted = true;
  let wake: (() => void) | undefined;
  const run = async (): Promise<void> => {
    while (wanted) {
      await work();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wanted ? everyMs : 0);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = run();
  return {
    stop: () => {
      wanted = false;
      wake?.();
      return ended;
    },
  };
}

function endLease(pool: Pool, name: string, holder: string, epoch: number) {
  return pool.query('update lease set until = now() where name = $1::text and holder = $2::text and epoch = $3::int', [
    name,
    holder,
    epoch,
  ]);
}

/**
 * Returns the epoch if the lease is ours. A lease that ended gets the next epoch, also for its old
 * holder.
 */
async function takeLease(
  pool: Pool,
  { name, holder, ttlMs }: { name: string; holder: string; ttlMs: number },
): Promise<number | undefined> {
  const { rows } = await pool.query<{ epoch: number }>(
    `insert into lease (name, holder, epoch, until) values ($1::text, $2::text, 1, now() + $3::int * interval '1 ms')
     on conflict (name) do update set holder = excluded.holder, until = excluded.until,
       epoch = lease.epoch + case when lease.until <= now() then 1 else 0 end
     where lease.holder = excluded.holder or lease.until <= now() returning epoch`,
    [name, holder, ttlMs],
  );
  return rows[0]?.epoch;
}

/**
 * True if an epoch still stands. Locks the lease for the rest of the transaction, in which only its
 * holder may write.
 */
export async function leaseStands(db: Tx | Pool, name: string, epoch: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from lease where name = $1::text and epoch = $2::int and until > now() for share',
    [name, epoch],
  );
  return rowCount === 1;
}
