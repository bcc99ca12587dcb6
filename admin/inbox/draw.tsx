import type { Context } from 'hono';
import type { Feed } from '../../core/application/feed.ts';
import type { PanelActions } from '../../core/application/panel.ts';
import type { PanelQueries } from '../../core/application/queries.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { AdminEnv } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { paths } from '../paths.ts';
import { InboxPage, type Outcome, type Shown } from './page.tsx';
import { addressOfLook, type Look, lookOfRequest, readList } from './read.ts';

export type InboxDeps = {
  readonly queries: PanelQueries;
  readonly actions: PanelActions;
  readonly feed: Feed;
  readonly assets: AssetAddresses;
  readonly newKey: () => string;
};

/** An id and nothing else, so that `live` is no conversation and a mistyped id never reaches the database. */
export const oneConversation = '/:id{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}';

/** The whole page. `cursor` is the feed's place before anything was read, so that nothing falls between page and stream. */
export async function inboxPage(
  c: Context<AdminEnv>,
  { queries, assets, newKey }: InboxDeps,
  shown: Shown | undefined,
  cursor: string,
  outcome?: Outcome,
) {
  const look = lookOfRequest(c);
  const conversationId = shown?.detail.conversationId;
  const list = await readList(c, queries, look, conversationId);
  return (
    <InboxPage
      list={list}
      shown={shown}
      assets={assets}
      cursor={cursor}
      sendKey={newKey()}
      here={hereOf(look, conversationId)}
      live={{
        list: paths.liveList({ ...addressOfLook(look), ...(conversationId ? { shown: conversationId } : {}) }),
        thread: conversationId && paths.liveThread(conversationId, addressOfLook(look)),
      }}
      {...(outcome ? { outcome } : {})}
    />
  );
}

function hereOf(look: Look, conversationId: ConversationId | undefined): string {
  return conversationId ? paths.conversation(conversationId, addressOfLook(look)) : paths.inbox(addressOfLook(look));
}
