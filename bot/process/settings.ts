import { distance } from './nearest.ts';

/** Every setting of the product, as .env.example and the README have them. */
export const settingNames = [
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'ROLES',
  'LOG_LEVEL',
  'AUTH_SECRET',
  'TRUSTED_PROXIES',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'ENTRA_TENANT_ID',
  'ENTRA_CLIENT_ID',
  'ENTRA_CLIENT_SECRET',
  'ENTRA_ISSUER_URL',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_WEBHOOK_SECRET',
  'TEAMS_APP_ID',
  'TEAMS_APP_PASSWORD',
  'TEAMS_TENANT_IDS',
  'TEAMS_SERVICE_URLS',
  'TEAMS_OPENID_METADATA_URL',
  'TEAMS_TOKEN_URL',
  'SIMULATOR',
  'METRICS_TOKEN',
] as const;

export type SettingName = (typeof settingNames)[number];

/** Promised to those who write set-ups ahead of it; nothing reads them yet. */
const plannedNames = [
  'WHATSAPP_TRANSPORT',
  'WHATSAPP_SESSION_DIR',
  'WHATSAPP_CHROMIUM_ARGS',
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'WHATSAPP_GRAPH_URL',
  'PITSTOP_AMQP_URL',
  'PITSTOP_CUSTOMERS_URL',
  'PITSTOP_VEHICLES_URL',
  'PITSTOP_WORKSHOP_URL',
];

/** Nobody else's variables begin so. */
const own = /^(TELEGRAM|TEAMS|ADMIN|WHATSAPP|PITSTOP|ENTRA|METRICS)_/;

const known: ReadonlySet<string> = new Set(settingNames);
const planned: ReadonlySet<string> = new Set(plannedNames);

/**
 * Says of each variable that looks like a setting and is none what was probably meant. Looks at the
 * names of those that are set, and never at a value.
 */
export function strangeSettings(set: readonly string[]): readonly string[] {
  return [...set].sort().flatMap((name) => {
    if (known.has(name)) return [];
    if (planned.has(name)) return [`${name} is not used yet.`];
    const written = name.toUpperCase();
    const meant = own.test(written) ? nearestOfKind(written) : settingNames.find((one) => isNear(written, one));
    if (meant === undefined) return own.test(written) ? [`${name} is not a setting.`] : [];
    const later = planned.has(meant) ? ' That is not used yet.' : '';
    return [`${name} is not a setting; did you mean ${meant}?${later}`];
  });
}

/** Among the names with the same first word: the one that shares most words, then letters. */
function nearestOfKind(written: string): string | undefined {
  const [kind, ...words] = written.split('_');
  const candidates = [...settingNames, ...plannedNames].filter((one) => one.startsWith(`${kind}_`));
  const shares = (one: string) => (word: string) =>
    one.split('_').some((other) => other.startsWith(word) || word.startsWith(other));
  const strangeness = (one: string): number => distance(written, one) - 3 * words.filter(shares(one)).length;
  const [best] = candidates.sort((a, b) => strangeness(a) - strangeness(b));
  return best ?? settingNames.find((one) => isNear(written, one));
}

/** HOME is no HOST: in a short name two other letters make another word. */
function isNear(written: string, name: string): boolean {
  return distance(written, name) <= (name.length <= 5 ? 1 : 2);
}
