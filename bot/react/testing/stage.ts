import type { AddressId, MessageId, NewId } from '../../../core/ids.ts';
import { as } from '../../../core/ids.ts';
import type { RepairEvent } from '../../../core/repair/repair.ts';
import type { Exchanged, Garage, QuoteMessage, Scene } from '../../../core/scene/scene.ts';
import { address, janPhone, minutes, quoted, quoteId } from '../../../core/testing/builders.ts';
import { aGarage, aPerson, aRepairView, aScene } from '../../../core/testing/scenes.ts';
import type { CustomerInput, Step, StepOf } from '../../step.ts';
import { garageFacts } from '../../wording/customer/facts.ts';
import type { CustomerPhrase } from '../../wording/customer/phrase.ts';
import { render } from '../../wording/customer/render.ts';

/** Ids that count: id-1, id-2 and so on. */
export function counting(): NewId {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}

/** What stands in rows about the lines of the builders' quote. */
export const words: ReadonlyMap<string, string> = new Map([
  ['l-1-28640', 'Remblokken voor'],
  ['l-2-3800', 'Ruitenwissers'],
]);

/** The quote's message at Jan's phone, delivered a minute after its release. */
export function showing(change: Partial<QuoteMessage> = {}): QuoteMessage {
  return {
    quoteId,
    version: 1,
    addressId: janPhone,
    messageId: as<MessageId>('m-quote'),
    sort: 'quote',
    state: 'sent',
    sentAt: minutes(6),
    deliveredAt: undefined,
    ...change,
  };
}

/** Jan's repair after these events, with the quote's words. */
export function aView(events: readonly RepairEvent[], change: Parameters<typeof aRepairView>[1] = {}) {
  return aRepairView(events, { words, ...change });
}

/** Jan was asked about a quote of two lines, pads and wipers, and has not answered. */
export function askedScene(change: Partial<Scene> = {}): Scene {
  return aScene({
    repairs: [
      aView(quoted, {
        shown: [showing()],
        told: new Map([
          ['started', minutes(0)],
          ['quote', minutes(5)],
        ]),
      }),
    ],
    asked: new Map([[janPhone, { kind: 'quote', quoteId, version: 1 }]]),
    openQuotesAt: new Map([[janPhone, 1]]),
    ...change,
  });
}

/** The same on a channel without buttons. */
export function textOnly(scene: Scene): Scene {
  const skills = { ...address().skills, buttons: false };
  const jan = aPerson({ addresses: [address({ skills })] });
  return { ...scene, customer: jan, people: [jan] };
}

/** What Jan did, just now. */
export function input(content: CustomerInput['content'], change: Partial<CustomerInput> = {}): CustomerInput {
  return {
    addressId: janPhone,
    messageId: as<MessageId>('m-in'),
    at: minutes(20),
    content,
    ...change,
  };
}

/** A text of Jan's, after what was said before. */
export function text(
  said: string,
  change: Partial<CustomerInput> = {},
  before: readonly Exchanged[] = [],
): CustomerInput {
  return input({ kind: 'text', text: said, before }, change);
}

/** What was said at the address, as a text that follows it finds it. */
export function exchanged(by: Exchanged['by'], messageId: string, words?: string): Exchanged {
  return {
    by,
    messageId: as<MessageId>(messageId),
    words,
  };
}

/** The words that wait in a scene. */
export function waitingWords({ pendingAnswer }: Scene): readonly Exchanged[] {
  return (pendingAnswer?.texts ?? []).map((words, at) =>
    exchanged('customer', pendingAnswer?.messageIds[at] ?? 'm-0', words),
  );
}

type Tell = StepOf<'tell'>;

/**
 * Returns what these steps say to customers. Each phrase is rendered in both languages, so that no
 * fact is missing.
 */
export function said(steps: readonly Step[], garage: Garage = aGarage()): readonly Tell[] {
  const told = steps.filter((step): step is Tell => step.do === 'tell');
  for (const { phrase } of told) {
    for (const language of ['nl', 'en'] as const)
      for (const buttons of [true, false]) readable(phrase, language, buttons, garage);
  }
  return told;
}

function readable(phrase: CustomerPhrase, language: 'nl' | 'en', buttons: boolean, garage: Garage): void {
  const rendered = render(phrase, { language, buttons, garage: garageFacts(garage), now: minutes(20) });
  if (rendered.text === '' || /undefined|NaN|\[object/u.test(rendered.text))
    throw new Error(`A ${phrase.kind} message cannot be read: ${rendered.text}`);
}

/** The kinds of what is said. */
export function kinds(steps: readonly Step[]): readonly string[] {
  return said(steps).map(({ phrase }) => phrase.kind);
}

/** Whether a step asks something of a repair or of a conversation. */
export function isCommand(step: Step): step is StepOf<'repair' | 'conversation'> {
  return step.do === 'repair' || step.do === 'conversation';
}

/** What is commanded. */
export function commands(steps: readonly Step[]) {
  return steps.flatMap((step) => (isCommand(step) ? [step.command] : []));
}

/** The steps that do this. */
export function doing<Do extends Step['do']>(steps: readonly Step[], what: Do): readonly Extract<Step, { do: Do }>[] {
  return steps.filter((step): step is Extract<Step, { do: Do }> => step.do === what);
}

export const otherPhone = as<AddressId>('jan-whatsapp');
