import type { Language } from '../../core/customer/address.ts';
import type { Photo } from '../../core/repair/repair.ts';
import type { RepairView } from '../../core/scene/scene.ts';
import { carName } from './cards-facts.ts';
import { photoWords } from './interpret-words-photo.ts';

/** Why a photo cannot be shown to anybody: what its bytes turned out to be, or why they never came; `late` ones came after the quote had gone. */
export type PhotoTrouble = 'heic' | 'too_large' | 'no_picture' | 'gone' | 'late';

/** The trouble with a file by what is in it; undefined for a picture that every app shows. */
export function troubleOfType(mimeType: string, pictures: ReadonlySet<string>): PhotoTrouble | undefined {
  if (pictures.has(mimeType)) return undefined;
  return /^image\/(?:heic|heif|avif)$/.test(mimeType) ? 'heic' : 'no_picture';
}

/** The trouble with a file that was given up, by the code of the channel's or the store's error. */
export function troubleOfCode(code: string): PhotoTrouble {
  if (code === 'too_large') return code;
  return code === 'empty' ? 'no_picture' : 'gone';
}

/** What a mechanic reads about it: of which car, what is wrong, whether the customer missed it, and what to do. */
export function lostPhoto(
  trouble: PhotoTrouble,
  language: Language,
  car: { readonly view: RepairView; readonly photo: Photo | undefined } | undefined,
): string {
  const { lost } = photoWords[language];
  const { why, todo } = lost[trouble];
  const went = car?.photo?.went;
  const missed = went && trouble !== 'late' ? [went.quoteId ? lost.notWithQuote : lost.notArrived] : [];
  const sentence = car ? `${carName(car.view.vehicle)}: ${lost.photo} ${why}` : `${lost.Photo} ${why}`;
  return [sentence, ...missed, todo].join(' ');
}
