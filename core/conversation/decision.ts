import type { Decision } from '../decision.ts';
import type { Conversation, ConversationEvent, ConversationRejection } from './conversation.ts';

/** What every rule of the conversation answers. */
export type ConversationDecision = Decision<ConversationEvent, ConversationRejection>;

/** A conversation that has begun. */
export type Open = Extract<Conversation, { status: 'open' }>;
