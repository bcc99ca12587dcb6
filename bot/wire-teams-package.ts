import { readFileSync } from 'node:fs';
import type { AppFacts, AppTexts } from '../channels/teams/package.ts';
import type { Language } from '../core/customer/address.ts';
import type { TeamsAppConfig } from './config-teams-app.ts';
import { commandMenu, linkMenu } from './mechanic/command-menu.ts';

/** How an installation may call its own app; what is undefined is as the product says it. */
export type AppOptions = {
  readonly name: string | undefined;
  readonly developer: string | undefined;
  readonly privacyUrl: string | undefined;
  readonly termsUrl: string | undefined;
  /** Three numbers, e.g. `0.1.1`; Teams takes an update only with a higher one. */
  readonly version: string | undefined;
};

/** The Teams app of this installation, for mechanics in Dutch and in English. */
export function teamsAppOf({ appId, publicUrl }: TeamsAppConfig, options: AppOptions): AppFacts {
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
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
