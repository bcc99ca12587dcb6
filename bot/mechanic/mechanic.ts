import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { MessageId, NewId, RepairId } from '../../core/ids.ts';
import { plateKey } from '../../core/reading/plate.ts';
import type { Desk, DeskRepair, Scene } from '../../core/scene/scene.ts';
import type { MechanicInput, Step } from '../step.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import { replyWords } from '../wording/mechanic/replies.ts';
import {
  type ActionFor,
  byId,
  byPlate,
  type ChatAboutRepair,
  carCard,
  chatAbout,
  chatOf,
  drawAnew,
  type FoundRepair,
  lineAgain,
  type MechanicChat,
  replyCard,
  replyText,
  steps,
  switchButtons,
  withoutPlate,
} from './chat.ts';
import { actionLabel, reachesCustomer } from './doubt.ts';
import { type CarLine, isCarLine, readLine } from './line.ts';
import { type CarAction, isDeskAction, perform } from './perform.ts';
import { aboutPhoto, askWhere, attachSteps, isAnswered, photoCard } from './photo.ts';
import { plateOfTap, registerLine, registerTap } from './register.ts';
import type { MechanicLine, Typed } from './typed/line.ts';
import { parseLine } from './typed/parse.ts';

type Content = MechanicInput['content'];

/** Characters of a message that are read, so that no line occupies the process. */
const MAX_LETTERS = 4_096;
type Tap = Extract<Content, { kind: 'choice' }>;

/** A mechanic's message or tap, with its text read: a line, a caption, or the line of a button. */
export type ReadInput = MechanicInput & { readonly typed: Typed | undefined };

/**
 * Reads the text that came in, once for the turn; it means the same before a car is found and
 * after.
 */
export function readTyped(input: MechanicInput, desk: Desk): ReadInput {
  const { clock, options } = chatOf(desk);
  const text = textOf(input.content);
  const isRead = text !== undefined && text.length <= MAX_LETTERS;
  return { ...input, typed: isRead ? { text, line: parseLine(text, clock, options) } : undefined };
}

function textOf(content: Content): string | undefined {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'media':
      return content.caption;
    case 'choice':
      if (content.action.do === 'line') return content.action.text;
      return content.action.do === 'photo' ? content.action.caption : undefined;
    case 'unsupported':
      return undefined;
    default:
      return assertNever(content);
  }
}

/** Returns the key of the plate that a line, a caption or a card's button registers. */
export function plateToRegister({ content, typed }: ReadInput): string | undefined {
  if (content.kind !== 'choice') return plateOfNew(typed);
  const { action, values } = content;
  if (action.do === 'register') return plateOfTap(action, values).plateKey;
  return action.do === 'line' ? plateOfNew(typed) : undefined;
}

function plateOfNew(typed: Typed | undefined): string | undefined {
  const line = typed?.line;
  return line?.kind === 'new' && line.plateText !== undefined ? plateKey(line.plateText) : undefined;
}

/** Finds the repair that it is about, or asks for it. */
export function aboutRepair({ messageId, content, typed }: ReadInput, desk: Desk): FoundRepair {
  const chat = chatOf(desk);
  const text = textOf(content);
  if (text !== undefined && !typed) return steps(replyText(chat, chat.words.tooLong(text.length, MAX_LETTERS)));
  switch (content.kind) {
    case 'text':
      return aboutLine(chat, typed);
    case 'choice': {
      const about = aboutTap(chat, content, typed);
      return about.kind === 'steps' ? steps([...acknowledged(content), ...about.steps]) : about;
    }
    case 'media':
      return aboutPhoto(chat, messageId, content, typed);
    case 'unsupported':
      return steps(replyText(chat, chat.words.unsupported));
    default:
      return assertNever(content);
  }
}

function acknowledged({ tap }: Tap): readonly Step[] {
  return tap === undefined ? [] : [{ do: 'acknowledge', tap }];
}

function aboutLine(chat: MechanicChat, typed: Typed | undefined): FoundRepair {
  if (!typed) return steps([]);
  const { desk, words } = chat;
  const { line, text } = typed;
  if (!isCarLine(line)) return steps(deskSteps(chat, line));
  if (line.plateText !== undefined) return byPlate(chat, line.plateText, lineAgain(text));
  if (line.kind !== 'undo') return withoutPlate(chat, lineAgain(text));
  return desk.lastAct ? byId(chat, desk.lastAct.repairId) : steps(replyText(chat, words.undo.nothing));
}

/** Answers a line that is about no open car. */
function deskSteps(chat: MechanicChat, line: Exclude<MechanicLine, CarLine>): readonly Step[] {
  const { desk, words } = chat;
  switch (line.kind) {
    case 'new':
      return registerLine(chat, line);
    case 'mine':
    case 'all':
      return listSteps(chat, line.kind);
    case 'help':
      return replyCard(chat, { title: words.helpTitle, text: words.help, buttons: switchButtons(chat) });
    case 'link':
      return replyText(chat, words.linkedAlready(shownWords(desk.staff.name, 40)));
    case 'language':
      return languageSteps(chat, line.language);
    default:
      return assertNever(line);
  }
}

function aboutTap(
  chat: MechanicChat,
  { action, values, standing, parts = [] }: Tap,
  typed: Typed | undefined,
): FoundRepair {
  const { desk, words } = chat;
  if ('repairId' in action && action.repairId !== undefined) return byId(chat, action.repairId);
  if (action.do === 'nothing') return steps([]);
  if (standing !== 'live') return steps(replyText(chat, words.oldButton));
  switch (action.do) {
    case 'register':
      return steps(registerTap(chat, action, values));
    case 'line':
      return aboutLine(chat, typed);
    case 'language':
      return steps(languageSteps(chat, action.language));
    case 'photo': {
      const { photo, plateKey } = action;
      const chosen: ActionFor = (repairId) => ({ do: 'photo', photo, repairId });
      return plateKey === undefined ? withoutPlate(chat, chosen) : byPlate(chat, plateKey, chosen);
    }
    case 'photo-where':
      return steps(askWhere(chat, action.photo, parts));
    case 'undo': {
      const repairId = action.of?.repairId ?? desk.lastAct?.repairId;
      return repairId ? byId(chat, repairId) : steps(replyText(chat, words.undo.nothing));
    }
    default:
      return steps(replyText(chat, words.oldButton));
  }
}

/** Returns what follows for that repair; `scene` is that of its conversation. */
export function mechanicSteps(
  { messageId, content, typed }: ReadInput,
  desk: Desk,
  scene: Scene,
  repairId: RepairId,
  newId: NewId,
): readonly Step[] {
  const view = scene.repairs.find(({ repair }) => repair.repairId === repairId);
  if (!view) {
    const { words, ...chat } = chatOf(desk);
    return replyCard({ ...chat, words }, { title: words.closedTitle, text: words.closed });
  }
  const parts = 'parts' in content ? (content.parts ?? []) : [];
  const chat = chatAbout(desk, { scene, view, newId, parts });
  if (content.kind === 'text') return lineSteps(chat, typed, false);
  if (content.kind === 'media') {
    const quiet = isAnswered(chat, messageId, content);
    return photoSteps(chat, { photo: messageId, caption: typed, isAlbum: content.isAlbum, quiet, chosen: false });
  }
  return content.kind === 'choice' ? [...acknowledged(content), ...tapSteps(chat, content, typed)] : [];
}

function tapSteps(chat: ChatAboutRepair, { action, values, standing }: Tap, typed: Typed | undefined): readonly Step[] {
  if (standing !== 'live') return [...carCard(chat, { text: chat.words.oldCard }), drawAnew(chat)];
  if (action.do === 'line') return lineSteps(chat, typed, action.repairId !== undefined);
  if (action.do === 'photo') {
    const { photo } = action;
    return photoSteps(chat, { photo, caption: typed, isAlbum: chat.parts.length > 1, quiet: false, chosen: true });
  }
  if (isDeskAction(action)) return [];
  return perform(chat, action, values);
}

type SentPhoto = {
  readonly photo: MessageId;
  readonly caption: Typed | undefined;
  readonly isAlbum: boolean;
  /** No card answers it, because another part of the album was answered. */
  readonly quiet: boolean;
  readonly chosen: boolean;
};

/** Puts the photo with the car first, so that it is part of a quote in its caption. */
function photoSteps(chat: ChatAboutRepair, { photo, caption, isAlbum, quiet, chosen }: SentPhoto): readonly Step[] {
  const attached = attachSteps(chat, chat.parts);
  if (attached === 'sent') return carCard(chat, { text: chat.words.photo.sentAlready });
  const words = caption?.line.kind === 'plain' ? caption.line.text || undefined : undefined;
  return [
    ...attached,
    ...(quiet ? [] : photoCard(chat, photo, isAlbum, words)),
    ...(caption ? captionSteps(chat, caption, chosen) : []),
  ];
}

/** Carries out a caption that is a command; any other words belong to the photo. */
function captionSteps(chat: ChatAboutRepair, caption: Typed, chosen: boolean): readonly Step[] {
  const { line } = caption;
  if (!isCarLine(line)) return line.kind === 'new' ? [] : deskSteps(chat, line);
  if (line.kind === 'show' || (line.kind === 'plain' && line.suggestion === undefined)) return [];
  return lineSteps(chat, caption, chosen);
}

/** `chosen` is true after a tap that chose the car, which counts like a plate. */
function lineSteps(chat: ChatAboutRepair, typed: Typed | undefined, chosen: boolean): readonly Step[] {
  const line = typed?.line;
  if (!line || !isCarLine(line)) return [];
  const read = readLine(line, chat);
  if (read.kind === 'ask') return carCard(chat, { subtitle: customerLine(chat), ...read.card });
  const action = read.action as CarAction;
  return mayActAtOnce(chat, line, action, chosen) ? perform(chat, action, {}) : confirm(chat, action);
}

/** Undo is about the last act, also when the last card is of another car. */
function mayActAtOnce(chat: ChatAboutRepair, line: CarLine, action: CarAction, chosen: boolean): boolean {
  if (chosen || line.plateText !== undefined || action.do === 'undo') return true;
  if (isQuestion(action)) return true;
  return chat.desk.focus === chat.repairId && !reachesCustomer(action);
}

/** True if all that follows is a card that asks, with the car on it. */
function isQuestion(action: CarAction): boolean {
  return (
    action.do === 'show' ||
    action.do === 'price' ||
    (action.do === 'cancel' && !action.sure) ||
    (action.do === 'promise' && action.at === undefined) ||
    ((action.do === 'say' || action.do === 'note' || action.do === 'found') && action.text === undefined)
  );
}

function customerLine({ format, customer }: ChatAboutRepair): string {
  return `${format.words.customer}: ${customer}`;
}

/** Asks for one tap, under the car and its customer. */
function confirm(chat: ChatAboutRepair, action: CarAction): readonly Step[] {
  const { words, customer } = chat;
  const label = actionLabel(chat, action);
  const typed = action.do === 'say' || action.do === 'note' || action.do === 'found' ? action.text : undefined;
  return carCard(chat, {
    subtitle: customerLine(chat),
    text: words.confirm(label, customer, typed === undefined ? undefined : shownWords(typed)),
    buttons: [{ label, action, style: 'primary' }],
  });
}

const maxListed = 10;

/** Lists open repairs, each with a button that shows its card. */
function listSteps(chat: MechanicChat, whose: 'mine' | 'all'): readonly Step[] {
  const { desk, words } = chat;
  const listed =
    whose === 'all' ? desk.repairs : desk.repairs.filter(({ mechanicId }) => mechanicId === desk.staff.staffId);
  const title = whose === 'all' ? words.allCars(listed.length) : words.myCars(listed.length);
  if (listed.length === 0)
    return replyCard(chat, {
      title,
      text: desk.repairs.length === 0 ? words.howToBegin : words.seeAll,
      buttons: switchButtons(chat),
    });
  const others = switchButtons(chat);
  const shown = listed.slice(0, maxListed - others.length);
  return replyCard(chat, {
    title,
    ...(listed.length > shown.length ? { text: words.more(listed.length - shown.length) } : {}),
    lines: shown.map((car) => ({ text: lineOf(chat, car), state: 'plain' })),
    buttons: [
      ...shown.map((car) => ({ label: car.plate, action: { do: 'show', repairId: car.repairId } }) as const),
      ...others,
    ],
  });
}

function lineOf({ words, format }: MechanicChat, car: DeskRepair): string {
  return [
    shortCarName(car),
    shownWords(car.customerName, 40),
    car.waitsFor ? words.listed.waitsFor[car.waitsFor] : words.listed.status[car.status],
    car.promisedAt && car.status !== 'completed' ? words.listed.promised(format.when(car.promisedAt)) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

const languages: readonly Language[] = ['nl', 'en'];

/** Changes the language, beginning with this answer; without one it is asked, in both. */
function languageSteps(chat: MechanicChat, language: Language | undefined): readonly Step[] {
  const { staffId } = chat.desk.staff;
  const { addressId } = chat.desk;
  if (language === undefined)
    return replyCard(chat, {
      title: chat.words.whichLanguage,
      buttons: languages.map((one) => ({
        label: replyWords[one].languageName,
        action: { do: 'language', language: one },
      })),
    });
  return [
    { do: 'speak-to-staff', staffId, addressId, language },
    { do: 'reply', addressId, reply: { text: replyWords[language].spokenFromNow } },
  ];
}
