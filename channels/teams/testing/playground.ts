import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

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

type PlaygroundOptions = {
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

/** Somebody in the Playground; `aadObjectId` is who they are in the tenant. */
type PlaygroundPerson = { readonly name: string; readonly aadObjectId: string };

/** The tenant of everybody in the Playground, a valid GUID as the real ones are. */
export const PLAYGROUND_TENANT = '11111111-1111-4111-8111-111111111111';

/** The mechanic who types, unless a test names another one. */
const MIA: PlaygroundPerson = { name: 'Mia de Wit', aadObjectId: '22222222-2222-4222-8222-222222222201' };

/** What the bot is called there. */
export const BOT_NAME = 'Pitstop Chat';

/** The channel of a team. */
const PLAYGROUND_CHANNEL = '19:meldingen@thread.tacv2';

/** Its settings file: YAML, of which JSON is a part. It wants exactly five people besides the one who types. */
function playgroundConfig(appId: string, current: PlaygroundPerson): string {
  return JSON.stringify({
    version: '0.1.0',
    tenantId: PLAYGROUND_TENANT,
    bot: { id: `28:${appId}`, name: BOT_NAME },
    currentUser: user(current),
    users: colleagues.map(user),
    personalChat: { id: `a:personal-${current.aadObjectId}` },
    groupChat: { id: '19:group@thread.v2', name: 'Iedereen' },
    team: {
      id: '19:team@thread.tacv2',
      name: 'Werkplaats',
      aadGroupId: '33333333-3333-4333-8333-333333333333',
      channels: [{ id: PLAYGROUND_CHANNEL, name: 'Meldingen' }],
    },
  });
}

const colleagues: readonly PlaygroundPerson[] = ['Anna', 'Bas', 'Cor', 'Dirk', 'Els'].map((name, n) => ({
  name,
  aadObjectId: `22222222-2222-4222-8222-22222222221${n}`,
}));

function user({ name, aadObjectId }: PlaygroundPerson) {
  const [givenName = name, ...rest] = name.split(' ');
  const email = `${givenName.toLowerCase()}@garage.example`;
  return {
    id: `29:${aadObjectId}`,
    name,
    userPrincipleName: email,
    aadObjectId,
    givenName,
    surname: rest.join(' ') || givenName,
    email,
  };
}

/** What a network posted and what the bot answered. */
type Passed = { readonly activity: Activity; readonly status: number; readonly answer: string };
type Activity = {
  readonly type?: string;
  readonly id?: string;
  readonly serviceUrl?: string;
  readonly [more: string]: unknown;
};

/** Stands where Microsoft's edge stands: signs what comes in, because the bot takes nothing without a signature. */
type Edge = {
  /** Where a client without a signature posts to. */
  readonly url: string;
  /** The bot's own address; what comes in before it is known waits for it. */
  pointAt(messagesUrl: string): void;
  /** Everything that went through, oldest first. */
  readonly passed: readonly Passed[];
  close(): Promise<void>;
};

/** Starts it on a random port of the loopback. `sign` makes the token that vouches for the address of answers. */
export async function startEdge(sign: (serviceUrl: string) => Promise<string>): Promise<Edge> {
  const passed: Passed[] = [];
  let pointAt: (messagesUrl: string) => void = () => undefined;
  const target = new Promise<string>((resolve) => {
    pointAt = resolve;
  });
  const app = new Hono();
  app.post('/api/messages', async (c) => {
    const raw = await c.req.text();
    const activity = JSON.parse(raw) as Activity;
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await sign(activity.serviceUrl ?? '')}`,
    };
    const response = await fetch(await target, { method: 'POST', headers, body: raw });
    const answer = await response.text();
    passed.push({ activity, status: response.status, answer });
    return new Response(answer || null, {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'application/json' },
    });
  });
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve({ server: started, port: info.port }),
    );
  });
  return {
    url: `http://127.0.0.1:${port}/api/messages`,
    passed,
    pointAt,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
