import type { TurnStore } from '../../application/ports.ts';
import type { Database } from '../database.ts';
import {
  cardPlaces,
  findLivingCard,
  openCardsOf,
  setFocus,
  setLastAct,
  setLivingCard,
  setStaffLanguage,
  staffPlaces,
} from '../store/staff.ts';
import { choicesOf, closeCard, findTapped, newestCard } from './card-rows.ts';
import { postsOf } from './link-rows.ts';
import { loadStaff } from './load-people.ts';

/** What a turn reads and writes of members of staff, their chats and the cards in them. */
type StaffPart = Pick<
  TurnStore,
  | 'staffAddresses'
  | 'staffMember'
  | 'cardPlaces'
  | 'livingCard'
  | 'setLivingCard'
  | 'setFocus'
  | 'setLastAct'
  | 'findTapped'
  | 'newestCard'
  | 'choicesOf'
  | 'closeCard'
  | 'openCardsOf'
  | 'setStaffLanguage'
  | 'postsOf'
>;

/** That part of a turn's store. */
export function staffPart(db: Database, now: Date): StaffPart {
  return {
    staffAddresses: async (id) => (await staffPlaces(db, [id], now)).map(({ addressId }) => addressId),
    staffMember: async (id) => (await loadStaff(db, [id], now))[0],
    cardPlaces: (repairId, id) => cardPlaces(db, repairId, id, now),
    livingCard: (repairId, id) => findLivingCard(db, repairId, id),
    setLivingCard: (repairId, id, messageId) => setLivingCard(db, repairId, id, messageId),
    setFocus: (id, repairId, at) => setFocus(db, id, repairId, at),
    setLastAct: (id, act) => setLastAct(db, id, act),
    findTapped: (token, at) => findTapped(db, token, at),
    newestCard: (id, shownOn) => newestCard(db, id, shownOn),
    choicesOf: (id) => choicesOf(db, id),
    closeCard: (tapped, stays, at) => closeCard(db, tapped, stays, at),
    openCardsOf: (id) => openCardsOf(db, id),
    setStaffLanguage: (id, language) => setStaffLanguage(db, id, language),
    postsOf: (id) => postsOf(db, id),
  };
}
