import type { AddressId, CustomerId, MessageId, QuoteId } from '../../core/ids.ts';
import { mostPhotos } from '../../core/repair/photos.ts';
import { quoteOf } from '../../core/repair/queries.ts';
import { isUnderway } from '../../core/scene/queries.ts';
import type { RepairView, Scene } from '../../core/scene/scene.ts';
import type { OpenQuote } from './open-quotes.ts';

/**
 * The messages whose photos stand above a quote, newest last: those that were released with it, or with one before that ended
 * without an answer, as far as they were not put to this person (or to `at`) yet.
 */
export function quotePhotos(
  { people }: Scene,
  { view }: OpenQuote,
  customerId: CustomerId,
  at: AddressId | undefined,
): readonly MessageId[] {
  const { photos } = view.repair;
  const addresses = people.find((one) => one.customerId === customerId)?.addresses ?? [];
  const places = at ? [at] : addresses.map(({ addressId }) => addressId);
  const seen = view.shown
    .filter((one) => isUnderway(one) && places.includes(one.addressId))
    .flatMap((one) => one.photos ?? []);
  // What was left out of too many is not shown by a later question either.
  const releases = new Set(
    photos.flatMap(({ messageId, went }) => (seen.includes(messageId) ? [went?.at.getTime()] : [])),
  );
  return photos
    .filter(({ went }) => went?.quoteId && isUnanswered(view, went.quoteId) && !releases.has(went.at.getTime()))
    .map(({ messageId }) => messageId)
    .slice(-mostPhotos);
}

function isUnanswered({ repair }: RepairView, quoteId: QuoteId): boolean {
  return quoteOf(repair, quoteId)?.versions.every(({ standing }) => standing.status !== 'decided') ?? false;
}
