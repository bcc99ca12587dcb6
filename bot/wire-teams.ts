import { createTeamsChannel } from '../channels/teams/channel.ts';
import type { ChatBook, TeamsChat } from '../channels/teams/options.ts';
import type { AccountId } from '../core/ids.ts';
import { chatRecords } from '../core/postgres/chat-records.ts';
import { ensureAccount } from '../core/postgres/start.ts';
import type { TeamsConfig } from './config-teams.ts';
import { inProductTime } from './product-time.ts';
import { type ChannelParts, type RunningAccount, skillsOf } from './wire-account.ts';

/** The bot in Teams with its account; what it remembers of each chat is in the database, so that every process can write there. */
export async function wireTeams(
  { config, pool, home, newId, now, log }: ChannelParts,
  { timing, ...teams }: TeamsConfig,
): Promise<RunningAccount> {
  let accountId: AccountId | undefined;
  const records = chatRecords(pool, () => accountId);
  const chats: ChatBook = { ...records, find: async (chat) => (await records.find(chat)) as TeamsChat | undefined };
  const bot = createTeamsChannel({ ...teams, chats, log, ...(timing ? { timing } : {}) });
  // Only the simulator's page moves the clock.
  const channel = config.simulator ? inProductTime(bot, () => now().getTime() - Date.now()) : bot;
  accountId = await ensureAccount(
    pool,
    home,
    {
      channel: 'teams',
      externalId: teams.appId,
      name: '',
      simulated: false,
      skills: skillsOf(channel.capabilities),
    },
    newId,
  );
  return { accountId, channel, exclusive: false, webhookPath: '/api/messages' };
}
