import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The installation's secret: the setting, or one that is made once beside the embedded database (0600). */
export async function authSecretIn(dataDir: string, setting: string | undefined): Promise<string> {
  if (setting !== undefined) return setting;
  const file = join(dataDir, 'auth-secret');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known.trim();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // Processes that start together each make a draft; the first link wins, and everybody reads that one whole.
  await link(draft, file).catch(() => undefined);
  await unlink(draft);
  return (await readFile(file, 'utf8')).trim();
}

/** A secret for one purpose, so that no two parts share a key. */
export function secretFor(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
