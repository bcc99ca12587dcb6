import type { ShownMessage } from '../../testing/contract.ts';
import { type SentActivity, shownIn } from './shown.ts';

type Taken = { readonly status: number; readonly body?: unknown };

/** The conversations of a stand-in and their messages, by the routes of the Bot Connector. */
export function createConversations() {
  const messages = new Map<string, Map<string, SentActivity>>();
  let count = 0;
  const inside = (conversationId: string): Map<string, SentActivity> => {
    const known = messages.get(conversationId) ?? new Map<string, SentActivity>();
    messages.set(conversationId, known);
    return known;
  };

  const change = (method: string, conversationId: string, id: string, activity: SentActivity): Taken => {
    const all = inside(conversationId);
    if (method === 'POST') {
      count += 1;
      all.set(`m-${count}`, activity);
      return { status: 201, body: { id: `m-${count}` } };
    }
    if (!all.has(id)) return { status: 404, body: GONE };
    if (method === 'DELETE') all.delete(id);
    else all.set(id, activity);
    return { status: 200, body: method === 'DELETE' ? undefined : { id } };
  };

  return {
    take: ({ method, path, body }: { method: string; path: string; body: string }): Taken => {
      const activity = body === '' ? {} : JSON.parse(body);
      if (method === 'POST' && path.endsWith('/v3/conversations')) {
        return { status: 201, body: { id: `a:1to1-${activity.members[0].id}` } };
      }
      const [, conversation, , id = ''] = /\/v3\/conversations\/([^/]+)\/activities(\/([^/]+))?$/.exec(path) ?? [];
      if (conversation === undefined) return { status: 404, body: NO_ROUTE };
      return change(method, decodeURIComponent(conversation), decodeURIComponent(id), activity);
    },
    remove: (conversationId: string, externalId: string): void => void inside(conversationId).delete(externalId),
    shown: (conversationId: string): readonly ShownMessage[] =>
      [...inside(conversationId)].map(([id, activity]) => shownIn(id, activity)),
    activities: (conversationId: string): readonly SentActivity[] => [...inside(conversationId).values()],
  };
}

const GONE = { error: { code: 'ActivityNotFoundInConversation', message: 'Message does not exist in the thread.' } };
const NO_ROUTE = { error: { code: 'BadArgument', message: 'Unknown route.' } };
