import { and, eq, inArray } from 'drizzle-orm';
import type { Registration } from '../../application/commands.ts';
import type { RegistrationStore } from '../../application/ports.ts';
import {
  as,
  type ConversationId,
  type CustomerId,
  type GarageId,
  type Meta,
  type NewId,
  type VehicleId,
} from '../../ids.ts';
import { normalisedPhone } from '../../reading/phone.ts';
import { formerKey } from '../../reading/plate.ts';
import { builder, type Tx } from '../database.ts';
import { conversation } from '../schema/conversation.ts';
import { customer, vehicle } from '../schema/customer.ts';
import { garage } from '../schema/organisation.ts';
import { loadGarage } from './garage.ts';

type RegistrationOptions = { readonly newId: NewId; readonly plateOf: (plateKey: string) => string };

export function registrationsOver(tx: Tx, { newId, plateOf }: RegistrationOptions): RegistrationStore {
  return {
    knownCar: async (garageId, plateKey, simulated) => {
      const [car] = await builder(tx)
        .select({ model: vehicle.model, ownerName: customer.name })
        .from(vehicle)
        .innerJoin(garage, and(eq(garage.organisationId, vehicle.organisationId), eq(garage.id, garageId)))
        .leftJoin(customer, eq(customer.id, vehicle.ownerId))
        .where(and(eq(vehicle.plateKey, plateKey), eq(vehicle.simulated, simulated)));
      return car && { plateKey, ownerName: car.ownerName || undefined, model: car.model ?? undefined };
    },
    /**
     * A known plate with the same name is the same customer. So is the same name with the same
     * phone on another plate, so that two cars of one person stay in one chat. Another name on a
     * known plate is a new customer, who does not see what was there before. A German car under its
     * former key is known by its owner's name alone. The simulator's people and cars are never those
     * of the garage.
     */
    prepareRegistration: async (garageId, registration, meta, simulated) => {
      const { organisationId, language } = await loadGarage(tx, garageId);
      const plateKey = registration.plateKey ?? '';
      const cars = await builder(tx)
        .select({ vehicle, owner: customer })
        .from(vehicle)
        .leftJoin(customer, eq(customer.id, vehicle.ownerId))
        .where(
          and(
            eq(vehicle.organisationId, organisationId),
            inArray(vehicle.plateKey, [plateKey, formerKey(plateKey) ?? plateKey]),
            eq(vehicle.simulated, simulated),
          ),
        )
        .for('update', { of: vehicle });
      const car =
        cars.find((one) => one.vehicle.plateKey === plateKey) ??
        cars.find(({ owner }) => owner && sameName(owner.name, registration.name ?? ''));
      const sameOwner = car?.owner && (registration.name === undefined || sameName(car.owner.name, registration.name));
      const known = sameOwner ? car?.owner?.id : await findCustomer(tx, organisationId, registration, simulated);
      const customerId =
        known !== undefined
          ? as<CustomerId>(known)
          : await addCustomer(tx, { organisationId, language, registration, meta, newId, simulated });
      const vehicleId = as<VehicleId>(car?.vehicle.id ?? newId());
      const values = {
        id: vehicleId,
        organisationId,
        plateKey,
        plate: (car?.vehicle.plateKey === plateKey ? car.vehicle.plate : registration.plate) ?? plateOf(plateKey),
        model: registration.model ?? car?.vehicle.model ?? null,
        ownerId: customerId,
        simulated,
      };
      await builder(tx).insert(vehicle).values(values).onConflictDoUpdate({ target: vehicle.id, set: values });
      return { customerId, vehicleId, ...(await openConversation(tx, garageId, customerId, { newId, simulated })) };
    },
  };
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Leaves out a number that cannot be read: it is optional, and a wrong one is worse than none. */
function phoneOf({ phone }: Registration): string | undefined {
  return phone ? normalisedPhone(phone) : undefined;
}

async function findCustomer(
  tx: Tx,
  organisationId: string,
  registration: Registration,
  simulated: boolean,
): Promise<string | undefined> {
  const phone = phoneOf(registration);
  const { name } = registration;
  if (phone === undefined || name === undefined) return undefined;
  const rows = await builder(tx)
    .select({ id: customer.id, name: customer.name })
    .from(customer)
    .where(
      and(eq(customer.organisationId, organisationId), eq(customer.phone, phone), eq(customer.simulated, simulated)),
    )
    .orderBy(customer.createdAt);
  return rows.find((row) => sameName(row.name, name))?.id;
}

async function addCustomer(
  tx: Tx,
  {
    organisationId,
    language,
    registration,
    meta,
    newId,
    simulated,
  }: {
    organisationId: string;
    language: 'nl' | 'en';
    registration: Registration;
    meta: Meta;
    newId: NewId;
    simulated: boolean;
  },
): Promise<CustomerId> {
  const id = as<CustomerId>(newId());
  await builder(tx)
    .insert(customer)
    .values({
      id,
      organisationId,
      name: registration.name ?? '',
      phone: phoneOf(registration) ?? null,
      language,
      simulated,
      createdAt: meta.at,
    });
  return id;
}

async function openConversation(
  tx: Tx,
  garageId: GarageId,
  customerId: CustomerId,
  { newId, simulated }: { readonly newId: NewId; readonly simulated: boolean },
): Promise<{ conversationId: ConversationId; newConversation: boolean }> {
  const [made] = await builder(tx)
    .insert(conversation)
    .values({ id: newId(), garageId, customerId, simulated })
    .onConflictDoNothing()
    .returning({ id: conversation.id });
  if (made) return { conversationId: as<ConversationId>(made.id), newConversation: true };
  const [known] = await builder(tx)
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(eq(conversation.garageId, garageId), eq(conversation.customerId, customerId)));
  if (!known) throw new Error(`The conversation of customer ${customerId} can be neither made nor found`);
  return { conversationId: as<ConversationId>(known.id), newConversation: false };
}
