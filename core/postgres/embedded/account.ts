import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './error.ts';

/** How a server program is run: the words before its own, and who owns its files when that is not the caller. */
export type Account = {
  readonly prefix: readonly string[];
  readonly owner?: { readonly uid: number; readonly gid: number };
};

const run = promisify(execFile);
function works(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

/** initdb looks up the name of its user, so the account must be listed; `postgres` or `nobody` are on most machines. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return Number(uid) > 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
  return users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users[0];
}

/**
 * PostgreSQL refuses to run as root. In order of preference root runs it in a user namespace, where the files stay
 * root's own; as an ordinary user when that user can reach the programs and the data; and else as that user with the
 * one capability to pass folders such as /root, which containers grant where they forbid namespaces.
 */
export async function chooseAccount(program: string, folder: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const user = await unprivileged();
  if (user !== undefined) {
    const namespace = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`];
    if (await works('unshare', [...namespace, program, '--version'])) return { prefix: ['unshare', ...namespace] };
    const owner = { uid: user.uid, gid: user.gid };
    const drop = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
    const reaches = `test -x "${program}" && test -x "${folder}"`;
    for (const args of [drop, [...drop, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']]) {
      if (await works('setpriv', [...args, 'sh', '-c', reaches])) return { prefix: ['setpriv', ...args], owner };
    }
  }
  throw new EmbeddedDatabaseError(
    'no_account',
    'The embedded PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL.',
  );
}
