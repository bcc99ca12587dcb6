import type { Voice } from '../../core/application/voice.ts';
import type { MechanicCard } from '../cards/card.ts';
import { foldedCard, invitationCard, repairCard } from '../cards/repair-card.ts';
import { type DrawnCard, prepareCard } from '../mechanic/cards-prepare.ts';
import { renewedCard, spentCard } from '../mechanic/cards-spent.ts';
import { handedOver } from '../mechanic/handed-over.ts';
import { closingLine } from '../wording/closing.ts';
import { garageFacts, introduce } from '../wording/customer/facts.ts';
import type { CustomerPhrase } from '../wording/customer/phrase.ts';
import { render } from '../wording/customer/render.ts';
import { react } from './react.ts';

/** What this bot says and how: the reactions, the wording and the cards, as the application wants them. */
export const voice: Voice<CustomerPhrase, MechanicCard> = {
  react,
  render: (phrase, { garage, ...to }) => render(phrase, { ...to, garage: garageFacts(garage) }),
  phraseKind: ({ kind }) => kind,
  introduce,
  drawCard: repairCard,
  foldCard: foldedCard,
  invitationCard,
  handedOver,
  prepareCard,
  // What is drawn was prepared here.
  spendCard: (card, tap) => spentCard(card as DrawnCard, tap),
  renewCard: (card, choices, newToken) => renewedCard(card as DrawnCard, choices, newToken),
  closingLine,
};
