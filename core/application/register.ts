import { as, type ConversationId, type RepairId } from '../ids.ts';
import type { TurnContext } from './context.ts';
import type { Intent, Step, Wording } from './step.ts';

/** Makes the customer, vehicle and conversation that a registration names, and returns the steps that register the repair. */
export async function register<Phrase, Card>(
  context: TurnContext<Phrase, Card>,
  intent: Extract<Intent<Phrase, Card>, { do: 'register' }>,
): Promise<{ readonly conversationId: ConversationId; readonly steps: readonly Step<Phrase, Card>[] }> {
  const { store, now, newId } = context;
  const { garageId, staffId, role } = intent;
  const meta = { at: now, by: { kind: 'staff', staffId, role } } as const;
  const prepared = await store.prepareRegistration(garageId, intent, meta, context.simulated);
  const { conversationId, customerId, vehicleId } = prepared;
  if (prepared.newConversation) {
    const opened = { type: 'ConversationOpened', data: { conversationId, garageId, customerId }, meta } as const;
    await store.appendConversationEvents(garageId, conversationId, [opened]);
  }
  const repairId = as<RepairId>(newId());
  const invitationId = await store.createInvitation(customerId, repairId, garageId, now);
  const staff = await store.staffMember(staffId);
  const words = new Map<string, Wording>();
  if (intent.complaint) words.set('complaint', { kind: 'complaint', text: intent.complaint });
  const contact = { customerId, informed: true, decides: true, pays: true };
  return {
    conversationId,
    steps: [
      {
        do: 'command',
        words,
        command: {
          type: 'RegisterRepair',
          data: {
            repairId,
            garageId,
            conversationId,
            vehicleId,
            contacts: [contact],
            mechanicId: staffId,
            agreedAmount: intent.agreedAmount,
          },
          meta,
        },
      },
      ...(staff
        ? [
            {
              do: 'reply',
              addressId: intent.addressId,
              reply: { card: context.voice.invitationCard(intent.name ?? '', staff) },
              invitationId,
              repairId,
            } as const,
          ]
        : []),
      { do: 'draw-card', repairId, staffId, addressId: intent.addressId, anew: true },
    ],
  };
}
