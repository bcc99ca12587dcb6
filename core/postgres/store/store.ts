import type { PartyStore } from '../../application/party.ts';
import type { TurnStore } from '../../application/ports.ts';
import type { NewId } from '../../ids.ts';
import type { WorkplaceStore } from '../../scene/scene.ts';
import type { Tx } from '../database.ts';
import { conversationsOver } from './conversations.ts';
import { filesOver } from './files.ts';
import { invitationsOver } from './invitations.ts';
import { linkCodesOver } from './link-codes.ts';
import { messagesOver } from './messages.ts';
import { partiesOver } from './parties.ts';
import { queueOver } from './queue.ts';
import { registrationsOver } from './registrations.ts';
import { repairsOver } from './repairs.ts';
import { scenesOver } from './scene.ts';
import { staffChatsOver, workplacesOver } from './staff.ts';

export type TurnStoreOptions = {
  readonly newId: NewId;
  /** The product's time of this turn. */
  readonly now: Date;
  /** What led to this turn; stored with every event. */
  readonly correlation: string;
  /** Signs invitations. */
  readonly secret: string;
  /** Writes a plate's key with its dashes. */
  readonly plateOf: (plateKey: string) => string;
};

export function createTurnStore(tx: Tx, options: TurnStoreOptions): TurnStore & PartyStore & WorkplaceStore {
  const { now, newId, correlation } = options;
  return {
    ...scenesOver(tx),
    ...repairsOver(tx, options),
    ...conversationsOver(tx, correlation),
    ...messagesOver(tx, now),
    ...queueOver(tx, now),
    ...partiesOver(tx, newId),
    ...filesOver(tx),
    ...registrationsOver(tx, options),
    ...invitationsOver(tx, options),
    ...linkCodesOver(tx, newId),
    ...staffChatsOver(tx, now),
    ...workplacesOver(tx),
  };
}
