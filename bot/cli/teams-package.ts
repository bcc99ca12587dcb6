import '../process/node-version.ts';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type AppFacts, type AppTexts, buildPackage, PackageError } from '../../channels/teams/package.ts';
import type { Language } from '../../core/customer/address.ts';
import { ConfigError, readTeamsAppConfig, type TeamsAppConfig } from '../config.ts';
import { commandMenu, linkMenu } from '../wording/mechanic/commands.ts';
import { endWith, readArguments, UsageError } from './command-line.ts';

const usage =
  'Use: npm run -s teams:package -- [--out pitstop-chat-teams.zip] [--name "Garage De Brug"] [--developer "Garage De Brug"] ' +
  '[--privacy https://…] [--terms https://…] [--version 0.1.1]';

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
  return readArguments(args, options, () => usage).values;
}

function fitting(option: string, value: string | undefined, max: number): string | undefined {
  if (value === undefined || (value.trim() !== '' && value.trim().length <= max)) return value?.trim();
  throw new UsageError(`${option} has to have 1 to ${max} characters. ${usage}`);
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

/** The installation's own names and addresses; undefined takes the product's. */
type AppOptions = {
  readonly name: string | undefined;
  readonly developer: string | undefined;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  /** Three numbers, e.g. `0.1.1`; Teams accepts an update only with a higher version. */
  readonly version: string | undefined;
};

/** Describes the app for mechanics, in Dutch and English. */
function teamsAppOf({ appId, publicUrl }: TeamsAppConfig, options: AppOptions): AppFacts {
  const name = options.name ?? 'Pitstop Chat';
  return {
    appId,
    publicUrl,
    version: options.version ?? productVersion(),
    developer: options.developer ?? 'Pitstop Chat',
    privacyUrl: options.privacyUrl ?? publicUrl,
    termsUrl: options.termsUrl ?? publicUrl,
    accentColor: '#1d4ed8',
    texts: { language: 'nl', ...textsIn('nl', name) },
    translation: { language: 'en', ...textsIn('en', name) },
  };
}

function textsIn(language: Language, name: string): AppTexts {
  return {
    name: { short: name, full: name },
    description: descriptions[language],
    personalCommands: commandMenu(language),
    teamCommands: linkMenu(language),
  };
}

const descriptions: Readonly<Record<Language, AppTexts['description']>> = {
  nl: {
    short: 'Reparaties, offertes en het akkoord van de klant, in één gesprek.',
    full:
      'Het gereedschap van de monteur. Eén regel meldt een auto aan, noteert wat er gezien is, vraagt de klant om akkoord ' +
      'of zegt dat de auto klaar is; de klant leest het in de app die hij al gebruikt en antwoordt daar. Elke reparatie ' +
      'heeft één kaart die zichzelf bijwerkt. Foto’s gaan mee met de offerte. In een kanaal meldt de bot wat een collega ' +
      'moet oppakken. Wie de bot gebruikt, heeft een code van de beheerder nodig.',
  },
  en: {
    short: "Repairs, quotes and the customer's approval, in one chat.",
    full:
      "The mechanic's tool. One line registers a car, notes what was seen, asks the customer for approval or says that the " +
      'car is ready; the customer reads it in the app that they already use and answers there. Each repair has one card ' +
      'that keeps itself up to date. Photos go along with the quote. In a channel the bot says what a colleague has to ' +
      'pick up. Whoever uses the bot needs a code from the administrator.',
  },
};

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

run().catch((error: unknown) => endWith(error, [ConfigError, PackageError]));
