import { type Environment, environment } from './config.ts';
import { guid } from './config-teams.ts';
import { fail, url } from './config-values.ts';

/** What the app package of Teams is made from; it can be made before the rest is set up. */
export type TeamsAppConfig = {
  /** A GUID in lower case. */
  readonly appId: string;
  /** https, without a trailing slash. */
  readonly publicUrl: string;
};

const publicUrlExample = 'https://chat.example.nl';

/** Reads the two settings that the package needs. Throws ConfigError. */
export function readTeamsAppConfig(from: Environment = environment()): TeamsAppConfig {
  const appId = guid('TEAMS_APP_ID', from.TEAMS_APP_ID?.trim() ?? '');
  const publicUrl = url('PUBLIC_URL', from.PUBLIC_URL?.trim() || undefined, ['https:'], publicUrlExample);
  if (publicUrl === undefined)
    return fail('PUBLIC_URL', 'has to be the https address at which Microsoft reaches the product', publicUrlExample);
  return { appId, publicUrl: publicUrl.replace(/\/+$/, '') };
}
