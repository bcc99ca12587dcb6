import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import type { Scene } from '../../core/scene/scene.ts';
import { address, calendar, janPhone, minutes, quoteId, registered, started } from '../../core/testing/builders.ts';
import { aGarage, aMechanic, aPerson, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import {
  askedScene,
  commands,
  counting,
  doing,
  input,
  kinds,
  said,
  text,
  waitingWords,
} from '../react/testing/stage.ts';
import { converse } from './converse.ts';

function when(scene: Scene, words: string) {
  return converse(text(words, {}, waitingWords(scene)), scene, counting());
}
function idle(change: Partial<Scene> = {}): Scene {
  return aScene({ repairs: [aRepairView(started)], ...change });
}
function unclearBefore(scene: Scene, unclear: number): Scene {
  return {
    ...scene,
    conversation: { ...scene.conversation, unclear },
  };
}
function raised(scene: Scene, words: string) {
  return commands(when(scene, words)).flatMap((one) => (one.type === 'RaiseItem' ? [one.data] : []));
}

describe('thanks and acknowledgements', () => {
  it.each(['bedankt', 'top', '👍'])('get no answer without an open quote: %s', (words) =>
    expect(when(idle(), words)).toEqual([{ do: 'needs-no-answer' }]),
  );
  it.each(['bedankt', 'Dank u wel!', 'hoi, bedankt voor het bericht', 'thanks for the quote', 'thanks, speak soon'])(
    'are no answer to an open quote, and ask for none: %s',
    (words) => expect(when(askedScene(), words)).toEqual([{ do: 'needs-no-answer' }]),
  );
  it.each(['oké', 'top bedankt', 'prima, dank u'])('get a question back where they may be a yes: %s', (words) =>
    expect(said(when(askedScene(), words))[0]?.phrase).toMatchObject({ kind: 'confirm-all', offersCall: false }),
  );
});

describe('what limits an approval', () => {
  it.each([
    ['prima maar niet meer dan 200', 'ceiling'],
    ['als het vandaag klaar is', 'condition'],
  ])('approves nothing and says why: %s', (words, why) =>
    expect(said(when(askedScene(), words))[0]?.phrase).toMatchObject({ kind: 'unclear-quote', why }),
  );
});

describe('a question', () => {
  it('about a quote goes to the mechanic with an input and ready answers, and stops the reminders until answered', () => {
    const steps = when(askedScene(), 'kan het wachten?');
    expect(raised(askedScene(), 'kan het wachten?')).toMatchObject([
      { kind: 'question', owner: 'mechanic', dueAt: minutes(25) },
    ]);
    const [card] = doing(steps, 'reply');
    expect(card?.reply).toMatchObject({ card: { title: 'AB-123-C VW Golf', text: 'Klant vraagt: kan het wachten?' } });
    expect(kinds(steps)).toEqual(['question-passed']);
  });
  it('turns red later when the car is not on the lift', () =>
    expect(raised(aScene({ repairs: [aRepairView([registered()])] }), 'kan het wachten?')).toMatchObject([
      { dueAt: minutes(35) },
    ]));
  it('goes to customer service when the mechanic has no chat, or nobody knows which car is meant', () => {
    const noChat = aRepairView(started, { mechanic: aMechanic({ addressIds: [] }) });
    expect(raised(aScene({ repairs: [noChat] }), 'wat kost dat?')).toMatchObject([{ owner: 'service' }]);
    const two = [aRepairView(started), aRepairView([registered()])];
    expect(raised(aScene({ repairs: two }), 'wat kost dat?')).toMatchObject([
      { owner: 'service', repairId: undefined },
    ]);
  });
  it('waits once, however often it is asked', () => expect(raised(withQuestion(askedScene()), 'waarom?')).toEqual([]));
  it('is whatever comes after "type your question"', () => {
    const scene = askedScene({ asked: new Map([[janPhone, { kind: 'question-or-call' }]]) });
    expect(kinds(when(scene, 'de vorige keer was het piepen ook al'))).toContain('question-passed');
    // A likely yes is left to no mechanic.
    expect(kinds(when(scene, 'klinkt goed, ga ervoor'))).toEqual(['confirm-all']);
  });
});

describe('"when is it ready?"', () => {
  it('is answered from the repair, one message a car', () => {
    expect(kinds(when(idle(), 'wanneer is hij klaar?'))).toEqual(['status']);
    const two = [aRepairView(started), aRepairView([registered()])];
    expect(kinds(when(aScene({ repairs: two }), 'wanneer is hij klaar?'))).toEqual(['status', 'status']);
  });
  it('says so when there is no repair', () =>
    expect(kinds(when(aScene({ repairs: [] }), 'wanneer is hij klaar?'))).toEqual(['no-repair']));
  it.each(['hallo', 'Goedemorgen', 'hi there'])(
    'answers %s with how it stands, because silence looks broken',
    (words) => expect(kinds(when(idle(), words))).toEqual(['status']),
  );
});

describe('a person', () => {
  it('is called by MENS, and closed garages say when they answer', () => {
    expect(raised(idle(), 'MENS')).toMatchObject([{ kind: 'person', owner: 'service' }]);
    const closed = aGarage({ calendar: calendar({ week: [[], [], [{ opens: 480, closes: 1050 }], [], [], [], []] }) });
    expect(said(when(idle({ garage: closed }), 'MENS'))[0]?.phrase).toMatchObject({
      kind: 'passed-on',
      opensAt: new Date('2026-11-24T07:00:00Z'),
    });
  });
  it('phones when the customer wants it, in the first open hour when the garage is closed', () => {
    expect(said(when(idle(), 'BEL'))[0]?.phrase).toMatchObject({ kind: 'call-promised', window: undefined });
    const closed = aGarage({ calendar: calendar({ week: [[], [], [{ opens: 480, closes: 1050 }], [], [], [], []] }) });
    expect(said(when(idle({ garage: closed }), 'BEL'))[0]?.phrase).toMatchObject({
      window: { from: new Date('2026-11-24T07:00:00Z') },
      others: [{ from: new Date('2026-11-24T09:00:00Z') }, { from: new Date('2026-11-24T12:00:00Z') }],
    });
    expect(raised(idle({ garage: closed }), 'BEL')).toMatchObject([{ dueAt: new Date('2026-11-24T07:00:00Z') }]);
  });
  describe('who was promised', () => {
    const item = { itemId: as<ItemId>('i-p'), kind: 'person', owner: 'service', repairId: undefined } as const;
    function promised(scene: Scene, raisedAt = minutes(1)): Scene {
      const items = [{ ...item, raisedAt, dueAt: minutes(25) }];
      return { ...scene, conversation: { ...scene.conversation, items } };
    }

    it.each([
      'hallo is daar iemand',
      'het is dringend!!!',
      'wat een schandalige oplichters',
      'MENS',
      'kan iemand mij nu helpen',
      'blauwe olifanten dansen',
      'anyone there??',
      'this is urgent',
    ])('is waited for in silence, and must come sooner with each text: %s', (words) => {
      const scene = promised(idle());
      const left = minutes(25).getTime() - scene.now.getTime();
      const sooner = new Date(scene.now.getTime() + left / 2);
      expect(commands(when(scene, words))).toMatchObject([{ type: 'ReassignItem', data: { dueAt: sooner } }]);
      expect(kinds(when(scene, words))).toEqual([]);
    });
    it('hears no unclear words about the quote, but a likely yes is asked back all the same', () => {
      expect(kinds(when(promised(askedScene()), 'blauwe olifanten dansen'))).toEqual([]);
      expect(kinds(when(promised(askedScene()), 'klinkt goed, ga ervoor'))).toEqual(['confirm-all']);
      expect(kinds(when(promised(askedScene()), 'kan het wachten?'))).toEqual(['question-passed']);
    });
    it('keeps nobody from reading how it stands', () =>
      expect(kinds(when(promised(idle()), 'wanneer is hij klaar?'))).toEqual(['status']));
    it('is promised again a day later', () => {
      const scene = promised(idle(), new Date(minutes(0).getTime() - 25 * 60 * 60_000));
      expect(kinds(when(scene, 'hallo is daar iemand'))).toEqual(['passed-on']);
    });
  });
  it('takes the second unclear text in a row', () => {
    const first = when(idle(), 'blauwe olifanten dansen');
    expect(kinds(first)).toEqual(['unclear']);
    expect(commands(first).map(({ type }) => type)).toEqual(['CountUnclear']);
    const second = unclearBefore(idle(), 1);
    expect(kinds(when(second, 'blauwe olifanten dansen'))).toEqual(['passed-on']);
    expect(raised(second, 'blauwe olifanten dansen')).toMatchObject([{ kind: 'person' }]);
    expect(kinds(when(unclearBefore(idle(), 2), 'blauwe olifanten dansen'))).toEqual([]);
  });
  it('is no longer needed once a text is understood', () =>
    expect(commands(when(unclearBefore(idle(), 1), 'wanneer is hij klaar?')).map(({ type }) => type)).toEqual([
      'ClearUnclear',
    ]));
});

describe('"let me ask"', () => {
  it('pauses the reminders and promises to ask once more', () => {
    const steps = when(askedScene(), 'ik overleg even met mijn man');
    expect(doing(steps, 'pause-reminders')[0]?.until).toEqual(minutes(65));
    expect(said(steps)[0]?.phrase).toMatchObject({ kind: 'consult', askAgainAt: minutes(65) });
  });
});

describe('STOP and START', () => {
  it('count at any time, while an agent has the conversation too', () => {
    const scene = idle();
    const agent = { kind: 'agent', staffId: as<never>('anna'), since: minutes(1) } as const;
    const taken = { ...scene, conversation: { ...scene.conversation, controller: agent } };
    expect(commands(when(taken, 'STOP'))).toMatchObject([{ type: 'OptOut', data: { addressId: janPhone } }]);
  });
  it('START brings the messages back', () => {
    const jan = aPerson({ addresses: [address({ optedOut: true })] });
    expect(commands(when(idle({ customer: jan, people: [jan] }), 'START'))).toMatchObject([{ type: 'OptIn' }]);
  });
});

describe('an address that is not proven', () => {
  const jan = aPerson({ addresses: [address({ proven: false })] });
  const doubtful = (asked: boolean, change: Partial<Scene> = {}): Scene =>
    idle({ customer: jan, people: [jan], asked: new Map(asked ? [[janPhone, { kind: 'my-car' }]] : []), ...change });
  it.each(['ja', 'Ja, klopt', 'yes'])('is linked by a yes to the question: %s', (words) =>
    expect(commands(when(doubtful(true), words))).toMatchObject([{ type: 'LinkAddress', data: { how: 'said_yes' } }]),
  );
  it.each(['ja?', 'ja maar het is niet mijn auto', 'misschien', 'welke auto?'])('is not linked by: %s', (words) =>
    expect(commands(when(doubtful(true), words)).map(({ type }) => type)).not.toContain('LinkAddress'),
  );
  it('is not linked by a yes to nothing', () => expect(kinds(when(doubtful(false), 'ja'))).toEqual(['introduce']));
  it.each(['nee', 'dit is niet mijn auto', 'verkeerd nummer'])('hears nothing more after: %s', (words) => {
    const steps = when(doubtful(true), words);
    expect(kinds(steps)).toEqual(['wrong-number']);
    expect(commands(steps)).toMatchObject([{ type: 'DisownAddress' }]);
  });
  it('gets nothing but the question, and a person after the second time', () => {
    expect(kinds(when(doubtful(true), 'hallo wie is dit'))).toEqual(['introduce']);
    expect(kinds(when(unclearBefore(doubtful(true), 1), 'hallo wie is dit'))).toEqual(['passed-on']);
    expect(
      kinds(converse(input({ kind: 'media', what: 'photo', caption: undefined }), doubtful(true), counting())),
    ).toEqual(['introduce']);
  });
  it('that was disowned is not answered at all', () => {
    const frozen = aPerson({ addresses: [address({ proven: false, frozen: true })] });
    const steps = when(idle({ customer: frozen, people: [frozen] }), 'toch wel mijn auto');
    expect(said(steps)).toEqual([]);
  });
});

describe('what is no text', () => {
  it('is kept for a person and approves nothing', () => {
    const steps = converse(input({ kind: 'media', what: 'voice', caption: undefined }), askedScene(), counting());
    expect(said(steps)[0]).toMatchObject({
      phrase: { kind: 'media-kept', what: 'voice' },
      asks: { kind: 'quote', quoteId },
    });
    expect(commands(steps)).toMatchObject([{ type: 'RaiseItem', data: { kind: 'person', owner: 'service' } }]);
  });
  it('stops the messages with STOP below it', () => {
    const steps = converse(input({ kind: 'media', what: 'photo', caption: 'stop' }), askedScene(), counting());
    expect(commands(steps).map(({ type }) => type)).toEqual(['OptOut']);
  });
  it('approves nothing with "akkoord" below it either', () => {
    const steps = converse(input({ kind: 'media', what: 'photo', caption: 'akkoord' }), askedScene(), counting());
    expect(doing(steps, 'await-answer')).toEqual([]);
    expect(commands(steps).map(({ type }) => type)).not.toContain('DecideQuote');
  });
  it('that cannot be read is asked to be typed', () =>
    expect(kinds(converse(input({ kind: 'unsupported' }), idle(), counting()))).toEqual(['media-kept']));
  it('opens with the state now, and the open question', () => {
    expect(kinds(converse(input({ kind: 'start' }), idle(), counting()))).toEqual(['status']);
    expect(kinds(converse(input({ kind: 'start' }), askedScene(), counting()))).toEqual(['status', 'unclear-quote']);
  });
});

it('somebody who is nobody here is not answered', () =>
  expect(converse(text('hallo', { addressId: as<never>('elsewhere') }), idle(), counting())).toEqual([]));

it('complaints and orders to stop go to a person', () => {
  for (const words of ['ik heb een klacht', 'stop met de reparatie', 'ik haal hem zo op'])
    expect(raised(askedScene(), words)).toMatchObject([{ kind: 'person' }]);
});
