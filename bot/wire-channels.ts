import type { Capabilities, Channel, Receive } from '../channels/channel.ts';
import { createSimulatorChannel } from '../channels/simulator/channel.ts';
import { type Profile, people } from '../channels/simulator/people.ts';
import type { SimulatorStore } from '../channels/simulator/store.ts';
import { createTelegramChannel } from '../channels/telegram/channel.ts';
import type { AddressSkills } from '../core/customer/address.ts';
import type { AccountId, NewId } from '../core/ids.ts';
import {
  accountCursor,
  botName,
  ensureAccount,
  ensureSimulatedMechanic,
  type Home,
  renameAccount,
} from '../core/postgres/bootstrap.ts';
import type { DbPool } from '../core/postgres/queue/db.ts';
import { createSimulatorStore } from '../core/postgres/simulator-store.ts';
import type { Config } from './config.ts';
import { inProductTime } from './product-time.ts';
import type { WorkerLog } from './workers/log.ts';

/** A channel with the account that it runs. */
export type RunningAccount = {
  readonly accountId: AccountId;
  readonly channel: Channel;
  /** Only one process may listen to it: it polls. */
  readonly exclusive: boolean;
  /** The user name that invitations lead to; undefined until the network said it, and where there is none. */
  readonly botName?: () => string | undefined;
  /** Where its network posts to; undefined when it does not push. */
  readonly webhookPath: string | undefined;
};

export type Channels = {
  readonly accounts: readonly RunningAccount[];
  readonly simulator:
    | { readonly store: SimulatorStore; readonly accountOf: (profile: Profile) => AccountId }
    | undefined;
};

type Parts = {
  readonly config: Config;
  readonly pool: DbPool;
  readonly home: Home;
  readonly newId: NewId;
  readonly now: () => Date;
  readonly log: WorkerLog;
};

/** Makes the channels that the settings name, and their accounts in the database. */
export const wireChannels = async (parts: Parts): Promise<Channels> => {
  const accounts: RunningAccount[] = [];
  if (parts.config.telegram) accounts.push(await wireTelegram(parts, parts.config.telegram));
  if (!parts.config.simulator) return { accounts, simulator: undefined };
  const simulator = await wireSimulator(parts);
  return { accounts: [...accounts, ...simulator.accounts], simulator };
};

const wireTelegram = async (
  { config, pool, home, newId, now, log }: Parts,
  telegram: NonNullable<Config['telegram']>,
): Promise<RunningAccount> => {
  const webhookPath = '/webhooks/telegram';
  // The bot's id stands before the colon of its token, and stays when the token is exchanged.
  const externalId = telegram.token.split(':')[0] ?? '';
  let accountId: AccountId | undefined;
  let name = await botName(pool, 'telegram');
  const cursor = {
    load: async () => (accountId ? accountCursor(pool, accountId).load() : undefined),
    save: async (offset: number) => (accountId ? accountCursor(pool, accountId).save(offset) : undefined),
  };
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
      if (accountId) void renameAccount(pool, accountId, userName).catch(() => undefined);
    },
  });
  // Only the simulator's page moves the clock.
  const channel = config.simulator ? inProductTime(bot, () => now().getTime() - Date.now()) : bot;
  accountId = await ensureAccount(
    pool,
    home,
    { channel: 'telegram', externalId, name: '', simulated: false, skills: skillsOf(channel.capabilities) },
    newId,
  );
  return {
    accountId,
    channel,
    exclusive: true,
    webhookPath: channel.webhook ? webhookPath : undefined,
    botName: () => name,
  };
};

const wireSimulator = async ({ pool, home, newId, now }: Parts) => {
  const store = createSimulatorStore(pool) as unknown as SimulatorStore;
  const run = async (profile: Profile): Promise<RunningAccount> => {
    const channel = createSimulatorChannel({ profile, store, now, newId });
    const skills = skillsOf(channel.capabilities);
    const account = {
      channel: 'simulator',
      externalId: profile,
      name: `Simulator (${profile})`,
      simulated: true,
      skills,
    } as const;
    return {
      accountId: await ensureAccount(pool, home, account, newId),
      channel,
      exclusive: false,
      webhookPath: undefined,
    };
  };
  const buttons = await run('buttons');
  const text = await run('text');
  for (const { role, chat, name, profile } of people) {
    const { accountId } = profile === 'buttons' ? buttons : text;
    if (role === 'mechanic') await ensureSimulatedMechanic(pool, home, { accountId, chat, name }, newId);
  }
  const accountOf = (profile: Profile): AccountId => (profile === 'buttons' ? buttons : text).accountId;
  return { accounts: [buttons, text], store, accountOf };
};

/** What the domain looks at of a channel's capabilities. */
const skillsOf = ({ choices, receipts, canStartConversation, clockPrecisionMs }: Capabilities): AddressSkills => ({
  buttons: choices.support === 'full' && choices.max > 0,
  receipts: receipts !== 'none',
  canStart: canStartConversation,
  clockPrecisionMs,
});

/** A channel's `receive` that stores for one account. */
export const receiveFor =
  (receive: (accountId: string, message: Parameters<Receive>[0]) => Promise<void>, accountId: AccountId): Receive =>
  (message) =>
    receive(accountId, message);
