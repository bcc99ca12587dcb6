import { describe, expect, it } from 'vitest';
import type { Actor } from '../../core/actor.ts';
import { type AddressId, as, type CustomerId, type MessageId } from '../../core/ids.ts';
import { withoutSay, withSay } from '../../core/repair/contacts.ts';
import type { Contact } from '../../core/repair/repair.ts';
import type { Scene } from '../../core/scene/scene.ts';
import {
  address,
  agent,
  approval,
  byJan,
  contacts,
  decided,
  event,
  jan,
  janPhone,
  meta,
  minutes,
  quoted,
  quoteId,
  started,
} from '../../core/testing/builders.ts';
import { aPerson } from '../../core/testing/scenes.ts';
import { firstName } from './names.ts';
import { react } from './react.ts';
import { askedScene, aView, commands, counting, doing, kinds, said, showing } from './testing/stage.ts';

const piet = as<CustomerId>('piet');
const pietPhone = as<AddressId>('piet-phone');
const byPiet: Actor = { kind: 'customer', customerId: piet, addressId: pietPhone };
const pietAddress = address({ addressId: pietPhone, customerId: piet, lastHeardAt: minutes(19) });
const people = [aPerson(), aPerson({ customerId: piet, name: 'Piet de Vries', addresses: [pietAddress] })];
const both = withSay(contacts, piet);

function changed(after: readonly Contact[], before: readonly Contact[], by: Actor = byJan) {
  return event('ContactsChanged', { contacts: after, before }, meta(by, minutes(20)));
}

function because(last: ReturnType<typeof changed>, change: Partial<Scene> = {}, events = quoted) {
  const scene = askedScene({ people, ...change });
  const repairs = [aView([...events, last], { shown: [showing()] })];
  return react(last, { ...scene, repairs }, counting());
}

describe('somebody who decides from now on', () => {
  it('hears who asks it, who writes here and how to stop, then gets the open quote, at night too', () => {
    const steps = said(because(changed(both, contacts)));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([
      { phrase: { kind: 'may-decide', by: 'Jan' }, sort: 'notification', evenQuiet: true },
      { phrase: { kind: 'quote' }, asks: { kind: 'quote', quoteId, version: 1 }, evenQuiet: true },
    ]);
    expect(doing(because(changed(both, contacts)), 'wake')).toMatchObject([{ kind: 'watch-quote' }]);
  });
  it('is told to the one who decided so far, with a way back, and a yes to that is no yes to the quote', () =>
    expect(said(because(changed(both, contacts))).filter(({ customerId }) => customerId === jan)).toMatchObject([
      { phrase: { kind: 'now-decides', name: 'Piet', customerId: piet }, asks: { kind: 'other' } },
    ]));
  it('gets no quote where none is open', () =>
    expect(kinds(because(changed(both, contacts), {}, started))).toEqual(['may-decide', 'now-decides']));
  it('and has no chat with us gets the quote by telephone', () => {
    const nowhere = [aPerson(), aPerson({ customerId: piet, name: 'Piet', addresses: [] })];
    const steps = said(because(changed(both, contacts, agent), { people: nowhere }));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([{ phrase: { kind: 'quote' } }]);
  });
  it('is asked even when this chat was asked the same before', () => {
    const again = changed(both, withoutSay(both, piet));
    const shown = [showing(), showing({ addressId: pietPhone, messageId: as('m-piet') })];
    const steps = react(again, askedScene({ people, repairs: [aView([...quoted, again], { shown })] }), counting());
    expect(kinds(steps)).toEqual(['may-decide', 'quote', 'now-decides']);
  });
});

describe('somebody who decides no longer', () => {
  const taken = changed(withoutSay(both, piet), both);
  it('is told that nothing is asked any more, and the one who wanted it so hears that it is done', () =>
    expect(said(because(taken))).toMatchObject([
      { customerId: piet, phrase: { kind: 'say-lost' }, sort: 'notification' },
      { customerId: jan, phrase: { kind: 'say-taken', name: 'Piet' }, sort: 'answer', answerTo: janPhone },
    ]));
  it('loses the words that were waiting out their seconds, and nobody else does', () => {
    const waiting = (addressId: AddressId) => ({
      addressId,
      quoteId,
      version: 1,
      answer: 'approve' as const,
      messageIds: [],
      texts: ['ja'],
      phrases: [],
      sentAt: minutes(20),
      settlesAt: minutes(21),
    });
    expect(doing(because(taken, { pendingAnswer: waiting(pietPhone) }), 'void-answer')).toHaveLength(1);
    expect(doing(because(taken, { pendingAnswer: waiting(janPhone) }), 'void-answer')).toHaveLength(0);
  });
});

describe('a decision of the one', () => {
  const byBoth = [...quoted, changed(both, contacts)];
  it('is told to the other as that, with who gave it', () => {
    const answered = { addressId: pietPhone, proven: true };
    const evidence = { how: 'button', messageId: as<MessageId>('m-1'), answered } as const;
    const last = decided(approval({ by: byPiet, evidence }));
    const scene = askedScene({ people, repairs: [aView([...byBoth, last], { shown: [showing()] })] });
    const steps = said(react(last, scene, counting()));
    expect(steps.filter(({ customerId }) => customerId === piet)).toMatchObject([
      { sort: 'echo', answerTo: pietPhone, phrase: { kind: 'decided', pays: false } },
    ]);
    expect(steps.filter(({ customerId }) => customerId === jan)).toMatchObject([
      { sort: 'notification', phrase: { kind: 'decided', byOther: { name: 'Piet' }, pays: true } },
    ]);
  });
});

describe('STOP of the one', () => {
  const stopped = {
    type: 'OptedOut',
    data: { conversationId: 'c-1', addressId: pietPhone },
    meta: meta(byPiet),
  } as never;
  const scene = askedScene({ people, repairs: [aView([...quoted, changed(both, contacts)], { shown: [showing()] })] });
  it('concerns that address only: nobody has to phone while the other can answer', () => {
    const steps = react(stopped, scene, counting());
    expect(kinds(steps)).toEqual(['opted-out']);
    expect(doing(steps, 'cancel-queued')).toMatchObject([{ customerId: piet }]);
    expect(commands(steps)).toEqual([]);
  });
  it('becomes a call when the other cannot be reached either', () => {
    const silent = [aPerson({ addresses: [address({ optedOut: true })] }), ...people.slice(1)];
    expect(commands(react(stopped, { ...scene, people: silent }, counting()))).toMatchObject([
      { type: 'RaiseItem', data: { kind: 'call' } },
    ]);
  });
});

it('a first name is one that people go by', () => {
  expect(
    ['Karin de Vries', 'Jan-Willem', 'Mevr. De Vries', 'J. Jansen', 'de heer Bos', '', '06-12345678'].map(firstName),
  ).toEqual(['Karin', 'Jan-Willem', undefined, undefined, undefined, undefined, undefined]);
});
