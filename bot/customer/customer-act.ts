import type { Address, Language } from '../../core/customer/address.ts';
import type { MessageId, Meta, NewId } from '../../core/ids.ts';
import { repairDecider } from '../../core/repair/decider.ts';
import type { DecisionRefusal, RepairCommandOf } from '../../core/repair/repair.ts';
import { type OpenQuote, openRepairsOf, viewOf } from '../../core/scene/queries.ts';
import type { Person, RepairView, Scene } from '../../core/scene/scene.ts';
import { askAgain } from '../react/decision.ts';
import { type CustomerInput, type Step, tell, voidAnswer } from '../step.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import type { Command } from './understanding/commands.ts';
import type { Understood } from './understanding/understand.ts';

/** One thing that a person did at an address, with everything needed to judge it. */
export type CustomerAct = {
  readonly input: CustomerInput;
  readonly scene: Scene;
  readonly newId: NewId;
  readonly person: Person;
  readonly address: Address;
  readonly language: Language;
  /** The customer acts, at this address, now. */
  readonly meta: Meta;
};

/** Returns undefined when the address belongs to no person of this conversation. */
export function actOf(input: CustomerInput, scene: Scene, newId: NewId): CustomerAct | undefined {
  for (const person of scene.people) {
    const address = person.addresses.find(({ addressId }) => addressId === input.addressId);
    if (!address) continue;
    const { customerId } = person;
    const by = { kind: 'customer', customerId, addressId: address.addressId } as const;
    const language = address.language ?? person.language;
    return { input, scene, newId, person, address, language, meta: { at: scene.now, by } };
  }
  return undefined;
}

type More = NonNullable<Parameters<typeof tell>[3]>;

/** Answers at the address that the customer wrote from. */
export function answer({ person, address }: CustomerAct, phrase: CustomerPhrase, more: More = {}): Step {
  return tell(person.customerId, phrase, 'answer', { ...more, answerTo: address.addressId });
}

/** The receiver of an answer about a quote. */
export function receiverOf({ person, address }: CustomerAct) {
  return { customerId: person.customerId, answerTo: address.addressId };
}

/** The address, as a command of the conversation names it. */
export function addressOf({ scene, address }: CustomerAct) {
  return { conversationId: scene.conversation.conversationId, addressId: address.addressId };
}

/** Open repairs of this person; the conversation may hold repairs of others. */
export function ownRepairs({ scene, person }: CustomerAct): readonly RepairView[] {
  return openRepairsOf(scene, person.customerId);
}

/** True if words of this very person wait out their seconds. */
export function isWaiting({ scene: { pendingAnswer }, person }: CustomerAct): boolean {
  return pendingAnswer !== undefined && person.addresses.some(({ addressId }) => addressId === pendingAnswer.addressId);
}

/** Takes back the words that wait, because the same person did something else meanwhile. */
export function takeBack(act: CustomerAct): readonly Step[] {
  return isWaiting(act) ? voidAnswer(act.scene) : [];
}

/**
 * Takes back the person's waiting words, answers, and asks the quote again where words were taken
 * back: nothing has been approved by them.
 */
export function instead(act: CustomerAct, open: OpenQuote | undefined, steps: readonly Step[]): readonly Step[] {
  const again = open && isWaiting(act) ? [askAgain(act.scene, open, receiverOf(act))] : [];
  return [...takeBack(act), ...steps, ...again];
}

/** A text, read together with what it continues. */
export type Reading = {
  readonly text: string;
  readonly understood: Understood;
  readonly command: Command | undefined;
  /** Quotes that this person can answer. */
  readonly open: readonly OpenQuote[];
  readonly newest: OpenQuote | undefined;
  /** All that this person wrote since the newest question reached the screen, this text last. */
  readonly together: Together;
  readonly repliesTo: MessageId | 'unknown' | undefined;
  /**
   * False if the text answers something else than the newest question, or is not all the writer's
   * own.
   */
  readonly mayBind: boolean;
};

export type Together = {
  /**
   * True if the first text was begun before the question was read, and may answer something else.
   */
  readonly beganBefore: boolean;
  readonly texts: readonly string[];
  readonly messageIds: readonly MessageId[];
};

/**
 * Asks the rules what an answer would become right now; undefined if the repair takes no answers.
 */
export function tryDecision(
  scene: Scene,
  command: RepairCommandOf<'DecideQuote'>,
): 'accepted' | DecisionRefusal | undefined {
  const view = viewOf(scene, command.data.repairId);
  if (!view) return undefined;
  const decision = repairDecider(scene.garage.rules).decide(command, view.repair);
  if (!decision.accepted) return undefined;
  for (const event of decision.events) {
    if (event.type === 'QuoteDecided') return 'accepted';
    if (event.type === 'DecisionRefused') return event.data.because;
  }
  return undefined;
}
