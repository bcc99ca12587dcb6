import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../core/testing/database.ts';
import { type Phone, type PhoneMessage, startEdgeTelegram } from '../networks/telegram.ts';
import { bringIn, invite, sendQuote } from '../people/customer.ts';
import { neverQuiet, startGarage, watch } from '../product.ts';

const database = await testDatabase();
const telegram = await startEdgeTelegram();
const garage = await startGarage(database, telegram.settings);
beforeAll(() => neverQuiet(database.pool));
afterAll(async () => {
  await garage.stop();
  await telegram.stop();
});
const { count, handled, quiet } = watch(database.pool, telegram);

function customer(chat: number, plate: string) {
  return bringIn({ garage, telegram }, chat, plate);
}

/** Taps the first button of a message. */
function taps(phone: Phone, { buttons, messageId }: PhoneMessage): Promise<void> {
  return phone.tapsData(buttons[0]?.token ?? '', messageId);
}

describe('an approval in words that is changed before it counts', () => {
  it('approves nothing, and is asked about again', async () => {
    const jan = await customer(7001, 'AL-123-C');
    await sendQuote(garage, 'AL-123-C', 'brake pads 286.40');
    await jan.hears('286.40');
    const id = await jan.types('yes please');
    jan.edits(id, 'yes please, but not today');
    const again = await jan.hears('You changed your answer, so nothing');
    await handled();
    expect(await count('decision')).toBe(0);
    expect(await count('conversation where pending_answer is not null')).toBe(0);
    await taps(jan, again);
    await jan.hears(/Noted.*you approved/s);
    expect(await count('decision')).toBe(1);
  });
});

describe('a customer’s own number', () => {
  it('opens nothing until they say that they brought the car', async () => {
    await garage.mechanic.types('new BL-123-C, Piet de Vries, 06-87654321, oil leak');
    await garage.mechanic.hears('BL-123-C');
    const piet = telegram.phone(7010, 'nl');
    await piet.types('hallo');
    const way = await piet.hears('We kennen deze chat nog niet');
    expect(way.text).not.toMatch(/BL-123|Piet/);
    piet.sends({ contact: { phone_number: '31687654321', user_id: 7010, first_name: 'Piet' } });
    const asked = await piet.hears('Hebt u deze auto bij ons gebracht?');
    expect(asked.text).toContain('eindigend op 3-C');
    expect(asked.text).not.toContain('BL-123-C');
    await garage.mechanic.types('quote BL-123-C: gasket 120');
    await garage.mechanic.taps('Send · I go on');
    await handled();
    expect(piet.shown().some(({ text }) => text.includes('120'))).toBe(false);
    await piet.types('ja dat klopt');
    await piet.hears('u bent aangemeld');
    await piet.hears('120,00');
  });

  it('that belongs to no repair, or is somebody else’s, leads nowhere', async () => {
    const stranger = telegram.phone(7011, 'en');
    stranger.sends({ contact: { phone_number: '31611111111', user_id: 7011, first_name: 'X' } });
    await stranger.hears('We find no repair for this number');
    stranger.sends({ contact: { phone_number: '31687654321', user_id: 999, first_name: 'Piet' } });
    await stranger.hears('This is not your own number');
    expect(await count(`address where chat = '7011' and customer_id is not null`)).toBe(0);
  });

  it('is kept when a known customer shares it', async () => {
    const jan = await customer(7012, 'CL-123-C');
    jan.sends({ contact: { phone_number: '31612340000', user_id: 7012, first_name: 'Jan' } });
    await jan.hears('We have noted your phone number');
    expect(await count(`customer where phone = '+31612340000'`)).toBe(1);
    jan.sends({ contact: { phone_number: '31699999999', user_id: 1, first_name: 'Other' } });
    await jan.hears('not your own number');
    expect(await count(`customer where phone = '+31699999999'`)).toBe(0);
  });
});

describe('the language', () => {
  it('is offered where the network tells none, and stays as it was chosen', async () => {
    const one = telegram.phone(7020);
    const token = await invite(garage, 'DL-123-C', 'Jan Jansen');
    await one.types(`/start ${token}`);
    const linked = await one.hears('u bent aangemeld');
    expect(linked.buttons.map(({ label }) => label)).toEqual(['In English, please']);
    await one.types('in english please');
    await one.hears('From now on we write to you in English');
    await garage.mechanic.types('start DL-123-C');
    await one.hears('The mechanic started');
    const dutch = telegram.phone(7020, 'nl');
    await dutch.types('when is it ready?');
    await one.hears('Right now');
  });
});

describe('a flood', () => {
  it('is kept whole and answered once, and a decision in it counts', async () => {
    const jan = await customer(7030, 'FL-123-C');
    await sendQuote(garage, 'FL-123-C', 'brake pads 286.40');
    const quote = await jan.hears('286.40');
    const before = jan.shown().length;
    for (let n = 0; n < 26; n += 1) await jan.types(`bla bla ${n}`);
    await jan.hears('sending many messages');
    await handled();
    expect(await count(`message where body like 'bla bla%'`)).toBe(26);
    expect(jan.shown().filter(({ text }) => text.includes('sending many messages'))).toHaveLength(1);
    expect(jan.shown().length - before).toBeLessThan(23);
    await taps(jan, quote);
    await jan.hears(/Noted.*you approved/s);
  });

  it('of a stranger is answered five times a minute at most', async () => {
    const stranger = telegram.phone(7031, 'en');
    for (let n = 0; n < 12; n += 1) await stranger.types(`hello ${n}`);
    await handled();
    await stranger.hears('do not know this chat');
    await quiet();
    expect(stranger.shown()).toHaveLength(5);
  });
});

describe('an album', () => {
  it('is kept part by part and answered once', async () => {
    const jan = await customer(7040, 'GL-123-C');
    for (let n = 0; n < 4; n += 1) jan.sends({ media_group_id: 'a-1', photo: [{ file_id: `f-${n}`, file_size: 100 }] });
    await jan.hears('received and kept your photo');
    await handled();
    expect(await count(`message_media where reference like 'f-%'`)).toBe(4);
    expect(jan.shown().filter(({ text }) => text.includes('kept your photo'))).toHaveLength(1);
  });
});
