import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import type { AppFacts } from './package.ts';
import { buildPackage, checkColor, checkOutline } from './package.ts';

const appId = '8a7b6c5d-1234-4abc-9def-0123456789ab';
function texts(word: string) {
  return {
    name: { short: 'Chat', full: 'Chat of the garage' },
    description: { short: word, full: word },
    personalCommands: [{ title: word, description: word }],
    teamCommands: [{ title: `${word} CODE`, description: word }],
  };
}
const app: AppFacts = {
  appId,
  publicUrl: 'https://chat.example.nl',
  version: '1.2.3',
  developer: 'Garage De Brug',
  privacyUrl: 'https://garage.example.nl/privacy',
  termsUrl: 'https://garage.example.nl/terms',
  accentColor: '#1d4ed8',
  texts: { language: 'nl', ...texts('hulp') },
  translation: { language: 'en', ...texts('help') },
};
function png(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer();
}

it('the package is one bot for people and for teams that takes files, with its translation and two icons at the root', async () => {
  const offline = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('nothing may be asked'));
  const files = unzipSync(await buildPackage(app));
  expect(offline).not.toHaveBeenCalled();
  offline.mockRestore();
  expect(Object.keys(files)).toEqual(['manifest.json', 'en.json', 'color.png', 'outline.png']);
  expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toMatchObject({
    id: appId,
    version: '1.2.3',
    developer: { websiteUrl: 'https://chat.example.nl', privacyUrl: 'https://garage.example.nl/privacy' },
    validDomains: ['chat.example.nl'],
    bots: [{ botId: appId, scopes: ['personal', 'team'], supportsFiles: true }],
    localizationInfo: { defaultLanguageTag: 'nl', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] },
  });
  expect(JSON.parse(strFromU8(files['en.json'] ?? new Uint8Array()))).toMatchObject({
    'bots[0].commandLists[0].commands[0].title': 'help',
    'bots[0].commandLists[1].commands[0].title': 'help CODE',
  });
});

it('the same facts give the same bytes', async () => {
  expect(Buffer.from(await buildPackage(app)).equals(await buildPackage(app))).toBe(true);
});

it.each([
  ['an id that is no GUID', { appId: 'pitstop' }, /^The manifest does not fit Microsoft's schema: .*\/id /],
  ['a long name', { texts: { ...app.texts, name: { short: 'x'.repeat(31), full: 'x' } } }, /\/name\/short /],
  [
    'a long translation',
    { translation: { ...app.translation, ...texts('x'.repeat(33)) } },
    /^The translation does not fit .*commands\[0\]\.title /,
  ],
] as const)('a package with %s is refused before it is written', async (_, change, sentence) => {
  await expect(buildPackage({ ...app, ...change })).rejects.toThrow(sentence);
});

it('an icon of another size or another ground is refused', async () => {
  await expect(checkColor(await png(191, 192, '#1d4ed8'))).rejects.toThrow('192 x 192, and is 191 x 192');
  await expect(checkColor(await png(192, 192, '#1d4ed880'))).rejects.toThrow('has to fill its square');
  await expect(
    checkColor(
      await sharp(await png(192, 192, 'red'))
        .jpeg()
        .toBuffer(),
    ),
  ).rejects.toThrow('a PNG');
  await expect(checkOutline(await png(192, 192, '#fff'))).rejects.toThrow('32 x 32, and is 192 x 192');
  await expect(checkOutline(await png(32, 32, '#1d4ed8'))).rejects.toThrow('nothing but white');
  await expect(checkOutline(await png(32, 32, '#fff'))).rejects.toThrow('on a see-through ground');
  await expect(checkOutline(await png(32, 32, 'transparent'))).rejects.toThrow('has to draw something');
});
