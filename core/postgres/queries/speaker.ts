import type { Actor } from '../../actor.ts';
import type { Speaker } from '../../application/queries.ts';
import { assertNever } from '../../decision.ts';

/** `by` of a row, with the name of the member of staff or the customer that it names. */
export type SpeakerRow = {
  readonly by: Actor | null;
  readonly staff_name: string | null;
  readonly customer_name: string | null;
};

/** Who said something; without a row it was the bot. */
export function speakerOf({ by, staff_name, customer_name }: SpeakerRow): Speaker {
  if (by === null) return { kind: 'bot' };
  switch (by.kind) {
    case 'customer':
      return { kind: 'customer', name: customer_name ?? '' };
    case 'staff':
      return { kind: 'staff', staffId: by.staffId, name: staff_name ?? '', role: by.role };
    case 'system':
      return { kind: 'bot' };
    default:
      return assertNever(by);
  }
}
