import { createFactory } from 'hono/factory';
import type { PanelActor } from '../../core/application/panel.ts';
import type { ListFilter } from '../../core/application/queries.ts';
import type { Language } from '../../core/customer/address.ts';
import type { ConversationId, GarageId, ItemId, Role, StaffId } from '../../core/ids.ts';
import { type Words, wordsIn } from '../wording/words.ts';

/** The signed-in person, as of this request. */
export type StaffSession = {
  readonly userId: string;
  readonly sessionId: string;
  readonly staffId: StaffId;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly garageIds: readonly GarageId[];
  readonly zone: string;
  readonly secondFactor: boolean;
  readonly hasPassword: boolean;
  /** May do nothing but set up the second factor. */
  readonly needsSecondFactor: boolean;
};

/** Returns a path to a stored file, whole or as its small copy, that works for a while. */
export type LinkToFile = (sha256: string, size: 'whole' | 'thumbnail') => string;

/** What a page is drawn with: the reader's language and words, the time, and links to files. */
export type View = {
  readonly language: Language;
  readonly words: Words;
  readonly now: Date;
  readonly linkToFile: LinkToFile;
};

export type AdminEnv = { Variables: { staff: StaffSession; view: View } };

/** Makes apps and middleware with the variables of a signed-in request. */
export const admin = createFactory<AdminEnv>();

export function viewIn(language: Language, rest: Pick<View, 'now' | 'linkToFile'>): View {
  return {
    language,
    words: wordsIn(language),
    ...rest,
  };
}

export function actorOf({ staffId, name, role, garageIds }: StaffSession): PanelActor {
  return {
    staffId,
    name,
    role,
    garageIds,
  };
}

export const base = '/admin';

type Shown = { readonly filter?: ListFilter; readonly before?: string; readonly messages?: number };

function query({ filter, ...rest }: Shown & { readonly shown?: ConversationId }): string {
  return searchOf({ ...(filter === 'all' ? {} : { filter }), ...rest });
}

function searchOf(shown: Readonly<Record<string, string | number | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(shown)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? '' : `?${search}`;
}

/** What an administrator does with one colleague. */
export type MemberAct = 'link' | 'code' | 'role' | 'drop-second-factor' | 'revoke';

type AuditShown = { readonly kind?: string | undefined; readonly who?: string | undefined; readonly after?: string };

function conversation(id: ConversationId): string {
  return `${base}/conversations/${encodeURIComponent(id)}`;
}

/** Returns the page that a form or an address asks to go on with, or the first page. */
export function pageOfPanel(next: string): string {
  return /^\/admin\/[\w/?=&%.-]*$/.test(next) && !/\.\.|\/\/|%2f|%5c/i.test(next) ? next : paths.home;
}

export const paths = {
  home: `${base}/`,
  /** Leaves out an address that is longer than any of ours: escaped it would be too long for a header. */
  signIn: (next = '') => `${base}/sign-in${next && next.length <= 500 ? `?next=${encodeURIComponent(next)}` : ''}`,
  signInCode: `${base}/sign-in/code`,
  signInMicrosoft: (next?: string) => `${base}/sign-in/microsoft${next ? `?next=${encodeURIComponent(next)}` : ''}`,
  /** Registered at Microsoft, so it never changes. */
  fromMicrosoft: `${base}/sign-in/microsoft/callback`,
  signOut: `${base}/sign-out`,
  setup: (token: string) => `${base}/setup?token=${encodeURIComponent(token)}`,
  language: `${base}/language`,
  inbox: (shown: Shown = {}) => `${base}/conversations${query(shown)}`,
  conversation: (id: ConversationId, shown: Shown = {}) => `${conversation(id)}${query(shown)}`,
  /** The parts of a page that its script reloads. */
  liveList: (shown: Shown & { readonly shown?: ConversationId }) => `${base}/conversations/live${query(shown)}`,
  liveThread: (id: ConversationId, shown: Shown) => `${conversation(id)}/live${query(shown)}`,
  takeOver: (id: ConversationId) => `${conversation(id)}/take-over`,
  handBack: (id: ConversationId) => `${conversation(id)}/hand-back`,
  messages: (id: ConversationId) => `${conversation(id)}/messages`,
  endItem: (id: ConversationId, itemId: ItemId) => `${conversation(id)}/items/${encodeURIComponent(itemId)}/end`,
  decisions: (id: ConversationId) => `${conversation(id)}/decisions`,
  exportCustomer: (id: ConversationId) => `${conversation(id)}/export`,
  eraseCustomer: (id: ConversationId) => `${conversation(id)}/erase`,
  moment: (id: ConversationId) => `${conversation(id)}/moment`,
  staff: `${base}/staff`,
  member: (id: StaffId) => `${base}/staff/${encodeURIComponent(id)}`,
  memberAct: (id: StaffId, act: MemberAct) => `${base}/staff/${encodeURIComponent(id)}/${act}`,
  account: (done?: string) => `${base}/account${done ? `?done=${done}` : ''}`,
  password: `${base}/account/password`,
  endSession: `${base}/account/sessions/end`,
  endOtherSessions: `${base}/account/sessions/end-others`,
  secondFactor: `${base}/account/second-factor`,
  confirmSecondFactor: `${base}/account/second-factor/confirm`,
  endSecondFactor: `${base}/account/second-factor/end`,
  audit: (shown: AuditShown = {}) => `${base}/audit${searchOf(shown)}`,
  events: (since: string) => `${base}/events?since=${encodeURIComponent(since)}`,
  asset: (name: string, version: string) => `${base}/assets/${name}?v=${version}`,
} as const;
