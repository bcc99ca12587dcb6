import type { ItemKind } from '../conversation/conversation.ts';
import { replay } from '../decision.ts';
import { type AddressId, as, type ItemId, type OrganisationId, type StaffId } from '../ids.ts';
import { repairDecider } from '../repair/decider.ts';
import type { RepairEvent } from '../repair/repair.ts';
import { defaultSettings } from '../repair/watch.ts';
import type { Desk, DeskRepair, Garage, Person, RepairView, Scene, StaffMember } from '../scene/scene.ts';
import { address, calendar, conversationId, garageId, jan, minutes, registered, rules } from './builders.ts';

const minute = 60_000;

/** A Dutch garage with the defaults. */
export function aGarage(change: Partial<Garage> = {}): Garage {
  return {
    garageId,
    organisationId: as<OrganisationId>('o-1'),
    name: 'Garage De Brug',
    addressLine: 'Dorpsstraat 1, Arnhem',
    phone: '026 123 45 67',
    language: 'nl',
    calendar: calendar(),
    rules,
    settings: {
      watch: defaultSettings,
      vatRate: 2100,
      mechanicsTypeVat: 'included',
      wordsSettleMs: 4_000,
      consultMs: 45 * minute,
      questionRedOnLiftMs: 5 * minute,
      questionRedMs: 15 * minute,
      tellLaterByMs: 15 * minute,
      askClosingMs: 30 * minute,
      minutesWaiting: { everyMs: 5 * minute, laterEveryMs: 10 * minute },
      focusMs: 30 * minute,
      undoMs: 10 * minute,
      dutyMs: 240 * minute,
      heldDownAfter: 20,
    },
    ...change,
  };
}

/** Mia's chat. */
export const miaChat = as<AddressId>('mia-chat');

/** Mia, mechanic. */
export function aMechanic(change: Partial<StaffMember> = {}): StaffMember {
  return {
    staffId: as<StaffId>('mechanic'),
    name: 'Mia',
    role: 'mechanic',
    language: 'nl',
    simulated: false,
    addressIds: [miaChat],
    ...change,
  };
}

/** Jan, with a proven address. */
export function aPerson(change: Partial<Person> = {}): Person {
  return {
    customerId: jan,
    name: 'Jan Jansen',
    language: 'nl',
    hasPhone: true,
    conversationId,
    addresses: [address()],
    ...change,
  };
}

/** The repair that these events make; a VW Golf of Jan's unless told. */
export function aRepairView(
  events: readonly RepairEvent[] = [registered()],
  change: Partial<RepairView> = {},
): RepairView {
  const repair = replay(repairDecider(rules), events);
  if (repair.status === 'none') throw new Error('A view needs a repair that is registered');
  return {
    repair,
    number: 1001,
    customerId: jan,
    vehicle: { plateKey: 'AB123C', plate: 'AB-123-C', model: 'VW Golf' },
    complaint: 'remmen piepen',
    words: new Map(),
    mechanic: aMechanic(),
    simulated: false,
    shown: [],
    told: new Map(),
    heldUntil: undefined,
    ...change,
  };
}

/** Jan's conversation, twenty minutes into Monday morning; the bot speaks. */
export function aScene(change: Partial<Scene> = {}): Scene {
  return {
    now: minutes(20),
    garage: aGarage(),
    conversation: {
      status: 'open',
      conversationId,
      garageId,
      customerId: jan,
      controller: { kind: 'bot' },
      controlVersion: 0,
      unclear: 0,
      items: [],
    },
    customer: aPerson(),
    people: [aPerson()],
    repairs: [aRepairView()],
    asked: new Map(),
    pendingAnswer: undefined,
    pausedUntil: undefined,
    openQuotesAt: new Map(),
    agent: undefined,
    ...change,
  };
}

/** The same conversation with an open question of the customer. */
export function withQuestion(scene: Scene): Scene {
  const [view] = scene.repairs;
  const item = { itemId: as<ItemId>('i-1'), kind: 'question', owner: 'mechanic', raisedAt: minutes(15) } as const;
  const items = [{ ...item, repairId: view?.repair.repairId, dueAt: minutes(30) }];
  return { ...scene, conversation: { ...scene.conversation, items } };
}

/** The same conversation with these things to do about its first repair: `i-1`, `i-2` and so on. */
export function withItem(scene: Scene, ...kinds: readonly ItemKind[]): Scene {
  const [view] = scene.repairs;
  const items = kinds.map((kind, index) => ({
    itemId: as<ItemId>(`i-${index + 1}`),
    kind,
    owner: 'service' as const,
    repairId: view?.repair.repairId,
    raisedAt: minutes(1),
    dueAt: minutes(180),
  }));
  return { ...scene, conversation: { ...scene.conversation, items } };
}

/** A repair as it stands on a desk. */
export function aDeskRepair(view: RepairView = aRepairView(), change: Partial<DeskRepair> = {}): DeskRepair {
  return {
    repairId: view.repair.repairId,
    conversationId: view.repair.conversationId,
    number: view.number,
    ...view.vehicle,
    customerName: 'Jan Jansen',
    status: view.repair.status,
    mechanicId: view.repair.mechanicId,
    onLift: view.repair.onLift,
    promisedAt: view.repair.promisedAt,
    waitsFor: view.repair.blocked?.by,
    ...change,
  };
}

/** Mia's desk with the repairs of a scene on it; no car is in focus. */
export function aDesk(scene: Scene = aScene(), change: Partial<Desk> = {}): Desk {
  return {
    now: scene.now,
    garage: scene.garage,
    staff: aMechanic(),
    addressId: miaChat,
    workplace: undefined,
    repairs: scene.repairs.map((view) => aDeskRepair(view)),
    focus: undefined,
    lastAct: undefined,
    ...change,
  };
}
