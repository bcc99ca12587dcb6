import { buffer } from 'node:stream/consumers';
import { rewritePicture } from '../picture.ts';

/** Rewrites the picture on stdin, and says how many MB the process grew at most. */
const [, , mimeType = ''] = process.argv;
const bytes = await buffer(process.stdin);
const before = process.resourceUsage().maxRSS;
const picture = await rewritePicture(bytes, mimeType);
const grewMb = Math.round((process.resourceUsage().maxRSS - before) / 1024);
process.stdout.write(JSON.stringify({ isPicture: picture !== undefined, grewMb }));
