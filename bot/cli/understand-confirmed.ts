import '../process/node-version.ts';
import type { Language } from '../../core/customer/address.ts';
import { type ConfirmedText, confirmedTexts } from '../../core/postgres/queries/confirmed-texts.ts';
import { withoutNames } from '../customer/without-names.ts';
import { endWith, readArguments, UsageError } from './command-line.ts';
import { databaseErrors, onDatabase } from './on-database.ts';

type Options = { readonly since: string | undefined; readonly lang: Language | undefined };

const usage =
  'Use: npm run -s understand:confirmed -- [--since 2026-01-31] [--lang nl], for what was confirmed from that day on, in nl or en.';

function readOptions(args: readonly string[]): Options {
  const options = { since: { type: 'string' }, lang: { type: 'string' } } as const;
  const { since, lang } = readArguments(args, options, () => usage).values;
  if (since !== undefined && !isDay(since)) throw new UsageError(`--since ${since} is not a day. ${usage}`);
  if (lang !== undefined && lang !== 'nl' && lang !== 'en')
    throw new UsageError(`--lang ${lang} is not a language known here. ${usage}`);
  return { since, lang };
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const HEADER = '# language\tintent, as the same person then confirmed it\tmessage, without names; newest last';

const INTENTS = { approved: 'approve', rejected: 'reject', partly: 'partial' } as const;

/** Writes a line in the form of bot/customer/understanding/fixtures. */
function lineOf(one: ConfirmedText): string {
  const text = withoutNames(one.text, one)
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll('\n', '\\n');
  return `${one.language}\t${INTENTS[one.outcome]}\t${text}`;
}

async function run(): Promise<string> {
  const { since, lang } = readOptions(process.argv.slice(2));
  const found = await onDatabase((pool) => confirmedTexts(pool, since));
  const lines = found.filter(({ language }) => lang === undefined || language === lang).map(lineOf);
  return [HEADER, ...lines].map((line) => `${line}\n`).join('');
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
run().then(
  (collection) => process.stdout.write(collection),
  (error: unknown) => endWith(error, databaseErrors),
);
