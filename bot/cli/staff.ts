import '../process/node-version.ts';
import { accessTable } from '../../admin/frame/access.tsx';
import { endWith } from './command-line.ts';
import { databaseErrors, onDatabase } from './on-database.ts';
import { type CliOutput, readStaffCommand, runStaffCommand, StaffRefusedError } from './staff-command.ts';

async function run(): Promise<CliOutput> {
  const command = readStaffCommand(process.argv.slice(2));
  // The table is part of the program, so that no database is started for it.
  if (command.verb === 'routes') return { out: accessTable() };
  return onDatabase((pool, publicUrl) => runStaffCommand(pool, command, publicUrl));
}

run().then(
  ({ out, hint }) => {
    process.stdout.write(`${out}\n`);
    if (hint) process.stderr.write(`${hint}\n`);
  },
  (error: unknown) => endWith(error, [StaffRefusedError, ...databaseErrors]),
);
