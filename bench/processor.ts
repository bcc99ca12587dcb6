import { readdir, readFile } from 'node:fs/promises';
import type { Pool } from 'pg';

/** Processor time in ms that the product's process and PostgreSQL have used so far; undefined where /proc is not there. */
export type ProcessorTime = { readonly node: number; readonly postgres: number };

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** Reads it for a product's process and the server that the pool leads to, which has to be of this machine. */
export async function processorTime(pid: number, pool: Pool): Promise<ProcessorTime | undefined> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const [product, backend] = [await statOf(pid), await statOf(rows[0]?.pid ?? 0)];
  if (!product || !backend) return undefined;
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(statOf));
  const servers = all.filter((one) => one && (one.parent === backend.parent || one.pid === backend.parent));
  // A connection that was closed counts for the process that it belonged to.
  const postgres = servers.reduce((sum, one) => sum + (one?.ownMs ?? 0) + (one?.endedMs ?? 0), 0);
  return { node: product.ownMs, postgres };
}

type Stat = { readonly pid: number; readonly parent: number; readonly ownMs: number; readonly endedMs: number };

async function statOf(pid: number | string): Promise<Stat | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The name of the program may have spaces; what follows it has none.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((n) => fields[n]);
  return {
    pid: Number(pid),
    parent,
    ownMs: (user + system) * TICK_MS,
    endedMs: (endedUser + endedSystem) * TICK_MS,
  };
}
