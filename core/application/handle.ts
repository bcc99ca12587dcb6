import type { ConversationCommand, ConversationEvent } from '../conversation/conversation.ts';
import { conversationDecider } from '../conversation/decider.ts';
import { replay } from '../decision.ts';
import type { ConversationId, GarageId, MessageId, NewId, RepairId } from '../ids.ts';
import { repairDecider } from '../repair/decider.ts';
import { openQuote } from '../repair/guard.ts';
import type { Repair, RepairCommand, RepairEvent } from '../repair/repair.ts';
import { factOf } from '../reporting/facts.ts';
import type { RepairOpen, RepairView, Scene } from '../scene/scene.ts';
import type { GivenRepairCommand, Wording } from './commands.ts';
import type { DrawnCard, RepairRow, TurnStore, Voice } from './ports.ts';

type Outcome<Event> =
  | { readonly accepted: true; readonly conversationId: ConversationId; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly because: { readonly code: string } };

/** Decides a repair command against the repair's events and writes events, words and rows. Throws NotFoundError. */
export async function handleRepair<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  command: GivenRepairCommand,
  words?: ReadonlyMap<string, Wording>,
): Promise<Outcome<RepairEvent>> {
  const { store } = context;
  const { repairId } = command.data;
  const conversationId =
    command.type === 'RegisterRepair' ? command.data.conversationId : await store.conversationOfRepair(repairId);
  if (!conversationId) throw new NotFoundError(`There is no repair ${repairId}`);
  const scene = await sceneOf(context, conversationId);
  const view = scene.repairs.find(({ repair }) => repair.repairId === repairId);
  const before: Repair = view?.repair ?? { status: 'none' };
  const decider = repairDecider(scene.garage.rules);
  const decision = decider.decide(await numbered(context, command, before, scene), before);
  if (!decision.accepted) return decision;
  const { events } = decision;
  if (words) await store.saveWords(scene.garage.garageId, repairId, words);
  if (events.length === 0) {
    if (view && words) await updateScene(context, scene, view.repair, view, words);
    return { accepted: true, conversationId, events };
  }
  const after = replay({ initial: before, evolve: decider.evolve }, events);
  if (after.status === 'none') throw new Error(`Events of repair ${repairId} left nothing behind`);
  const expected = view ? await store.repairVersion(repairId) : 0;
  await store.appendRepairEvents(scene.garage.garageId, repairId, expected, events);
  const row: RepairRow = {
    number: view?.number ?? (await store.nextNumber(scene.garage.garageId, 'repair')),
    customerId: view?.customerId ?? scene.customer.customerId,
    version: expected + events.length,
    simulated: view?.simulated ?? context.simulated,
  };
  await store.projectRepair(after, row);
  await recordDecisions(context, after, events);
  const { garageId } = scene.garage;
  await store.addFacts({ garageId, conversationId, repairId, simulated: row.simulated }, events.map(factOf));
  await store.touch(scene.garage.garageId, 'repair', conversationId, repairId);
  await updateScene(context, scene, after, view, words);
  return { accepted: true, conversationId, events };
}

/** A quote gets its number when it begins, so that a draft that goes on with an open quote takes none. */
async function numbered<Phrase, Card>(
  { store }: TurnContext<Phrase, Card>,
  command: GivenRepairCommand,
  before: Repair,
  { garage }: Scene,
): Promise<RepairCommand> {
  if (command.type !== 'DraftQuote') return command;
  const number = openQuote(before)?.number ?? (await store.nextNumber(garage.garageId, 'quote'));
  return { ...command, data: { ...command.data, number } };
}

async function recordDecisions<Phrase, Card>(
  { store, now }: TurnContext<Phrase, Card>,
  repair: RepairOpen,
  events: readonly RepairEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === 'QuoteDecided')
      await store.saveDecision(repair, event.data.quoteId, event.data.version, event.data.decision);
    if (event.type === 'DecisionRevoked') await store.markDecisionRevoked(repair.garageId, event.data.quoteId, now);
  }
}

/** A repair that is already in the scene changes there; a new one, and another mechanic, are read from the rows. */
async function updateScene<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  scene: Scene,
  repair: RepairOpen,
  view: RepairView | undefined,
  words: ReadonlyMap<string, Wording> | undefined,
): Promise<void> {
  const { conversationId } = scene.conversation;
  if (!view || view.repair.mechanicId !== repair.mechanicId || view.repair.contacts !== repair.contacts) {
    context.scenes.delete(conversationId);
    await sceneOf(context, conversationId);
    return;
  }
  const said = new Map(view.words);
  for (const [id, { text }] of words ?? []) said.set(id, text);
  const changed: RepairView = { ...view, repair, words: said, complaint: said.get('complaint') ?? view.complaint };
  const repairs = scene.repairs.map((one) => (sameRepair(one, repair.repairId) ? changed : one));
  context.scenes.set(conversationId, { ...scene, repairs });
}

function sameRepair(view: RepairView, repairId: RepairId): boolean {
  return view.repair.repairId === repairId;
}

/** Decides a conversation command and writes events and rows. */
export async function handleConversation<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  command: ConversationCommand,
): Promise<Outcome<ConversationEvent>> {
  const { store } = context;
  const { conversationId } = command.data;
  const scene = await sceneOf(context, conversationId);
  const decision = conversationDecider.decide(command, scene.conversation);
  if (!decision.accepted) return decision;
  const events = await silenceBot(context, decision.events);
  if (events.length === 0) return { accepted: true, conversationId, events };
  const after = replay({ initial: scene.conversation, evolve: conversationDecider.evolve }, events);
  if (after.status === 'none') throw new Error(`Events of conversation ${conversationId} left nothing behind`);
  const { garageId } = scene.garage;
  await store.appendConversationEvents(garageId, conversationId, events);
  await store.projectConversation(after, events);
  await store.addFacts(
    { garageId, conversationId, repairId: undefined, simulated: isSimulated(scene) },
    events.map(factOf),
  );
  await store.touch(garageId, 'conversation', conversationId, undefined);
  if (events.some(changesAddressOrAgent)) context.scenes.delete(conversationId);
  else context.scenes.set(conversationId, { ...scene, conversation: after });
  const now = await sceneOf(context, conversationId);
  if (events.some(({ type }) => type === 'HandedBack'))
    context.scenes.set(conversationId, { ...now, agentBefore: scene.agent });
  return { accepted: true, conversationId, events };
}

/** A takeover takes back the bot's queued answers and reminders, and its event names what was already on its way. */
async function silenceBot<Phrase, Card>(
  { store }: TurnContext<Phrase, Card>,
  events: readonly ConversationEvent[],
): Promise<readonly ConversationEvent[]> {
  const known: ConversationEvent[] = [];
  for (const event of events) {
    if (event.type !== 'TakenOver') known.push(event);
    else {
      const underway = await store.cancelQueued(event.data.conversationId, ['answer', 'reminder']);
      known.push({ ...event, data: { ...event.data, underway } });
    }
  }
  return known;
}

function isSimulated({ customer, repairs }: Scene): boolean {
  return repairs[0]?.simulated ?? customer.addresses.every(({ simulated }) => simulated);
}

function changesAddressOrAgent({ type }: ConversationEvent): boolean {
  switch (type) {
    case 'AddressLinked':
    case 'AddressDisowned':
    case 'OptedOut':
    case 'OptedIn':
    case 'ReachableChanged':
    case 'TakenOver':
    case 'HandedBack':
      return true;
    default:
      return false;
  }
}

/** Somebody else wrote first; the turn is repeated from the start. */
export class ConcurrencyError extends Error {
  override readonly name = 'ConcurrencyError';
  readonly code = 'concurrency';
}

/** A request that names something that is not there, or is not for this person. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code = 'not_found';
}

/** What one turn works with; `acknowledge` is carried out after the commit, because it leaves the process. */
export type TurnContext<Phrase, Card> = {
  readonly store: TurnStore;
  readonly voice: Voice<Phrase, Card>;
  readonly now: Date;
  readonly newId: NewId;
  readonly newToken: () => string;
  /** Set when the one who acts is simulated: what begins here never counts in reports. */
  readonly simulated: boolean;
  /** The garage that answers where no conversation says which. */
  readonly homeGarageId: GarageId;
  /** Set while somebody floods us: what would be an answer to each message is not said. */
  readonly heldDown?: boolean;
  /** The message that was tapped, where a network waits for the card in its place: there the mechanic is looking. */
  readonly tapped?: MessageId;
  readonly scenes: Map<ConversationId, Scene>;
  /** What this turn has drawn over cards, by the message that shows them; the newest of each. */
  readonly redrawn: Map<MessageId, DrawnCard>;
  readonly afterCommit: AfterCommit[];
};

/** What leaves the process only when the transaction is in. */
export type AfterCommit = { readonly do: 'acknowledge'; readonly tap: string; readonly notice?: string };

export function turnContext<Phrase, Card>(
  parts: Omit<TurnContext<Phrase, Card>, 'scenes' | 'redrawn' | 'afterCommit'>,
): TurnContext<Phrase, Card> {
  return { ...parts, scenes: new Map(), redrawn: new Map(), afterCommit: [] };
}

/** The scene as this turn has left it; the first call locks it. */
export async function sceneOf<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  conversationId: ConversationId,
): Promise<Scene> {
  const known = context.scenes.get(conversationId);
  if (known) return known;
  const scene = await context.store.loadScene(conversationId, context.now);
  context.scenes.set(conversationId, scene);
  return scene;
}
