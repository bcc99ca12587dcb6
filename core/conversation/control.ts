import { accept, reject } from '../decision.ts';
import type { ConversationCommandOf } from './conversation.ts';
import type { ConversationDecision, Open } from './decision.ts';

/** One person wins; a colleague is told who has it, and may take it from that person by name. */
export function takeOver({ data, meta }: ConversationCommandOf<'TakeOver'>, conversation: Open): ConversationDecision {
  const { controller, controlVersion } = conversation;
  if (meta.by.kind !== 'staff') return reject({ code: 'NotStaff' });
  if (controller.kind === 'agent') {
    // A second tap comes from a page that does not know of the first.
    if (controller.staffId === data.staffId) return accept();
    if (controller.staffId !== data.from)
      return reject({ code: 'AgentControls', staffId: controller.staffId, since: controller.since });
  }
  if (data.controlVersion !== undefined && data.controlVersion !== controlVersion)
    return reject({ code: 'StaleControl', controlVersion });
  const from = controller.kind === 'agent' ? controller.staffId : undefined;
  const { conversationId, staffId } = data;
  return accept({
    type: 'TakenOver',
    data: { conversationId, staffId, from, controlVersion: controlVersion + 1 },
    meta,
  });
}

/** A manager may free a conversation that somebody went home with. */
export function handBack({ data, meta }: ConversationCommandOf<'HandBack'>, conversation: Open): ConversationDecision {
  const { controller, controlVersion } = conversation;
  if (meta.by.kind !== 'staff') return reject({ code: 'NotStaff' });
  if (controller.kind === 'bot') return accept();
  const { role, staffId } = meta.by;
  if (controller.staffId !== staffId && role !== 'manager' && role !== 'administrator')
    return reject({ code: 'NotInControl' });
  return accept({ type: 'HandedBack', data: { ...data, controlVersion: controlVersion + 1 }, meta });
}
