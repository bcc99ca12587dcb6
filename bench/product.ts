import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, memoryOf, ROOT, startChild } from './children.ts';

/** The product as it runs for real, in a process of its own. */
export type RunningProduct = {
  readonly origin: string;
  readonly child: Child;
  memory(): ReturnType<typeof memoryOf>;
  stop(): Promise<void>;
};

/** Starts `bot/main.ts` with these settings beside a free port, a folder and a secret of its own. */
export async function startRunningProduct(settings: Readonly<Record<string, string>>): Promise<RunningProduct> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pitstop-chat-bench-product-'));
  const child = startChild(join(ROOT, 'bot/main.ts'), [], {
    PORT: '0',
    DATA_DIR: dataDir,
    AUTH_SECRET: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
    ...settings,
  });
  const stop = async (): Promise<void> => {
    await child.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const origin = await child.printed(/(http:\/\/localhost:\d+)\/admin/);
    return { origin: origin.replace('localhost', '127.0.0.1'), child, memory: () => memoryOf(child.pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
