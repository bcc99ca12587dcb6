import type { Receive } from '../../channels/channel.ts';
import { createSimulatorChannel } from '../../channels/simulator/channel.ts';
import { type Profile, people } from '../../channels/simulator/people.ts';
import type { SimulatorStore } from '../../channels/simulator/store.ts';
import type { AccountId } from '../../core/ids.ts';
import { createSimulatorStore } from '../../core/postgres/channel-records.ts';
import { ensureAccount, ensureSimulatedMechanic } from '../../core/postgres/start.ts';
import { type ChannelParts, type RunningAccount, skillsOf } from '../wire-account.ts';
import { wireTeams } from '../wire-teams.ts';
import { wireTelegram } from '../wire-telegram.ts';

export type Channels = {
  readonly accounts: readonly RunningAccount[];
  readonly simulator:
    | { readonly store: SimulatorStore; readonly accountOf: (profile: Profile) => AccountId }
    | undefined;
};

/** Makes the channels that the settings name, and their accounts in the database. */
export async function wireChannels(parts: ChannelParts): Promise<Channels> {
  const accounts: RunningAccount[] = [];
  if (parts.config.telegram) accounts.push(await wireTelegram(parts, parts.config.telegram));
  if (parts.config.teams) accounts.push(await wireTeams(parts, parts.config.teams));
  if (!parts.config.simulator) return { accounts, simulator: undefined };
  const simulator = await wireSimulator(parts);
  return { accounts: [...accounts, ...simulator.accounts], simulator };
}

async function wireSimulator({ pool, home, newId, now }: ChannelParts) {
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
}

/** A channel's `receive` that stores for one account. */
export function receiveFor(
  receive: (accountId: string, message: Parameters<Receive>[0]) => Promise<void>,
  accountId: AccountId,
): Receive {
  return (message) => receive(accountId, message);
}
