import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildPackage } from '../../channels/teams/package/build.ts';
import { PackageError } from '../../channels/teams/package/error.ts';
import { readTeamsAppConfig } from '../config-teams-app.ts';
import { ConfigError } from '../config-values.ts';
import { type AppOptions, teamsAppOf } from '../wire-teams-package.ts';

const usage =
  'Use: npm run -s teams:package -- [--out pitstop-chat-teams.zip] [--name "Garage De Brug"] [--developer "Garage De Brug"] ' +
  '[--privacy https://…] [--terms https://…] [--version 0.1.1]';

/** Said to whoever typed the command; ends it with exit code 2. */
class UsageError extends Error {}

function readCommand(args: readonly string[]): AppOptions & { readonly out: string } {
  const values = readOptions(args);
  return {
    out: values.out ?? 'pitstop-chat-teams.zip',
    name: fitting('--name', values.name, 30),
    developer: fitting('--developer', values.developer, 32),
    privacyUrl: httpsAddress('--privacy', values.privacy),
    termsUrl: httpsAddress('--terms', values.terms),
    version: threeNumbers(values.version),
  };
}

function readOptions(args: readonly string[]): Readonly<Record<string, string | undefined>> {
  const text = { type: 'string' } as const;
  const options = { out: text, name: text, developer: text, privacy: text, terms: text, version: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new UsageError(usage);
  }
}

function fitting(option: string, value: string | undefined, most: number): string | undefined {
  if (value === undefined || (value.trim() !== '' && value.trim().length <= most)) return value?.trim();
  throw new UsageError(`${option} has to have 1 to ${most} characters. ${usage}`);
}

function httpsAddress(option: string, value: string | undefined): string | undefined {
  if (value === undefined || z.url({ protocol: /^https$/ }).safeParse(value).success) return value;
  throw new UsageError(`${option} has to be an address that begins with https://. ${usage}`);
}

function threeNumbers(value: string | undefined): string | undefined {
  if (value === undefined || /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(value)) return value;
  throw new UsageError(`--version has to be three numbers, for example 0.1.1. ${usage}`);
}

async function write(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(out, bytes);
  } catch (error) {
    throw new UsageError(`--out: ${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function run(): Promise<void> {
  const { out, ...options } = readCommand(process.argv.slice(2));
  const app = teamsAppOf(readTeamsAppConfig(), options);
  await write(out, await buildPackage(app));
  process.stdout.write(`${out}\n`);
  process.stderr.write(`Version ${app.version} of ${app.texts.name.short}; docs/teams.md says where to upload it.\n`);
}

run().catch((error: unknown) => {
  const known = [UsageError, ConfigError, PackageError].some((kind) => error instanceof kind);
  process.stderr.write(`${known && error instanceof Error ? error.message : `It did not work: ${String(error)}`}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
