import { describe, expect, it } from 'vitest';
import type { AlbumPart } from '../../core/application/party.ts';
import { as, type MessageId, type RepairId, type StaffId } from '../../core/ids.ts';
import type { RepairEvent } from '../../core/repair/repair.ts';
import type { Desk, Scene } from '../../core/scene/scene.ts';
import { drafted, event, minutes, quoted, registered, repairId, started } from '../../core/testing/builders.ts';
import { aDeskRepair, aMechanic, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { repairCard } from '../cards/repair-card.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

// The message that the testing chat sends.
const photo = as<MessageId>('m-9');
function part(change: Partial<AlbumPart> = {}): AlbumPart {
  return {
    messageId: photo,
    kept: true,
    repairId: undefined,
    sent: false,
    ...change,
  };
}
function earlier(change: Partial<AlbumPart> = {}) {
  return part({ messageId: as<MessageId>('m-8'), ...change });
}
const other = as<RepairId>('r-2');
const polo = aDeskRepair(aRepairView(), { repairId: other, plateKey: 'XB123D', plate: 'XB-123-D', model: 'VW Polo' });
function attached(...ids: readonly MessageId[]): readonly RepairEvent[] {
  return ids.map((messageId) => event('PhotoAttached', { messageId }));
}
function sceneOf(...events: readonly RepairEvent[]): Scene {
  return aScene({ repairs: [aRepairView(events)] });
}
const inHand = sceneOf(...started);
const golf = aDeskRepair(inHand.repairs[0]);
const two = { repairs: [golf, polo] };

function sends(
  caption: string | undefined,
  { parts = [part()], scene = inHand, ...desk }: Partial<Desk> & { parts?: readonly AlbumPart[]; scene?: Scene } = {},
) {
  return chat(scene, desk).send({ kind: 'media', isPhoto: true, isAlbum: parts.length > 1, caption, parts });
}

describe('a photo of a mechanic', () => {
  it('belongs to the car of the last card, and the answer offers another one', () => {
    const steps = sends(undefined, { ...two, focus: repairId });
    expect(dataOf(steps, 'AttachPhoto')).toEqual({ repairId, messageId: photo });
    expect(cardsOf(steps)).toMatchObject([
      {
        title: 'Foto bij AB-123-C VW Golf',
        text: 'Gaat mee met de volgende offerte, of nu los naar de klant. Andere auto?',
      },
    ]);
    expect(labelsOf(steps)).toEqual(['Naar klant', 'Andere auto']);
    expect(steps.at(-1)).toEqual({ do: 'focus', addressId: 'mia-chat', repairId });
  });
  it('has no other car to go to when only one is open', () => {
    const [card] = cardsOf(sends(undefined, { focus: repairId }));
    expect(card?.text).not.toContain('Andere auto');
    expect(card?.buttons?.map(({ label }) => label)).toEqual(['Naar klant']);
  });
  it('belongs to the only car that the mechanic has, when no card was shown', () =>
    expect(commandsOf(sends(undefined, { scene: sceneOf(registered()) }))).toEqual(['AttachPhoto']));
  it('only goes along while a quote is ready to be sent', () => {
    const steps = sends(undefined, { scene: sceneOf(...started, drafted()), focus: repairId });
    expect(cardsOf(steps)[0]?.text).toBe('Gaat mee met de offerte die klaarstaat.');
    expect(labelsOf(steps)).toEqual([]);
    expect(labelsOf(sends(undefined, { scene: sceneOf(...quoted), focus: repairId }))).toEqual(['Naar klant']);
  });
  it.each(['AB-123-C', 'ab123c', '23c', 'AB-123-C kijk, versleten', 'gevonden AB-123-C: pads 2 mm'])(
    'belongs to the car that its caption names: %s',
    (caption) => expect(dataOf(sends(caption, { ...two, focus: other }), 'AttachPhoto')).toMatchObject({ repairId }),
  );
  it('is put with the car before the command in its caption is carried out', () => {
    expect(commandsOf(sends('gevonden AB-123-C: pads 2 mm !', two))).toEqual(['AttachPhoto', 'RecordFinding']);
    expect(commandsOf(sends('offerte AB-123-C: pads 286,40', two))).toEqual(['AttachPhoto', 'DraftQuote']);
    expect(commandsOf(sends('gevonden: pads 2 mm', { focus: repairId }))).toEqual(['AttachPhoto', 'RecordFinding']);
    // Without a plate, what reaches the customer is asked.
    expect(commandsOf(sends('klaar', { focus: repairId }))).toEqual(['AttachPhoto']);
    expect(cardsOf(sends('mijn', { focus: repairId }))).toHaveLength(2);
  });
  it('without a car asks which, and the choice carries out its caption, too', () => {
    const asked = sends('gevonden: pads 2 mm', { repairs: [golf, polo] });
    expect(commandsOf(asked)).toEqual([]);
    const chosen = chat(inHand, two).taps(actionOf(asked, 'AB-123-C'), { parts: [part()] });
    expect(commandsOf(chosen)).toEqual(['AttachPhoto', 'RecordFinding']);
    expect(cardsOf(sends(undefined, { repairs: [] }))[0]?.title).toBe('Er staat geen reparatie open');
  });
  it('of a car that is not registered yet can be put with it afterwards', () => {
    for (const caption of ['nieuw XY-987-Z, Piet Bakker', 'XY-987-Z']) {
      const action = actionOf(sends(caption, two), 'Foto bij XY-987-Z');
      const arrived = aDeskRepair(inHand.repairs[0], { plateKey: 'XY987Z', plate: 'XY-987-Z' });
      const steps = chat(inHand, { repairs: [arrived, polo] }).taps(action, { parts: [part()] });
      expect(commandsOf(steps)).toEqual(['AttachPhoto']);
      expect(labelsOf(chat(inHand, two).taps(action))).toEqual(['Aanmelden']);
    }
    expect(labelsOf(sends('nieuw', two))).toContain('Andere auto');
  });
  it('moves to another car until the customer has it', () => {
    const asked = chat(inHand, two).taps({ do: 'photo-where', photo }, { parts: [part({ repairId: other })] });
    expect(labelsOf(asked)).toEqual(['AB-123-C VW Golf · Jan Jansen']);
    const move = actionOf(asked, 'AB-123-C');
    const moved = chat(inHand, two).taps(move, { parts: [part({ repairId: other })] });
    expect(commandsOf(moved)).toEqual(['DetachPhoto', 'AttachPhoto']);
    expect(dataOf(moved, 'DetachPhoto')).toEqual({ repairId: other, messageId: photo });
    const late = chat(inHand, two).taps(move, { parts: [part({ repairId: other, sent: true })] });
    expect(commandsOf(late)).toEqual([]);
    expect(cardsOf(late)[0]?.text).toBe('Deze foto is al naar de klant.');
  });
  it('is offered the mechanic’s own cars first, and says how to name another one of many', () => {
    const many = Array.from({ length: 9 }, (_, n) =>
      aDeskRepair(aRepairView(), { repairId: as<RepairId>(`r-${n}`), mechanicId: as<StaffId>('noor') }),
    );
    const own = chat(inHand, { repairs: [...many, golf] }).taps({ do: 'photo-where', photo });
    expect(labelsOf(own)).toEqual(['AB-123-C VW Golf · Jan Jansen']);
    const [all] = cardsOf(chat(inHand, { repairs: many }).taps({ do: 'photo-where', photo }));
    expect(all).toMatchObject({ text: 'En nog 3. Stuur de foto dan opnieuw met het kenteken erbij.' });
    expect(all?.buttons).toHaveLength(6);
  });
});

describe('an album', () => {
  it('has one answer, and all of it belongs to one car', () => {
    const first = chat(inHand, { ...two, focus: repairId }).send({
      kind: 'media',
      isPhoto: true,
      isAlbum: true,
      caption: undefined,
      parts: [part()],
    });
    expect(cardsOf(first)[0]?.title).toBe("Foto's bij AB-123-C VW Golf");
    const later = sends(undefined, { ...two, focus: other, parts: [earlier({ repairId }), part()] });
    expect(later).toMatchObject([{ do: 'repair', command: { type: 'AttachPhoto', data: { repairId } } }]);
    expect(later).toHaveLength(1);
  });
  it('is asked about once, and goes where it belongs as a whole', () => {
    expect(sends(undefined, { ...two, parts: [earlier(), part()] })).toEqual([]);
    const chosen = chat(inHand, two).taps({ do: 'photo', photo, repairId }, { parts: [earlier(), part()] });
    expect(commandsOf(chosen)).toEqual(['AttachPhoto', 'AttachPhoto']);
    const named = sends('AB-123-C', { ...two, parts: [earlier({ repairId: other }), part()] });
    expect(commandsOf(named)).toEqual(['DetachPhoto', 'AttachPhoto', 'AttachPhoto']);
  });
});

describe('another file', () => {
  it('is refused with one sentence, however many come together', () => {
    const file = (parts: readonly AlbumPart[]) =>
      chat(inHand).send({ kind: 'media', isPhoto: false, isAlbum: true, caption: 'start AB-123-C', parts });
    expect(file([part({ kept: false })])).toEqual([
      { do: 'reply', addressId: 'mia-chat', reply: { text: expect.stringContaining("Alleen foto's") } },
    ]);
    expect(file([earlier({ kept: false }), part({ kept: false })])).toEqual([]);
  });
});

describe('the card of a repair with photos', () => {
  const cardOf = (events: readonly RepairEvent[], language: 'nl' | 'en' = 'nl') => {
    const scene = sceneOf(...events);
    const [view] = scene.repairs;
    return view && repairCard(view, scene, aMechanic({ language }));
  };
  const ids = ['a', 'b', 'c', 'd', 'e'].map((id) => as<MessageId>(id));
  it('says how many go with the quote that is ready', () => {
    const ready = [...started, ...attached(...ids.slice(0, 2)), drafted()];
    expect(cardOf(ready)?.lines?.at(-1)?.text).toBe("2 foto's gaan mee");
    expect(cardOf(ready, 'en')?.lines?.at(-1)?.text).toBe('2 photos go with it');
    expect(cardOf([...started, ...attached(...ids), drafted()], 'en')?.lines?.at(-1)?.text).toBe(
      '4 photos go with it, the newest of 5',
    );
  });
  it('says how many wait, and nothing of those that the customer has', () => {
    const [one] = ids;
    const waits = { label: "Foto's", value: '1, voor de volgende offerte' };
    expect(cardOf([...quoted, ...attached(...(one ? [one] : []))])?.facts).toContainEqual(waits);
    expect(JSON.stringify(cardOf([...started, ...attached(...ids), drafted(), ...quoted.slice(-1)]))).not.toContain(
      'oto',
    );
  });
});

describe('a photo that goes by itself', () => {
  const waiting = sceneOf(...quoted, ...attached(photo));
  const here = [part({ repairId })];
  const send = (scene: Scene, words?: string, parts = here) =>
    chat(scene).taps({ do: 'send-photo', repairId, photo, ...(words ? { words } : {}) }, { parts });
  it('is sent under the car’s name with the words of its caption, makes no version, and can be undone', () => {
    const answered = sends('AB-123-C kijk, versleten', { scene: sceneOf(...quoted) });
    const steps = chat(waiting).taps(actionOf(answered, 'Naar klant'), { parts: here });
    expect(commandsOf(steps)).toEqual(['ShowPhotos']);
    expect(steps).toContainEqual(
      expect.objectContaining({
        do: 'say',
        customerId: 'jan',
        photos: [photo],
        phrase: expect.objectContaining({ kind: 'mechanic-shows', count: 1, words: 'kijk, versleten' }),
      }),
    );
    expect(labelsOf(steps)).toEqual(['Herstel']);
  });
  it('brings its album along, in messages of four', () => {
    const parts = ['1', '2', '3', '4', '5'].map((id) => part({ repairId, messageId: as<MessageId>(id) }));
    const said = send(waiting, 'kijk', parts).flatMap((step) => (step.do === 'say' ? [step] : []));
    expect(said.map(({ photos, text }) => [photos?.length, text])).toEqual([
      [4, 'kijk'],
      [1, ''],
    ]);
  });
  it('is sent once', () => {
    const again = send(waiting, undefined, [part({ repairId, sent: true })]);
    expect(commandsOf(again)).toEqual([]);
    expect(cardsOf(again)[0]?.text).toBe('Deze foto is al naar de klant.');
  });
  it('answers what the customer asks', () =>
    expect(commandsOf(send(withQuestion(waiting)))).toEqual(['EndItems', 'ShowPhotos']));
  it('is asked back when its words name a price', () => {
    const asked = send(waiting, 'dit kost 250 euro');
    expect(commandsOf(asked)).toEqual([]);
    expect(labelsOf(asked)).toEqual(['Maak offerte', 'Geen prijs, versturen']);
    const sure = chat(waiting).taps(actionOf(asked, 'Geen prijs'), { parts: here });
    expect(commandsOf(sure)).toEqual(['ShowPhotos']);
  });
  it('becomes a draft for customer service while that has the conversation', () => {
    const controller = { kind: 'agent', staffId: as<StaffId>('anna'), since: minutes(1) } as const;
    const agent = aMechanic({ name: 'Anna' });
    const taken = { ...waiting, conversation: { ...waiting.conversation, controller }, agent };
    const steps = send(taken, 'kijk');
    expect(commandsOf(steps)).toEqual(['RaiseItem']);
    expect(dataOf(steps, 'RaiseItem')).toMatchObject({ kind: 'draft', owner: 'service' });
    expect(steps).toContainEqual(expect.objectContaining({ do: 'note', text: 'kijk', photos: [photo] }));
    expect(steps.some((step) => step.do === 'say')).toBe(false);
    expect(cardsOf(steps)[0]?.text).toContain('Klantenservice (Anna) heeft het gesprek.');
  });
  it('stays with the car when the customer has no chat', () => {
    const [view] = waiting.repairs;
    const jan = { ...waiting.customer, addresses: [] };
    const steps = send({ ...waiting, customer: jan, people: [jan], repairs: view ? [view] : [] });
    expect(commandsOf(steps)).toEqual([]);
    expect(cardsOf(steps)[0]?.text).toContain('De foto blijft bij de auto');
  });
});
