import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { strToU8, type Zippable, zipSync } from 'fflate';
import sharp from 'sharp';

/**
 * Makes the zip that an administrator uploads to Teams; equal facts give equal bytes. Throws
 * PackageError.
 */
export async function buildPackage(app: AppFacts): Promise<Uint8Array> {
  const manifest = manifestOf(app);
  const translation = translationOf(app);
  await checkAgainstSchema('manifest', manifest);
  await checkAgainstSchema('translation', translation);
  const icons = await drawIcons();
  const files: Zippable = {
    'manifest.json': json(manifest),
    [translationFile(app)]: json(translation),
    ...icons,
  };
  return zipSync(files, { level: 9, mtime: firstDayOfZip, os: 3 });
}

function json(content: object): Uint8Array {
  return strToU8(`${JSON.stringify(content, null, 2)}\n`);
}

// A zip holds local time, from 1980 on.
const firstDayOfZip = new Date(1980, 0, 1);

/** Teams would refuse the package; the message is one sentence that says why. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
  readonly code = 'teams_package';
}

type Manifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
type Schema = NonNullable<Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]>;

const schemas = {
  manifest: 'MicrosoftTeams.schema.json',
  translation: 'MicrosoftTeams.Localization.schema.json',
} as const;

/**
 * Checks a file against Microsoft's schema without asking Microsoft's server. Throws PackageError
 * with all problems.
 */
async function checkAgainstSchema(what: keyof typeof schemas, content: object): Promise<void> {
  // Without a schema the library would fetch one.
  const schema = bundled(schemas[what]) as Schema;
  const problems = await AppManifestUtils.validateAgainstSchema(content as Manifest, schema);
  if (problems.length > 0)
    throw new PackageError(
      `The ${what} does not fit Microsoft's schema: ${problems.map((one) => one.trim()).join('; ')}`,
    );
}

function bundled(name: string): object {
  const path = `@microsoft/app-manifest/build/json-schemas/teams/v${SCHEMA_VERSION}/${name}`;
  const { patternProperties, ...schema } = createRequire(import.meta.url)(path) as { patternProperties?: object };
  if (patternProperties === undefined) return schema;
  return { ...schema, patternProperties: Object.fromEntries(Object.entries(patternProperties).filter(isPattern)) };
}

/**
 * Leaves out names that are no valid pattern in Unicode mode: the library compiles all of them, and
 * none concerns bots.
 */
function isPattern([name]: [string, unknown]): boolean {
  try {
    return new RegExp(name, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * Manifest and translation follow the same version of Microsoft's schema. The last version whose
 * limits match the menu that people see: from 1.21 on a command may be longer than Teams shows.
 */
const SCHEMA_VERSION = '1.19';

/**
 * The app's texts in one language. Microsoft's limits in characters: short name 30, full name 100,
 * short description 80.
 */
export type AppTexts = {
  readonly name: { readonly short: string; readonly full: string };
  readonly description: { readonly short: string; readonly full: string };
  /**
   * The menu in a personal chat: titles up to 32, descriptions up to 128 characters, at most ten.
   */
  readonly personalCommands: readonly AppCommand[];
  /** The menu in a channel of a team. */
  readonly teamCommands: readonly AppCommand[];
};
type AppCommand = { readonly title: string; readonly description: string };

/** `publicUrl`, `privacyUrl` and `termsUrl` are https; `version` is three numbers. */
export type AppFacts = {
  readonly appId: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
  readonly accentColor: string;
  /** Shown where Teams runs in neither of the two languages. */
  readonly texts: AppTexts & { readonly language: string };
  readonly translation: AppTexts & { readonly language: string };
};

/** Makes manifest.json: one bot for people and teams, which takes photos. */
function manifestOf(app: AppFacts) {
  return {
    $schema: schemaUrl('MicrosoftTeams.schema.json'),
    manifestVersion: SCHEMA_VERSION,
    version: app.version,
    id: app.appId,
    localizationInfo: {
      defaultLanguageTag: app.texts.language,
      additionalLanguages: [{ languageTag: app.translation.language, file: translationFile(app) }],
    },
    developer: {
      name: app.developer,
      websiteUrl: app.publicUrl,
      privacyUrl: app.privacyUrl,
      termsOfUseUrl: app.termsUrl,
    },
    name: app.texts.name,
    description: app.texts.description,
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: app.accentColor,
    bots: [
      {
        botId: app.appId,
        scopes: ['personal', 'team'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: commandLists(app.texts),
      },
    ],
    defaultInstallScope: 'personal',
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [new URL(app.publicUrl).host],
  };
}

/** Makes the file of the translation, whose keys are places in the manifest. */
function translationOf({ translation: texts }: AppFacts): Readonly<Record<string, string>> {
  return {
    $schema: schemaUrl('MicrosoftTeams.Localization.schema.json'),
    'name.short': texts.name.short,
    'name.full': texts.name.full,
    'description.short': texts.description.short,
    'description.full': texts.description.full,
    ...Object.fromEntries(
      commandLists(texts).flatMap(({ commands }, list) =>
        commands.flatMap(({ title, description }, n) => [
          [`bots[0].commandLists[${list}].commands[${n}].title`, title],
          [`bots[0].commandLists[${list}].commands[${n}].description`, description],
        ]),
      ),
    ),
  };
}

function translationFile({ translation }: AppFacts): string {
  return `${translation.language}.json`;
}

function commandLists({ personalCommands, teamCommands }: AppTexts) {
  return [
    { scopes: ['personal'], commands: personalCommands },
    { scopes: ['team'], commands: teamCommands },
  ];
}

function schemaUrl(name: string): string {
  return `https://developer.microsoft.com/en-us/json-schemas/teams/v${SCHEMA_VERSION}/${name}`;
}

/** Draws the two icons of the app: 192 x 192 in full colour, 32 x 32 in white on transparent. */
async function drawIcons(): Promise<{
  readonly 'color.png': Uint8Array;
  readonly 'outline.png': Uint8Array;
}> {
  const icons = {
    'color.png': await draw('icons/icon-color.svg', 192),
    'outline.png': await draw('icons/icon-outline.svg', 32),
  };
  await checkColor(icons['color.png']);
  await checkOutline(icons['outline.png']);
  return icons;
}

async function draw(file: string, size: number): Promise<Uint8Array> {
  return sharp(await readFile(new URL(file, import.meta.url)))
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** Teams cuts the corners itself, so a colour icon fills its square. Throws PackageError. */
export async function checkColor(png: Uint8Array): Promise<void> {
  const { pixels, isPng, width, height } = await read(png);
  if (!isPng || width !== 192 || height !== 192)
    throw new PackageError(`The colour icon has to be a PNG of 192 x 192, and is ${width} x ${height}.`);
  if (pixels.some(({ alpha }) => alpha < 255))
    throw new PackageError('The colour icon has to fill its square, and lets something through.');
}

/**
 * Teams tints the outline itself, so it may hold only white and transparent pixels. Throws
 * PackageError.
 */
export async function checkOutline(png: Uint8Array): Promise<void> {
  const { pixels, isPng, width, height } = await read(png);
  if (!isPng || width !== 32 || height !== 32)
    throw new PackageError(`The outline icon has to be a PNG of 32 x 32, and is ${width} x ${height}.`);
  if (pixels.some(({ white, alpha }) => alpha > 0 && !white))
    throw new PackageError('The outline icon may hold nothing but white and what is see-through.');
  if (!pixels.some(({ alpha }) => alpha === 0) || !pixels.some(({ alpha }) => alpha === 255))
    throw new PackageError('The outline icon has to draw something in white on a see-through ground.');
}

type Pixel = { readonly white: boolean; readonly alpha: number };
type Picture = {
  readonly isPng: boolean;
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly Pixel[];
};

async function read(png: Uint8Array): Promise<Picture> {
  const { format } = await sharp(png).metadata();
  const { data, info } = await sharp(png)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = Array.from({ length: info.width * info.height }, (_, n) => ({
    white: data.subarray(4 * n, 4 * n + 3).every((part) => part === 255),
    alpha: data[4 * n + 3] ?? 0,
  }));
  return { isPng: format === 'png', width: info.width, height: info.height, pixels };
}
