import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Another process that uses the embedded database under a folder. */
export type User = {
  readonly child: ChildProcess;
  readonly url: string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

const script = fileURLToPath(new URL('./user.ts', import.meta.url));

/** Starts one and waits until it has its database. */
export async function spawnUser(dataDir: string): Promise<User> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited.then(() => undefined)]);
  if (said === undefined) throw new Error('the process ended before it had its database');
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return { child, url: String(said[0]).trim(), end };
}
