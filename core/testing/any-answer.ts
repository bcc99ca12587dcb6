import fc from 'fast-check';
import type { Actor } from '../ids.ts';
import { type AddressId, as, type CustomerId, type MessageId } from '../ids.ts';
import type { Evidence } from '../repair/repair.ts';
import { agent, byJan, byKarin, bySystem, janPhone, karin, mechanic, monday, staff } from './builders.ts';

/** In ms. */
export const minute = 60_000;
/** Mostly the one, now and then the other. */
export function often<T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>, weight = 9) {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}

/** Within ten minutes, in whole and broken seconds, so that times meet, cross and coincide. */
export const anyTime = fc
  .oneof(
    fc.integer({ min: 0, max: 10 }).map((minutes) => minutes * minute),
    fc.integer({ min: 0, max: 10 * minute }),
  )
  .map((ms) => later(monday, ms));

/** `ms` after a moment. */
export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

const stranger: Actor = { kind: 'customer', customerId: as<CustomerId>('stranger'), addressId: janPhone };
/** Karin on Jan's phone: at the right address, and still not the one who decides. */
const karinThere: Actor = { kind: 'customer', customerId: karin, addressId: janPhone };
/** Anybody who can be met in a garage, and somebody who cannot. */
export const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(byJan) },
  { weight: 4, arbitrary: fc.constantFrom(mechanic, agent) },
  { weight: 2, arbitrary: fc.constantFrom<Actor>(staff('manager'), bySystem, byKarin, karinThere, stranger) },
);
const anyAnswered = fc.record({
  addressId: often(fc.constant(janPhone), fc.constant(as<AddressId>('elsewhere'))),
  proven: often(fc.constant(true), fc.boolean()),
});
const anyShown = fc.record({
  receipts: fc.boolean(),
  clockPrecisionMs: fc.constantFrom(1, 1000),
  replacedAnother: fc.boolean(),
  newestQuestion: often(fc.constant(true), fc.constant(false)),
  openQuotes: often(fc.constant(1), fc.integer({ min: 0, max: 2 })),
  botControls: often(fc.constant(true), fc.constant(false)),
});

/** Mostly such that it could bind. */
export const anyEvidence: fc.Arbitrary<Evidence> = fc.oneof(
  anyAnswered.map((answered) => ({ how: 'button', messageId: as<MessageId>('m-1'), answered }) as const),
  fc
    .record({
      how: fc.constantFrom('digits' as const, 'words' as const),
      messageIds: often<readonly MessageId[]>(fc.constant([as<MessageId>('m-2')]), fc.constant([])),
      sentAt: anyTime,
      answered: anyAnswered,
      shown: anyShown,
      /** How long after delivery it was sent, if it was delivered. */
      after: often<number | undefined>(fc.integer({ min: -2 * minute, max: 6 * minute }), fc.constant(undefined)),
    })
    .map(({ after, shown, ...written }) => ({
      ...written,
      shown: { ...shown, deliveredAt: after === undefined ? undefined : later(written.sentAt, -after) },
    })),
  fc.record({
    how: fc.constant('staff' as const),
    via: fc.constantFrom('phone' as const, 'counter' as const),
    spokenAt: anyTime,
    spokeWith: often(fc.constant('t-1'), fc.constant('')),
  }),
);

/** Who answers, and how. */
export const anyDecision = fc.oneof(
  fc.tuple(anyActor, anyEvidence),
  // Mostly somebody answers in the way that such a person does, else hardly any answer would bind.
  ...[byJan, byJan, byJan, karinThere].map((customer) =>
    anyEvidence.map((evidence) => [evidence.how === 'staff' ? agent : customer, evidence] as const),
  ),
);
