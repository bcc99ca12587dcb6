import {
  type Capabilities,
  type Channel,
  type ChannelName,
  type EditsMessages,
  editsMessages,
  type InboundMessage,
  invitesByLink,
  type Receipt,
  type Receive,
} from '../../channels/channel.ts';
import { createSimulatorChannel } from '../../channels/simulator/channel.ts';
import { simulatorPaths } from '../../channels/simulator/paths.ts';
import { type EntryContent, type Profile, people, type SimulatorStore } from '../../channels/simulator/store.ts';
import { createTeamsChannel } from '../../channels/teams/channel.ts';
import type { ChatBook, TeamsChat } from '../../channels/teams/options.ts';
import { createTelegramChannel } from '../../channels/telegram/channel.ts';
import type { AccountId, NewId } from '../../core/ids.ts';
import { chatRecords, createSimulatorStore } from '../../core/postgres/channel-records.ts';
import type { ProductClock } from '../../core/postgres/clock.ts';
import type { Pool } from '../../core/postgres/database.ts';
import {
  type AccountDescription,
  accountCursor,
  botName,
  ensureAccount,
  ensureSimulatedMechanic,
  type Home,
  renameAccount,
} from '../../core/postgres/start.ts';
import type { Config, TeamsConfig, TelegramConfig } from '../config.ts';
import { errorFacts, type WorkerLog } from '../process/log.ts';

export type Channels = {
  readonly accounts: readonly RunningAccount[];
  readonly simulator:
    | { readonly store: SimulatorStore; readonly accountOf: (profile: Profile) => AccountId }
    | undefined;
  /** The path of a page on which every part can be played; undefined without a simulator. */
  readonly playPath: string | undefined;
};

/** Makes the channels that the settings name, and their accounts in the database. */
export async function wireChannels(parts: ChannelParts): Promise<Channels> {
  if (parts.config.clockMoves) await parts.clock.refresh();
  const accounts: RunningAccount[] = [];
  if (parts.config.telegram) accounts.push(await wireTelegram(parts, parts.config.telegram));
  if (parts.config.teams) accounts.push(await wireTeams(parts, parts.config.teams));
  if (!parts.config.simulator) return { accounts, simulator: undefined, playPath: undefined };
  const simulator = await wireSimulator(parts);
  return { accounts: [...accounts, ...simulator.accounts], simulator, playPath: simulatorPaths.mount };
}

async function wireSimulator({ config, pool, home, newId, clock }: ChannelParts) {
  const simulated = !config.rehearsal;
  const store: SimulatorStore = createSimulatorStore<EntryContent>(pool);
  const run = async (profile: Profile): Promise<RunningAccount> => {
    const channel = createSimulatorChannel({ profile, store, now: () => clock.now(), newId });
    const account = {
      channel: 'simulator',
      externalId: profile,
      name: `Simulator (${profile})`,
      simulated,
      ...describedBy(channel.capabilities),
    } as const;
    return {
      accountId: await ensureAccount(pool, home, account, newId),
      channel,
      simulated,
      exclusive: false,
      webhookPath: undefined,
    };
  };
  const buttons = await run('buttons');
  const text = await run('text');
  for (const { role, chat, name, profile } of people) {
    const { accountId } = profile === 'buttons' ? buttons : text;
    if (role === 'mechanic') await ensureSimulatedMechanic(pool, home, { accountId, chat, name, simulated }, newId);
  }
  const accountOf = (profile: Profile): AccountId => (profile === 'buttons' ? buttons : text).accountId;
  return { accounts: [buttons, text], store, accountOf };
}

export function receiveFor(
  receive: (accountId: string, message: Parameters<Receive>[0]) => Promise<void>,
  accountId: AccountId,
): Receive {
  return (message) => receive(accountId, message);
}

export type RunningAccount = {
  readonly accountId: AccountId;
  readonly channel: Channel;
  /** Its people are made up, and never meet real ones. */
  readonly simulated: boolean;
  /** It polls, so only one process may listen. */
  readonly exclusive: boolean;
  /** Reads the account's user name again, which the process that listens may have learned since. */
  readonly readName?: () => Promise<void>;
  /** The path that its network posts to; undefined when it does not push. */
  readonly webhookPath: string | undefined;
};

/** A link that opens a chat on one network. */
export type InvitationWay = { readonly channel: ChannelName; readonly href: string };

/** Returns the links that bring an invitation to a chat, one for each network that has them. */
export function invitationWays(
  accounts: readonly RunningAccount[],
  { token, simulated }: { readonly token: string; readonly simulated: boolean },
): readonly InvitationWay[] {
  const fitting = accounts.filter((account) => account.simulated === simulated);
  const ways = fitting.flatMap(({ channel }) => {
    const href = invitesByLink(channel) ? channel.invitationLink(token) : undefined;
    return href === undefined ? [] : [{ channel: channel.name, href }];
  });
  return ways.filter(({ href }, index) => ways.findIndex((way) => way.href === href) === index);
}

type ChannelParts = {
  readonly config: Config;
  readonly pool: Pool;
  readonly home: Home;
  readonly newId: NewId;
  readonly clock: ProductClock;
  readonly log: WorkerLog;
};

/** Describes a channel's capabilities as far as the domain looks at them. */
function describedBy({
  audience,
  choices,
  receipts,
  canStartConversation,
  clockPrecisionMs,
}: Capabilities): Pick<AccountDescription, 'audience' | 'skills'> {
  const skills = {
    buttons: choices.support === 'full' && choices.max > 0,
    receipts: receipts !== 'none',
    canStart: canStartConversation,
    clockPrecisionMs,
  };
  return { audience, skills };
}

async function wireTelegram(
  { config, pool, home, newId, clock, log }: ChannelParts,
  telegram: TelegramConfig,
): Promise<RunningAccount> {
  const webhookPath = '/webhooks/telegram';
  // The bot's id stands before the colon of its token, and stays when the token is exchanged.
  const externalId = telegram.token.split(':')[0] ?? '';
  let accountId: AccountId | undefined;
  let name = await botName(pool, 'telegram');
  const cursor = {
    load: async () => (accountId ? accountCursor(pool, accountId).load() : undefined),
    save: async (offset: number) => (accountId ? accountCursor(pool, accountId).save(offset) : undefined),
  };
  const recordName = (account: AccountId, userName: string): Promise<void> =>
    renameAccount(pool, account, userName).catch((error: unknown) => {
      log.warn({ accountId: account, ...errorFacts(error) }, 'other processes do not know the name of the bot');
    });
  const bot = createTelegramChannel({
    token: telegram.token,
    ...(telegram.apiRoot ? { apiRoot: telegram.apiRoot } : {}),
    ...(telegram.webhookSecrets
      ? { webhook: { url: `${config.publicUrl}${webhookPath}`, secrets: telegram.webhookSecrets } }
      : {}),
    ...(telegram.timing ? { timing: telegram.timing } : {}),
    cursor,
    log,
    onIdentity: (userName) => {
      name = userName;
      if (accountId) void recordName(accountId, userName);
    },
    recordedName: () => name,
  });
  const channel = config.clockMoves ? inProductTime(bot, () => clock.now().getTime() - Date.now()) : bot;
  accountId = await ensureAccount(
    pool,
    home,
    { channel: 'telegram', externalId, name: '', simulated: false, ...describedBy(channel.capabilities) },
    newId,
  );
  return {
    accountId,
    channel,
    simulated: false,
    exclusive: true,
    webhookPath: channel.webhook ? webhookPath : undefined,
    readName: async () => {
      name = (await botName(pool, 'telegram')) ?? name;
    },
  };
}

/** Keeps what it knows about each chat in the database, so that every process can write there. */
async function wireTeams(
  { config, pool, home, newId, clock, log }: ChannelParts,
  { timing, ...teams }: TeamsConfig,
): Promise<RunningAccount> {
  let accountId: AccountId | undefined;
  const chats: ChatBook = chatRecords<TeamsChat>(pool, () => accountId);
  const bot = createTeamsChannel({ ...teams, chats, log, ...(timing ? { timing } : {}) });
  const channel = config.clockMoves ? inProductTime(bot, () => clock.now().getTime() - Date.now()) : bot;
  accountId = await ensureAccount(
    pool,
    home,
    {
      channel: 'teams',
      externalId: teams.appId,
      name: '',
      simulated: false,
      ...describedBy(channel.capabilities),
    },
    newId,
  );
  return { accountId, channel, simulated: false, exclusive: false, webhookPath: '/api/messages' };
}

/**
 * Moves the times of a real network by as much as the simulator's page moved the clock, so that an
 * answer is not taken for older than its question.
 */
function inProductTime<T extends Channel>(channel: T, aheadMs: () => number): T {
  const moved = (at: Date): Date => new Date(at.getTime() + aheadMs());
  const received = (message: InboundMessage): InboundMessage => ({
    ...message,
    at: moved(new Date(message.at)).toISOString(),
  });
  const receipt = async (sent: Promise<Receipt>): Promise<Receipt> => {
    const { at, ...rest } = await sent;
    return { ...rest, at: moved(at) };
  };
  const { webhook } = channel;
  const edits: Partial<EditsMessages> = editsMessages(channel)
    ? { edit: (to, externalId, message) => receipt(channel.edit(to, externalId, message)) }
    : {};
  return {
    ...channel,
    ...edits,
    ...(webhook && {
      webhook: (request, receive, answer) =>
        webhook(
          request,
          (message) => receive(received(message)),
          (message) => answer(received(message)),
        ),
    }),
    start: (receive, signal) => channel.start((message) => receive(received(message)), signal),
    send: (to, message) => receipt(channel.send(to, message)),
  };
}
