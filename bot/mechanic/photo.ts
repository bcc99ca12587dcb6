import type { AlbumPart } from '../../core/application/party.ts';
import type { MessageId } from '../../core/ids.ts';
import { currentVersion, openQuote } from '../../core/repair/queries.ts';
import type { RepairCommand } from '../../core/repair/repair.ts';
import type { MechanicButton } from '../cards/card.ts';
import type { MechanicInput, Step } from '../react/step.ts';
import { carName } from './cards-facts.ts';
import { type AtCar, type AtDesk, carCard, replyCard, replyText } from './chat.ts';
import {
  type About,
  byId,
  byPlate,
  type Chosen,
  isOpenHere,
  offer,
  ownCars,
  steps,
  withoutPlate,
} from './interpret-find.ts';
import { formatPlate, plateKey } from './plates.ts';
import { registerLine } from './register.ts';
import { parseLine } from './typed/parse.ts';

type Media = Extract<MechanicInput['content'], { kind: 'media' }>;

/** Which car a photo is of: the one that its caption names, that of its album, or that of the last card. */
export function aboutPhoto(at: AtDesk, photo: MessageId, { isPhoto, caption, parts }: Media): About {
  const before = parts.filter(({ messageId }) => messageId !== photo);
  // What was sent together is refused together.
  if (!isPhoto) return steps(before.some(({ kept }) => !kept) ? [] : replyText(at, at.say.photo.noPhoto));
  const line = caption === undefined ? undefined : parseLine(caption, at.clock, at.options);
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
  const command = (type: 'AttachPhoto' | 'DetachPhoto', to: typeof repairId, messageId: MessageId): Step => {
    const one: RepairCommand = { type, data: { repairId: to, messageId }, meta: at.meta };
    return { do: 'command', command: one };
  };
  return others.flatMap(({ messageId, repairId: from }) => [
    ...(from ? [command('DetachPhoto', from, messageId)] : []),
    command('AttachPhoto', repairId, messageId),
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
    title: say.photo.with(carName(view.vehicle), several),
    text: others ? `${text} ${say.photo.anotherAsks}` : text,
    buttons: [...alone, ...move],
  });
}
