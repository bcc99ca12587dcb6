/** One import that a rule must refuse: the rule, the file that imports (`N` stands for its ending), what it imports. */
export type PlantedImport = {
  readonly rule: string;
  readonly in: string;
  readonly of: string;
  readonly typeOnly?: true;
};

function plant(rule: string, from: string, ...targets: string[]): PlantedImport[] {
  return targets.map((of) => ({ rule, in: from, of }));
}

/** Packages that the planted tree has; the last ones only for development. */
export const PLANTED_PACKAGES = {
  production: ['zod', 'pg', 'drizzle-orm', 'telegraf', 'botbuilder', 'whatsapp-web.js', 'amqplib', 'hono'],
  development: ['vitest', 'fast-check'],
};

/** Every direction that the architecture forbids. A target without a slash is a package or part of Node. */
export const PLANTED_IMPORTS: readonly PlantedImport[] = [
  ...plant('no-cycles', 'admin/inbox/planted', 'admin/inbox/planted'),
  ...plant('no-unresolved', 'admin/inbox/planted', './missing.ts'),
  ...plant('no-index-files', 'admin/inbox/planted', 'admin/repairs/index.ts'),
  ...['core/repair', 'core/customer', 'core/conversation', 'core/reporting', 'core/scene', 'core'].flatMap((folder) =>
    plant(
      'domain-is-pure',
      `${folder}/planted`,
      'node:fs',
      'zod',
      'pg',
      'core/application/handle.ts',
      'channels/channel.ts',
    ),
  ),
  ...['bot/customer', 'bot/mechanic', 'bot/cards', 'bot/react', 'bot/wording'].flatMap((folder) =>
    plant('words-are-pure', `${folder}/planted`, 'node:crypto', 'zod', 'core/postgres/store.ts', 'channels/channel.ts'),
  ),
  ...plant(
    'understanding-has-a-door',
    'bot/customer/planted',
    'bot/customer/understanding/binder.ts',
    'bot/customer/understanding/words/answers-nl.ts',
  ),
  ...plant('store-has-a-door', 'bot/wiring/planted', 'core/postgres/store/repairs.ts'),
  ...plant('embedded-has-a-door', 'bot/wiring/planted', 'core/postgres/embedded/postmaster.ts'),
  ...plant('telegram-has-a-door', 'bot/wiring/planted', 'channels/telegram/parse.ts'),
  ...plant('teams-has-a-door', 'bot/wiring/planted', 'channels/teams/card.ts'),
  ...plant('simulator-has-a-door', 'bot/wiring/planted', 'channels/simulator/inbound.ts'),
  ...plant('mechanic-has-a-door', 'bot/turn/planted', 'bot/mechanic/chat.ts', 'bot/mechanic/typed/parse.ts'),
  ...plant(
    'typed-has-a-door',
    'bot/mechanic/planted',
    'bot/mechanic/typed/commands.ts',
    'bot/mechanic/typed/registration.ts',
  ),
  ...plant('one-write-path', 'bot/turn/planted', 'core/application/handle.ts'),
  ...plant('one-write-path', 'core/postgres/planted', 'core/application/handle.ts'),
  ...plant(
    'application-on-domain',
    'core/application/planted',
    'node:fs',
    'zod',
    'core/postgres/store.ts',
    'core/pitstop/wire.ts',
  ),
  ...plant('core-is-a-leaf', 'core/postgres/planted', 'bot/step.ts', 'channels/channel.ts', 'admin/app.tsx'),
  ...plant('core-is-a-leaf', 'core/application/planted', 'bot/step.ts', 'channels/channel.ts', 'admin/app.tsx'),
  ...plant('stores-and-pitstop-are-siblings', 'core/postgres/planted', 'core/pitstop/wire.ts'),
  ...plant('stores-and-pitstop-are-siblings', 'core/pitstop/planted', 'core/postgres/store.ts'),
  ...plant('channels-know-no-repairs', 'channels/telegram/planted', 'core/ids.ts', 'bot/step.ts', 'admin/app.tsx'),
  ...plant('adapters-are-siblings', 'channels/telegram/planted', 'channels/teams/format.ts'),
  ...plant('whatsapp-transports-are-siblings', 'channels/whatsapp/web/planted', 'channels/whatsapp/cloud/send.ts'),
  ...plant('transport-knows-no-adapter', 'channels/planted', 'channels/teams/format.ts'),
  ...plant(
    'admin-uses-core-only',
    'admin/inbox/planted',
    'core/postgres/store.ts',
    'channels/channel.ts',
    'bot/step.ts',
  ),
  ...plant(
    'one-composition-root',
    'bot/planted',
    'channels/teams/format.ts',
    'core/postgres/store.ts',
    'admin/app.tsx',
  ),
  ...plant('one-composition-root', 'bot/planted', 'core/postgres/queue/claim.ts'),
  ...plant(
    'workers-run-the-queue',
    'bot/workers/planted',
    'channels/teams/format.ts',
    'core/postgres/store.ts',
    'admin/app.tsx',
  ),
  ...plant('nobody-imports-the-root', 'bot/workers/planted', 'bot/main.ts'),
  ...plant('sdk-telegraf-stays-home', 'channels/teams/planted', 'telegraf'),
  ...plant('sdk-botbuilder-stays-home', 'channels/telegram/planted', 'botbuilder'),
  ...plant('sdk-whatsapp-stays-home', 'channels/telegram/planted', 'whatsapp-web.js'),
  ...plant('sdk-amqplib-stays-home', 'bot/workers/planted', 'amqplib'),
  ...plant('sql-stays-home', 'admin/inbox/planted', 'pg', 'drizzle-orm'),
  ...plant('sql-stays-home', 'bot/workers/planted', 'pg', 'drizzle-orm'),
  ...plant('no-test-code-in-production', 'admin/inbox/planted', 'core/testing/database.ts', 'admin/app.test.tsx'),
  ...plant('no-test-tools-in-production', 'bot/workers/planted', 'vitest', 'fast-check'),
  { rule: 'domain-is-pure', in: 'core/repair/planted', of: 'zod', typeOnly: true },
  { rule: 'adapters-are-siblings', in: 'channels/telegram/planted', of: 'channels/teams/format.ts', typeOnly: true },
  { rule: 'admin-uses-core-only', in: 'admin/inbox/planted', of: 'core/postgres/store.ts', typeOnly: true },
];

/** Directions that are meant to be open. */
export const OPEN_IMPORTS: readonly Omit<PlantedImport, 'rule'>[] = [
  { in: 'bot/main', of: 'core/postgres/store/store.ts' },
  { in: 'bot/main', of: 'channels/teams/channel.ts' },
  { in: 'bot/demo/play', of: 'core/postgres/store.ts' },
  { in: 'bot/cli/staff', of: 'core/postgres/store.ts' },
  { in: 'bot/workers/open', of: 'channels/channel.ts' },
  { in: 'bot/turn/act', of: 'core/application/handle.ts' },
  { in: 'bot/workers/open', of: 'core/postgres/queue/claim.ts' },
  { in: 'bot/customer/open', of: 'bot/customer/understanding/understand.ts' },
  { in: 'bot/turn/open', of: 'bot/mechanic/mechanic.ts' },
  { in: 'bot/mechanic/open', of: 'bot/mechanic/typed/parse.ts' },
  { in: 'bot/customer/open', of: 'bot/mechanic/typed/plates.ts' },
  { in: 'bot/react/open', of: 'core/application/ports.ts', typeOnly: true },
  { in: 'admin/inbox/open', of: 'core/application/ports.ts' },
  { in: 'core/postgres/open', of: 'core/application/ports.ts' },
  { in: 'core/postgres/open', of: 'pg' },
  { in: 'channels/telegram/open', of: 'telegraf' },
  { in: 'channels/telegram/open', of: 'channels/channel.ts' },
  { in: 'admin/inbox/open.test', of: 'core/postgres/store.ts' },
];
