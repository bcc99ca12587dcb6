import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const run = async (args: readonly string[], input: string) => {
  const script = fileURLToPath(new URL('./understand-cli.ts', import.meta.url));
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
};

describe('the understand command', () => {
  it('answers every line in its order, an empty one too', async () => {
    const { code, answers } = await run(['--lang', 'nl'], 'akkoord\r\n\nja\u2028nee\nniet doen');
    expect(code).toBe(0);
    expect(answers.map((answer) => JSON.parse(answer))).toEqual([
      { text: 'akkoord', intent: 'approve', confidence: expect.any(Number) },
      { text: '', intent: 'unclear', confidence: expect.any(Number) },
      { text: 'ja\u2028nee', intent: 'unclear', confidence: expect.any(Number) },
      { text: 'niet doen', intent: 'reject', confidence: expect.any(Number) },
    ]);
  });
  it('names the rule, the words that answered and the word that spoke against them when asked to explain', async () => {
    const { answers } = await run(
      ['--lang', 'en', '--explain'],
      'go ahead\ngo ahead, I trust you\ngo ahead if it is free\n',
    );
    expect(answers.map((answer) => JSON.parse(answer))).toMatchObject([
      { intent: 'approve', rule: 'approve.every-word-explained', answer: 'go ahead' },
      { intent: 'approve', rule: 'approve.answer-and-context', answer: 'go ahead' },
      { intent: 'unclear', against: 'if' },
    ]);
  });
  it.each([['--lang', 'de'], ['--colour']])('refuses %s with one sentence', async (...args) => {
    const { code, err, answers } = await run(args, 'ja\n');
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(answers).toEqual([]);
  });
});
