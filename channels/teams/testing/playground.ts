import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIA, type PlaygroundPerson, playgroundConfig } from './playground-config.ts';

/**
 * Microsoft's stand-in for Teams, for one person: a page with chats, and a connector for the bot's
 * answers.
 */
export type Playground = {
  /** The address of its page. */
  readonly url: string;
  /** Where the bot sends to, for `TEAMS_SERVICE_URLS`. */
  readonly serviceUrl: string;
  readonly person: PlaygroundPerson;
  /**
   * Sends any activity to the bot, for what the page cannot do: photos, repeated posts. Returns the
   * bot's answer.
   */
  postActivity(raw: object): Promise<{ readonly status: number; readonly body: string }>;
  stop(): Promise<void>;
};

export type PlaygroundOptions = {
  /** Where it posts what people do. */
  readonly messagesUrl: string;
  readonly appId: string;
  readonly person?: PlaygroundPerson;
};

/** Starts it as a process on a port that it chooses. Needs no network. */
export async function startPlayground({ messagesUrl, appId, person = MIA }: PlaygroundOptions): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  const config = join(folder, 'playground.yml');
  await writeFile(config, playgroundConfig(appId, person));
  const child = launch(folder, ['start', '-e', messagesUrl, '-c', 'msteams', '-p', '0', '--dt'], {
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
  });
  const url = `http://localhost:${await listening(child)}`;
  await answering(child, url, join(folder, 'devTools/m365agentsplayground.log'));
  return {
    url,
    serviceUrl: `${url}/_connector`,
    person,
    postActivity: async (raw) => {
      const response = await fetch(`${url}/_internal/v1/customActivities`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(raw),
      });
      return { status: response.status, body: await response.text() };
    },
    stop: async () => {
      const gone = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// An environment of its own: the settings of the product must not reach it.
function launch(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const program = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  // It would outlive a failing test.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}

// Its port is known only from its output; it replaces a busy port silently.
function listening(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /Listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`The Playground ended before it listened: ${said}`)));
    child.once('error', reject);
  });
}

// It says that it listens before it has read its settings, and exits when it dislikes them.
async function answering(child: ChildProcess, url: string, log: string): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`${url}/_debug/ping`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The Playground ended: ${await readFile(log, 'utf8')}`);
}
