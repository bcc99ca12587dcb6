import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inColour } from './transcript.ts';

const play = fileURLToPath(new URL('play.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'pitstop-demo-test-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the demo', () => {
  let transcript = '';
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', play], {
      env: { ...process.env, TMPDIR: folder },
      timeout: 55_000,
    });
    transcript = stdout;
  });

  it('tells the three notifications at the times of its own clock', () => {
    expect(transcript).toContain('The mechanic started at 8:52.');
    expect(transcript).toContain('*Together € 324.40* incl. VAT.');
    expect(transcript).toContain('*AB-123-C is ready*');
  });

  it('shows a doubtful answer, a reminder, a new version and a takeover', () => {
    expect(transcript).toContain('so *nothing has been approved yet*');
    expect(transcript).toContain('the mechanic is waiting for your answer');
    expect(transcript).toContain('You answered an old quote.');
    expect(transcript).toContain('Petra has finished.');
  });

  it('finds on record what the story is about', () => {
    const checks = transcript.split('\n').filter((line) => /^(ok|WRONG) /.test(line));
    expect(checks).toHaveLength(5);
    expect(checks.filter((line) => line.startsWith('WRONG'))).toEqual([]);
  });

  it('says at its end how to look around, and has no colours in a file', () => {
    expect(transcript.trimEnd().split('\n').at(-1)).toBe(
      'To look around in simulator and panel after it: npm run demo -- --stay',
    );
    expect(transcript).not.toContain('\u001b');
  });

  it('has a colour for each speaker at a terminal, and the same words', () => {
    const at = new Date('2026-11-23T07:52:00Z');
    const shown = ['the mechanic', 'Jan', 'Piet', 'Petra of customer service, in the panel', 'to Jan'].map((who) =>
      inColour({ at, who, words: ['one', 'two'] }),
    );
    expect(new Set(shown.map((text) => text.slice(0, 5))).size).toBe(5);
    expect(shown[1]).toBe(
      ['08:52  Jan', '       one', '       two'].map((line) => `\u001b[32m${line}\u001b[39m`).join('\n'),
    );
    expect(shown[4]).toBe('\u001b[34m08:52  to Jan\u001b[39m\n       one\n       two');
  });

  it('leaves nothing behind', async () => {
    expect((await readdir(folder)).filter((name) => name.startsWith('pitstop-demo-'))).toEqual([]);
  });
});
