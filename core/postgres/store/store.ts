import { eq, sql } from 'drizzle-orm';
import type { PoolClient } from 'pg';
import type { PartyStore } from '../../application/party.ts';
import type { NewDelivery, TurnStore } from '../../application/ports.ts';
import { ConcurrencyError } from '../../application/ports.ts';
import { type AddressId, as, type ConversationId, type GarageId, type NewId, type RepairId } from '../../ids.ts';
import type { WorkplaceStore } from '../../scene/scene.ts';
import { type Database, databaseOver } from '../database.ts';
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

/** Everything a turn reads and writes, over the client of its one transaction. */
export function createTurnStore(
  client: PoolClient,
  options: TurnStoreOptions,
): TurnStore & PartyStore & WorkplaceStore {
  const db = databaseOver(client);
  const { now, newId, correlation, secret } = options;
  return {
    ...repairPart(db, options),
    ...partyPart(client, db, options),
    ...staffPart(db, options.now),
    ...workplacePart(db),
    loadScene: (id, at) => loadScene(db, id, at),
    loadDesk: async (id, at) => loadDesk(db, id, await homeOf(db, id), at),
    appendConversationEvents: (garageId, id, events) => appendConversationEvents(db, garageId, id, events, correlation),
    projectConversation: (state, events) => projectConversation(db, state, events),
    setPendingAnswer: (id, pending) => setPendingAnswer(db, id, pending),
    pauseReminders: (id, until) => pauseReminders(db, id, until),
    endWaiting: (id) => endWaiting(db, id),
    setLanguage: (id, language, at) => setLanguage(db, id, language, at),
    keepPhone: (id, phone) => keepPhone(db, id, phone),
    addMessage: (message, choices) => addMessage(db, message, choices, now),
    enqueue: (delivery) => enqueue(client, db, delivery),
    setAsked: (id, asked, where) => setAsked(db, id, asked, where),
    findChoice: (token, at) => findChoice(db, token, at),
    closeChoices: (quoteId, version, at) => closeChoices(db, quoteId, version, at),
    cancelQueued: (conversationId, sorts, { customerId, repairId } = {}) =>
      cancelQueued(client, {
        conversationId,
        sorts,
        ...(repairId ? { repairId } : {}),
        ...(customerId ? { customerId } : {}),
        at: now,
      }),
    takeBack: (id, repairId, phrases, since) => takeBack(db, id, repairId, phrases, since),
    setTimer: ({ at, ...timer }) => setTimer(client, { ...timer, dueAt: at }),
    clearTimer: (garageId, kind, subject) => clearTimer(client, { garageId, kind, subject }),
    touch: async (garageId, kind, conversationId, repairId) => {
      await db
        .insert(feed)
        .values({ garageId, kind, conversationId: conversationId ?? null, repairId: repairId ?? null });
    },
    addFacts: (about, facts) => addFacts(db, about, facts, newId),
    knownCar: (garageId, plateKey) => knownCar(db, garageId, plateKey),
    prepareRegistration: (garageId, registration, meta, simulated) =>
      prepareRegistration(db, garageId, registration, meta, { simulated, newId, plateOf: options.plateOf }),
    createInvitation: (customerId, repairId, garageId, at) =>
      createInvitation(db, { customerId, repairId, garageId, now: at, secret, newId }),
    inviteDecider: async ({ customerId, addressId }, repairId, garageId, at) => {
      await endDeciderInvitations(db, customerId, repairId, at);
      const decider = { madeFrom: addressId };
      return createInvitation(db, { customerId, repairId, garageId, now: at, secret, newId, decider });
    },
    endDeciderInvitations: (customerId, repairId, at) => endDeciderInvitations(db, customerId, repairId, at),
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

function repairPart(db: Database, { now, correlation }: TurnStoreOptions): RepairPart {
  return {
    conversationOfRepair: async (id) => {
      const [row] = await db.select({ id: repair.conversationId }).from(repair).where(eq(repair.id, id));
      return row && as<ConversationId>(row.id);
    },
    repairVersion: (id: RepairId) => repairVersionOf(db, id),
    appendRepairEvents: (garageId, id, expected, events) =>
      appendRepairEvents(db, garageId, id, expected, events, correlation),
    projectRepair: async (state, row) => {
      const [home] = await db
        .select({ currency: garageTable.currency })
        .from(garageTable)
        .where(eq(garageTable.id, state.garageId));
      await projectRepair(db, state, row, home?.currency ?? 'EUR');
    },
    saveWords: (garageId, id, words) => saveWords(db, garageId, id, words),
    saveDecision: (state, quoteId, version, decision) => saveDecision(db, state, quoteId, version, decision, now),
    markDecisionRevoked: (garageId, quoteId, at) => markDecisionRevoked(db, garageId, quoteId, at),
    nextNumber: (garageId, name) => nextNumber(db, garageId, name),
  };
}

function partyPart(client: PoolClient, db: Database, { newId }: TurnStoreOptions): PartyStore {
  return {
    partyOf: (accountId, chat, sender, at) => partyOf(db, { accountId, chat, sender, at, newId }),
    lockConversation: async (id) => {
      await db.select({ id: conversation.id }).from(conversation).where(eq(conversation.id, id)).for('update');
    },
    noteHeard: (id, sender, at) => noteHeard(db, id, sender, at),
    countHeard: (id, at) => countHeard(db, id, at),
    conversationFor: (customerId, at, prefer) => conversationFor(db, customerId, at, prefer),
    refusingAddress: (id) => refusingAddress(db, id),
    conversationOfMessage: (id) => conversationOfMessage(db, id),
    messageAt: (id, externalId) => messageAt(db, id, externalId),
    exchangedBefore: (id, at, since) => exchangedBefore(db, id, at, since),
    isEdited: (id, externalId) => isEdited(db, id, externalId),
    claimByPhone: (id, accountId, phone) => claimByPhone(db, id, accountId, phone),
    hasAlbum: (id, album) => hasAlbum(db, id, album),
    useInvitation: (token, id, at) => useInvitation(db, token, id, at),
    personAt: (id, at) => personAt(db, id, at, newId),
    decidesElsewhere: (id) => decidesElsewhere(db, id),
    countCodeTry: (id, most, windowMs, at) => countCodeTry(db, id, most, windowMs, at),
    useLinkCode: (code, place, at) => useLinkCode(db, code, place, at, newId),
    isPostingPlace: (id) => isPostingPlace(db, id),
    recordStatus: async (accountId, chat, externalId, state, at) => {
      const found = await recordStatus(client, { accountId, chat, externalId, state, at });
      // The answer of the send is not in yet: the turn is taken again, and then knows the id.
      if (found === 'early') throw new ConcurrencyError('A status came before the answer of its send');
      return found === 'recorded';
    },
    garageOf: (id) => loadGarage(db, id),
    setReachable: (addressId, reachable, at) => setReachable(client, { addressId, reachable, at, whose: 'anybody' }),
    albumOf: (id) => albumOf(db, id),
    sentPhoto: (id) => sentPhoto(db, id),
    keepMedia: (messageId, accountId, reference, fileName) => keepMedia(db, messageId, accountId, reference, fileName),
  };
}

function workplacePart(db: Database): WorkplaceStore {
  return {
    mechanicsAt: (id) => mechanicsAt(db, id),
    whoAsked: (id) => whoAsked(db, id),
    askWho: (id, question, at) => askWho(db, id, question, at),
    beginDuty: (id, staffId, until) => beginDuty(db, id, staffId, until),
    endDuty: (id) => endDuty(db, id),
  };
}

/** The garage of a workplace; that of a member of staff is the first one that their chat's account serves. */
async function homeOf(db: Database, id: AddressId): Promise<GarageId> {
  const [shared] = await db.select({ garageId: workplace.garageId }).from(workplace).where(eq(workplace.addressId, id));
  if (shared) return as<GarageId>(shared.garageId);
  const [row] = await db
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

async function enqueue(client: PoolClient, db: Database, delivery: NewDelivery): Promise<void> {
  const [row] = await db
    .select({ accountId: address.accountId })
    .from(address)
    .where(eq(address.id, delivery.addressId));
  if (!row) throw new Error(`Address ${delivery.addressId} is not there`);
  const { addressId, at, ...rest } = delivery;
  await enqueueDeliveries(client, [
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
function staffPart(db: Database, now: Date): StaffPart {
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
