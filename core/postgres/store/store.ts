import { eq, sql } from 'drizzle-orm';
import type { PartyStore } from '../../application/party.ts';
import type { NewDelivery, TurnStore } from '../../application/ports.ts';
import { ConcurrencyError } from '../../application/ports.ts';
import { type AddressId, as, type ConversationId, type GarageId, type NewId, type RepairId } from '../../ids.ts';
import type { WorkplaceStore } from '../../scene/scene.ts';
import { builder, type Tx } from '../database.ts';
import { setReachable } from '../queue/accounts.ts';
import { cancelQueued, enqueueDeliveries, recordStatus } from '../queue/outbox.ts';
import { clearTimer, setTimer } from '../queue/timers.ts';
import { conversation } from '../schema/conversation.ts';
import { address, workplace } from '../schema/customer.ts';
import { channelAccountGarage, garage as garageTable } from '../schema/organisation.ts';
import { feed } from '../schema/queue.ts';
import { repair } from '../schema/repair.ts';
import {
  appendConversationEvents,
  conversationFor,
  decidesElsewhere,
  endWaiting,
  pauseReminders,
  projectConversation,
  setPendingAnswer,
} from './conversations.ts';
import { loadGarage } from './garage.ts';
import {
  countCodeTry,
  createInvitation,
  endDeciderInvitations,
  isPostingPlace,
  postsOf,
  useInvitation,
  useLinkCode,
} from './invitations.ts';
import {
  addMessage,
  choicesOf,
  closeCard,
  closeChoices,
  exchangedBefore,
  findChoice,
  findTapped,
  newestCard,
  setAsked,
  takeBack,
} from './messages.ts';
import {
  albumOf,
  claimByPhone,
  conversationOfMessage,
  countHeard,
  hasAlbum,
  isEdited,
  keepMedia,
  keepPhone,
  messageAt,
  noteHeard,
  partyOf,
  personAt,
  refusingAddress,
  sentPhoto,
  setLanguage,
} from './parties.ts';
import { knownCar, prepareRegistration } from './registrations.ts';
import {
  addFacts,
  appendRepairEvents,
  markDecisionRevoked,
  nextNumber,
  projectRepair,
  repairVersionOf,
  saveDecision,
  saveWords,
} from './repairs.ts';
import { loadStaff } from './repairs-read.ts';
import { loadDesk, loadScene } from './scene.ts';
import {
  askWho,
  beginDuty,
  cardPlaces,
  endDuty,
  findLivingCard,
  mechanicsAt,
  openCardsOf,
  setFocus,
  setLastAct,
  setLivingCard,
  setStaffLanguage,
  staffPlaces,
  whoAsked,
} from './staff.ts';

export type TurnStoreOptions = {
  readonly newId: NewId;
  /** The product's time of this turn. */
  readonly now: Date;
  /** What led to this turn; it stands beside every event. */
  readonly correlation: string;
  /** Signs invitations. */
  readonly secret: string;
  /** A plate's key with the dashes that people expect. */
  readonly plateOf: (plateKey: string) => string;
};

/** Everything a turn reads and writes, over the tx of its one transaction. */
export function createTurnStore(tx: Tx, options: TurnStoreOptions): TurnStore & PartyStore & WorkplaceStore {
  const { now, newId, correlation, secret } = options;
  return {
    ...repairPart(tx, options),
    ...partyPart(tx, options),
    ...staffPart(tx, options.now),
    ...workplacePart(tx),
    loadScene: (id, at) => loadScene(tx, id, at),
    loadDesk: async (id, at) => loadDesk(tx, id, await homeOf(tx, id), at),
    appendConversationEvents: (garageId, id, events) => appendConversationEvents(tx, garageId, id, events, correlation),
    projectConversation: (state, events) => projectConversation(tx, state, events),
    setPendingAnswer: (id, pending) => setPendingAnswer(tx, id, pending),
    pauseReminders: (id, until) => pauseReminders(tx, id, until),
    endWaiting: (id) => endWaiting(tx, id),
    setLanguage: (id, language, at) => setLanguage(tx, id, language, at),
    keepPhone: (id, phone) => keepPhone(tx, id, phone),
    addMessage: (message, choices) => addMessage(tx, message, choices, now),
    enqueue: (delivery) => enqueue(tx, delivery),
    setAsked: (id, asked, where) => setAsked(tx, id, asked, where),
    findChoice: (token, at) => findChoice(tx, token, at),
    closeChoices: (quoteId, version, at) => closeChoices(tx, quoteId, version, at),
    cancelQueued: (conversationId, sorts, { customerId, repairId } = {}) =>
      cancelQueued(tx, {
        conversationId,
        sorts,
        ...(repairId ? { repairId } : {}),
        ...(customerId ? { customerId } : {}),
        at: now,
      }),
    takeBack: (id, repairId, phrases, since) => takeBack(tx, id, repairId, phrases, since),
    setTimer: ({ at, ...timer }) => setTimer(tx, { ...timer, dueAt: at }),
    clearTimer: (garageId, kind, subject) => clearTimer(tx, { garageId, kind, subject }),
    touch: async (garageId, kind, conversationId, repairId) => {
      await builder(tx)
        .insert(feed)
        .values({ garageId, kind, conversationId: conversationId ?? null, repairId: repairId ?? null });
    },
    addFacts: (about, facts) => addFacts(tx, about, facts, newId),
    knownCar: (garageId, plateKey) => knownCar(tx, garageId, plateKey),
    prepareRegistration: (garageId, registration, meta, simulated) =>
      prepareRegistration(tx, garageId, registration, meta, { simulated, newId, plateOf: options.plateOf }),
    createInvitation: (customerId, repairId, garageId, at) =>
      createInvitation(tx, { customerId, repairId, garageId, now: at, secret, newId }),
    inviteDecider: async ({ customerId, addressId }, repairId, garageId, at) => {
      await endDeciderInvitations(tx, customerId, repairId, at);
      const decider = { madeFrom: addressId };
      return createInvitation(tx, { customerId, repairId, garageId, now: at, secret, newId, decider });
    },
    endDeciderInvitations: (customerId, repairId, at) => endDeciderInvitations(tx, customerId, repairId, at),
  };
}

type RepairPart = Pick<
  TurnStore,
  | 'conversationOfRepair'
  | 'repairVersion'
  | 'appendRepairEvents'
  | 'projectRepair'
  | 'saveWords'
  | 'saveDecision'
  | 'markDecisionRevoked'
  | 'nextNumber'
>;

function repairPart(tx: Tx, { now, correlation }: TurnStoreOptions): RepairPart {
  return {
    conversationOfRepair: async (id) => {
      const [row] = await builder(tx).select({ id: repair.conversationId }).from(repair).where(eq(repair.id, id));
      return row && as<ConversationId>(row.id);
    },
    repairVersion: (id: RepairId) => repairVersionOf(tx, id),
    appendRepairEvents: (garageId, id, expected, events) =>
      appendRepairEvents(tx, garageId, id, expected, events, correlation),
    projectRepair: async (state, row) => {
      const [home] = await builder(tx)
        .select({ currency: garageTable.currency })
        .from(garageTable)
        .where(eq(garageTable.id, state.garageId));
      await projectRepair(tx, state, row, home?.currency ?? 'EUR');
    },
    saveWords: (garageId, id, words) => saveWords(tx, garageId, id, words),
    saveDecision: (state, quoteId, version, decision) => saveDecision(tx, state, quoteId, version, decision, now),
    markDecisionRevoked: (garageId, quoteId, at) => markDecisionRevoked(tx, garageId, quoteId, at),
    nextNumber: (garageId, name) => nextNumber(tx, garageId, name),
  };
}

function partyPart(tx: Tx, { newId }: TurnStoreOptions): PartyStore {
  return {
    partyOf: (accountId, chat, sender, at) => partyOf(tx, { accountId, chat, sender, at, newId }),
    lockConversation: async (id) => {
      await builder(tx).select({ id: conversation.id }).from(conversation).where(eq(conversation.id, id)).for('update');
    },
    noteHeard: (id, sender, at) => noteHeard(tx, id, sender, at),
    countHeard: (id, at) => countHeard(tx, id, at),
    conversationFor: (customerId, at, prefer) => conversationFor(tx, customerId, at, prefer),
    refusingAddress: (id) => refusingAddress(tx, id),
    conversationOfMessage: (id) => conversationOfMessage(tx, id),
    messageAt: (id, externalId) => messageAt(tx, id, externalId),
    exchangedBefore: (id, at, since) => exchangedBefore(tx, id, at, since),
    isEdited: (id, externalId) => isEdited(tx, id, externalId),
    claimByPhone: (id, accountId, phone) => claimByPhone(tx, id, accountId, phone),
    hasAlbum: (id, album) => hasAlbum(tx, id, album),
    useInvitation: (token, id, at) => useInvitation(tx, token, id, at),
    personAt: (id, at) => personAt(tx, id, at, newId),
    decidesElsewhere: (id) => decidesElsewhere(tx, id),
    countCodeTry: (id, most, windowMs, at) => countCodeTry(tx, id, most, windowMs, at),
    useLinkCode: (code, place, at) => useLinkCode(tx, code, place, at, newId),
    isPostingPlace: (id) => isPostingPlace(tx, id),
    recordStatus: async (accountId, chat, externalId, state, at) => {
      const found = await recordStatus(tx, { accountId, chat, externalId, state, at });
      // The answer of the send is not in yet: the turn is taken again, and then knows the id.
      if (found === 'early') throw new ConcurrencyError('A status came before the answer of its send');
      return found === 'recorded';
    },
    garageOf: (id) => loadGarage(tx, id),
    setReachable: (addressId, reachable, at) => setReachable(tx, { addressId, reachable, at, whose: 'anybody' }),
    albumOf: (id) => albumOf(tx, id),
    sentPhoto: (id) => sentPhoto(tx, id),
    keepMedia: (messageId, accountId, reference, fileName) => keepMedia(tx, messageId, accountId, reference, fileName),
  };
}

function workplacePart(tx: Tx): WorkplaceStore {
  return {
    mechanicsAt: (id) => mechanicsAt(tx, id),
    whoAsked: (id) => whoAsked(tx, id),
    askWho: (id, question, at) => askWho(tx, id, question, at),
    beginDuty: (id, staffId, until) => beginDuty(tx, id, staffId, until),
    endDuty: (id) => endDuty(tx, id),
  };
}

/** The garage of a workplace; that of a member of staff is the first one that their chat's account serves. */
async function homeOf(tx: Tx, id: AddressId): Promise<GarageId> {
  const [shared] = await builder(tx)
    .select({ garageId: workplace.garageId })
    .from(workplace)
    .where(eq(workplace.addressId, id));
  if (shared) return as<GarageId>(shared.garageId);
  const [row] = await builder(tx)
    .select({ garageId: channelAccountGarage.garageId })
    .from(address)
    .innerJoin(channelAccountGarage, eq(channelAccountGarage.accountId, address.accountId))
    .where(eq(address.id, id))
    .orderBy(
      sql`not exists (select 1 from staff_garage s where s.staff_id = ${address.staffId} and s.garage_id = ${channelAccountGarage.garageId})`,
      channelAccountGarage.garageId,
    )
    .limit(1);
  return as<GarageId>(row?.garageId ?? '');
}

async function enqueue(tx: Tx, delivery: NewDelivery): Promise<void> {
  const [row] = await builder(tx)
    .select({ accountId: address.accountId })
    .from(address)
    .where(eq(address.id, delivery.addressId));
  if (!row) throw new Error(`Address ${delivery.addressId} is not there`);
  const { addressId, at, ...rest } = delivery;
  await enqueueDeliveries(tx, [
    { ...rest, accountId: row.accountId, laneId: addressId, state: 'queued', queuedAt: at },
  ]);
}

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
function staffPart(tx: Tx, now: Date): StaffPart {
  return {
    staffAddresses: async (id) => (await staffPlaces(tx, [id], now)).map(({ addressId }) => addressId),
    staffMember: async (id) => (await loadStaff(tx, [id], now))[0],
    cardPlaces: (repairId, id) => cardPlaces(tx, repairId, id, now),
    livingCard: (repairId, id) => findLivingCard(tx, repairId, id),
    setLivingCard: (repairId, id, messageId) => setLivingCard(tx, repairId, id, messageId),
    setFocus: (id, repairId, at) => setFocus(tx, id, repairId, at),
    setLastAct: (id, act) => setLastAct(tx, id, act),
    findTapped: (token, at) => findTapped(tx, token, at),
    newestCard: (id, shownOn) => newestCard(tx, id, shownOn),
    choicesOf: (id) => choicesOf(tx, id),
    closeCard: (tapped, stays, at) => closeCard(tx, tapped, stays, at),
    openCardsOf: (id) => openCardsOf(tx, id),
    setStaffLanguage: (id, language) => setStaffLanguage(tx, id, language),
    postsOf: (id) => postsOf(tx, id),
  };
}
