import type { Capabilities } from '../channel.ts';
import type { Profile } from './people.ts';

const shared = {
  media: 'full',
  maxTextLength: 4096,
  canStartConversation: false,
  receipts: 'read',
  clockPrecisionMs: 1,
  settleWithinMs: 0,
  pace: { perSecond: 1000, atOnce: 200 },
  window: null,
} as const satisfies Partial<Capabilities>;

/** What each simulated account can show. */
export const capabilitiesOf: Readonly<Record<Profile, Capabilities>> = {
  buttons: { ...shared, choices: { support: 'full', max: 10, labelLength: 40 }, cards: 'full', contactRequests: true },
  text: {
    ...shared,
    choices: { support: 'fallback', max: 0, labelLength: 0 },
    cards: 'fallback',
    contactRequests: false,
  },
};
