import type { Address } from '../../core/customer/address.ts';
import { as, type CustomerId, type DecisionId, type NewId } from '../../core/ids.ts';
import { choiceNumbers } from '../../core/repair/lines.ts';
import type { Evidence, Selection } from '../../core/repair/quote.ts';
import { shownAt } from '../../core/scene/queries.ts';
import type { PendingAnswer, Scene } from '../../core/scene/scene.ts';
import { findQuote, type OpenQuote, openQuoteIn } from './open-quotes.ts';
import type { Step } from './step.ts';

/** Words that have waited out their seconds bind, if nothing has come between. */
export function settleAnswer(
  scene: Scene,
  newId: NewId,
): { readonly steps: readonly Step[]; readonly again: Date | undefined } {
  const { pendingAnswer: pending, now } = scene;
  if (!pending) return { steps: [], again: undefined };
  if (now < pending.settlesAt) return { steps: [], again: pending.settlesAt };
  const decided = scene.conversation.controller.kind === 'bot' ? decision(scene, pending, newId) : undefined;
  return { steps: [{ do: 'void-answer' }, ...(decided ? [decided] : [])], again: undefined };
}

function decision(scene: Scene, pending: PendingAnswer, newId: NewId): Step | undefined {
  const found = findQuote(scene, pending.quoteId, pending.version);
  const open = found && openQuoteIn(found.view);
  const person = scene.people.find((one) => one.addresses.some(({ addressId }) => addressId === pending.addressId));
  const address = person?.addresses.find(({ addressId }) => addressId === pending.addressId);
  // Whatever ended the version has told the customer that nothing was approved.
  if (!open || open.version !== found.version || !person || !address) return undefined;
  const { messageIds, phrases, sentAt } = pending;
  const said = { messageIds, phrases, sentAt };
  return decideInWords(scene, open, person.customerId, address, whatWasMeant(open, pending), said, newId);
}

export type Meant = { readonly how: 'words' | 'digits'; readonly selection: Selection };

/** A yes to "Is this what you mean?" is a yes to the numbers in it. */
export function whatWasMeant(
  { version }: OpenQuote,
  { answer, numbers }: Pick<PendingAnswer, 'answer' | 'numbers'>,
): Meant {
  if (answer === 'reject') return { how: 'words', selection: { kind: 'none' } };
  if (!numbers) return { how: 'words', selection: { kind: 'all' } };
  const whole = choiceNumbers(version.lines).every((number) => numbers.includes(number));
  return whole
    ? { how: 'words', selection: { kind: 'all' } }
    : { how: 'digits', selection: { kind: 'numbers', numbers } };
}

type Said = Pick<Extract<Evidence, { how: 'words' | 'digits' }>, 'messageIds' | 'phrases' | 'sentAt'>;

/** The decision that these words would be, with all that is known of what was on the screen. */
export function decideInWords(
  scene: Scene,
  open: OpenQuote,
  customerId: CustomerId,
  address: Address,
  { how, selection }: Meant,
  said: Said,
  newId: NewId,
): Extract<Step, { do: 'command' }> & { readonly command: { readonly type: 'DecideQuote' } } {
  const { view, quote, version } = open;
  const { addressId, proven } = address;
  const evidence: Evidence = { how, ...said, answered: { addressId, proven }, shown: shownAt(scene, open, address) };
  return {
    do: 'command',
    command: {
      type: 'DecideQuote',
      data: {
        repairId: view.repair.repairId,
        quoteId: quote.quoteId,
        version: version.version,
        decisionId: as<DecisionId>(newId()),
        selection,
        evidence,
      },
      meta: { at: scene.now, by: { kind: 'customer', customerId, addressId } },
    },
  };
}
