import { afterAll, describe, expect, it } from 'vitest';
import { carryOut } from '../../bot/turn/act.ts';
import type { ConversationId } from '../../core/ids.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { type Person, startOwnNetworks } from '../networks/own.ts';
import { openStaffDesk } from '../people/mechanic.ts';
import { tokenIn, until } from '../people/person.ts';
import { columnsWith, watch } from '../product.ts';

const database = await testDatabase();
const { pool } = database;
/** A Monday. */
const morning = new Date('2026-11-23T09:00:00Z');
const networks = await startOwnNetworks(database, morning);
const desk = openStaffDesk(pool, networks.home, networks.now);
afterAll(() => networks.stop());
const { handled } = watch(pool);

const howTo = 'Type link CODE; your administrator gives you the code';

/** What a reaction does that has news for the workshop: any conversation of the garage will do. */
async function postNews(text: string): Promise<void> {
  const { rows } = await pool.query<{ id: ConversationId }>('select id from conversation limit 1');
  await desk.act((_, context) => carryOut(context, rows[0]?.id, [{ do: 'post', text }]));
}
function textsOf(person: Person): readonly string[] {
  return person.shown().map(({ text }) => text);
}
function postingPlace() {
  return desk.act((_, { store }) => store.postsOf(networks.home.garageId));
}

describe('whoever is not known on a network for staff', () => {
  it('T15 gets a prompt and no data, whatever is written, tapped, opened or shared', async () => {
    const mia = networks.teams('mia-t15');
    await mia.types(`link ${await desk.invites('Mia T15')}`);
    await mia.hears('Done, Mia T15');
    await mia.types('new TT-115-C, Jan Jansen, 06-12345678, brakes squeal');
    const invitation = tokenIn((await mia.hears('/i/')).text);
    const token = await mia.taps('Start');
    await mia.hears('Started');
    const stranger = networks.teams('stranger');
    await stranger.types('TT-115-C');
    await stranger.hears(howTo);
    await stranger.tapsToken(token);
    await stranger.starts(invitation);
    await stranger.tells({ kind: 'contact', phone: '+31612345678', own: true });
    await handled();
    expect(new Set(textsOf(stranger))).toEqual(new Set([expect.stringContaining(howTo)]));
    expect(textsOf(stranger).join()).not.toMatch(/TT|Jan|Garage|026/);
    expect(stranger.buttons()).toEqual([]);
  });
  it('is answered in Dutch by a Dutch network, and not more than five times a minute', async () => {
    const stranger = networks.teams('vreemde', { language: 'nl-NL' });
    for (let n = 0; n < 8; n++) await stranger.types('hallo');
    await handled();
    await until('five answers', async () => stranger.shown().length >= 5 || undefined);
    expect(textsOf(stranger)).toEqual(
      Array.from({ length: 5 }, () => 'Ik ken u hier nog niet. Typ koppel CODE; de code krijgt u van uw beheerder.'),
    );
  });
});

describe('a code', () => {
  it('links once, in capitals or not, and is kept nowhere in clear', async () => {
    const code = await desk.invites('Otto');
    expect(await columnsWith(pool, code)).toEqual([]);
    const otto = networks.teams('otto');
    await otto.types(`koppel ${code.toLowerCase()}`);
    await otto.hears('Done, Otto');
    const other = networks.teams('otto-2');
    await other.types(`link ${code}`);
    await other.hears('has been used');
    await otto.types(`link ${await desk.invites('Pia')}`);
    await otto.hears('already linked to Otto');
  });
  it('works for seven days', async () => {
    const code = await desk.invites('Late');
    const before = networks.now();
    networks.setClock(new Date(before.getTime() + 7 * 24 * 3_600_000 + 1_000));
    const late = networks.teams('late');
    await late.types(`link ${code}`);
    expect((await late.hears('not right')).text).toContain('Ask your administrator');
    networks.setClock(before);
  });
  it('is tried at most five times in ten minutes by one chat, the right one included', async () => {
    const guesser = networks.teams('guesser');
    const right = await desk.invites('Quint');
    for (let n = 0; n < 5; n++) {
      await guesser.types(`link AAAA-AAAA-AA${n}A`);
      await guesser.hears('not right');
    }
    await guesser.types(`link ${right}`);
    await guesser.hears('Too many codes');
    const before = networks.now();
    networks.setClock(new Date(before.getTime() + 11 * 60_000));
    await guesser.types(`link ${right}`);
    expect((await guesser.hears('Quint')).text).toContain('This chat is yours now');
    networks.setClock(before);
  });
  it('for a person is refused where others read along, and has ended because they read it', async () => {
    const team = networks.teams('team-read', { shared: true });
    const code = await desk.invites('Rita');
    await team.types(`link ${code}`);
    await team.hears('nobody reads along');
    const rita = networks.teams('rita');
    await rita.types(`link ${code}`);
    expect((await rita.hears('not right')).text).toContain('has been used');
  });
  it.each([
    ['alone', (code: string) => `link ${code}`, 'In this chat you are a customer'],
    ['in a sentence', (code: string) => `my wife got ${code.toLowerCase()} from you, what is it?`, ''],
  ])('typed in the chat of a customer %s is kept nowhere and stops working', async (how, words, answer) => {
    const mia = networks.teams(`mia-${how}`);
    await mia.types(`link ${await desk.invites(`Mia ${how}`)}`);
    await mia.hears('Done');
    await mia.types(`new ${how === 'alone' ? 'CC-115-C' : 'CC-116-C'}, Sam Smit, brakes squeal`);
    const invitation = tokenIn((await mia.hears('/i/')).text);
    const sam = networks.telegram(`sam-${how}`);
    await sam.starts(invitation);
    await sam.hears('digital assistant');
    const code = await desk.invites(`Sam ${how}`);
    await sam.types(words(code));
    if (answer) await sam.hears(answer);
    await handled();
    const found = await pool.query(`select body from message where body ilike '%' || $1 || '%'`, [code]);
    expect(found.rows).toEqual([]);
    const rita = networks.teams(`rita-${how}`);
    await rita.types(`link ${code}`);
    expect((await rita.hears('not right')).text).toContain('has been used');
  });
});

describe('the channel of a team', () => {
  it('is linked by its own code, and only posted to', async () => {
    const team = networks.teams('team', { shared: true });
    await team.types('hello?');
    await team.hears('not linked yet. Type link CODE');
    const code = await desk.makesPosts();
    const alone = networks.teams('alone');
    await alone.types(`link ${code}`);
    await alone.hears('for a channel of a team');
    await team.types(`link ${code}`);
    await team.hears('The workshop news of Garage De Brug comes here');
    await team.types('done TT-115-C');
    await team.hears('I do not read along');
    await postNews('AA-115-C: nobody has read the approval.');
    await team.hears('AA-115-C: nobody has read the approval.');
    await team.tells({ kind: 'reachable', reachable: false });
    await handled();
    await postNews('AA-116-C: this goes nowhere.');
    expect(await postingPlace()).toBeUndefined();
    await team.tells({ kind: 'reachable', reachable: true });
    await handled();
    expect(await postingPlace()).toBeDefined();
    expect(textsOf(team).join()).not.toContain('AA-116-C');
    expect((await desk.book()).posts).toMatchObject([
      { garage: { name: 'Garage De Brug' }, chat: { channel: 'teams' } },
    ]);
  });
});
