import type { ChatId } from '../channel.ts';
import type { TeamsActivity } from './activity.ts';
import { channelChat, personalChat } from './chat.ts';
import type { TeamsChat } from './options.ts';

/** The chat of an activity, with all that is needed to write there. */
type Place = { readonly chat: ChatId; readonly record: TeamsChat };

/**
 * Where somebody said something: their own chat with the bot, or a channel of a team. `undefined` for a group chat, where others read along
 * and which belongs to nobody, and for whoever is no person of the tenant (a connector, another bot).
 */
export function placeOf(
  { conversation, from, recipient, serviceUrl }: TeamsActivity,
  tenantId: string,
): Place | undefined {
  const userAad = from?.aadObjectId;
  if (!conversation || !recipient || userAad === undefined) return undefined;
  // A post in a thread of a channel adds `;messageid=`; answers go to the channel.
  const conversationId = conversation.id.split(';')[0] ?? conversation.id;
  const common = { tenantId, conversationId, serviceUrl, botId: recipient.id };
  switch (conversation.conversationType ?? (conversation.isGroup ? 'groupChat' : 'personal')) {
    case 'personal':
      return { chat: personalChat(tenantId, userAad), record: { kind: 'personal', userAad, ...common } };
    case 'channel':
      return { chat: channelChat(tenantId, conversationId), record: { kind: 'channel', ...common } };
    default:
      return undefined;
  }
}
