import { TOKEN } from './bot-api.ts';
import { SECRET } from './telegram-side.ts';

/** A product with Telegram by webhook and the simulator, on this database. */
export function settingsFor(databaseUrl: string, apiRoot: string): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 's'.repeat(40),
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1:9',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    SIMULATOR: 'on',
  };
}
