import type { Pool, Tx } from './database.ts';

export type LeaseOptions = {
  readonly db: Tx | Pool;
  /** What only one process may do, e.g. `account:<id>`. */
  readonly name: string;
  /** This process and nobody else, ever. */
  readonly holder: string;
  readonly ttlMs: number;
  /** It is held from now on, until `signal` aborts. The epoch fences what is written on its behalf. */
  readonly onHeld: (epoch: number, signal: AbortSignal) => void;
  readonly onLost: () => void;
};

/** Takes, keeps and gives back a lease. */
export type HeldLease = { readonly release: () => Promise<void> };

/**
 * Tries to get a lease and renews it a few times within its life. Both ends measure durations only: the database by its own clock,
 * the holder from before it asked, so that it gives up before anybody else can have it, whatever the clocks show.
 */
export function holdLease(options: LeaseOptions): HeldLease {
  const { db, name, holder, ttlMs, onHeld, onLost } = options;
  let wanted = true;
  let held: { readonly epoch: number; readonly abort: AbortController } | undefined;
  let expiry: NodeJS.Timeout | undefined;

  const lose = (): void => {
    clearTimeout(expiry);
    if (!held) return;
    const { abort } = held;
    held = undefined;
    abort.abort();
    onLost();
  };

  const ask = async (): Promise<void> => {
    const asked = performance.now();
    const epoch = await takeLease(db, { name, holder, ttlMs }).catch(() => 'no_answer' as const);
    // Without an answer it may be held or not: what was held stays so until it would have ended.
    if (epoch === 'no_answer') return;
    if (epoch === undefined || (held && held.epoch !== epoch)) lose();
    if (epoch === undefined) return;
    if (!wanted) {
      if (!held) await giveBack(db, name, holder, epoch).catch(() => undefined);
      return;
    }
    const leftMs = ttlMs - (performance.now() - asked);
    if (leftMs <= 0) return lose();
    clearTimeout(expiry);
    expiry = setTimeout(lose, leftMs);
    if (held) return;
    held = { epoch, abort: new AbortController() };
    onHeld(epoch, held.abort.signal);
  };

  const asking = repeat(ask, ttlMs / 3);
  return {
    release: async () => {
      wanted = false;
      await asking.stop();
      const epoch = held?.epoch;
      lose();
      // What cannot be given back ends by itself.
      if (epoch !== undefined) await giveBack(db, name, holder, epoch).catch(() => undefined);
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

function giveBack(db: Tx | Pool, name: string, holder: string, epoch: number) {
  return db.query('update lease set until = now() where name = $1::text and holder = $2::text and epoch = $3::int', [
    name,
    holder,
    epoch,
  ]);
}

/** The epoch when it is ours, undefined when another has it. A lease that ended gets the next epoch, also for its old holder. */
async function takeLease(
  db: Tx | Pool,
  { name, holder, ttlMs }: { name: string; holder: string; ttlMs: number },
): Promise<number | undefined> {
  const { rows } = await db.query<{ epoch: number }>(
    `insert into lease (name, holder, epoch, until) values ($1::text, $2::text, 1, now() + $3::int * interval '1 ms')
     on conflict (name) do update set holder = excluded.holder, until = excluded.until,
       epoch = lease.epoch + case when lease.until <= now() then 1 else 0 end
     where lease.holder = excluded.holder or lease.until <= now() returning epoch`,
    [name, holder, ttlMs],
  );
  return rows[0]?.epoch;
}

/** Whether an epoch still stands, for a write that only the holder may do; locks the lease for the rest of the transaction. */
export async function leaseStands(db: Tx | Pool, name: string, epoch: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from lease where name = $1::text and epoch = $2::int and until > now() for share',
    [name, epoch],
  );
  return rowCount === 1;
}
