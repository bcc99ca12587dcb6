import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readTeamsAppConfig } from '../config.ts';

const script = fileURLToPath(new URL('./teams-package.ts', import.meta.url));
const settings = { TEAMS_APP_ID: '8A7B6C5D-1234-4ABC-9DEF-0123456789AB', PUBLIC_URL: 'https://chat.example.nl/' };

type Ended = { readonly code: number; readonly out: string; readonly err: string };
function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', script, ...args],
      { env: { ...process.env, ...settings } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

it('an administrator gets the app of the garage in Dutch and English from two settings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'teams-package-'));
  const out = join(folder, 'app.zip');
  expect(await run('--out', out, '--name', 'Garage De Brug')).toMatchObject({ code: 0, out: `${out}\n` });
  const files = unzipSync(await readFile(out));
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
  expect(manifest).toMatchObject({
    id: settings.TEAMS_APP_ID.toLowerCase(),
    name: { short: 'Garage De Brug' },
    developer: { websiteUrl: 'https://chat.example.nl', privacyUrl: 'https://chat.example.nl' },
    validDomains: ['chat.example.nl'],
  });
  const [own, team] = manifest.bots[0].commandLists;
  expect(own.commands.map(({ title }: { title: string }) => title)).toEqual([
    'mijn',
    'nieuw',
    'gevonden',
    'offerte',
    'klaar',
    'hulp',
  ]);
  expect(team.commands.map(({ title }: { title: string }) => title)).toEqual(['koppel']);
  expect(strFromU8(files['en.json'] ?? new Uint8Array())).toContain('"mine"');
  await rm(folder, { recursive: true });
});

it.each([
  ['--name', 'x'.repeat(31), '--name has to have 1 to 30 characters'],
  ['--version', '0.1', '--version has to be three numbers'],
] as const)('an option %s that Teams would refuse is said in one sentence', async (option, value, sentence) => {
  const ended = await run(option, value);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toMatch(sentence);
});

it.each([
  [{ ...settings, TEAMS_APP_ID: undefined }, 'TEAMS_APP_ID has to be an id as the Azure portal shows it'],
  [{ ...settings, TEAMS_APP_ID: 'pitstop' }, 'TEAMS_APP_ID has to be an id as the Azure portal shows it'],
  [{ ...settings, PUBLIC_URL: undefined }, 'PUBLIC_URL has to be the https address'],
  [{ ...settings, PUBLIC_URL: 'http://localhost:3000' }, 'PUBLIC_URL has to be an address that begins with https://'],
])('a setting that the package cannot be made of is named', (from, sentence) => {
  expect(() => readTeamsAppConfig(from)).toThrow(sentence);
});
