import { pino } from 'pino';

/** Takes the lines of a log, as JSON, and writes them as sentences for whoever sits at the terminal. */
export function sentencesTo(print: (text: string) => void): { write(line: string): void } {
  return {
    write: (line) => {
      const sentence = sentenceOf(line);
      if (sentence !== undefined) print(`${sentence}\n`);
    },
  };
}

/** What is said at each start and stop; undefined says nothing, because another sentence says it. */
const familiar: ReadonlyMap<string, string | undefined> = new Map([
  ['starting the embedded database', 'Starting the database …'],
  ['stopping', 'Stopping …'],
  ['stopped the embedded database', undefined],
  ['stopped', 'Stopped.'],
]);

type Line = Readonly<Record<string, unknown>> & { readonly level: number; readonly msg?: string };

function sentenceOf(line: string): string | undefined {
  const { level, time: _, msg = '', ...facts } = JSON.parse(line) as Line;
  const name = pino.levels.labels[level] ?? 'info';
  if (name === 'info' && familiar.has(msg)) return familiar.get(msg);
  const kind = kinds[name] ?? '';
  const said = kind === '' ? capital(msg) : msg;
  const known = Object.entries(facts).flatMap(([fact, value]) => plainFact(fact, value));
  const beside = known.length > 0 ? ` (${known.join(', ')})` : '';
  return onOneLine(`${kind}${said}${beside}${/[.!?…]$/.test(said) && beside === '' ? '' : '.'}`);
}

const kinds: Readonly<Record<string, string>> = {
  fatal: 'Error: ',
  error: 'Error: ',
  warn: 'Warning: ',
  debug: 'Debug: ',
  trace: 'Trace: ',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function plainFact(name: string, value: unknown): readonly string[] {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value !== 'object') return [`${name} ${value}`];
  if ('message' in value && typeof value.message === 'string') return [value.message];
  return [`${name} ${JSON.stringify(value)}`];
}

/** What a network says of an error may hold line ends, and words that move the cursor. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
