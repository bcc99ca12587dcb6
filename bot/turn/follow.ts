import type { ConversationId, CustomerId, ItemId, Meta, RepairId } from '../../core/ids.ts';
import { as } from '../../core/ids.ts';
import { addDecider, followInstead, removeDecider } from '../../core/repair/contacts.ts';
import { canReach, openRepairs, openRepairsOf, viewOf } from '../../core/scene/queries.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { itemDueAt, type Step, type StepOf, tell, toConversation, toRepair } from '../step.ts';
import type { Context } from './context.ts';

const by = { kind: 'system', part: 'bot' } as const;

type Follow = StepOf<'follow'>;

/**
 * Uses the invitation of another customer in a chat that already is somebody's, as its owner chose.
 * Resolves to what follows; nothing does if it is no longer valid.
 */
export async function follow(context: Context, scene: Scene, step: Follow): Promise<readonly Step[]> {
  const { customerId, addressId, invitationId, how } = step;
  const use = await context.store.takeInvitation(invitationId, addressId, context.now);
  if (use.kind === 'refused')
    return [tell(customerId, { ...use, kind: 'invitation-refused' }, 'answer', { answerTo: addressId })];
  if (use.kind !== 'bound') return [];
  const meta: Meta = { at: context.now, by };
  return how === 'both'
    ? followBoth(await context.scenes.read(use.conversationId), step, use.customerId, meta)
    : [...leave(context, scene, step, meta), ...(await followNew(context, step, use, meta))];
}

/** This chat's person is told about the other customer's cars, and decides about them. */
function followBoth(theirs: Scene, { customerId }: Follow, before: CustomerId, meta: Meta): readonly Step[] {
  const hasOwnChat = canReach(theirs, before);
  return openRepairs(theirs)
    .filter((view) => view.customerId === before)
    .map(({ repair: { repairId, contacts } }) => {
      const after = followInstead(contacts, customerId, hasOwnChat ? undefined : before);
      return toRepair({ type: 'ChangeContacts', data: { repairId, contacts: after }, meta });
    });
}

/** The chat leaves its customer, which its thread says. Without any other chat a person has to call. */
function leave({ newId }: Context, scene: Scene, { customerId, addressId }: Follow, meta: Meta): readonly Step[] {
  const { conversationId } = scene.conversation;
  const left: Step = toConversation({ type: 'UnlinkAddress', data: { conversationId, addressId }, meta });
  const addresses = scene.people.find((one) => one.customerId === customerId)?.addresses ?? [];
  const isLast = addresses.every((one) => one.addressId === addressId || one.frozen || !one.reachable || !one.proven);
  const [open] = openRepairsOf(scene, customerId);
  if (!isLast || !open) return [left];
  const { repairId, onLift } = open.repair;
  const data = { conversationId, itemId: as<ItemId>(newId()), kind: 'no_chat', owner: 'service', repairId } as const;
  return [left, toConversation({ type: 'RaiseItem', data: { ...data, dueAt: itemDueAt(scene, onLift) }, meta })];
}

type Bound = { readonly customerId: CustomerId; readonly conversationId: ConversationId };

/** The say about other people's cars goes with the chat. */
async function followNew(
  { store, scenes }: Context,
  { customerId, addressId }: Follow,
  use: Bound,
  meta: Meta,
): Promise<readonly Step[]> {
  const { conversationId } = use;
  const link: Step = toConversation({
    type: 'LinkAddress',
    data: { conversationId, addressId, how: 'invitation' },
    meta,
  });
  const passed: Step[] = [];
  for (const elsewhere of await store.decidesElsewhere(customerId)) {
    const contacts = viewOf(await scenes.read(elsewhere.conversationId), elsewhere.repairId)?.repair.contacts;
    if (contacts)
      passed.push(passOn(elsewhere.repairId, addDecider(removeDecider(contacts, customerId), use.customerId), meta));
  }
  return [link, ...passed];
}

function passOn(repairId: RepairId, contacts: ReturnType<typeof addDecider>, meta: Meta): Step {
  return toRepair({ type: 'ChangeContacts', data: { repairId, contacts }, meta });
}
