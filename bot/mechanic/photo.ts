import type { AlbumPart } from '../../core/application/party.ts';
import type { MessageId } from '../../core/ids.ts';
import { formatPlate, plateKey } from '../../core/reading/plate.ts';
import { priceInText } from '../../core/reading/price-in-text.ts';
import { currentVersion, openQuote } from '../../core/repair/guard.ts';
import { maxPhotos } from '../../core/repair/photos.ts';
import type { RepairCommand } from '../../core/repair/repair.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import { type MechanicInput, type Step, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import {
  type ActionFor,
  byId,
  byPlate,
  type ChatAboutRepair,
  carCard,
  type FoundRepair,
  isOpenHere,
  listenerName,
  type MechanicChat,
  offer,
  ownCars,
  replyCard,
  replyText,
  steps,
  withoutPlate,
} from './chat.ts';
import { registerLine } from './register.ts';
import { endQuestions, raiseForService, reachNow } from './say.ts';
import type { Typed } from './typed/line.ts';
import { undoButton } from './undo.ts';

type Media = Extract<MechanicInput['content'], { kind: 'media' }>;

/**
 * Finds the car of a photo: the one in its caption, that of its album, or that of the last card.
 */
export function aboutPhoto(
  chat: MechanicChat,
  photo: MessageId,
  { isPhoto, caption, parts }: Media,
  typed: Typed | undefined,
): FoundRepair {
  const before = parts.filter(({ messageId }) => messageId !== photo);
  // Files that were sent together are refused together.
  if (!isPhoto) return steps(before.some(({ kept }) => !kept) ? [] : replyText(chat, chat.words.photo.noPhoto));
  const line = typed?.line;
  if (line?.kind === 'new') return steps([...registerLine(chat, line), ...askLater(chat, photo, line.plateText)]);
  const plateText = line && 'plateText' in line ? line.plateText : undefined;
  if (plateText !== undefined) {
    const about = byPlate(chat, plateText, itsCar(photo, caption));
    return about.kind === 'repair' || isOpenHere(chat, plateText)
      ? about
      : steps([...about.steps, ...askLater(chat, photo, plateText)]);
  }
  const first = before.find(({ kept }) => kept);
  // An album gets one answer: while its car is asked, that question is about all of it.
  if (first) return first.repairId ? byId(chat, first.repairId) : steps([]);
  return withoutPlate(chat, itsCar(photo, caption));
}

function itsCar(photo: MessageId, caption?: string): ActionFor {
  return (repairId) => ({ do: 'photo', photo, repairId, ...(caption === undefined ? {} : { caption }) });
}

/** Offers to put the photo with its car later, because that is not registered yet. */
function askLater(chat: MechanicChat, photo: MessageId, plateText: string | undefined): readonly Step[] {
  const { words } = chat;
  const plate: MechanicButton[] =
    plateText === undefined
      ? []
      : [
          {
            label: words.photo.with(formatPlate(plateText), false),
            action: { do: 'photo', photo, plateKey: plateKey(plateText) },
          },
        ];
  return replyCard(chat, {
    title: words.photo.kept,
    text: words.photo.notYet,
    buttons: [...plate, { label: words.buttons.anotherCar, action: { do: 'photo-where', photo } }],
  });
}

/** Asks which other car a photo is of. */
export function askWhere(chat: MechanicChat, photo: MessageId, parts: readonly AlbumPart[]): readonly Step[] {
  const { desk, words } = chat;
  const others = desk.repairs.filter(({ repairId }) => parts.every((part) => part.repairId !== repairId));
  const mine = ownCars(desk).filter((car) => others.includes(car));
  return offer(chat, words.photo.whichCar, mine.length > 0 ? mine : others, itsCar(photo), words.photo.more);
}

/** True if the car has other parts of the same album, so that this one needs no answer. */
export function isAnswered({ repairId }: ChatAboutRepair, photo: MessageId, { parts }: Media): boolean {
  return parts.some((part) => part.messageId !== photo && part.repairId === repairId);
}

/** Puts photos with the car. They leave another car, unless its customer has seen them there. */
export function attachSteps(chat: ChatAboutRepair, parts: readonly AlbumPart[]): readonly Step[] | 'sent' {
  const { repairId } = chat;
  const others = parts.filter((part) => part.kept && part.repairId !== repairId);
  if (others.some(({ sent }) => sent)) return 'sent';
  const moved = (type: 'AttachPhoto' | 'DetachPhoto', to: typeof repairId, messageId: MessageId): Step => {
    const one: RepairCommand = { type, data: { repairId: to, messageId }, meta: chat.meta };
    return toRepair(one);
  };
  return others.flatMap(({ messageId, repairId: from }) => [
    ...(from ? [moved('DetachPhoto', from, messageId)] : []),
    moved('AttachPhoto', repairId, messageId),
  ]);
}

/** Says which car a photo is with and what becomes of it. */
export function photoCard(
  chat: ChatAboutRepair,
  photo: MessageId,
  several: boolean,
  caption: string | undefined,
): readonly Step[] {
  const { desk, view, repairId, words } = chat;
  const open = openQuote(view.repair);
  const goesAlong = open !== undefined && currentVersion(open)?.standing.status === 'draft';
  const alone: MechanicButton[] = goesAlong
    ? []
    : [
        {
          label: words.buttons.toCustomer,
          action: { do: 'send-photo', repairId, photo, ...(caption === undefined ? {} : { words: caption }) },
        },
      ];
  const others = desk.repairs.some((car) => car.repairId !== repairId);
  const move: MechanicButton[] = others
    ? [{ label: words.buttons.anotherCar, action: { do: 'photo-where', photo } }]
    : [];
  const text = goesAlong ? words.photo.goesAlong : words.photo.waits;
  return carCard(chat, {
    title: words.photo.with(shortCarName(view.vehicle), several),
    text: others ? `${text} ${words.photo.anotherAsks}` : text,
    buttons: [...alone, ...move],
  });
}

type SendPhoto = Extract<MechanicAction, { do: 'send-photo' }>;

/** Sends a photo and its album without a quote, under the rules of the mechanic's own words. */
export function sendPhotoSteps(chat: ChatAboutRepair, action: SendPhoto): readonly Step[] {
  const { words, scene, repairId, meta } = chat;
  const { words: said } = action;
  const photos = chat.parts
    .filter((part) => part.kept && part.repairId === repairId && !part.sent)
    .map(({ messageId }) => messageId);
  if (photos.length === 0) return carCard(chat, { text: words.photo.sentAlready });
  if (said !== undefined && !action.sure && priceInText(said) !== undefined) return askPrice(chat, action, said);
  if (scene.conversation.controller.kind === 'agent')
    return [
      raiseForService(chat, 'draft'),
      { do: 'note', text: said ?? '', by: meta.by, repairId, photos },
      ...carCard(chat, { text: words.photo.drafted(scene.agent && shownWords(scene.agent.name, 40)) }),
    ];
  const reach = reachNow(chat, undefined);
  if (!reach.isReachable) return carCard(chat, { text: words.photo.noChat(listenerName(chat, reach.reader)) });
  return [...endQuestions(chat, reach.questions), ...sent(chat, reach, photos, said)];
}

/** A price beside a photo would bind the garage outside any quote, as one in a sentence. */
function askPrice(chat: ChatAboutRepair, action: SendPhoto, said: string): readonly Step[] {
  const { words, repairId } = chat;
  return carCard(chat, {
    text: words.photo.priceInWords(shownWords(said)),
    buttons: [
      { label: words.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' },
      { label: words.buttons.noPrice, action: { ...action, sure: true } },
    ],
  });
}

function sent(
  chat: ChatAboutRepair,
  { reader, questions }: ReturnType<typeof reachNow>,
  photos: readonly MessageId[],
  said: string | undefined,
): readonly Step[] {
  const { desk, view, repairId, meta, words } = chat;
  const { customerId } = reader;
  const answered = questions.map(({ itemId }) => itemId);
  const act = { kind: 'say', repairId, to: customerId, answered, at: desk.now } as const;
  const vehicle = vehicleFacts(view);
  const messages = inFours(photos).map((some, index): Step => {
    const text = index === 0 ? said : undefined;
    const phrase = { kind: 'mechanic-shows', vehicle, count: some.length, words: text } as const;
    return {
      do: 'say',
      customerId,
      text: text ?? '',
      phrase,
      by: meta.by,
      about: { repairId },
      photos: some,
    };
  });
  return [
    toRepair({ type: 'ShowPhotos', data: { repairId, messageIds: photos }, meta }),
    ...messages,
    { do: 'remember-act', addressId: desk.addressId, act },
    ...carCard(chat, { text: words.said(listenerName(chat, reader)), buttons: [undoButton(chat, act)] }),
  ];
}

function inFours<One>(all: readonly One[]): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / maxPhotos) }, (_, index) =>
    all.slice(index * maxPhotos, (index + 1) * maxPhotos),
  );
}
