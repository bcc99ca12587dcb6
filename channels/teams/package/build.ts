import { strToU8, type Zippable, zipSync } from 'fflate';
import { type AppFacts, manifestOf, translationFile, translationOf } from '../package.ts';
import { drawIcons } from './icons.ts';
import { checkAgainstSchema } from './schema.ts';

/** The zip that an administrator uploads to Teams; the same facts give the same bytes. Throws PackageError. */
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

// A zip holds local time and nothing before 1980.
const firstDayOfZip = new Date(1980, 0, 1);
