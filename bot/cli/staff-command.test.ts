import { describe, expect, it } from 'vitest';
import { type AddressId, as, type GarageId, type StaffId } from '../../core/ids.ts';
import { listOf, readStaffCommand, refusalSentence } from './staff-command.ts';

function read(line: string) {
  return readStaffCommand(line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? []);
}

describe('the staff command', () => {
  it.each([
    [
      'invite --role mechanic --name "Mia Visser"',
      { verb: 'invite', role: 'mechanic', name: 'Mia Visser', again: false },
    ],
    [
      'invite --role agent --name Anna --email anna@example.nl --language en --garage "De Brug"',
      { verb: 'invite-to-panel', role: 'agent', email: 'anna@example.nl', language: 'en', garageName: 'De Brug' },
    ],
    ['reset --email anna@example.nl', { verb: 'reset', email: 'anna@example.nl', dropsSecondFactor: false }],
    ['reset --email anna@example.nl --without-second-factor', { dropsSecondFactor: true }],
    ['workplace --name "Brug 1" --garage "De Brug"', { verb: 'workplace', name: 'Brug 1', garageName: 'De Brug' }],
    ['posts', { verb: 'posts', garageName: undefined }],
    ['list', { verb: 'list' }],
    ['revoke --name Mia', { verb: 'revoke', who: { name: 'Mia' }, to: undefined }],
    ['revoke --name Mia --role mechanic --to Rob', { who: { name: 'Mia', role: 'mechanic' }, to: { name: 'Rob' } }],
    ['revoke --name Mia --to NOBODY', { to: 'nobody' }],
    ['revoke --workplace "Brug 1"', { verb: 'revoke-workplace', name: 'Brug 1' }],
  ])('reads %s', (line, command) => {
    expect(read(line)).toMatchObject(command);
  });
  it.each([
    ['', 'Use one of'],
    ['help', 'Use one of'],
    ['invite --help', 'Use: npm run -s staff -- invite --role'],
    ['revoke --name Mia -h', 'Use: npm run -s staff -- revoke'],
    ['fire --name Mia', 'staff fire: there is no such command.\nUse one of'],
    ['lst', 'staff lst: did you mean list?\nUse one of'],
    ['Invite --role mechanic', 'staff Invite: did you mean invite?'],
    ['revok --name Mia', 'staff revok: did you mean revoke?'],
    ['work', 'staff work: did you mean workplace?'],
    ['list Mia', 'Unexpected argument "Mia". Use: npm run -s staff -- list'],
    ['invite --nme Mia', 'Unknown option --nme; did you mean --name? Use: npm run -s staff -- invite'],
    ['invite --role mechanic --name', '--name needs a value.'],
    ['invite --name --role mechanic', '--name needs a value.'],
    ['invite --again=yes', '--again takes no value.'],
    ['--colour', 'Unknown option --colour.'],
    ['list -x', 'Unknown option -x.'],
    ['invite --name Mia', '--role is missing'],
    ['invite --role boss --name Mia', '--role has to be one of mechanic'],
    ['invite --role mechanic --name " "', '--name is missing'],
    ['invite --role mechanic --name Mia --language de', '--language has to be nl or en'],
    ['invite --role agent --name Anna', '--email is missing'],
    ['invite --role manager --name Anna --email anna', '--email has to be an address'],
    ['invite --role agent --name Anna --email a@b.nl --again', 'use reset --email'],
    ['invite --role mechanic --name Mia --email a@b.nl', 'needs no --email'],
    ['invite --role mechanic --name Mia\u202e', '--name has to be a name'],
    [`invite --role mechanic --name ${'a'.repeat(81)}`, '--name has to be a name'],
    ['reset', '--email is missing'],
    ['list --name Mia', '--name means nothing here'],
    ['revoke --name Mia --to ""', '--to is missing'],
    ['revoke --name Mia --workplace Brug', 'not both'],
  ])('says what is wrong with %s', (line, sentence) => {
    expect(() => read(line)).toThrow(sentence);
  });
});

const garage = { garageId: as<GarageId>('g'), name: 'De Brug' };
const chat = { channel: 'teams', lastHeardAt: new Date('2026-11-23T09:05:00Z'), reachable: true };
const mia = {
  staffId: as<StaffId>('m'),
  name: 'Mia',
  role: 'mechanic',
  garages: [garage],
  chats: [chat],
  panel: undefined,
} as const;

describe('what the staff command says', () => {
  it('lists who is linked where, and when each was heard', () => {
    const rob = { ...mia, name: 'Rob', garages: [], chats: [{ ...chat, channel: 'telegram', reachable: false }] };
    const nel = { ...mia, name: 'Nel', chats: [] };
    const panel = { email: 'a@b.nl', state: 'active', lastSignInAt: chat.lastHeardAt, secondFactor: false } as const;
    const anna = { ...nel, name: 'Anna', role: 'agent', panel: { ...panel, linkUntil: undefined } } as const;
    const invited = { ...panel, state: 'invited', linkUntil: new Date('2026-11-26T09:05:00Z') } as const;
    const bea = { ...anna, name: 'Bea', panel: invited };
    const cor = { ...bea, name: 'Cor', panel: { ...invited, linkUntil: undefined } };
    const tablet = {
      addressId: as<AddressId>('a'),
      name: 'Brug 1',
      garage,
      chat,
      onDuty: { name: 'Mia', until: new Date('2026-11-23T16:30:00Z') },
    };
    const posts = [{ garage, chat: { ...chat, lastHeardAt: undefined } }];
    expect(
      listOf({ people: [anna, bea, cor, mia, nel, rob], workplaces: [tablet], posts }, 'Europe/Amsterdam').split('\n'),
    ).toEqual([
      'NAME             ROLE       GARAGES      CHATS',
      'Anna             agent      De Brug      a@b.nl, signed in 2026-11-23 10:05',
      'Bea              agent      De Brug      a@b.nl, invited, link until 2026-11-26 10:05',
      'Cor              agent      De Brug      a@b.nl, invited, LINK EXPIRED',
      'Mia              mechanic   De Brug      teams, heard 2026-11-23 10:05',
      'Nel              mechanic   De Brug      not linked',
      'Rob              mechanic   all garages  telegram, heard 2026-11-23 10:05, UNREACHABLE',
      'Brug 1           workplace  De Brug      teams, heard 2026-11-23 10:05; Mia until 2026-11-23 17:30',
      '(workshop news)  posts      De Brug      teams, never heard',
    ]);
  });
  it('names the choice where there is one', () => {
    expect(refusalSentence({ ok: false, code: 'unknown_garage', name: 'X', known: ['A', 'B'] })).toBe(
      'There is no garage "X"; there is "A", "B".',
    );
    expect(
      refusalSentence({ ok: false, code: 'several_people', name: 'Mia', people: [mia, { ...mia, role: 'agent' }] }),
    ).toBe(
      'Several people are called "Mia": Mia, mechanic, De Brug; Mia, agent, De Brug. Add --role or --garage to say who.',
    );
  });
});
