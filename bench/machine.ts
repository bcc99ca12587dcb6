import { cpus, loadavg, totalmem } from 'node:os';
import { say } from './report.ts';

/** What the figures were measured on. */
export function describeMachine(postgres: string): void {
  const [first] = cpus();
  say(`- processor: ${cpus().length} x ${first?.model.trim() ?? 'unknown'}`);
  say(`- memory: ${Math.round(totalmem() / 2 ** 30)} GB`);
  say(`- Node ${process.versions.node}, PostgreSQL ${postgres} (embedded, default settings, fsync on)`);
  say(`- ${process.platform} ${process.arch}, load average at the start ${loadavg()[0]?.toFixed(2)}`);
}
