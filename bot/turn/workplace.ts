import type { InboundContent } from '../../channels/channel.ts';
import { shiftEnds } from '../../core/calendar.ts';
import type { Language } from '../../core/customer/address.ts';
import type { Actor, StaffId } from '../../core/ids.ts';
import type { HeldMessage, WhoQuestion, Workplace } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import { dutyCard, type Lettered, lettered, meantBy, movedCard, whoCard } from '../cards/workplace-card.ts';
import { formatTime, shownWords } from '../wording/format.ts';
import { workplaceWords } from '../wording/mechanic/chats.ts';
import type { Turn } from './context.ts';
import { keepPicture, mechanicTurn, type StaffMessage, workAt } from './mechanic.ts';
import { keepMessage, mediaKind, somebody } from './record.ts';
import { codeIn } from './stranger.ts';
import { languageHere, reply, replyHere } from './tell-staff.ts';

const switchLine = /^\s*(?:wissel|switch)\s*(?:[.!]\s*)?$/i;

type Tapped = { readonly action: MechanicAction; readonly label: string };

/**
 * Handles a message in a chat that several mechanics share: the one on duty acts; while nobody is,
 * the chat asks who it is.
 */
export async function workplaceTurn(turn: Turn, place: Workplace): Promise<void> {
  const { party, message } = turn;
  const { content } = message;
  const tapped = await tappedHere(turn);
  if (tapped?.action.do === 'duty') return chosenTurn(turn, place, tapped.action.staffId);
  if (tapped?.action.do === 'switch' || (content.kind === 'text' && switchLine.test(content.text)))
    return switchTurn(turn, place);
  if (codeIn(content)) {
    await record(turn);
    return replyHere(turn, workplaceWords[languageHere(turn)].linkedAlready(shownWords(place.name, 60)));
  }
  return party.staffId ? mechanicTurn(turn) : unknownTurn(turn, place, tapped?.label);
}

/** Finds the tapped button, if it was made for this chat. */
async function tappedHere({ store, party, message: { content } }: Turn): Promise<Tapped | undefined> {
  const known = content.kind === 'choice' ? await store.findChoice(content.token) : undefined;
  return known?.addressId === party.addressId
    ? { action: known.action as MechanicAction, label: known.label }
    : undefined;
}

async function record(turn: Turn): Promise<void> {
  const { store, party, sender, context, message } = turn;
  const by: Actor = party.staffId ? { kind: 'staff', staffId: party.staffId, role: 'mechanic' } : somebody;
  await store.noteHeard(party.addressId, sender, context.now);
  await keepMessage(turn, by, 'staff');
  if (message.content.kind === 'choice' && message.content.tap !== undefined)
    context.afterCommit.push({ do: 'acknowledge', tap: message.content.tap });
}

/**
 * Handles a message while nobody is on duty: letters or a name answer the question, anything else
 * waits for the answer.
 */
async function unknownTurn(turn: Turn, place: Workplace, label: string | undefined): Promise<void> {
  const { store, party, messageId, message } = turn;
  const { content, at } = message;
  const people = content.kind === 'text' ? lettered(await store.mechanicsAt(party.addressId)) : [];
  const meant = content.kind === 'text' ? meantBy(content.text, people) : undefined;
  if (meant) return chosenTurn(turn, place, meant.staffId);
  await record(turn);
  await keepPicture(turn);
  if (content.kind === 'edited' || content.kind === 'reaction') return;
  await ask(turn, place, { messageId, at, said: nameOf(content, label, languageHere(turn)), content: kept(content) });
}

/** A tap is acknowledged when it comes, and not once more when it is carried out. */
function kept(content: InboundContent): InboundContent {
  if (content.kind !== 'choice') return content;
  const { tap: _, ...rest } = content;
  return rest;
}

function nameOf(content: InboundContent, label: string | undefined, language: Language): string {
  const words = workplaceWords[language];
  switch (content.kind) {
    case 'text':
      return shownWords(content.text, 80);
    case 'media': {
      const what = mediaKind(content.media.mimeType) === 'photo' ? words.photo : words.something;
      return content.caption ? `${what}, ${shownWords(content.caption, 60)}` : what;
    }
    case 'choice':
      return label ? shownWords(label, 60) : words.button;
    default:
      return words.something;
  }
}

async function switchTurn(turn: Turn, place: Workplace): Promise<void> {
  await record(turn);
  // While nobody is on duty, messages that wait for an answer go on waiting.
  if (turn.party.staffId) await turn.store.endDuty(turn.party.addressId);
  await ask(turn, place, undefined);
}

/** Puts a person on duty and carries out what was typed before. */
async function chosenTurn(turn: Turn, place: Workplace, staffId: StaffId): Promise<void> {
  const { store, party, context } = turn;
  await record(turn);
  const person = lettered(await store.mechanicsAt(party.addressId)).find((one) => one.staffId === staffId);
  if (!person) {
    await replyHere(turn, workplaceWords[languageHere(turn)].notHere);
    return ask(turn, place, undefined);
  }
  const { question, fresh, missed } = await waiting(turn, place);
  // A double tap, or an old card of the person who is on duty anyway.
  if (!question && party.staffId === staffId) return;
  await begin(turn, place, person, missed);
  // Each message finds the desk as the one before it left it.
  for (const one of fresh) await workAt(turn, await store.loadDesk(party.addressId, context.now), messageOf(one));
}

function messageOf({ messageId, at, content }: HeldMessage): StaffMessage {
  return { messageId, at, content: content as InboundContent };
}

async function begin(turn: Turn, place: Workplace, person: Lettered, missed: readonly string[]): Promise<void> {
  const { store, party, context, message } = turn;
  const { addressId } = party;
  const question = await store.whoAsked(addressId);
  const { calendar, settings } = await store.garageOf(place.garageId);
  const until = shiftEnds(calendar, context.now, settings.dutyMs);
  await store.beginDuty(addressId, person.staffId, until);
  const card = dutyCard(place.name, person, formatTime(until, calendar.zone, person.language), missed);
  const edits = question?.messageId;
  if (edits) await reply(context, { addressId, reply: { card }, edits });
  // A person who typed looks below, where an edit is not seen.
  if (!edits || message.content.kind === 'text') await reply(context, { addressId, reply: { card } });
}

/** More than anybody types without looking at the answers. */
const maxKept = 20;

/** Asks who is on duty, below what was written, and keeps that message until the answer. */
async function ask(turn: Turn, place: Workplace, said: HeldMessage | undefined): Promise<void> {
  const { store, party, context, channel } = turn;
  const { addressId } = party;
  const language = languageHere(turn);
  const before = await waiting(turn, place);
  if (said && isAnswered(before.fresh, said)) return;
  if (said && before.fresh.length >= maxKept) return replyHere(turn, workplaceWords[language].tooMuch);
  const meanwhile = [...before.fresh, ...(said ? [said] : [])];
  if (before.question) await fold(turn, place, before.question, language);
  const card = whoCard(
    {
      place: place.name,
      people: lettered(await store.mechanicsAt(addressId)),
      maxButtons: channel.capabilities.choices.max,
      said: meanwhile.map((one) => one.said),
      missed: before.missed,
    },
    language,
  );
  const messageId = await reply(context, { addressId, reply: { card } });
  await store.askWho(addressId, { messageId, meanwhile }, context.now);
}

type Waiting = {
  readonly question: WhoQuestion | undefined;
  readonly fresh: readonly HeldMessage[];
  /** Messages that are too old to be carried out. */
  readonly missed: readonly string[];
};

/** Splits what waits into messages that still count and those that are too old to be meant. */
async function waiting({ store, party, context: { now } }: Turn, { garageId }: Workplace): Promise<Waiting> {
  const question = await store.whoAsked(party.addressId);
  const { meanwhile = [] } = question ?? {};
  if (meanwhile.length === 0) return { question, fresh: [], missed: [] };
  const { focusMs } = (await store.garageOf(garageId)).settings;
  const isFresh = ({ at }: HeldMessage): boolean => now.getTime() - new Date(at).getTime() < focusMs;
  const missed = meanwhile.filter((one) => !isFresh(one)).map(({ said }) => said);
  return { question, fresh: meanwhile.filter(isFresh), missed };
}

/** True for a later part of an album, because the first part stands for all. */
function isAnswered(kept: readonly HeldMessage[], said: HeldMessage): boolean {
  const album = albumOf(said);
  return album !== undefined && kept.some((one) => albumOf(one) === album);
}

function albumOf({ content }: HeldMessage): string | undefined {
  const said = content as InboundContent;
  return said.kind === 'media' ? said.album : undefined;
}

async function fold(
  { context, party }: Turn,
  place: Workplace,
  { messageId: edits }: WhoQuestion,
  language: Language,
): Promise<void> {
  const card = movedCard(place.name, language);
  await reply(context, { addressId: party.addressId, reply: { card }, edits });
}
