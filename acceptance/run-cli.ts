import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a command in a process of its own beside the product, as an administrator does; `name` is its file in bot/. */
export async function runCli(name: string, databaseUrl: string, args: readonly string[]) {
  const script = fileURLToPath(new URL(`../bot/cli/${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { DATABASE_URL: databaseUrl, AUTH_SECRET: 's'.repeat(40) },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}
