import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EmbeddedDatabaseError } from './cluster.ts';

/** Makes the folder with those above it, or says why it cannot be one. Throws EmbeddedDatabaseError. */
export async function makeDataFolder(path: string): Promise<void> {
  try {
    await make(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(path, error);
  }
}

/** Node's own recursive mkdir never ends where a folder such as /proc takes no other one. */
async function make(path: string): Promise<void> {
  const failed = await mkdir(path).catch((error: NodeJS.ErrnoException) => error);
  if (failed === undefined) return;
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error('a file stands there', { cause: failed }), { code: 'ENOTDIR' });
  const above = dirname(path);
  if (failed.code !== 'ENOENT' || above === path || (await isFolder(above))) throw failed;
  await make(above);
  // Another process may make it in between.
  await mkdir(path).catch(async (error) => {
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOTDIR: 'a file stands where a folder has to be',
  EEXIST: 'something stands there that is no folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go round in a circle',
  ENOENT: 'no folder can be made there',
};

/** Says what is wrong with DATA_DIR; an error of another kind comes back as it is. */
export function unusableFolder(path: string, error: unknown): unknown {
  if (error instanceof EmbeddedDatabaseError || !(error instanceof Error)) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const reason = reasons[String(code)] ?? (syscall === undefined ? undefined : code);
  if (reason === undefined) return error;
  return new EmbeddedDatabaseError(
    'no_folder',
    `DATA_DIR cannot be used at ${path}: ${reason}, for example DATA_DIR=./data`,
    { cause: error },
  );
}
