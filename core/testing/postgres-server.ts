import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { isAlive } from '../postgres/embedded/cluster.ts';
import { type Embedded, startEmbedded } from '../postgres/embedded/server.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that tests share, and the database on it that they copy. */
    postgres: { readonly server: string; readonly template: string };
  }
}

const PREFIX = 'pitstop-chat-test-';
const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`);
const silent = { info: () => undefined, warn: () => undefined };

// Nothing here has to outlive a power cut, and several workers connect at once.
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** Servers of test runs that were killed: starting makes us their last user, and the last one out stops them. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : 0;
    if (!(pid > 0) || isAlive(pid)) continue;
    const left = join(tmpdir(), name);
    const server = await startEmbedded({ dataDir: left, log: silent, settings: SETTINGS }).catch(() => undefined);
    await server?.stop();
    await rm(left, { recursive: true, force: true });
  }
}

/** A server for tests in a temporary folder: fast, shared by everyone in this process, gone when the last one stops. */
export async function startForTests(): Promise<Embedded> {
  await sweep();
  const server = await startEmbedded({ dataDir, log: silent, settings: SETTINGS });
  const stop = async (): Promise<boolean> => {
    const isLast = await server.stop();
    if (isLast) await rm(dataDir, { recursive: true, force: true });
    return isLast;
  };
  return { ...server, stop };
}

/** Runs once before the tests of a project; TEST_DATABASE_URL names a server to use instead of an own one. */
export async function setup(project: TestProject): Promise<() => Promise<unknown>> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given ? undefined : await startForTests();
  const server = own?.superuserUrl ?? given ?? '';
  project.provide('postgres', { server, template: await makeTemplate(server) });
  return async () => own?.stop();
}
