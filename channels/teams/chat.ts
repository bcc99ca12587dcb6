import type { ChatId } from '../channel.ts';

/** A person's chat with the bot: tenant and person, because ids of conversations change when the app is installed anew. */
export function personalChat(tenantId: string, userAad: string): ChatId {
  return `${tenantId}/${userAad}`;
}

/** A channel of a team, by the conversation that posts go to. */
export function channelChat(tenantId: string, conversationId: string): ChatId {
  return `${tenantId}/channel/${conversationId}`;
}

/** Who a chat is with; undefined for a channel, or for what is no chat of Teams. */
export function personIn(chat: ChatId): { readonly tenantId: string; readonly userAad: string } | undefined {
  const [tenantId, userAad, ...rest] = chat.split('/');
  return tenantId && userAad && rest.length === 0 ? { tenantId, userAad } : undefined;
}
