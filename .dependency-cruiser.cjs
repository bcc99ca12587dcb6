/** The directions of import, one rule each; core/testing/architecture.test.ts shows every rule failing once. */
const domain = '^core/((repair|customer|conversation|reporting|scene)/|[^/]+\\.tsx?$)';
const words = '^bot/(customer|mechanic|cards|react|wording)/|^bot/step\\.ts$';
const reading = '^core/reading/';
const test = '\\.test\\.tsx?$|(^|/)testing/|^acceptance/';
const bench = '^bench/';
const config = '\\.config\\.ts$';
const transport = '^channels/(channel|adapt)\\.ts$';
const composition = '^bot/main\\.ts$|^bot/(wiring|cli|demo)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** Outsiders import only these files of a room. */
const door = (name, room, files, comment) =>
  forbid(
    name,
    comment,
    { pathNot: [`^${room}/`, test, bench] },
    { path: `^${room}/`, pathNot: `^${room}/(${files})\\.tsx?$` },
  );
const npm = (names) => `(^|/)node_modules/(${names})(/|$)`;
const sdk = (name, packages, home) =>
  forbid(
    `sdk-${name}-stays-home`,
    'A network SDK is imported only by its adapter.',
    { pathNot: home },
    { path: npm(packages) },
  );

// dependency-cruiser asks swc for TypeScript without JSX and then refuses every .tsx file. It calls this very object.
const swc = require('@swc/core');
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle hides which part owns the idea.', {}, { circular: true }),
    forbid('no-unresolved', 'An import that cannot be followed cannot be judged.', {}, { couldNotResolve: true }),
    forbid(
      'no-index-files',
      'A file is named for what it holds; an index invites barrels.',
      {},
      { path: '(^|/)index\\.tsx?$', pathNot: 'node_modules' },
    ),
    forbid(
      'domain-is-pure',
      'The domain imports only the domain: no node:, no npm, no database, no channel.',
      { path: domain, pathNot: test },
      { pathNot: domain },
    ),
    forbid(
      'words-are-pure',
      'Understanding, reacting and wording import one another, the domain and types of the application.',
      { path: words, pathNot: test },
      { pathNot: [words, domain, reading, '^core/application/'] },
    ),
    forbid(
      'reading-is-pure',
      'What people type is read without a database, a network or a clock; only the plans of phone numbers are a library.',
      { path: reading, pathNot: test },
      { pathNot: [reading, domain, npm('libphonenumber-js')] },
    ),
    door(
      'understanding-has-a-door',
      'bot/customer/understanding',
      'understand|commands|public-intent|print',
      "What a customer's words mean is asked of understand.ts and commands.ts; the lists are printed by print.ts.",
    ),
    door(
      'store-has-a-door',
      'core/postgres/store',
      'store|panel|invitations',
      'A turn gets the whole store, a page its invitations.',
    ),
    door(
      'embedded-has-a-door',
      'core/postgres/embedded',
      'server|cluster',
      'A server is started and stopped, or cannot be.',
    ),
    door('telegram-has-a-door', 'channels/telegram', 'channel', 'A network is reached through its channel.'),
    door(
      'teams-has-a-door',
      'channels/teams',
      'channel|options|package',
      'A network is reached through its channel; its app is a package.',
    ),
    door(
      'simulator-has-a-door',
      'channels/simulator',
      'channel|app|paths|store',
      'The simulator is a channel, and a page with its store.',
    ),
    forbid(
      'mechanic-has-a-door',
      'What a mechanic wrote is answered by mechanic.ts, or refused by refuse.ts.',
      { pathNot: ['^bot/mechanic/', test] },
      { path: '^bot/mechanic/', pathNot: '^bot/mechanic/(mechanic|refuse)\\.ts$' },
    ),
    forbid(
      'typed-has-a-door',
      'A line is read by parse.ts; quotes are also read from the inputs of a card.',
      { pathNot: ['^bot/mechanic/typed/', test] },
      { path: '^bot/mechanic/typed/', pathNot: '^bot/mechanic/typed/(parse|line|quote)\\.ts$' },
    ),
    forbid(
      'one-write-path',
      'A command is handled by act() in bot/turn alone, so that its reactions are always carried out.',
      { pathNot: ['^bot/turn/act\\.ts$', test] },
      { path: '^core/application/handle\\.ts$' },
    ),
    forbid(
      'application-on-domain',
      'The application imports the domain; what it needs from outside is a port.',
      { path: '^core/application/', pathNot: test },
      { pathNot: ['^core/application/', domain] },
    ),
    forbid(
      'core-is-a-leaf',
      'core/ knows no bot, channel or screen.',
      { path: '^core/', pathNot: test },
      { path: '^(bot|channels|admin|acceptance|bench|migrations)/' },
    ),
    forbid(
      'stores-and-pitstop-are-siblings',
      'The database and Pitstop know the application, not each other.',
      { path: '^core/(postgres|pitstop)/', pathNot: test },
      { path: '^core/(postgres|pitstop)/', pathNot: '^core/$1/' },
    ),
    forbid(
      'channels-know-no-repairs',
      'channels/ is transport only.',
      { path: '^channels/' },
      { path: '^(bot|core|admin|bench|migrations)/' },
    ),
    forbid(
      'adapters-are-siblings',
      'One network never imports another.',
      { path: '^channels/([^/]+)/' },
      { path: '^channels/([^/]+)/', pathNot: '^channels/($1|testing)/' },
    ),
    forbid(
      'whatsapp-transports-are-siblings',
      "The two ways to WhatsApp share files beside them, never each other's.",
      { path: '^channels/whatsapp/(web|cloud)/' },
      { path: '^channels/whatsapp/(web|cloud)/', pathNot: '^channels/whatsapp/$1/' },
    ),
    forbid(
      'transport-knows-no-adapter',
      'What all adapters share knows none of them.',
      { path: '^channels/[^/]+\\.tsx?$', pathNot: test },
      { path: '^channels/[^/]+/' },
    ),
    forbid(
      'admin-uses-core-only',
      'Screens call the application; they never touch SQL, channels or the bot.',
      { path: '^admin/', pathNot: test },
      { path: '^(bot|channels|core/postgres|core/pitstop|bench|migrations)/' },
    ),
    forbid(
      'one-composition-root',
      'Only the roots join adapters, database and screens; other bot files see interfaces.',
      { path: '^bot/', pathNot: [composition, test, '^bot/(workers|turn)/'] },
      { path: '^(channels/|core/(postgres|pitstop)/|admin/|bench/|migrations/)', pathNot: transport },
    ),
    forbid(
      'workers-run-the-queue',
      'The loops drive the queue and no other part of the database; channels reach them as interfaces.',
      { path: '^bot/(workers|turn)/', pathNot: test },
      {
        path: '^(channels/|core/(postgres|pitstop)/|admin/|bench/|migrations/)',
        pathNot: [transport, '^core/postgres/(queue/|database\\.ts$)'],
      },
    ),
    forbid(
      'nobody-imports-the-root',
      'What the root wires does not know the root; the demo starts it as a whole.',
      { pathNot: [test, '^bot/demo/'] },
      { path: '^bot/main\\.ts$' },
    ),
    sdk('telegraf', 'telegraf', '^channels/telegram/'),
    sdk('botbuilder', 'botbuilder[^/]*|botframework-[^/]+', '^channels/teams/'),
    sdk('whatsapp', 'whatsapp-web\\.js|@kapso/[^/]+', '^channels/whatsapp/'),
    sdk('amqplib', 'amqplib', '^core/pitstop/'),
    forbid(
      'sql-stays-home',
      'Only core/postgres and migrations talk to the database.',
      { pathNot: ['^(core/postgres|migrations)/', bench, test] },
      { path: npm('drizzle-orm|drizzle-kit|pg|@types/pg|postgres') },
    ),
    forbid(
      'no-test-code-in-production',
      'What ships never needs what tests need.',
      { pathNot: [test, bench] },
      { path: test, pathNot: 'node_modules' },
    ),
    forbid(
      'no-test-tools-in-production',
      'A development dependency is not there when the product runs.',
      { pathNot: [test, bench, config] },
      { dependencyTypes: ['npm-dev'], pathNot: npm('@types/[^/]+') },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)fixtures/|^bench/peers/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
