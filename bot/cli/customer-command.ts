import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { v7 as newUuid } from 'uuid';
import type { Erasure, ErasureResult, FoundCustomer } from '../../core/application/privacy.ts';
import { as, type CustomerId } from '../../core/ids.ts';
import { createProductClock } from '../../core/postgres/clock.ts';
import { type Pool, retriedTransaction, sqlStateOf } from '../../core/postgres/database.ts';
import { auditCustomer } from '../../core/postgres/privacy/audit.ts';
import { eraseCustomer } from '../../core/postgres/privacy/erase.ts';
import { exportCustomer } from '../../core/postgres/privacy/export.ts';
import { findCustomers, readPerson } from '../../core/postgres/privacy/person.ts';
import { keptFor, retentionRules } from '../../core/postgres/privacy/retention.ts';
import { ensureHome } from '../../core/postgres/start.ts';
import { normalisedPhone } from '../../core/reading/phone.ts';
import { nearestWord } from '../process/nearest.ts';
import { readArguments, UsageError, usageOfAll } from './command-line.ts';

type CustomerCommand =
  | { readonly verb: 'retention' }
  | { readonly verb: 'find'; readonly words: string }
  | { readonly verb: 'export'; readonly customerId: CustomerId; readonly to: string }
  | { readonly verb: 'erase'; readonly customerId: CustomerId; readonly yes: boolean; readonly evenOpen: boolean };

/** Those that look into the database. */
type DatabaseCommand = Exclude<CustomerCommand, { verb: 'retention' }>;

/** Nothing was done, and the message says why. */
export class CustomerRefusedError extends Error {
  override readonly name = 'CustomerRefusedError';
  readonly code = 'refused';
}

const start = 'npm run -s customer --';
const usages = {
  find: 'find "Jan Jansen", or a plate, or a phone number',
  export: 'export --customer ID --to file.zip',
  erase: 'erase --customer ID [--yes] [--even-open]',
  retention: 'retention',
} as const;
type Verb = keyof typeof usages;

const all = usageOfAll(start, Object.values(usages));

const options = {
  customer: { type: 'string' },
  to: { type: 'string' },
  yes: { type: 'boolean' },
  'even-open': { type: 'boolean' },
} as const;
type Option = keyof typeof options;

const allowed: Readonly<Record<Verb, readonly Option[]>> = {
  find: [],
  export: ['customer', 'to'],
  erase: ['customer', 'yes', 'even-open'],
  retention: [],
};

function isVerb(word: string | undefined): word is Verb {
  return word !== undefined && Object.hasOwn(usages, word);
}

/** Nobody is looked for by more words. */
const mostWords = 10;

/** Reads the arguments after `customer --`. Throws UsageError. */
export function readCustomerCommand(args: readonly string[]): CustomerCommand {
  const { values, words: typed } = readArguments(args, options, usageFor, 1 + mostWords);
  const [verb, ...words] = typed;
  if (!isVerb(verb)) throw new UsageError(verb === undefined ? all : `${unknownVerb(verb)}\n${all}`);
  const wrong = (why: string): never => {
    throw new UsageError(`${why} ${usageFor([verb])}`);
  };
  const stray = Object.keys(values).find((name) => !allowed[verb].some((one) => one === name));
  if (stray) return wrong(`--${stray} means nothing here.`);
  if (verb === 'find') {
    const whom = words.join(' ').trim();
    return whom.length >= 2 ? { verb, words: whom } : wrong('Say at least two letters of whom to find.');
  }
  if (words.length > 0) return wrong(`"${words.join(' ')}" means nothing here.`);
  if (verb === 'retention') return { verb };
  const customerId = customerIn(values.customer, wrong);
  if (verb === 'erase') return { verb, customerId, yes: values.yes === true, evenOpen: values['even-open'] === true };
  const to = values.to?.trim();
  return to ? { verb, customerId, to } : wrong('--to is missing.');
}

function unknownVerb(typed: string): string {
  const meant = nearestWord(typed, Object.keys(usages));
  return `customer ${typed}: ${meant === undefined ? 'there is no such command.' : `did you mean ${meant}?`}`;
}

function usageFor([verb]: readonly string[]): string {
  return isVerb(verb) ? `Use: ${start} ${usages[verb]}` : all;
}

function customerIn(typed: string | undefined, wrong: (why: string) => never): CustomerId {
  const id = typed?.trim().toLowerCase() ?? '';
  if (id === '') return wrong('--customer is missing.');
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id))
    return wrong('--customer has to be an id, as "find" prints it.');
  return as<CustomerId>(id);
}

/** Carries out one command; resolves to what it prints. Throws CustomerRefusedError. */
export async function runCustomerCommand(pool: Pool, command: DatabaseCommand): Promise<string> {
  const { organisationId } = await ensureHome(pool, newUuid);
  const clock = createProductClock(pool);
  await clock.refresh();
  const now = clock.now();
  switch (command.verb) {
    case 'find':
      return listOf(
        await findCustomers(pool, organisationId, { words: command.words, phone: normalisedPhone(command.words) }),
      );
    case 'export':
      return exportTo(pool, organisationId, command, now);
    case 'erase': {
      const { customerId, evenOpen, yes } = command;
      const erasing = { organisationId, customerId, evenOpen, by: byCommand, now, newId: newUuid };
      return yes
        ? erasureText(orThrow(await retriedTransaction(pool, (tx) => eraseCustomer(tx, erasing))), true)
        : erasureText(orThrow(await rehearsed(pool, { ...erasing, evenOpen: true })), false, evenOpen);
    }
  }
}

/** Lists what is kept how long, one table a line. */
export function retentionText(): string {
  return inColumns([
    ['TABLE', 'AFTER', 'WHAT GOES'],
    ...retentionRules.map((rule) => [rule.table, keptFor(rule), rule.what]),
  ]);
}

const byCommand = { staffId: undefined, way: 'command' } as const;

/** Does it all, and takes it back. */
async function rehearsed(pool: Pool, erasing: Parameters<typeof eraseCustomer>[1]): Promise<ErasureResult> {
  try {
    return await retriedTransaction(pool, async (tx) => {
      throw new Rehearsed(await eraseCustomer(tx, erasing));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result;
    throw error;
  }
}

/** Carries the outcome out of a transaction that is rolled back. */
class Rehearsed extends Error {
  readonly result: ErasureResult;
  constructor(result: ErasureResult) {
    super('A rehearsal is rolled back');
    this.result = result;
  }
}

function orThrow(result: ErasureResult): Erasure {
  if (result.ok) return result.erasure;
  throw new CustomerRefusedError(result.code === 'unknown' ? unknown : openSentence(result.repairs));
}

const unknown = `There is no customer with that id. Look for it with: ${start} ${usages.find}`;

function openSentence(repairs: Erasure['openRepairs']): string {
  return (
    `A repair is open: ${repairs.map(({ number, plate }) => `${number} (${plate})`).join(', ')}. Nothing was erased. ` +
    'Complete or cancel it first, or add --even-open: that cancels nothing, and the workshop goes on without name, plate and chat.'
  );
}

function listOf(found: readonly FoundCustomer[]): string {
  if (found.length === 0) return 'Nobody was found.';
  const rows = [
    ['CUSTOMER', 'NAME', 'PLATES', 'LAST HEARD'],
    ...found.map(({ customerId, name, plates, lastHeardAt, simulated, erasedAt }) => [
      customerId,
      erasedAt ? '(erased)' : `${shortened(name)}${simulated ? ' (simulated)' : ''}`,
      plates.slice(0, 3).join(', ') + (plates.length > 3 ? ' …' : ''),
      lastHeardAt ? lastHeardAt.toISOString().slice(0, 10) : 'never',
    ]),
  ];
  return inColumns(rows);
}

function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const longestName = 32;

function shortened(name: string): string {
  const plain = name.replace(/\p{Cc}/gu, ' ').trim() || '(no name)';
  return plain.length > longestName ? `${plain.slice(0, longestName - 1)}…` : plain;
}

async function exportTo(
  pool: Pool,
  organisationId: string,
  { customerId, to }: Extract<CustomerCommand, { verb: 'export' }>,
  now: Date,
): Promise<string> {
  if (!(await readPerson(pool, organisationId, customerId))) throw new CustomerRefusedError(unknown);
  // Only for its owner, and never over another file.
  const file = createWriteStream(to, { flags: 'wx', mode: 0o600 });
  let made = false;
  file.once('open', () => {
    made = true;
  });
  try {
    await pipeline(Readable.from(exportCustomer(pool, organisationId, customerId, now)), file);
  } catch (error) {
    if (made) await rm(to, { force: true });
    throw refusedPath(error, to) ?? error;
  }
  await auditCustomer(pool, {
    what: 'customer_exported',
    organisationId,
    customerId,
    by: byCommand,
    at: now,
    newId: newUuid,
  });
  return `${to} has everything that is known of this customer. Hand it over safely, and delete it then.`;
}

function refusedPath(error: unknown, to: string): CustomerRefusedError | undefined {
  const code = sqlStateOf(error);
  if (code === 'EEXIST') return new CustomerRefusedError(`${to} is there already. Give another name.`);
  return /^E(NOENT|ACCES|PERM|ISDIR|NOTDIR|NOSPC|ROFS)$/.test(code ?? '')
    ? new CustomerRefusedError(`${to} cannot be written (${code}).`)
    : undefined;
}

/** Says what went or would go, what stays, and why. */
function erasureText(erasure: Erasure, done: boolean, evenOpen = false): string {
  const { name, pseudonym, openRepairs, erasedBefore, gone, kept } = erasure;
  const rows = Object.entries(gone).map(([what, rows]) => `  ${String(rows).padStart(6)}  ${what}`);
  return [
    done ? `Erased. ${pseudonym} stands for this person now.` : `${shortened(name)}, who becomes ${pseudonym}.`,
    ...(erasedBefore ? [`This customer was erased before, on ${erasedBefore.toISOString().slice(0, 10)}.`] : []),
    done ? 'Gone:' : 'Would go:',
    ...(rows.length > 0 ? rows : ['  nothing']),
    done ? 'Stays:' : 'Would stay:',
    `  ${String(kept.repairs).padStart(6)}  repairs, with times, states and amounts`,
    `  ${String(kept.decisions).padStart(6)}  decisions, as evidence: amounts, lines and times under the pseudonym`,
    `  ${String(kept.facts).padStart(6)}  facts for reports, which name nobody`,
    '  backups made before, until you delete them',
    ...(openRepairs.length > 0
      ? [
          `Open: ${openRepairs.map(({ number, plate }) => `${number} (${plate})`).join(', ')}. ` +
            (done || evenOpen
              ? 'Nothing was cancelled: the workshop goes on without name, plate and chat, and nobody can be told.'
              : 'Complete or cancel it first, or add --even-open.'),
        ]
      : []),
    ...(done ? [] : ['Nothing was changed. Add --yes to erase; it cannot be undone.']),
  ].join('\n');
}
