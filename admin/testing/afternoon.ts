import type { Pool } from 'pg';
import {
  ago,
  type SeededCar,
  type SeededGarage,
  seedCar,
  seedDecision,
  seedEvent,
  seedItem,
  seedMessage,
  seedQuote,
  seedRepairEvent,
} from './seed.ts';

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
