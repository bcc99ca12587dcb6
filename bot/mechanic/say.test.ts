import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import { address, jan, karin, minutes, repairId, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import type { Step } from '../step.ts';
import { actionOf, cardsOf, chat, commandsOf, dataOf, labelsOf } from './testing/chat.ts';

const inHand = aScene({ repairs: [aRepairView(started)] });
const asked = withQuestion(inHand);
const [question] = asked.conversation.items;
const answers = question?.itemId ?? as<ItemId>('none');
function says(steps: readonly { readonly do: string }[]): boolean {
  return steps.some((step) => step.do === 'say');
}

describe('an answer of the mechanic', () => {
  it('ends the question, also one that customer service was asked meanwhile', () => {
    const late = {
      ...asked.conversation,
      items: asked.conversation.items.map((one) => ({ ...one, owner: 'service' })),
    };
    for (const scene of [asked, { ...asked, conversation: late } as typeof asked]) {
      const steps = chat(scene).taps({ do: 'say', repairId, text: 'Ja, dat kan.', answers });
      expect(commandsOf(steps)).toEqual(['EndItems']);
      expect(says(steps)).toBe(true);
    }
  });
  it('that is taken back leaves the question without one: it waits again, with its words', () => {
    const words = new Map([[answers, 'Mag ik met pin betalen?']]);
    const scene = { ...asked, repairs: asked.repairs.map((view) => ({ ...view, words })) };
    const steps = chat(scene).taps({ do: 'say', repairId, text: 'Ja, dat kan.', answers });
    const lastAct = steps.flatMap((step) => (step.do === 'remember-act' && step.act ? [step.act] : []))[0];
    const nothing = { ...scene, conversation: inHand.conversation };
    const undone = chat(nothing, { lastAct }).types('herstel');
    expect(dataOf(undone, 'RaiseItem')).toMatchObject({ kind: 'question', owner: 'mechanic', repairId });
    const { itemId } = dataOf(undone, 'RaiseItem') as { itemId: string };
    expect(undone).toContainEqual({
      do: 'keep-words',
      repairId,
      words: new Map([[itemId, { kind: 'question', text: 'Mag ik met pin betalen?' }]]),
    });
  });
  it('that comes after another one is asked back before it is sent', () => {
    const steps = chat(inHand).taps({ do: 'say', repairId, text: 'Nee, dat kan niet.', answers });
    expect(says(steps)).toBe(false);
    expect(labelsOf(steps)).toEqual(['Naar klant']);
    expect(cardsOf(steps)[0]?.text).toContain('Nee, dat kan niet.');
  });
});

describe('words of the mechanic while somebody else who decides has asked', () => {
  const phone = address({ addressId: as('karin-phone'), customerId: karin, lastHeardAt: minutes(16) });
  const asker = aPerson({ customerId: karin, name: 'Karin', addresses: [phone] });
  const scene = { ...asked, people: [...asked.people, asker] };
  const heardBy = (steps: readonly Step[]) => steps.flatMap((step) => (step.do === 'say' ? [step.customerId] : []));
  it('go to who asked, under that name, and are taken back there', () => {
    const offered = chat(scene).types('AB-123-C nee, beter van niet');
    expect(cardsOf(offered)[0]?.text).toContain('Karin');
    const steps = chat(scene).taps(actionOf(offered, 'Naar klant'));
    expect(heardBy(steps)).toEqual([karin]);
    expect(cardsOf(steps)[0]?.text).toContain('Karin');
    const lastAct = { kind: 'say', repairId, to: karin, at: minutes(18) } as const;
    expect(chat(scene, { lastAct }).types('herstel')).toContainEqual(
      expect.objectContaining({ do: 'take-back', customerId: karin }),
    );
  });
  it('go to the customer of the repair when no question is open', () => {
    const nothing = { ...scene, conversation: inHand.conversation };
    expect(heardBy(chat(nothing).types('zeg AB-123-C: tot zo'))).toEqual([jan]);
  });
});

describe('words of the mechanic to a customer who wants no messages', () => {
  const silent = aPerson({ addresses: [address({ optedOut: true })] });
  const quiet = { customer: silent, people: [silent] };
  it('are read to him on the phone', () => {
    const steps = chat({ ...inHand, ...quiet }).types('zeg AB-123-C: tot zo');
    expect(says(steps)).toBe(false);
    expect(commandsOf(steps)).toEqual(['RaiseItem']);
    expect(steps).toContainEqual(expect.objectContaining({ do: 'note', text: 'tot zo' }));
  });
  it('still answer what he asks', () =>
    expect(says(chat({ ...asked, ...quiet }).types('zeg AB-123-C: ja, dat kan'))).toBe(true));
});
