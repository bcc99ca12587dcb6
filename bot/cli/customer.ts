import {
  CustomerRefusedError,
  CustomerUsageError,
  customerUsage,
  readCustomerCommand,
  retentionText,
  runCustomerCommand,
} from './customer-command.ts';
import { databaseErrors, onDatabase } from './on-database.ts';

async function run(): Promise<string> {
  const command = readCustomerCommand(process.argv.slice(2));
  if (command.verb === 'help') return customerUsage;
  if (command.verb === 'retention') return retentionText();
  return onDatabase((pool) => runCustomerCommand(pool, command));
}

const kinds = [CustomerUsageError, CustomerRefusedError, ...databaseErrors];

run().then(
  (out) => process.stdout.write(`${out}\n`),
  (error: unknown) => {
    const known = kinds.some((kind) => error instanceof kind);
    process.stderr.write(`${known && error instanceof Error ? error.message : `It did not work: ${String(error)}`}\n`);
    process.exitCode = error instanceof CustomerUsageError ? 2 : 1;
  },
);
