import sharp from 'sharp';

/** A photo with something to see on it: a wheel before a wall of this colour. */
export function photo(wall: string, { width = 800, height = 600 } = {}): Promise<Uint8Array> {
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 80 60" preserveAspectRatio="xMidYMid slice">
        <rect width="80" height="60" fill="${wall}"/><rect y="46" width="80" height="14" fill="#555"/>
        <circle cx="40" cy="34" r="18" fill="#222"/><circle cx="40" cy="34" r="10" fill="#ccc"/><circle cx="40" cy="34" r="2" fill="#444"/>
        <path d="M40 24v20M30 34h20M33 27l14 14M47 27L33 41" stroke="#777" stroke-width="2"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer();
}

/** 1.5 s of silence that a browser plays: empty frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz. */
export function recording(): Uint8Array {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);
  return Buffer.concat(Array.from({ length: 58 }, () => frame));
}

/** One page. */
export function invoice(): Uint8Array {
  return Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n',
  );
}
