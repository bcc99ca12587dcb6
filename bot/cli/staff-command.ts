import { v7 as newUuid } from 'uuid';
import { z } from 'zod';
import { accessTable } from '../../admin/frame/access.tsx';
import { paths } from '../../admin/frame/env.ts';
import {
  type Invited,
  type Invitee,
  invitePosts,
  inviteStaff,
  inviteWorkplace,
  isPersonName,
  type MeantPerson,
  type NewCode,
  type OpenRepair,
  type PanelAccess,
  type StaffBook,
  type StaffChat,
  type StaffEntry,
  type StaffRefusal,
  type StaffStore,
} from '../../core/application/staff.ts';
import {
  dropSecondFactor,
  inviteToPanel,
  type PanelInvitee,
  personOfEmail,
  renewLink,
} from '../../core/application/staff-accounts.ts';
import type { Role } from '../../core/ids.ts';
import { createProductClock } from '../../core/postgres/clock.ts';
import { type Pool, retriedTransaction, type Tx } from '../../core/postgres/database.ts';
import { createStaffStore } from '../../core/postgres/staff.ts';
import { ensureHome, type Home } from '../../core/postgres/start.ts';
import { nearestWord } from '../process/nearest.ts';
import { type Context, contextFor } from '../turn/context.ts';
import { newLinkCode, newSetUpToken } from '../turn/one-time.ts';
import { type Left, revokeStaff, revokeWorkplace, type StaffLeaving } from '../turn/staff.ts';
import { storesOver } from '../wiring/workers.ts';
import { readArguments, UsageError, usageOfAll } from './command-line.ts';

type Place = { readonly name: string; readonly garageName: string | undefined };

type StaffCommand =
  | ({ readonly verb: 'invite' } & Invitee)
  | ({ readonly verb: 'invite-to-panel' } & PanelInvitee)
  | { readonly verb: 'reset'; readonly email: string; readonly dropsSecondFactor: boolean }
  | ({ readonly verb: 'workplace' } & Place)
  | { readonly verb: 'posts'; readonly garageName: string | undefined }
  | { readonly verb: 'list' }
  | { readonly verb: 'routes' }
  | ({ readonly verb: 'revoke' } & StaffLeaving)
  | ({ readonly verb: 'revoke-workplace' } & Place);

const roles: readonly Role[] = ['mechanic', 'agent', 'manager', 'administrator'];
const start = 'npm run -s staff --';

const usages = {
  invite: `invite --role mechanic --name "Mia" [--garage "Garage De Brug"] [--language nl] [--again], or invite --role agent --name "Anna" --email anna@example.nl`,
  reset: 'reset --email anna@example.nl [--without-second-factor]',
  workplace: `workplace --name "Brug 1" [--garage "Garage De Brug"]`,
  posts: `posts [--garage "Garage De Brug"]`,
  list: 'list',
  routes: 'routes',
  revoke: `revoke --name "Mia" [--to "Rob"] [--role mechanic] [--garage "Garage De Brug"], or revoke --workplace "Brug 1"`,
} as const;
type Verb = keyof typeof usages;

function isVerb(word: string | undefined): word is Verb {
  return word !== undefined && Object.hasOwn(usages, word);
}

const all = usageOfAll(start, Object.values(usages));

const options = {
  role: { type: 'string' },
  name: { type: 'string' },
  garage: { type: 'string' },
  language: { type: 'string' },
  again: { type: 'boolean' },
  email: { type: 'string' },
  'without-second-factor': { type: 'boolean' },
  to: { type: 'string' },
  workplace: { type: 'string' },
} as const;

type Values = { readonly [Name in keyof typeof options]?: string | boolean | undefined };

const allowed: Readonly<Record<Verb, readonly (keyof typeof options)[]>> = {
  invite: ['role', 'name', 'garage', 'language', 'again', 'email'],
  reset: ['email', 'without-second-factor'],
  workplace: ['name', 'garage'],
  posts: ['garage'],
  list: [],
  routes: [],
  revoke: ['name', 'to', 'role', 'garage', 'workplace'],
};

/** Reads the arguments after `staff --`. Throws UsageError. */
export function readStaffCommand(args: readonly string[]): StaffCommand {
  const { verb, values } = readArgs(args);
  const wrong = (why: string): never => {
    throw new UsageError(`${why} Use: ${start} ${usages[verb]}`);
  };
  const text = (name: keyof typeof options): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const needed = (name: keyof typeof options): string => text(name) ?? wrong(`--${name} is missing.`);
  const role = (): Role =>
    roles.find((one) => one === needed('role')) ?? wrong(`--role has to be one of ${roles.join(', ')}.`);
  const email = (): string =>
    z.email().max(200).safeParse(needed('email')).data ?? wrong('--email has to be an address.');
  const garageName = text('garage');
  switch (verb) {
    case 'invite':
      return readInvitation({ values, wrong, needed, role: role(), garageName, email });
    case 'reset':
      return { verb, email: email(), dropsSecondFactor: values['without-second-factor'] === true };
    case 'workplace':
      return { verb, name: needed('name'), garageName };
    case 'posts':
      return { verb, garageName };
    case 'list':
    case 'routes':
      return { verb };
    case 'revoke': {
      const workplace = text('workplace');
      if (workplace && values.name === undefined) return { verb: 'revoke-workplace', name: workplace, garageName };
      if (workplace) return wrong('Give --name or --workplace, not both.');
      const who: MeantPerson = {
        name: needed('name'),
        ...(values.role === undefined ? {} : { role: role() }),
        ...(garageName === undefined ? {} : { garageName }),
      };
      return { verb, who, to: takerOf(values.to === undefined ? undefined : needed('to')) };
    }
  }
}

type Invitation = {
  readonly values: Values;
  readonly wrong: (why: string) => never;
  readonly needed: (name: keyof typeof options) => string;
  readonly role: Role;
  readonly garageName: string | undefined;
  readonly email: () => string;
};

/** A mechanic gets a code for a chat, everybody else a link for the panel. */
function readInvitation({ values, wrong, needed, role, garageName, email }: Invitation): StaffCommand {
  const language = languageOf(values.language) ?? (values.language === undefined ? undefined : wrong(noLanguage));
  const name = needed('name');
  if (!isPersonName(name)) return wrong('--name has to be a name of at most 80 ordinary characters.');
  const person = { name, garageName, language };
  if (role === 'mechanic') {
    if (values.email !== undefined) return wrong('A mechanic needs no --email: the code links a chat.');
    return { verb: 'invite', ...person, role, again: values.again === true };
  }
  if (values.again) return wrong('--again is for mechanics; for a new link use reset --email.');
  return { verb: 'invite-to-panel', ...person, role, email: email() };
}

const noLanguage = '--language has to be nl or en.';

function languageOf(typed: string | boolean | undefined): 'nl' | 'en' | undefined {
  const plain = typeof typed === 'string' ? typed.trim() : undefined;
  return plain === 'nl' || plain === 'en' ? plain : undefined;
}

function takerOf(name: string | undefined): StaffLeaving['to'] {
  return name === undefined ? undefined : name.toLowerCase() === 'nobody' ? 'nobody' : { name };
}

function readArgs(args: readonly string[]): { readonly verb: Verb; readonly values: Values } {
  const {
    values,
    words: [verb],
  } = readArguments(args, options, ([word]) => (isVerb(word) ? `Use: ${start} ${usages[word]}` : all), 1);
  if (!isVerb(verb)) throw new UsageError(verb === undefined ? all : `${unknownVerb(verb)}\n${all}`);
  const stray = Object.keys(values).find((name) => !allowed[verb].some((one) => one === name));
  if (stray) throw new UsageError(`--${stray} means nothing here. Use: ${start} ${usages[verb]}`);
  return { verb, values };
}

function unknownVerb(typed: string): string {
  const meant = nearestWord(typed, Object.keys(usages));
  return `staff ${typed}: ${meant === undefined ? 'there is no such command.' : `did you mean ${meant}?`}`;
}

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

/** Says why nothing was done, and what to type instead. */
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
    case 'known_email':
      return `Somebody who works here signs in with ${refusal.email} already. For a new link use reset --email ${refusal.email}.`;
    case 'unknown_email':
      return `Nobody who works here signs in with ${refusal.email}.`;
    case 'no_panel':
      return `${refusal.name} works in a chat and has no account for the panel.`;
    case 'last_administrator':
      return `${refusal.name} is the only administrator. Make somebody else administrator first.`;
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

function leftSentence({ person, repairs, to, handedBack }: Extract<Left, { ok: true }>): string {
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

/** Lists everybody and everything that is linked, one a line, with times of this zone. */
export function listOf({ people, workplaces, posts }: StaffBook, zone: string): string {
  const time = timeIn(zone);
  const places = (chats: readonly StaffChat[]): string =>
    chats.length === 0 ? 'not linked' : chats.map((chat) => chatOf(chat, time)).join('; ');
  const rows = [
    ['NAME', 'ROLE', 'GARAGES', 'CHATS'],
    ...people.map((one) => [
      one.name,
      one.role,
      garagesOf(one),
      [
        ...(one.panel ? [panelText(one.panel, time)] : []),
        ...(one.panel && one.chats.length === 0 ? [] : [places(one.chats)]),
      ].join('; '),
    ]),
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

function panelText({ email, state, linkUntil, lastSignInAt }: PanelAccess, time: (at: Date) => string): string {
  const link = linkUntil ? `link until ${time(linkUntil)}` : undefined;
  const used = lastSignInAt ? `signed in ${time(lastSignInAt)}` : 'never signed in';
  return [
    email,
    ...(state === 'invited' ? [`invited, ${link ?? 'LINK EXPIRED'}`] : [used, ...(link ? [link] : [])]),
  ].join(', ');
}

function chatOf({ channel, lastHeardAt, reachable }: StaffChat, time: (at: Date) => string): string {
  return `${channel}, ${lastHeardAt ? `heard ${time(lastHeardAt)}` : 'never heard'}${reachable ? '' : ', UNREACHABLE'}`;
}

function timeIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}

/** A refused command; the sentence says what to type instead. */
export class StaffRefusedError extends Error {
  override readonly name = 'StaffRefusedError';
  readonly code = 'refused';
}

/** `out` goes to standard output, `hint` to standard error. */
export type CliOutput = { readonly out: string; readonly hint?: string };

/**
 * Carries out one command in one transaction. Throws StaffRefusedError; then nothing has changed.
 */
export async function runStaffCommand(
  pool: Pool,
  command: StaffCommand,
  publicUrl = 'http://localhost:3000',
): Promise<CliOutput> {
  const home = await ensureHome(pool, newUuid);
  const clock = createProductClock(pool);
  await clock.refresh();
  return retriedTransaction(pool, async (tx) => carryOut(command, await scopeOver(tx, home, clock), publicUrl));
}

type Scope = { readonly store: StaffStore; readonly context: Context; readonly zone: string };

async function scopeOver(
  tx: Tx,
  { organisationId, garageId }: Home,
  clock: ReturnType<typeof createProductClock>,
): Promise<Scope> {
  // These messages carry no invitation, so nothing is signed.
  const turns = storesOver({ clock, newId: newUuid, secret: '' }, tx, 'staff-command');
  const { calendar } = await turns.garageOf(garageId);
  return {
    store: createStaffStore(tx, organisationId, newUuid),
    context: contextFor(turns, clock.now(), newUuid, { simulated: false, homeGarageId: garageId }),
    zone: calendar.zone,
  };
}

async function carryOut(command: StaffCommand, { store, context, zone }: Scope, publicUrl: string): Promise<CliOutput> {
  const { now } = context;
  switch (command.verb) {
    case 'invite':
      return coded(now, (code) => inviteStaff(store, command, code), 'NAME types this in the chat with the bot');
    case 'invite-to-panel':
      return linked(publicUrl, (link) => inviteToPanel(store, command, link));
    case 'reset': {
      const person = personOfEmail(await store.book(now), command.email);
      if (!person) return orThrow<never>({ ok: false, code: 'unknown_email', email: command.email });
      if (command.dropsSecondFactor) orThrow(await dropSecondFactor(store, person, now));
      return linked(publicUrl, (link) => renewLink(store, person, link));
    }
    case 'workplace':
      return coded(now, (code) => inviteWorkplace(store, command, code), 'Type this at NAME, in the chat with the bot');
    case 'posts':
      return coded(
        now,
        (code) => invitePosts(store, command.garageName, code),
        'Type this in the channel for NAME, in a message to the bot',
      );
    case 'list':
      return { out: listOf(await store.book(now), zone) };
    case 'routes':
      return { out: accessTable() };
    case 'revoke':
      return {
        out: leftSentence(orThrow(await revokeStaff(context, store, command, { kind: 'system', part: 'bot' }))),
      };
    case 'revoke-workplace': {
      const { name, garage } = orThrow(await revokeWorkplace(store, command, now));
      return { out: `The chat of ${name} at ${garage} is linked to nobody any more.` };
    }
  }
}

async function coded(now: Date, make: (code: NewCode) => Promise<Invited>, where: string): Promise<CliOutput> {
  const code = newLinkCode(now);
  const { name } = orThrow(await make(code));
  return { out: code.text, hint: `${where.replace('NAME', name)}, once and within 7 days: link ${code.text}` };
}

/** Its time is real, whatever the simulator skips. */
async function linked(publicUrl: string, make: (link: NewCode) => Promise<Invited>): Promise<CliOutput> {
  const link = newSetUpToken(new Date());
  const { name } = orThrow(await make(link));
  return {
    out: `${publicUrl}${paths.setup(link.text)}`,
    hint: `Give ${name} this link: it works once and within 72 hours, to choose a password for the panel.`,
  };
}

function orThrow<T extends { readonly ok: true }>(outcome: T | StaffRefusal): T {
  if (outcome.ok) return outcome;
  throw new StaffRefusedError(refusalSentence(outcome));
}
