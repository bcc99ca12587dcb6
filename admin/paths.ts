import type { ListFilter } from '../core/application/queries.ts';
import type { ConversationId, ItemId } from '../core/ids.ts';

/** Where the panel is mounted. */
export const base = '/admin';

type Shown = { readonly filter?: ListFilter; readonly before?: string; readonly messages?: number };

function query(shown: Shown & { readonly shown?: ConversationId }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(shown))
    if (value !== undefined && value !== 'all') search.set(name, String(value));
  return search.size === 0 ? '' : `?${search}`;
}

function conversation(id: ConversationId): string {
  return `${base}/conversations/${encodeURIComponent(id)}`;
}

/** Every address of the panel. */
export const paths = {
  home: `${base}/`,
  signIn: (next?: string) => `${base}/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`,
  signInCode: `${base}/sign-in/code`,
  signOut: `${base}/sign-out`,
  setup: (token: string) => `${base}/setup?token=${encodeURIComponent(token)}`,
  language: `${base}/language`,
  inbox: (shown: Shown = {}) => `${base}/conversations${query(shown)}`,
  conversation: (id: ConversationId, shown: Shown = {}) => `${conversation(id)}${query(shown)}`,
  /** The parts of a page that change, for its script. */
  liveList: (shown: Shown & { readonly shown?: ConversationId }) => `${base}/conversations/live${query(shown)}`,
  liveThread: (id: ConversationId, shown: Shown) => `${conversation(id)}/live${query(shown)}`,
  takeOver: (id: ConversationId) => `${conversation(id)}/take-over`,
  handBack: (id: ConversationId) => `${conversation(id)}/hand-back`,
  messages: (id: ConversationId) => `${conversation(id)}/messages`,
  endItem: (id: ConversationId, itemId: ItemId) => `${conversation(id)}/items/${encodeURIComponent(itemId)}/end`,
  decisions: (id: ConversationId) => `${conversation(id)}/decisions`,
  events: (since: string) => `${base}/events?since=${encodeURIComponent(since)}`,
  asset: (name: string, version: string) => `${base}/assets/${name}?v=${version}`,
} as const;
