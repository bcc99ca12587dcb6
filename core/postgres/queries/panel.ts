import type { PanelQueries } from '../../application/queries.ts';
import type { Db } from '../queue/db.ts';
import { conversationDetail } from './conversation-detail.ts';
import { countConversations, listConversations } from './conversations.ts';
import { timelineOf } from './timeline.ts';

/** What the inbox reads, over a pool or the client of one transaction. */
export function createPanelQueries(db: Db): PanelQueries {
  return {
    conversations: (query) => listConversations(db, query),
    counts: (garageIds, now) => countConversations(db, garageIds, now),
    conversation: (garageIds, conversationId) => conversationDetail(db, garageIds, conversationId),
    timeline: (conversationId, limit) => timelineOf(db, conversationId, limit),
  };
}
