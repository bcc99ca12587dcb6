import { fail, type Setting, url } from './config-values.ts';

export type TelegramConfig = {
  readonly token: string;
  readonly apiRoot: string | undefined;
  /** One secret, or the new and the old one while they are exchanged. Undefined polls. */
  readonly webhookSecrets: readonly string[] | undefined;
  /** Shorter waits, for a test; no setting names them. */
  readonly timing?: Readonly<Record<string, number>>;
};

/** The Telegram bot that the settings name. Throws ConfigError. */
export function telegramConfig(env: Setting, hasPublicUrl: boolean): TelegramConfig | undefined {
  const token = env('TELEGRAM_BOT_TOKEN');
  const secret = env('TELEGRAM_WEBHOOK_SECRET');
  if (token === undefined) {
    if (secret !== undefined)
      return fail('TELEGRAM_BOT_TOKEN', 'is needed together with TELEGRAM_WEBHOOK_SECRET', '123456:ABC-DEF');
    return undefined;
  }
  // What stands before the colon is the bot's public id, which is kept and shown; a token of another shape would be.
  if (!/^\d+:[\w-]+$/.test(token))
    return fail('TELEGRAM_BOT_TOKEN', 'has to be the token that BotFather gave', '123456:ABC-DEF');
  const secrets = secret?.split(',').map((one) => one.trim());
  if (secrets?.some((one) => !/^[\w-]{1,256}$/.test(one)))
    return fail(
      'TELEGRAM_WEBHOOK_SECRET',
      'may hold letters, digits, _ and - only (two secrets with a comma while they are exchanged)',
      'a1b2c3d4e5f6',
    );
  const apiRoot = url('TELEGRAM_API_ROOT', env('TELEGRAM_API_ROOT'), ['http:', 'https:'], 'https://api.telegram.org');
  return { token, apiRoot, webhookSecrets: hasPublicUrl ? secrets : undefined };
}
