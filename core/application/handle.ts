import type { ConversationCommand, ConversationEvent } from '../conversation/conversation.ts';
import { conversationDecider } from '../conversation/decider.ts';
import { replay } from '../decision.ts';
import type { ConversationId } from '../ids.ts';
import { repairDecider } from '../repair/decider.ts';
import { openQuote } from '../repair/guard.ts';
import type { Repair, RepairCommand, RepairEvent } from '../repair/repair.ts';
import { factOf } from '../reporting/facts.ts';
import type { RepairOpen, RepairView, Scene } from '../scene/scene.ts';
import type { GivenRepairCommand, Wording } from './commands.ts';
import { NotFoundError, type RepairRow } from './ports.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What a command came to: the events that were written, or why it was refused. */
export type Handled<Event> =
  | { readonly accepted: true; readonly conversationId: ConversationId; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly because: { readonly code: string } };

/** Decides a repair command against the repair's events and writes events, words and rows. Throws NotFoundError. */
export async function handleRepair(
  work: UnitOfWork,
  command: GivenRepairCommand,
  words?: ReadonlyMap<string, Wording>,
): Promise<Handled<RepairEvent>> {
  const { store } = work;
  const { repairId } = command.data;
  const conversationId =
    command.type === 'RegisterRepair' ? command.data.conversationId : await store.conversationOfRepair(repairId);
  if (!conversationId) throw new NotFoundError(`There is no repair ${repairId}`);
  const scene = await work.scenes.read(conversationId);
  const view = scene.repairs.find(({ repair }) => repair.repairId === repairId);
  const before: Repair = view?.repair ?? { status: 'none' };
  const decider = repairDecider(scene.garage.rules);
  const decision = decider.decide(await numbered(work, command, before, scene), before);
  if (!decision.accepted) return decision;
  const { events } = decision;
  if (words) await store.saveWords(scene.garage.garageId, repairId, words);
  if (events.length === 0) {
    if (view && words) updateScene(work, scene, view.repair, view, words);
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
    simulated: view?.simulated ?? work.simulated,
  };
  await store.projectRepair(after, row);
  await recordDecisions(work, after, events);
  const { garageId } = scene.garage;
  await store.addFacts({ garageId, conversationId, repairId, simulated: row.simulated }, events.map(factOf));
  await store.touch(scene.garage.garageId, 'repair', conversationId, repairId);
  updateScene(work, scene, after, view, words);
  return { accepted: true, conversationId, events };
}

/** A quote gets its number when it begins, so that a draft that goes on with an open quote takes none. */
async function numbered(
  { store }: UnitOfWork,
  command: GivenRepairCommand,
  before: Repair,
  { garage }: Scene,
): Promise<RepairCommand> {
  if (command.type !== 'DraftQuote') return command;
  const number = openQuote(before)?.number ?? (await store.nextNumber(garage.garageId, 'quote'));
  return { ...command, data: { ...command.data, number } };
}

async function recordDecisions(
  { store, now }: UnitOfWork,
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
function updateScene(
  work: UnitOfWork,
  scene: Scene,
  repair: RepairOpen,
  view: RepairView | undefined,
  words: ReadonlyMap<string, Wording> | undefined,
): void {
  const { conversationId } = scene.conversation;
  if (!view || view.repair.mechanicId !== repair.mechanicId || view.repair.contacts !== repair.contacts) {
    work.scenes.forget(conversationId);
    return;
  }
  const said = new Map(view.words);
  for (const [id, { text }] of words ?? []) said.set(id, text);
  const changed: RepairView = { ...view, repair, words: said, complaint: said.get('complaint') ?? view.complaint };
  const repairs = scene.repairs.map((one) => (one.repair.repairId === repair.repairId ? changed : one));
  work.scenes.change(conversationId, { repairs });
}

/** Decides a conversation command and writes events and rows. */
export async function handleConversation(
  work: UnitOfWork,
  command: ConversationCommand,
): Promise<Handled<ConversationEvent>> {
  const { store } = work;
  const { conversationId } = command.data;
  const scene = await work.scenes.read(conversationId);
  const decision = conversationDecider.decide(command, scene.conversation);
  if (!decision.accepted) return decision;
  const events = await silenceBot(work, decision.events);
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
  if (events.some(changesAddressOrAgent)) work.scenes.forget(conversationId);
  else work.scenes.change(conversationId, { conversation: after });
  if (events.some(({ type }) => type === 'HandedBack')) {
    await work.scenes.read(conversationId);
    work.scenes.change(conversationId, { agentBefore: scene.agent });
  }
  return { accepted: true, conversationId, events };
}

/** A takeover takes back the bot's queued answers and reminders, and its event names what was already on its way. */
async function silenceBot(
  { store }: UnitOfWork,
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
