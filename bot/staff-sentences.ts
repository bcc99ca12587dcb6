import type { OpenRepair, StaffBook, StaffChat, StaffEntry } from '../core/application/staff.ts';
import type { StaffRefusal } from '../core/application/staff-refusal.ts';
import type { Left } from './turn/staff.ts';

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function garagesOf({ garages }: StaffEntry): string {
  return garages.length === 0 ? 'all garages' : garages.map(({ name }) => name).join(', ');
}

function describe(person: StaffEntry): string {
  return `${person.name}, ${person.role}, ${garagesOf(person)}`;
}

function carsOf(repairs: readonly OpenRepair[]): string {
  return repairs
    .map(({ number, plate, model, garage }) => `  ${number}  ${plate}${model ? ` ${model}` : ''}  (${garage.name})\n`)
    .join('');
}

/** Why nothing was done, and what to type instead. */
export function refusalSentence(refusal: StaffRefusal): string {
  switch (refusal.code) {
    case 'unknown_garage':
      return `There is no garage "${refusal.name}"; there is ${quoted(refusal.known)}.`;
    case 'which_garage':
      return `Say which garage with --garage: there is ${quoted(refusal.known)}.`;
    case 'unknown_person':
      return `Nobody is called "${refusal.name}"${refusal.known.length > 0 ? `; there is ${quoted(refusal.known)}` : ''}.`;
    case 'several_people':
      return (
        `Several people are called "${refusal.name}": ${refusal.people.map(describe).join('; ')}. ` +
        'Add --role or --garage to say who.'
      );
    case 'known_person':
      return (
        `"${refusal.person.name}" works here already (${describe(refusal.person)}). ` +
        'For another chat of the same person add --again; for somebody else give a name that tells them apart.'
      );
    case 'known_workplace':
      return `${refusal.garage} has a workplace "${refusal.name}" already. Give another name, or revoke that one first.`;
    case 'unknown_workplace':
      return `There is no workplace "${refusal.name}"${refusal.known.length > 0 ? `; there is ${quoted(refusal.known)}` : ''}.`;
    case 'who_takes':
      return (
        `${refusal.person.name} has open repairs:\n${carsOf(refusal.repairs)}` +
        'Nothing was changed. Say who takes them with --to "NAME", or --to nobody.'
      );
    case 'takes_own':
      return `${refusal.name} cannot take them: that is the person who leaves.`;
    case 'not_of_garage':
      return `${refusal.name} does not work at ${quoted([...new Set(refusal.garages.map(({ name }) => name))])}. Nothing was changed.`;
  }
}

/** What revoking somebody did. */
export function leftSentence({ person, repairs, to, handedBack }: Extract<Left, { ok: true }>): string {
  return [
    `${person.name} has no access any more.`,
    ...(repairs.length > 0 ? [`${to?.name ?? 'Nobody'} has ${counted(repairs.length, 'repair')} now.`] : []),
    ...(to && to.chats.length === 0 && repairs.length > 0
      ? [`${to.name} has no chat of their own yet: tell them yourself.`]
      : []),
    ...(handedBack > 0 ? [`The bot has ${counted(handedBack, 'conversation')} back.`] : []),
  ].join(' ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Everybody and everything that is linked, one a line; times are of this zone. */
export function listOf({ people, workplaces, posts }: StaffBook, zone: string): string {
  const time = timeIn(zone);
  const places = (chats: readonly StaffChat[]): string =>
    chats.length === 0 ? 'not linked' : chats.map((chat) => chatOf(chat, time)).join('; ');
  const rows = [
    ['NAME', 'ROLE', 'GARAGES', 'CHATS'],
    ...people.map((one) => [one.name, one.role, garagesOf(one), places(one.chats)]),
    ...workplaces.map(({ name, garage, chat, onDuty }) => [
      name,
      'workplace',
      garage.name,
      `${chatOf(chat, time)}${onDuty ? `; ${onDuty.name} until ${time(onDuty.until)}` : '; nobody there'}`,
    ]),
    ...posts.map(({ garage, chat }) => ['(workshop news)', 'posts', garage.name, chatOf(chat, time)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function chatOf({ channel, lastHeardAt, reachable }: StaffChat, time: (at: Date) => string): string {
  return `${channel}, ${lastHeardAt ? `heard ${time(lastHeardAt)}` : 'never heard'}${reachable ? '' : ', UNREACHABLE'}`;
}

function timeIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}
