import '../node-version.ts';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { asPublicIntent } from '../customer/understanding/public-intent.ts';
import { understand } from '../customer/understanding/understand.ts';

type Quote = Parameters<typeof understand>[1];
type Options = { readonly quote: Quote; readonly explain: boolean };

const USAGE =
  'use --lang nl or --lang en, --lines "brake pads; wipers" and --total 324.40 for the open quote, and --explain to see which phrases or which rule chose.';

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        lang: { type: 'string', default: 'nl' },
        lines: { type: 'string', default: '' },
        total: { type: 'string' },
        explain: { type: 'boolean', default: false },
      },
    });
    const { lang, lines, total, explain } = values;
    if (lang !== 'nl' && lang !== 'en') return `--lang ${lang} is not a language known here: ${USAGE}`;
    const amount = total === undefined ? undefined : minorUnits(total);
    if (Number.isNaN(amount)) return `--total ${total} is not an amount such as 324.40: ${USAGE}`;
    const descriptions = lines.split(';').map((line) => line.trim());
    const quote = {
      lines: descriptions.filter(Boolean).map((description, at) => ({ number: at + 1, description })),
      ...(amount === undefined ? {} : { totalMinor: amount }),
    };
    return { quote, explain };
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : 'The arguments cannot be read';
    return `${problem}: ${USAGE}`;
  }
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

async function run(options: Options): Promise<void> {
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
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exitCode = 2;
} else await run(options);
