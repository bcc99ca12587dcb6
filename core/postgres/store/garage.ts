import { eq, getTableColumns, sql } from 'drizzle-orm';
import { NotFoundError } from '../../application/ports.ts';
import type { Calendar, OpenSpan } from '../../calendar.ts';
import { as, type GarageId, type OrganisationId } from '../../ids.ts';
import { money } from '../../money.ts';
import { defaultSettings } from '../../repair/watch.ts';
import type { Garage, GarageSettings } from '../../scene/scene.ts';
import { builder, type Tx } from '../database.ts';
import { garage, garageDay, garageHours } from '../schema/organisation.ts';

const minute = 60_000;

/** The settings of a garage that changed nothing; its row holds only those that differ. */
export const defaultGarageSettings: GarageSettings = {
  watch: defaultSettings,
  vatRate: 2100,
  mechanicsTypeVat: 'included',
  wordsSettleMs: 4_000,
  consultMs: 45 * minute,
  questionRedOnLiftMs: 5 * minute,
  questionRedMs: 15 * minute,
  tellLaterByMs: 15 * minute,
  askClosingMs: 30 * minute,
  minutesWaiting: { everyMs: 5 * minute, laterEveryMs: 10 * minute },
  focusMs: 30 * minute,
  undoMs: 10 * minute,
  dutyMs: 4 * 60 * minute,
  heldDownAfter: 20,
};

/** Reads a garage with its calendar and rules. Throws NotFoundError. */
export async function loadGarage(tx: Tx, garageId: GarageId): Promise<Garage> {
  const [row] = await builder(tx)
    .select({ ...getTableColumns(garage), hours: hoursInGarage, extraDays: daysInGarage })
    .from(garage)
    .where(eq(garage.id, garageId));
  if (!row) throw new NotFoundError(`There is no garage ${garageId}`);
  const { currency, quietFrom, quietTo } = row;
  return {
    garageId,
    organisationId: as<OrganisationId>(row.organisationId),
    name: row.name,
    addressLine: row.addressLine ?? undefined,
    phone: row.phone ?? undefined,
    language: row.language,
    calendar: {
      zone: row.zone,
      week: weekOf(row.hours),
      days: daysOf(row.extraDays),
      quiet: quietFrom === null || quietTo === null ? undefined : { from: quietFrom, to: quietTo },
    },
    rules: {
      currency,
      tolerance: row.tolerance,
      mechanicReleasesUpTo: row.mechanicReleasesUpTo === null ? undefined : money(row.mechanicReleasesUpTo, currency),
      replacedGraceMs: 60_000,
    },
    settings: { ...defaultGarageSettings, vatRate: row.vatRate, ...(row.settings as Partial<GarageSettings>) },
  };
}

type Hours = { readonly weekday: number; readonly opens: number; readonly closes: number };
type Day = { readonly day: string; readonly opens: number; readonly closes: number | null };

// Every turn reads a garage, most of them twice, so this is one statement instead of three.
const hoursInGarage = sql<Hours[]>`(
  select coalesce(json_agg(json_build_object('weekday', h.weekday, 'opens', h.opens, 'closes', h.closes)), '[]')
    from ${garageHours} h where h.garage_id = garage.id)`;
const daysInGarage = sql<Day[]>`(
  select coalesce(json_agg(json_build_object('day', d.day, 'opens', d.opens, 'closes', d.closes)), '[]')
    from ${garageDay} d where d.garage_id = garage.id)`;

function weekOf(hours: readonly Hours[]): Calendar['week'] {
  return [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    hours
      .filter((span) => span.weekday === weekday)
      .map(({ opens, closes }) => ({ opens, closes }))
      .sort((a, b) => a.opens - b.opens),
  );
}

function daysOf(rows: readonly Day[]): Readonly<Record<string, readonly OpenSpan[]>> {
  const days: Record<string, OpenSpan[]> = {};
  for (const { day, opens, closes } of rows) {
    const spans = days[day] ?? [];
    days[day] = spans;
    if (closes !== null) spans.push({ opens, closes });
  }
  return days;
}
