import { parseArgs } from 'node:util';
import { nearestWord } from '../process/nearest.ts';

/** A wrong command line; ends the command with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

/** Somebody asked how the command is used, which is no fault. */
class UsageAsked extends Error {}

type OptionKinds = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

type OptionValues<Kinds extends OptionKinds> = {
  readonly [Name in keyof Kinds]?: (Kinds[Name]['type'] extends 'string' ? string : boolean) | undefined;
};

/**
 * Reads the options, and the words beside them. `usageFor` says how the command is used, after the
 * words that stand there. Throws UsageError, which says what is wrong and then that; only `words`
 * many words are taken.
 */
export function readArguments<Kinds extends OptionKinds>(
  args: readonly string[],
  options: Kinds,
  usageFor: (words: readonly string[]) => string,
  words = 0,
): { readonly values: OptionValues<Kinds>; readonly words: readonly string[] } {
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const usage = usageFor(positionals);
  const written = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (written.includes('--help') || written.includes('-h') || (words > 0 && positionals[0] === 'help'))
    throw new UsageAsked(usage);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const wrong = wrongOption(token, options);
    if (wrong !== undefined) throw new UsageError(`${wrong} ${usage}`);
  }
  const stray = positionals[words];
  if (stray !== undefined) throw new UsageError(`Unexpected argument "${stray}". ${usage}`);
  return { values: values as OptionValues<Kinds>, words: positionals };
}

type OptionToken = {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
};

function wrongOption({ name, rawName, value, inlineValue }: OptionToken, options: OptionKinds): string | undefined {
  const kind = Object.hasOwn(options, name) ? options[name] : undefined;
  if (kind === undefined || rawName !== `--${name}`) {
    const meant = nearestWord(name, Object.keys(options));
    return `Unknown option ${rawName}${meant === undefined ? '.' : `; did you mean --${meant}?`}`;
  }
  if (kind.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value.`;
  return value === undefined || (!inlineValue && value.startsWith('-')) ? `${rawName} needs a value.` : undefined;
}

type ErrorKind = new (...args: never[]) => Error;

/** Tells how a command ended that did not do its work, and sets its exit code. */
export function endWith(error: unknown, known: readonly ErrorKind[] = []): void {
  if (error instanceof UsageAsked) {
    process.stdout.write(`${error.message}\n`);
    return;
  }
  const isPlain = [UsageError, ...known].some((kind) => error instanceof kind);
  process.stderr.write(`${isPlain && error instanceof Error ? error.message : `It did not work: ${String(error)}`}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Lists the ways to use a command, one a line. */
export function usageOfAll(start: string, usages: readonly string[]): string {
  return `Use one of:\n${usages.map((usage) => `  ${start} ${usage}`).join('\n')}`;
}
