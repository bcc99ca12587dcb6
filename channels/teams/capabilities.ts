import type { Capabilities } from '../channel.ts';

/** What a bot can do in Teams. */
export const TEAMS_CAPABILITIES: Capabilities = {
  // Teams shows six buttons of one set; more go into further sets below it.
  choices: { support: 'full', max: 18, labelLength: 40 },
  cards: 'full',
  // A bot sends pictures by their address, or asks for consent to put a file into the person's OneDrive. Bytes it cannot send.
  media: 'dropped',
  contactRequests: false,
  // A message may have some 80 KB; a text that is drawn with its buttons has to fit on a card of 24 KB, whatever letters it has.
  maxTextLength: 4000,
  // Once the app is installed for a person, which an administrator can do for everybody. Until then Teams answers 403.
  canStartConversation: true,
  receipts: 'none',
  clockPrecisionMs: 1,
  // Teams never tells afterwards what became of a message whose answer was lost.
  settleWithinMs: 0,
  // Of the app in one tenant; what one conversation may get is kept to in conversation-pace.ts.
  pace: { perSecond: 30, atOnce: 30 },
  window: null,
};
