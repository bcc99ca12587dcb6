/**
 * The version of Microsoft's schema that manifest and translation follow; the two have to agree. The last one whose limits are those of the
 * menu that people see: from 1.21 on a command may be longer than Teams shows.
 */
export const SCHEMA_VERSION = '1.19';

/** What Teams shows of the app in one language. Microsoft's limits in characters: short name 30, full name 100, short description 80. */
export type AppTexts = {
  readonly name: { readonly short: string; readonly full: string };
  readonly description: { readonly short: string; readonly full: string };
  /** What the menu offers in a person's own chat with the bot; titles 32, descriptions 128 characters, ten at most. */
  readonly personalCommands: readonly AppCommand[];
  /** What it offers in a channel of a team. */
  readonly teamCommands: readonly AppCommand[];
};
type AppCommand = { readonly title: string; readonly description: string };

/** What the app is; `publicUrl`, `privacyUrl` and `termsUrl` are https, `version` is three numbers. */
export type AppFacts = {
  readonly appId: string;
  readonly publicUrl: string;
  readonly version: string;
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
  readonly accentColor: string;
  /** Shown where Teams runs in none of the other languages. */
  readonly texts: AppTexts & { readonly language: string };
  readonly translation: AppTexts & { readonly language: string };
};

/** manifest.json: one bot for people and for teams, which takes photos. */
export function manifestOf(app: AppFacts) {
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

/** The file of the translation: what it replaces is named by its place in the manifest. */
export function translationOf({ translation: texts }: AppFacts): Readonly<Record<string, string>> {
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

/** Its name in the package, e.g. `en.json`. */
export function translationFile({ translation }: AppFacts): string {
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
