import { z } from 'zod';
import { type Environment, environment, fail, url } from './config.ts';

/** What the app package of Teams is made from; it can be made before the rest is set up. */
export type TeamsAppConfig = {
  /** A GUID in lower case. */
  readonly appId: string;
  /** https, without a trailing slash. */
  readonly publicUrl: string;
};

const appIdExample = '8a7b6c5d-1234-4abc-9def-0123456789ab';
const publicUrlExample = 'https://chat.example.nl';

/** Reads the two settings that the package needs. Throws ConfigError. */
export const readTeamsAppConfig = (from: Environment = environment()): TeamsAppConfig => {
  const appId = from.TEAMS_APP_ID?.trim().toLowerCase();
  if (!z.guid().safeParse(appId).success)
    return fail('TEAMS_APP_ID', 'has to be the application id of the bot in Microsoft Entra, a GUID', appIdExample);
  const publicUrl = url('PUBLIC_URL', from.PUBLIC_URL?.trim() || undefined, ['https:'], publicUrlExample);
  if (publicUrl === undefined)
    return fail('PUBLIC_URL', 'has to be the https address at which Microsoft reaches the product', publicUrlExample);
  return { appId: appId ?? '', publicUrl: publicUrl.replace(/\/+$/, '') };
};
