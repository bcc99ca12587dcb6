import type { Language } from '../../core/customer/address.ts';
import { assertNever } from '../../core/decision.ts';
import type { MessageId, NewId, RepairId } from '../../core/ids.ts';
import type { Desk, DeskRepair, Scene } from '../../core/scene/scene.ts';
import type { MechanicInput, Step } from '../step.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import { interpretWords } from '../wording/mechanic/replies.ts';
import {
  type About,
  type AtCar,
  type AtDesk,
  atCar,
  atDesk,
  byId,
  byPlate,
  type Chosen,
  carCard,
  drawAnew,
  lineAgain,
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
import { registerLine, registerTap } from './register.ts';
import type { MechanicLine, Typed } from './typed/line.ts';
import { parseLine } from './typed/parse.ts';
import { plateKey } from './typed/plates.ts';

type Content = MechanicInput['content'];
type Tap = Extract<Content, { kind: 'choice' }>;

/** What a mechanic did in a chat, with the text of it read: a line, a caption, or what a button runs. */
export type ReadInput = MechanicInput & { readonly typed: Typed | undefined };

/** Reads the text that came in, once for the whole turn: it means the same to every repair of the desk. */
export function readTyped(input: MechanicInput, desk: Desk): ReadInput {
  const { clock, options } = atDesk(desk);
  const text = textOf(input.content);
  return { ...input, typed: text === undefined ? undefined : { text, line: parseLine(text, clock, options) } };
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

/** The key of the plate that a line, a caption or a card's button registers; undefined for everything else. */
export function plateToRegister({ content, typed }: ReadInput): string | undefined {
  if (content.kind !== 'choice') return plateOfNew(typed);
  const { action, values } = content;
  if (action.do === 'register') return plateKey(values.plate ?? '') || action.plateKey;
  return action.do === 'line' ? plateOfNew(typed) : undefined;
}

function plateOfNew(typed: Typed | undefined): string | undefined {
  const line = typed?.line;
  return line?.kind === 'new' && line.plateText !== undefined ? plateKey(line.plateText) : undefined;
}

/** Which repair a line or tap is about, or the steps that ask. */
export function aboutRepair({ messageId, content, typed }: ReadInput, desk: Desk): About {
  const at = atDesk(desk);
  switch (content.kind) {
    case 'text':
      return aboutLine(at, typed);
    case 'choice': {
      const about = aboutTap(at, content, typed);
      return about.kind === 'steps' ? steps([...acknowledged(content), ...about.steps]) : about;
    }
    case 'media':
      return aboutPhoto(at, messageId, content, typed);
    case 'unsupported':
      return steps(replyText(at, at.say.unsupported));
    default:
      return assertNever(content);
  }
}

function acknowledged({ tap }: Tap): readonly Step[] {
  return tap === undefined ? [] : [{ do: 'acknowledge', tap }];
}

function aboutLine(at: AtDesk, typed: Typed | undefined): About {
  if (!typed) return steps([]);
  const { desk, say } = at;
  const { line, text } = typed;
  if (!isCarLine(line)) return steps(deskSteps(at, line));
  if (line.plateText !== undefined) return byPlate(at, line.plateText, lineAgain(text));
  if (line.kind !== 'undo') return withoutPlate(at, lineAgain(text));
  return desk.lastAct ? byId(at, desk.lastAct.repairId) : steps(replyText(at, say.undo.nothing));
}

/** A line that is about no car that is open. */
function deskSteps(at: AtDesk, line: Exclude<MechanicLine, CarLine>): readonly Step[] {
  const { desk, say } = at;
  switch (line.kind) {
    case 'new':
      return registerLine(at, line);
    case 'mine':
    case 'all':
      return listSteps(at, line.kind);
    case 'help':
      return replyCard(at, { title: say.helpTitle, text: say.help, buttons: switchButtons(at) });
    case 'link':
      return replyText(at, say.linkedAlready(shownWords(desk.staff.name, 40)));
    case 'language':
      return languageSteps(at, line.language);
    default:
      return assertNever(line);
  }
}

function aboutTap(at: AtDesk, { action, values, standing, parts = [] }: Tap, typed: Typed | undefined): About {
  const { desk, say } = at;
  if ('repairId' in action && action.repairId !== undefined) return byId(at, action.repairId);
  if (action.do === 'nothing') return steps([]);
  if (standing !== 'live') return steps(replyText(at, say.oldButton));
  switch (action.do) {
    case 'register':
      return steps(registerTap(at, action, values));
    case 'line':
      return aboutLine(at, typed);
    case 'language':
      return steps(languageSteps(at, action.language));
    case 'photo': {
      const { photo, plateKey } = action;
      const chosen: Chosen = (repairId) => ({ do: 'photo', photo, repairId });
      return plateKey === undefined ? withoutPlate(at, chosen) : byPlate(at, plateKey, chosen);
    }
    case 'photo-where':
      return steps(askWhere(at, action.photo, parts));
    case 'undo': {
      const repairId = action.of?.repairId ?? desk.lastAct?.repairId;
      return repairId ? byId(at, repairId) : steps(replyText(at, say.undo.nothing));
    }
    default:
      return steps(replyText(at, say.oldButton));
  }
}

/** What follows for that repair; `scene` is its conversation's. */
export function mechanicSteps(
  { messageId, content, typed }: ReadInput,
  desk: Desk,
  scene: Scene,
  repairId: RepairId,
  newId: NewId,
): readonly Step[] {
  const view = scene.repairs.find(({ repair }) => repair.repairId === repairId);
  if (!view) {
    const { say, ...at } = atDesk(desk);
    return replyCard({ ...at, say }, { title: say.closedTitle, text: say.closed });
  }
  const parts = 'parts' in content ? (content.parts ?? []) : [];
  const at = atCar(desk, { scene, view, newId, parts });
  if (content.kind === 'text') return lineSteps(at, typed, false);
  if (content.kind === 'media') {
    const quiet = isAnswered(at, messageId, content);
    return photoSteps(at, { photo: messageId, caption: typed, isAlbum: content.isAlbum, quiet, chosen: false });
  }
  return content.kind === 'choice' ? [...acknowledged(content), ...tapSteps(at, content, typed)] : [];
}

function tapSteps(at: AtCar, { action, values, standing }: Tap, typed: Typed | undefined): readonly Step[] {
  if (standing !== 'live') return [...carCard(at, { text: at.say.oldCard }), drawAnew(at)];
  if (action.do === 'line') return lineSteps(at, typed, action.repairId !== undefined);
  if (action.do === 'photo') {
    const { photo } = action;
    return photoSteps(at, { photo, caption: typed, isAlbum: at.parts.length > 1, quiet: false, chosen: true });
  }
  if (isDeskAction(action)) return [];
  return perform(at, action, values);
}

type SentPhoto = {
  readonly photo: MessageId;
  readonly caption: Typed | undefined;
  readonly isAlbum: boolean;
  /** Without an answer of its own. */
  readonly quiet: boolean;
  readonly chosen: boolean;
};

/** The photo is put with the car first, so that it is part of a quote in its caption. */
function photoSteps(at: AtCar, { photo, caption, isAlbum, quiet, chosen }: SentPhoto): readonly Step[] {
  const attached = attachSteps(at, at.parts);
  if (attached === 'sent') return carCard(at, { text: at.say.photo.sentAlready });
  const words = caption?.line.kind === 'plain' ? caption.line.text || undefined : undefined;
  return [
    ...attached,
    ...(quiet ? [] : photoCard(at, photo, isAlbum, words)),
    ...(caption ? captionSteps(at, caption, chosen) : []),
  ];
}

/** A caption that is a command is carried out; any other words belong to the photo. */
function captionSteps(at: AtCar, caption: Typed, chosen: boolean): readonly Step[] {
  const { line } = caption;
  if (!isCarLine(line)) return line.kind === 'new' ? [] : deskSteps(at, line);
  if (line.kind === 'show' || (line.kind === 'plain' && line.suggestion === undefined)) return [];
  return lineSteps(at, caption, chosen);
}

/** `chosen`: the car was chosen by a tap, which counts like a plate. */
function lineSteps(at: AtCar, typed: Typed | undefined, chosen: boolean): readonly Step[] {
  const line = typed?.line;
  if (!line || !isCarLine(line)) return [];
  const read = readLine(line, at);
  if (read.kind === 'ask') return carCard(at, { subtitle: customerLine(at), ...read.card });
  const action = read.action as CarAction;
  return mayActAtOnce(at, line, action, chosen) ? perform(at, action, {}) : confirm(at, action);
}

/** Undo is about the last act, whatever the car of the last card is. */
function mayActAtOnce(at: AtCar, line: CarLine, action: CarAction, chosen: boolean): boolean {
  if (chosen || line.plateText !== undefined || action.do === 'undo') return true;
  if (isQuestion(action)) return true;
  return at.desk.focus === at.repairId && !reachesCustomer(action);
}

/** Whether all that follows is a card that asks, with the car on it. */
function isQuestion(action: CarAction): boolean {
  return (
    action.do === 'show' ||
    action.do === 'price' ||
    (action.do === 'cancel' && !action.sure) ||
    (action.do === 'promise' && action.at === undefined) ||
    ((action.do === 'say' || action.do === 'note' || action.do === 'found') && action.text === undefined)
  );
}

function customerLine({ by, customer }: AtCar): string {
  return `${by.say.customer}: ${customer}`;
}

/** One tap, under the car and its customer. */
function confirm(at: AtCar, action: CarAction): readonly Step[] {
  const { say, customer } = at;
  const label = actionLabel(at, action);
  const words = action.do === 'say' || action.do === 'note' || action.do === 'found' ? action.text : undefined;
  return carCard(at, {
    subtitle: customerLine(at),
    text: say.confirm(label, customer, words === undefined ? undefined : shownWords(words)),
    buttons: [{ label, action, style: 'primary' }],
  });
}

const most = 10;

/** The open repairs of this mechanic, or of everybody, each with a button that shows its card. */
function listSteps(at: AtDesk, whose: 'mine' | 'all'): readonly Step[] {
  const { desk, say } = at;
  const listed =
    whose === 'all' ? desk.repairs : desk.repairs.filter(({ mechanicId }) => mechanicId === desk.staff.staffId);
  const title = whose === 'all' ? say.allCars(listed.length) : say.myCars(listed.length);
  if (listed.length === 0)
    return replyCard(at, {
      title,
      text: desk.repairs.length === 0 ? say.howToBegin : say.seeAll,
      buttons: switchButtons(at),
    });
  const others = switchButtons(at);
  const shown = listed.slice(0, most - others.length);
  return replyCard(at, {
    title,
    ...(listed.length > shown.length ? { text: say.more(listed.length - shown.length) } : {}),
    lines: shown.map((car) => ({ text: lineOf(at, car), state: 'plain' })),
    buttons: [
      ...shown.map((car) => ({ label: car.plate, action: { do: 'show', repairId: car.repairId } }) as const),
      ...others,
    ],
  });
}

function lineOf({ say, by }: AtDesk, car: DeskRepair): string {
  return [
    shortCarName(car),
    shownWords(car.customerName, 40),
    car.waitsFor ? say.listed.waitsFor[car.waitsFor] : say.listed.status[car.status],
    car.promisedAt && car.status !== 'completed' ? say.listed.promised(by.when(car.promisedAt)) : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

const languages: readonly Language[] = ['nl', 'en'];

/** Answers in the language that was asked for, from this answer on; without one it is asked, in both. */
function languageSteps(at: AtDesk, language: Language | undefined): readonly Step[] {
  const { staffId } = at.desk.staff;
  const { addressId } = at.desk;
  if (language === undefined)
    return replyCard(at, {
      title: at.say.whichLanguage,
      buttons: languages.map((one) => ({
        label: interpretWords[one].languageName,
        action: { do: 'language', language: one },
      })),
    });
  return [
    { do: 'speak-to-staff', staffId, addressId, language },
    { do: 'reply', addressId, reply: { text: interpretWords[language].spokenFromNow } },
  ];
}
