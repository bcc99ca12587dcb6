import '../process/node-version.ts';
import { once } from 'node:events';
import { asPublicIntent } from '../customer/understanding/public-intent.ts';
import { understand } from '../customer/understanding/understand.ts';
import { endWith, readArguments, UsageError } from './command-line.ts';

type Quote = Parameters<typeof understand>[1];
type Options = { readonly quote: Quote; readonly explain: boolean };

const usage =
  'Use: npm run -s understand -- [--lang nl] [--lines "brake pads; wipers"] [--total 324.40] [--explain], with one message a line on ' +
  'standard input; --lines and --total are the open quote, --explain shows which phrases or which rule chose.';

const options = {
  lang: { type: 'string' },
  lines: { type: 'string' },
  total: { type: 'string' },
  explain: { type: 'boolean' },
} as const;

function readOptions(args: readonly string[]): Options {
  const { lang = 'nl', lines = '', total, explain = false } = readArguments(args, options, () => usage).values;
  if (lang !== 'nl' && lang !== 'en') throw new UsageError(`--lang ${lang} is not a language known here. ${usage}`);
  const amount = total === undefined ? undefined : minorUnits(total);
  if (Number.isNaN(amount)) throw new UsageError(`--total ${total} is not an amount such as 324.40. ${usage}`);
  const descriptions = lines.split(';').map((line) => line.trim());
  const quote = {
    lines: descriptions.filter(Boolean).map((description, at) => ({ number: at + 1, description })),
    ...(amount === undefined ? {} : { totalMinor: amount }),
  };
  return { quote, explain };
}

/** Reads `324.40`, `324,40` or `324`; NaN for anything else. */
function minorUnits(total: string): number {
  return /^\d{1,9}(?:[.,]\d{2})?$/u.test(total) ? Math.round(Number(total.replace(',', '.')) * 100) : Number.NaN;
}

function answer(text: string, { quote, explain }: Options): string {
  const understood = understand(text, quote);
  const intent = asPublicIntent(understood);
  if ('answer' in understood) {
    const { phrases } = understood;
    return JSON.stringify({ text, intent, confidence: 1, ask: 'none', ...(explain ? { phrases } : {}) });
  }
  const { ask, also, lines, why } = understood;
  const confidence = Math.round(understood.confidence * 100) / 100;
  return JSON.stringify({ text, intent, confidence, ask, also, ...(explain ? { why, lines } : {}) });
}

/** Splits at line feeds only: a message may hold any other separator of Unicode. */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  let waiting = '';
  const flush = async (): Promise<void> => {
    const chunk = waiting;
    waiting = '';
    if (chunk !== '' && !process.stdout.write(chunk)) await once(process.stdout, 'drain');
  };
  process.stdin.setEncoding('utf8');
  for await (const line of linesOf(process.stdin)) {
    // Lines that come together are written together; a single line is answered at once.
    if (waiting === '') setImmediate(() => void flush());
    waiting += `${answer(line, options)}\n`;
    if (waiting.length > 65_536) await flush();
  }
  await flush();
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
run().catch((error: unknown) => endWith(error));
