import type { MessageId } from '../../core/ids.ts';
import { mostPhotos } from '../../core/repair/photos.ts';
import type { Person } from '../../core/scene/scene.ts';
import type { MechanicAction } from '../cards/card.ts';
import type { Step } from '../react/step.ts';
import { vehicleFacts } from '../wording/customer/facts.ts';
import { shownWords } from './cards-plain.ts';
import { type AtCar, carCard } from './chat.ts';
import { nameOf } from './interpret-listener.ts';
import { priceInText } from './price-in-text.ts';
import { endQuestions, raiseForService, reachNow } from './say.ts';
import { undoButton } from './undo.ts';

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
    { do: 'command', command: { type: 'ShowPhotos', data: { repairId, messageIds: photos }, meta } },
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
