import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '../../core/ids.ts';

/** A Monday afternoon with a car for each thing that the inbox shows. */
export async function seedAfternoon(pool: Pool, garage: SeededGarage) {
  const jan = await seedJan(pool, garage);
  const fatima = await seedFatima(pool, garage);
  await seedOthers(pool, garage);
  return { jan, fatima };
}

/** A quote of two lines, of which one was approved; then a question, and Anna. */
async function seedJan(pool: Pool, garage: SeededGarage): Promise<SeededCar> {
  const car = await seedCar(pool, garage, {
    name: 'Jan Jansen',
    plate: 'AB-123-C',
    model: 'VW Golf',
    phone: '+31612345678',
    complaint: 'Remmen piepen bij koud weer',
  });
  const pads = { text: 'Remblokken en schijven voor', minor: 286_40 };
  const wipers = { text: 'Ruitenwissers', minor: 38_00 };
  const old = await seedQuote(pool, car, {
    number: 2041,
    status: 'superseded',
    lines: [{ ...pads, minor: 249_50 }, wipers],
    at: ago(110),
  });
  const quote = await seedQuote(pool, car, {
    number: 2041,
    quoteId: old.quoteId,
    version: 2,
    status: 'decided',
    lines: [
      { ...pads, state: 'approved' },
      { ...wipers, state: 'declined' },
    ],
    at: ago(80),
  });
  await seedJansMessages(pool, car, quote);
  return car;
}

type Version = { readonly quoteId: string; readonly version: number };

async function seedJansMessages(pool: Pool, car: SeededCar, quote: Version): Promise<void> {
  await pool.query('update repair set approved_minor = 28640 where id = $1', [car.repairId]);
  await seedEvent(pool, car, { type: 'AddressLinked', data: { how: 'invitation' }, at: ago(315) });
  await seedRepairEvent(pool, car, { version: 1, type: 'RepairStarted', data: {}, at: ago(300) });
  await seedMessage(pool, car, {
    text: 'De monteur is begonnen aan uw VW Golf (AB-123-C).\nKlaar naar verwachting: *vandaag 16:30*.',
    at: ago(300),
  });
  const shown = [
    'Bij uw VW Golf zijn de remblokken voor versleten tot 2 mm.',
    '',
    '1. Remblokken en schijven voor € 286,40',
    '2. Ruitenwissers € 38,00',
    '',
    '*Samen € 324,40 incl. btw.* Klaar om 16:30; zonder dit werk om 15:00.',
  ].join('\n');
  await seedMessage(pool, car, {
    text: shown,
    at: ago(80),
    choices: ['Akkoord € 324,40', 'Kiezen of vragen', 'Niets doen'],
    about: { repairId: car.repairId, quoteId: quote.quoteId, version: 2, shows: 'quote' },
  });
  await seedDecision(pool, car, quote, shown);
  const decision = { outcome: 'partly', total: { minor: 286_40, currency: 'EUR' } };
  await seedRepairEvent(pool, car, {
    version: 2,
    type: 'QuoteDecided',
    data: { quoteId: quote.quoteId, version: 2, decision },
    at: ago(50),
  });
  await seedMessage(pool, car, {
    text: 'Genoteerd om 13:30: *remblokken en schijven voor € 286,40*. De ruitenwissers doen we niet.',
    at: ago(49),
    state: 'delivered',
  });
  await seedMessage(pool, car, {
    text: 'Kan ik hem ook morgenochtend ophalen? Ik haal 17:30 niet.',
    direction: 'in',
    at: ago(12),
  });
  await seedItem(pool, car, { kind: 'person', raisedAt: ago(12), dueAt: ago(-3) });
  await seedEvent(pool, car, { type: 'ItemRaised', data: { kind: 'person' }, at: ago(12) });
}

/** Waits for an approval, answered by words, with a message that did not arrive. */
async function seedFatima(pool: Pool, garage: SeededGarage): Promise<SeededCar> {
  const car = await seedCar(pool, garage, {
    name: 'Fatima El Amrani',
    plate: 'GX-482-K',
    model: 'Peugeot 208',
    minutesAgo: 200,
  });
  const quote = await seedQuote(pool, car, {
    number: 2043,
    status: 'released',
    lines: [
      { text: 'Accu 60 Ah, gemonteerd', minor: 142_00 },
      { text: 'Interieurfilter', minor: 29_50 },
    ],
    at: ago(26),
  });
  await seedMessage(pool, car, {
    text: 'De accu van uw Peugeot 208 houdt geen lading meer.\n\n1. Accu 60 Ah, gemonteerd € 142,00\n2. Interieurfilter € 29,50\n\n*Samen € 171,50 incl. btw.*',
    at: ago(26),
    state: 'delivered',
    choices: ['Akkoord € 171,50', 'Kiezen of vragen', 'Niets doen'],
    about: { repairId: car.repairId, quoteId: quote.quoteId, version: 1, shows: 'quote' },
  });
  return car;
}

async function seedOthers(pool: Pool, garage: SeededGarage): Promise<void> {
  const { anna } = garage;
  const agent = { kind: 'staff', staffId: anna, role: 'agent' };
  const bakker = await seedCar(pool, garage, {
    name: 'Bakker & Zn.',
    plate: 'V-901-TT',
    model: 'Renault Trafic',
    phone: '+31201234567',
  });
  await seedMessage(pool, bakker, { text: 'Is de bus vanavond klaar?', direction: 'in', at: ago(40) });
  await pool.query(
    'update conversation set controller_id = $2, controller_since = $3, control_version = 1 where id = $1',
    [bakker.conversationId, anna, ago(38)],
  );
  await seedEvent(pool, bakker, { type: 'TakenOver', data: { staffId: anna }, at: ago(38), by: agent });
  await seedMessage(pool, bakker, {
    text: 'Ik vraag het de monteur en bel u binnen het uur.',
    by: agent,
    at: ago(37),
    state: 'failed',
    code: 'blocked',
  });
  const devries = await seedCar(pool, garage, {
    name: 'Mevrouw De Vries',
    plate: 'H-482-BV',
    model: 'Toyota Yaris',
    phone: '+31263216549',
    status: 'registered',
    minutesAgo: 55,
  });
  await seedMessage(pool, devries, {
    text: 'De monteur is begonnen aan uw Toyota Yaris.',
    direction: 'note',
    at: ago(35),
  });
  await seedItem(pool, devries, { kind: 'call', raisedAt: ago(35), dueAt: ago(30) });
  const demo = await seedCar(pool, garage, {
    name: 'Klant met knoppen',
    plate: 'XX-001-X',
    model: 'Fiat Panda',
    simulated: true,
    status: 'completed',
    minutesAgo: 1600,
  });
  await seedMessage(pool, demo, { text: 'Uw Fiat Panda is klaar. U kunt hem ophalen tot *17:30*.', at: ago(1450) });
}

/** A Monday afternoon in Arnhem, 14:20. */
export const seedNow = new Date('2026-11-23T13:20:00Z');

/** So many minutes before. */
function ago(minutes: number): Date {
  return new Date(seedNow.getTime() - minutes * 60_000);
}

let numbers = 1001;
let seconds = 0;

/** A moment after every other one that this gave. */
export function later(): Date {
  return new Date(seedNow.getTime() + ++seconds * 1000);
}

/** A row, by the names of its columns. */
type Row = Readonly<Record<string, unknown>>;

/** Inserts a row as it stands. */
export async function insert(pool: Pool, table: string, row: Row): Promise<void> {
  const names = Object.keys(row);
  const values = names.map((_, index) => `$${index + 1}`);
  const given = Object.values(row).map((value) =>
    value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value,
  );
  await pool.query(`insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`, given);
}

/** An organisation with one garage, its bot on Telegram, a mechanic and an agent. */
export async function seedGarage(pool: Pool, name = 'Garage De Brug') {
  const [organisationId, garageId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  const [mia, anna] = [randomUUID(), randomUUID()];
  await insert(pool, 'organisation', { id: organisationId, name });
  await insert(pool, 'garage', {
    id: garageId,
    organisation_id: organisationId,
    name,
    language: 'nl',
    zone: 'Europe/Amsterdam',
    currency: 'EUR',
    vat_rate: 2100,
  });
  const skills = { buttons: true, receipts: true, canStart: false, clockPrecisionMs: 1000 };
  const account = { channel: 'telegram', external_id: accountId, name: '@debrug_bot', skills };
  await insert(pool, 'channel_account', { id: accountId, organisation_id: organisationId, ...account });
  const staff = { organisation_id: organisationId, language: 'nl' };
  await insert(pool, 'staff', { ...staff, id: mia, name: 'Mia', role: 'mechanic' });
  await insert(pool, 'staff', { ...staff, id: anna, name: 'Anna', role: 'agent' });
  return { organisationId, garageId, accountId, mia, anna };
}

type SeededGarage = Awaited<ReturnType<typeof seedGarage>>;

type CarOf = {
  readonly name: string;
  readonly plate: string;
  readonly model: string;
  readonly phone?: string;
  readonly simulated?: boolean;
  readonly minutesAgo?: number;
  readonly status?: 'registered' | 'started' | 'completed' | 'collected';
  readonly complaint?: string;
};

/** A customer with a car, a conversation, an address and a repair. */
export async function seedCar(pool: Pool, garage: SeededGarage, car: CarOf) {
  const { organisationId, garageId, accountId, mia } = garage;
  const [customerId, vehicleId, conversationId, addressId, repairId] = Array.from({ length: 5 }, () => randomUUID());
  const { name, plate, model, phone, simulated = false, minutesAgo = 320, status = 'started' } = car;
  const begun = ago(minutesAgo);
  await insert(pool, 'customer', {
    id: customerId,
    organisation_id: organisationId,
    name,
    phone: phone ?? null,
    language: 'nl',
    simulated,
    created_at: begun,
  });
  const vehicle = { id: vehicleId, organisation_id: organisationId, plate, model };
  await insert(pool, 'vehicle', { ...vehicle, plate_key: plate.replaceAll('-', '') });
  await insert(pool, 'conversation', { id: conversationId, garage_id: garageId, customer_id: customerId, simulated });
  await insert(pool, 'address', {
    id: addressId,
    organisation_id: organisationId,
    account_id: accountId,
    chat: addressId,
    customer_id: customerId,
    proven_at: begun,
    last_heard_at: ago(Math.max(1, minutesAgo - 300)),
  });
  await insert(pool, 'repair', {
    garage_id: garageId,
    id: repairId,
    number: numbers++,
    conversation_id: conversationId,
    customer_id: customerId,
    vehicle_id: vehicleId,
    mechanic_id: mia,
    status,
    on_lift: status === 'started',
    registered_at: begun,
    started_at: status === 'registered' ? null : ago(minutesAgo - 20),
    completed_at: status === 'completed' ? ago(30) : null,
    promised_at: new Date('2026-11-23T15:30:00Z'),
    agreed_minor: 199_00,
    currency: 'EUR',
    simulated,
    version: 1,
  });
  if (car.complaint)
    await insert(pool, 'repair_text', {
      garage_id: garageId,
      id: randomUUID(),
      repair_id: repairId,
      kind: 'complaint',
      body: car.complaint,
    });
  return { ...garage, customerId: customerId ?? '', conversationId: conversationId ?? '', addressId, repairId };
}

export type SeededCar = Awaited<ReturnType<typeof seedCar>>;

/** The bot as one who acts. */
const bot: Actor = { kind: 'system', part: 'bot' };

type Line = {
  readonly text: string;
  readonly direction?: 'in' | 'out' | 'note';
  readonly by?: object;
  readonly at: Date;
  readonly state?: string;
  readonly code?: string;
  readonly choices?: readonly string[];
  readonly about?: object;
};

/** A message on the timeline, with its delivery when it is ours. */
export async function seedMessage(pool: Pool, car: SeededCar, line: Line): Promise<string> {
  const { garageId, conversationId, addressId, accountId, customerId } = car;
  const { text, direction = 'out', at, state = 'read', code, choices = [], about = {} } = line;
  const id = randomUUID();
  const by = line.by ?? (direction === 'in' ? { kind: 'customer', customerId, addressId } : bot);
  await insert(pool, 'message', {
    id,
    garage_id: garageId,
    conversation_id: conversationId,
    address_id: direction === 'note' ? null : addressId,
    direction,
    by,
    body: text,
    content: choices.length > 0 ? { choices: choices.map((label) => ({ token: randomUUID(), label })) } : {},
    about,
    at,
    recorded_at: at,
  });
  if (direction === 'out')
    await insert(pool, 'delivery', {
      garage_id: garageId,
      account_id: accountId,
      lane_id: addressId,
      message_id: id,
      conversation_id: conversationId,
      state,
      code: code ?? null,
      queued_at: at,
    });
  if (direction !== 'note')
    await pool.query(
      `update conversation set last_message_id = $2, last_message_at = $3::timestamptz,
         waiting_since = case when $4::text = 'in' then coalesce(waiting_since, $3::timestamptz) end
       where id = $1`,
      [conversationId, id, at, direction],
    );
  return id;
}

type QuoteOf = {
  readonly number: number;
  readonly version?: number;
  readonly quoteId?: string;
  readonly status: 'released' | 'decided' | 'superseded';
  readonly lines: readonly { readonly text: string; readonly minor: number; readonly state?: string }[];
  readonly at: Date;
};

/** A version of a quote with its lines and words. */
async function seedQuote(pool: Pool, car: SeededCar, quote: QuoteOf) {
  const { garageId, repairId } = car;
  const { number, version = 1, quoteId = randomUUID(), status, lines, at } = quote;
  const total = (rows: QuoteOf['lines']) => rows.reduce((sum, { minor }) => sum + minor, 0);
  const approved = lines.filter(({ state }) => state === 'approved');
  await insert(pool, 'quote_version', {
    garage_id: garageId,
    quote_id: quoteId,
    version,
    repair_id: repairId,
    number,
    status,
    total_minor: total(lines),
    currency: 'EUR',
    released_at: at,
    valid_until: new Date('2026-11-24T16:30:00Z'),
    outcome: status === 'decided' ? (approved.length === lines.length ? 'approved' : 'partly') : null,
    approved_minor: status === 'decided' ? total(approved) : null,
  });
  for (const [index, { text, minor, state = 'pending' }] of lines.entries()) {
    const lineId = randomUUID();
    const line = { line_id: lineId, number: index + 1, severity: index === 0 ? 'now' : 'soon', amount_minor: minor };
    await insert(pool, 'quote_line', {
      garage_id: garageId,
      quote_id: quoteId,
      version,
      ...line,
      vat_rate: 2100,
      state,
    });
    await insert(pool, 'repair_text', {
      garage_id: garageId,
      id: lineId,
      repair_id: repairId,
      kind: 'line',
      body: text,
    });
  }
  if (status === 'released')
    await pool.query('update repair set waits_for_customer_since = $2 where id = $1', [repairId, at]);
  return { quoteId, version };
}

/** The evidence of a decision by button. */
async function seedDecision(
  pool: Pool,
  car: SeededCar,
  quote: { quoteId: string; version: number },
  shownText: string,
): Promise<void> {
  const { garageId, repairId, customerId, addressId } = car;
  await insert(pool, 'decision', {
    garage_id: garageId,
    id: randomUUID(),
    repair_id: repairId,
    quote_id: quote.quoteId,
    version: quote.version,
    outcome: 'partly',
    approved: '[1]',
    declined: '[2]',
    total_minor: 286_40,
    currency: 'EUR',
    decided_at: ago(50),
    recorded_at: ago(50),
    by: { kind: 'customer', customerId, addressId },
    pseudonym: 'f00d',
    how: 'button',
    identified_by: 'proven address',
    channel: 'telegram',
    shown_text: shownText,
    shown_hash: createHash('sha256').update(shownText).digest('hex'),
  });
}

/** Something a person has to do. */
async function seedItem(
  pool: Pool,
  { garageId, conversationId, repairId }: SeededCar,
  item: { kind: string; owner?: string; raisedAt: Date; dueAt: Date },
): Promise<string> {
  const id = randomUUID();
  const { kind, owner = 'service', raisedAt, dueAt } = item;
  const where = { garage_id: garageId, conversation_id: conversationId, repair_id: repairId };
  await insert(pool, 'waiting_item', { id, ...where, kind, owner, raised_at: raisedAt, due_at: dueAt });
  return id;
}

/** Something that happened to the conversation. */
async function seedEvent(
  pool: Pool,
  { garageId, conversationId }: SeededCar,
  event: { type: string; data: object; at: Date; by?: object },
): Promise<void> {
  const { type, data, at, by = bot } = event;
  await insert(pool, 'conversation_event', {
    garage_id: garageId,
    conversation_id: conversationId,
    type,
    data,
    at,
    by,
  });
}

/** Something that happened to the repair. */
async function seedRepairEvent(
  pool: Pool,
  { garageId, repairId }: SeededCar,
  event: { version: number; type: string; data: object; at: Date },
): Promise<void> {
  await insert(pool, 'repair_event', { garage_id: garageId, repair_id: repairId, ...event, by: bot });
}
