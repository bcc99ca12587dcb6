import { createTelegramChannel } from '../channels/telegram/channel.ts';
import type { AccountId } from '../core/ids.ts';
import { accountCursor, botName, ensureAccount, renameAccount } from '../core/postgres/start.ts';
import type { TelegramConfig } from './config-telegram.ts';
import { inProductTime } from './product-time.ts';
import { type ChannelParts, type RunningAccount, skillsOf } from './wire-account.ts';

/** The bot on Telegram with its account. */
export async function wireTelegram(
  { config, pool, home, newId, now, log }: ChannelParts,
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
}
