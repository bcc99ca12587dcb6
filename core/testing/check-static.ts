import { spawn } from 'node:child_process';
import { CHECKOUT } from './planted-imports.ts';

/** Scripts of package.json that look at the sources and know nothing of each other. */
const SCRIPTS = ['types', 'lint', 'unused'];

/** Runs one; what it says is shown at once when it is over, so that two reports do not mix. */
function check(script: string): Promise<boolean> {
  const child = spawn('npm', ['run', '-s', script], { cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

const passed = await Promise.all(SCRIPTS.map(check));
if (passed.includes(false)) process.exitCode = 1;
