import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

async function run(args: readonly string[], input: string) {
  const script = fileURLToPath(new URL('./understand.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, err, answers: out.split('\n').filter((line) => line !== '') };
}

describe('the understand command', () => {
  it('answers every line in its order, an empty one too', async () => {
    const { code, answers } = await run(['--lang', 'nl'], 'akkoord\r\n\nja\u2028nee\nniet doen');
    expect(code).toBe(0);
    expect(answers.map((answer) => JSON.parse(answer))).toEqual([
      { text: 'akkoord', intent: 'approve', confidence: 1, ask: 'none' },
      { text: '', intent: 'unclear', confidence: expect.any(Number), ask: expect.any(String) },
      { text: 'ja\u2028nee', intent: 'unclear', confidence: expect.any(Number), ask: expect.any(String) },
      { text: 'niet doen', intent: 'reject', confidence: 1, ask: 'none' },
    ]);
  });
  it('names the phrases that answered, or the rule that chose the next question, when asked to explain', async () => {
    const { answers } = await run(
      ['--lang', 'en', '--explain'],
      'go ahead\nyes please, go ahead\ngo ahead if it is free\n',
    );
    expect(answers.map((answer) => JSON.parse(answer))).toMatchObject([
      { intent: 'approve', ask: 'none', phrases: ['go ahead'] },
      { intent: 'approve', ask: 'none', phrases: ['yes', 'go ahead'] },
      { intent: 'unclear', ask: 'condition', why: expect.any(String) },
    ]);
  });
  it('reads a text against the lines and the total of the quote', async () => {
    const { answers } = await run(
      ['--lang', 'nl', '--lines', 'accu; remblokken', '--total', '324.40'],
      'doe die accu maar\nakkoord voor € 324,40\nakkoord voor € 324\n',
    );
    expect(answers.map((answer) => JSON.parse(answer))).toMatchObject([
      { intent: 'partial', ask: 'confirm-lines' },
      { intent: 'approve', ask: 'none' },
      { intent: expect.not.stringMatching('approve') },
    ]);
  });
  it.each([['--lang', 'de'], ['--colour'], ['--total', '12.3']])('refuses %s with one sentence', async (...args) => {
    const { code, err, answers } = await run(args, 'ja\n');
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(answers).toEqual([]);
  });
});
