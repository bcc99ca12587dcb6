import { describe, expect, it } from 'vitest';
import { pictureTypes } from '../../core/application/media.ts';
import { as, type MessageId } from '../../core/ids.ts';
import { minutes, quoteId, started } from '../../core/testing/builders.ts';
import { aRepairView } from '../../core/testing/scenes.ts';
import { lostPhoto, troubleOfCode, troubleOfType } from './lost-photo.ts';

const view = aRepairView(started);
function photo(went: object | undefined) {
  return { messageId: as<MessageId>('m-1'), went } as never;
}

describe('T40: a photo that cannot go along', () => {
  it('is told of by what is in it, or why it never came', () => {
    expect(
      ['image/heic', 'image/avif', 'application/octet-stream', 'image/png'].map((type) =>
        troubleOfType(type, pictureTypes),
      ),
    ).toEqual(['heic', 'heic', 'no_picture', undefined]);
    expect(['too_large', 'empty', 'invalid', 'failed'].map(troubleOfCode)).toEqual([
      'too_large',
      'no_picture',
      'gone',
      'gone',
    ]);
  });
  it('names the car and what to do, in the mechanic’s language', () => {
    expect(lostPhoto('heic', 'nl', { view, photo: undefined })).toBe(
      'AB-123-C VW Golf: de foto is een HEIC-bestand, dat de meeste telefoons niet tonen. Stuur hem als JPEG, of maak een schermafbeelding.',
    );
    expect(lostPhoto('gone', 'en', undefined)).toBe('The photo could not be fetched. Send it again.');
  });
  it('says what the customer has missed because of it', () => {
    const quoted = lostPhoto('gone', 'nl', { view, photo: photo({ at: minutes(5), quoteId, version: 1 }) });
    expect(quoted).toContain('De offerte ging zonder deze foto.');
    expect(lostPhoto('gone', 'nl', { view, photo: photo({ at: minutes(5) }) })).toContain('niet gekregen');
  });
});
