import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { asPublicIntent } from './customer/intent.ts';
import { understand } from './customer/understand.ts';

type Options = { readonly lang: 'nl' | 'en'; readonly explain: boolean };

const USAGE = 'use --lang nl or --lang en, and --explain to see which rule decided.';

const readOptions = (args: readonly string[]): Options | string => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { lang: { type: 'string', default: 'nl' }, explain: { type: 'boolean', default: false } },
    });
    const { lang, explain } = values;
    return lang === 'nl' || lang === 'en' ? { lang, explain } : `--lang ${lang} is not a language known here: ${USAGE}`;
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : 'The arguments cannot be read';
    return `${problem}: ${USAGE}`;
  }
};

const answer = (text: string, { lang, explain }: Options): string => {
  const understood = understand(text, lang);
  const plain = { text, intent: asPublicIntent(understood), confidence: understood.confidence };
  const { rule, answer: words, against } = understood;
  return JSON.stringify(explain ? { ...plain, rule, answer: words, against } : plain);
};

/** Lines end at a line feed only: a message may hold any other separator of Unicode. */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

const run = async (options: Options): Promise<void> => {
  let waiting = '';
  const flush = async (): Promise<void> => {
    const chunk = waiting;
    waiting = '';
    if (chunk !== '' && !process.stdout.write(chunk)) await once(process.stdout, 'drain');
  };
  process.stdin.setEncoding('utf8');
  for await (const line of linesOf(process.stdin)) {
    // Lines that come together leave together; one that comes alone is answered at once.
    if (waiting === '') setImmediate(() => void flush());
    waiting += `${answer(line, options)}\n`;
    if (waiting.length > 65_536) await flush();
  }
  await flush();
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exitCode = 2;
} else await run(options);
