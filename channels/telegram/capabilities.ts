import type { Capabilities } from '../channel.ts';

/** What the Bot API can do; numbers as its documentation and FAQ give them. */
export const TELEGRAM_CAPABILITIES: Capabilities = {
  choices: { support: 'full', max: 8, labelLength: 64 },
  cards: 'fallback',
  media: 'full',
  contactRequests: true,
  maxTextLength: 4096,
  canStartConversation: false,
  receipts: 'none',
  clockPrecisionMs: 1000,
  // The Bot API never tells afterwards what became of a message whose answer was lost.
  settleWithinMs: 0,
  pace: { perSecond: 25, atOnce: 30 },
  window: null,
};
