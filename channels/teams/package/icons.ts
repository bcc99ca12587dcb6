import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { PackageError } from './error.ts';

/** The two icons of the app as PNG, by their names in the package: 192 x 192 in full colour, 32 x 32 in white on nothing. */
export async function drawIcons(): Promise<{
  readonly 'color.png': Uint8Array;
  readonly 'outline.png': Uint8Array;
}> {
  const icons = { 'color.png': await draw('icon-color.svg', 192), 'outline.png': await draw('icon-outline.svg', 32) };
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

/** Teams tints the outline itself, so it may hold nothing but white and what is see-through. Throws PackageError. */
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
