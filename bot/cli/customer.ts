import '../process/node-version.ts';
import { endWith } from './command-line.ts';
import { CustomerRefusedError, readCustomerCommand, retentionText, runCustomerCommand } from './customer-command.ts';
import { databaseErrors, onDatabase } from './on-database.ts';

async function run(): Promise<string> {
  const command = readCustomerCommand(process.argv.slice(2));
  // The table is part of the program, so that no database is started for it.
  if (command.verb === 'retention') return retentionText();
  return onDatabase((pool) => runCustomerCommand(pool, command));
}

run().then(
  (out) => process.stdout.write(`${out}\n`),
  (error: unknown) => endWith(error, [CustomerRefusedError, ...databaseErrors]),
);
