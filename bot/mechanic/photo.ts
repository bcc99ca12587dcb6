import type { AlbumPart } from '../../core/application/party.ts';
import type { MessageId } from '../../core/ids.ts';
import { currentVersion, openQuote } from '../../core/repair/guard.ts';
import { mostPhotos } from '../../core/repair/photos.ts';
import type { RepairCommand } from '../../core/repair/repair.ts';
import type { Person } from '../../core/scene/scene.ts';
import type { MechanicAction, MechanicButton } from '../cards/card.ts';
import { type MechanicInput, type Step, toRepair } from '../step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { shortCarName, shownWords } from '../wording/format.ts';
import {
  type About,
  type AtCar,
  type AtDesk,
  byId,
  byPlate,
  type Chosen,
  carCard,
  isOpenHere,
  nameOf,
  offer,
  ownCars,
  replyCard,
  replyText,
  steps,
  withoutPlate,
} from './chat.ts';
import { registerLine } from './register.ts';
import { endQuestions, raiseForService, reachNow } from './say.ts';
import { priceInText } from './typed/amounts.ts';
import type { Typed } from './typed/line.ts';
import { formatPlate, plateKey } from './typed/plates.ts';
import { undoButton } from './undo.ts';

type Media = Extract<MechanicInput['content'], { kind: 'media' }>;

/** Which car a photo is of: the one that its caption names, that of its album, or that of the last card. */
export function aboutPhoto(
  at: AtDesk,
  photo: MessageId,
  { isPhoto, caption, parts }: Media,
  typed: Typed | undefined,
): About {
  const before = parts.filter(({ messageId }) => messageId !== photo);
  // What was sent together is refused together.
  if (!isPhoto) return steps(before.some(({ kept }) => !kept) ? [] : replyText(at, at.say.photo.noPhoto));
  const line = typed?.line;
  if (line?.kind === 'new') return steps([...registerLine(at, line), ...askLater(at, photo, line.plateText)]);
  const plateText = line && 'plateText' in line ? line.plateText : undefined;
  if (plateText !== undefined) {
    const about = byPlate(at, plateText, itsCar(photo, caption));
    return about.kind === 'repair' || isOpenHere(at, plateText)
      ? about
      : steps([...about.steps, ...askLater(at, photo, plateText)]);
  }
  const first = before.find(({ kept }) => kept);
  // One answer for an album: as long as its car is asked, that question is about all of it.
  if (first) return first.repairId ? byId(at, first.repairId) : steps([]);
  return withoutPlate(at, itsCar(photo, caption));
}

function itsCar(photo: MessageId, caption?: string): Chosen {
  return (repairId) => ({ do: 'photo', photo, repairId, ...(caption === undefined ? {} : { caption }) });
}

/** Its car is not registered yet. */
function askLater(at: AtDesk, photo: MessageId, plateText: string | undefined): readonly Step[] {
  const { say } = at;
  const plate: MechanicButton[] =
    plateText === undefined
      ? []
      : [
          {
            label: say.photo.with(formatPlate(plateText), false),
            action: { do: 'photo', photo, plateKey: plateKey(plateText) },
          },
        ];
  return replyCard(at, {
    title: say.photo.kept,
    text: say.photo.notYet,
    buttons: [...plate, { label: say.buttons.anotherCar, action: { do: 'photo-where', photo } }],
  });
}

/** The cars that a photo may be of instead. */
export function askWhere(at: AtDesk, photo: MessageId, parts: readonly AlbumPart[]): readonly Step[] {
  const { desk, say } = at;
  const others = desk.repairs.filter(({ repairId }) => parts.every((part) => part.repairId !== repairId));
  const mine = ownCars(desk).filter((car) => others.includes(car));
  return offer(at, say.photo.whichCar, mine.length > 0 ? mine : others, itsCar(photo), say.photo.more);
}

/** Whether the car has other parts of the same album, so that this one needs no answer. */
export function isAnswered({ repairId }: AtCar, photo: MessageId, { parts }: Media): boolean {
  return parts.some((part) => part.messageId !== photo && part.repairId === repairId);
}

/** Puts a photo and its album with the car; those of another car move, unless the customer has seen them there. */
export function attachSteps(at: AtCar, parts: readonly AlbumPart[]): readonly Step[] | 'sent' {
  const { repairId } = at;
  const others = parts.filter((part) => part.kept && part.repairId !== repairId);
  if (others.some(({ sent }) => sent)) return 'sent';
  const moved = (type: 'AttachPhoto' | 'DetachPhoto', to: typeof repairId, messageId: MessageId): Step => {
    const one: RepairCommand = { type, data: { repairId: to, messageId }, meta: at.meta };
    return toRepair(one);
  };
  return others.flatMap(({ messageId, repairId: from }) => [
    ...(from ? [moved('DetachPhoto', from, messageId)] : []),
    moved('AttachPhoto', repairId, messageId),
  ]);
}

/** What a photo is of and what becomes of it; the next line without a plate is about the same car. */
export function photoCard(at: AtCar, photo: MessageId, several: boolean, words: string | undefined): readonly Step[] {
  const { desk, view, repairId, say } = at;
  const open = openQuote(view.repair);
  const goesAlong = open !== undefined && currentVersion(open)?.standing.status === 'draft';
  const alone: MechanicButton[] = goesAlong
    ? []
    : [
        {
          label: say.buttons.toCustomer,
          action: { do: 'send-photo', repairId, photo, ...(words === undefined ? {} : { words }) },
        },
      ];
  const others = desk.repairs.some((car) => car.repairId !== repairId);
  const move: MechanicButton[] = others
    ? [{ label: say.buttons.anotherCar, action: { do: 'photo-where', photo } }]
    : [];
  const text = goesAlong ? say.photo.goesAlong : say.photo.waits;
  return carCard(at, {
    title: say.photo.with(shortCarName(view.vehicle), several),
    text: others ? `${text} ${say.photo.anotherAsks}` : text,
    buttons: [...alone, ...move],
  });
}

type SendPhoto = Extract<MechanicAction, { do: 'send-photo' }>;

/** Sends a photo and its album by themselves, under the rules of the mechanic's own words. */
export function sendPhotoSteps(at: AtCar, action: SendPhoto): readonly Step[] {
  const { say, scene, repairId, meta } = at;
  const { words } = action;
  const photos = at.parts
    .filter((part) => part.kept && part.repairId === repairId && !part.sent)
    .map(({ messageId }) => messageId);
  if (photos.length === 0) return carCard(at, { text: say.photo.sentAlready });
  if (words !== undefined && !action.sure && priceInText(words) !== undefined) return askPrice(at, action, words);
  if (scene.conversation.controller.kind === 'agent')
    return [
      raiseForService(at, 'draft'),
      { do: 'note', text: words ?? '', by: meta.by, repairId, photos },
      ...carCard(at, { text: say.photo.drafted(scene.agent && shownWords(scene.agent.name, 40)) }),
    ];
  const reach = reachNow(at, undefined);
  if (!reach.isReachable) return carCard(at, { text: say.photo.noChat(nameOf(at, reach.reader)) });
  return [...endQuestions(at, reach.questions), ...sent(at, reach.reader, photos, words)];
}

/** A number with a photo binds the garage as little as one in a sentence. */
function askPrice(at: AtCar, action: SendPhoto, words: string): readonly Step[] {
  const { say, repairId } = at;
  return carCard(at, {
    text: say.photo.priceInWords(shownWords(words)),
    buttons: [
      { label: say.buttons.makeQuote, action: { do: 'price', repairId }, style: 'primary' },
      { label: say.buttons.noPrice, action: { ...action, sure: true } },
    ],
  });
}

function sent(at: AtCar, reader: Person, photos: readonly MessageId[], words: string | undefined): readonly Step[] {
  const { desk, view, repairId, meta, say } = at;
  const { customerId } = reader;
  const act = { kind: 'say', repairId, to: customerId, at: desk.now } as const;
  const vehicle = vehicleFacts(view);
  const messages = inFours(photos).map((some, index): Step => {
    const text = index === 0 ? words : undefined;
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
    ...carCard(at, { text: say.said(nameOf(at, reader)), buttons: [undoButton(at, act)] }),
  ];
}

function inFours<One>(all: readonly One[]): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / mostPhotos) }, (_, index) =>
    all.slice(index * mostPhotos, (index + 1) * mostPhotos),
  );
}
