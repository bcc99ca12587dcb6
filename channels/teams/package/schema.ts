import { createRequire } from 'node:module';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { SCHEMA_VERSION } from '../package.ts';
import { PackageError } from './error.ts';

type Manifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];
type Schema = NonNullable<Parameters<typeof AppManifestUtils.validateAgainstSchema>[1]>;

const schemas = {
  manifest: 'MicrosoftTeams.schema.json',
  translation: 'MicrosoftTeams.Localization.schema.json',
} as const;

/** Compares a file with Microsoft's schema for it, without asking Microsoft's server. Throws PackageError with everything that does not fit. */
export async function checkAgainstSchema(what: keyof typeof schemas, content: object): Promise<void> {
  // Given the schema, the library reads no address; left to itself it would fetch it.
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

/** Some names in Microsoft's schema of translations are no pattern in Unicode mode, and the library compiles all of them; none is about a bot. */
function isPattern([name]: [string, unknown]): boolean {
  try {
    return new RegExp(name, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
