import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeDataFolder, unusableFolder } from './folder.ts';

const folder = await mkdtemp(join(tmpdir(), 'pitstop-folder-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
await writeFile(join(folder, 'file'), '');
await symlink(join(folder, 'nowhere', 'at-all'), join(folder, 'lost'));
await symlink(join(folder, 'round'), join(folder, 'round'));

it('a data folder is made with those above it, and one that is there is left as it is', async () => {
  const path = join(folder, 'a/b/c');
  await Promise.all([makeDataFolder(path), makeDataFolder(path), makeDataFolder(join(folder, 'a/b/d'))]);
  await makeDataFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
});

it.each([
  [join(folder, 'file'), 'a file stands where a folder has to be'],
  [join(folder, 'file/below'), 'a file stands where a folder has to be'],
  [join(folder, 'file/far/below'), 'a file stands where a folder has to be'],
  [join(folder, 'lost'), 'something stands there that is no folder'],
  [join(folder, 'round/below'), 'its links go round in a circle'],
  [join(folder, 'x'.repeat(300)), 'the name is too long'],
])('a data folder that can never be made is named with the reason: %s', async (path, reason) => {
  await expect(makeDataFolder(path)).rejects.toThrow(
    `DATA_DIR cannot be used at ${path}: ${reason}, for example DATA_DIR=./data`,
  );
});

it.runIf(process.platform === 'linux').each(['/proc/x', '/proc/x/y', '/proc/x/y/z', '/sys/x'])(
  'neither does %s hang',
  async (path) => {
    await expect(makeDataFolder(path)).rejects.toThrow(/^DATA_DIR cannot be used at/);
  },
);

it.each([
  ['EACCES', 'this user may not write there'],
  ['EROFS', 'nothing can be written there'],
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'EIO'],
])('a folder that refuses later with %s is named, too', (code, reason) => {
  const error = Object.assign(new Error('no'), { code, syscall: 'open' });
  expect(unusableFolder('/data', error)).toMatchObject({ message: expect.stringContaining(reason) });
});
