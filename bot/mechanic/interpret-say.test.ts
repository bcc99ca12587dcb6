import { describe, expect, it } from 'vitest';
import { as, type ItemId } from '../../core/ids.ts';
import { address, repairId, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene, withQuestion } from '../../core/testing/scenes.ts';
import { cardsOf, chat, commandsOf, labelsOf } from './testing/chat.ts';

const inHand = aScene({ repairs: [aRepairView(started)] });
const asked = withQuestion(inHand);
const [question] = asked.conversation.items;
const answers = question?.itemId ?? as<ItemId>('none');
const says = (steps: readonly { readonly do: string }[]): boolean => steps.some((step) => step.do === 'say');

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
  it('that comes after another one is asked back before it is sent', () => {
    const steps = chat(inHand).taps({ do: 'say', repairId, text: 'Nee, dat kan niet.', answers });
    expect(says(steps)).toBe(false);
    expect(labelsOf(steps)).toEqual(['Naar klant']);
    expect(cardsOf(steps)[0]?.text).toContain('Nee, dat kan niet.');
  });
});

describe('words of the mechanic to a customer who wants no messages', () => {
  const jan = aPerson({ addresses: [address({ optedOut: true })] });
  const quiet = { customer: jan, people: [jan] };
  it('are read to him on the phone', () => {
    const steps = chat({ ...inHand, ...quiet }).types('zeg AB-123-C: tot zo');
    expect(says(steps)).toBe(false);
    expect(commandsOf(steps)).toEqual(['RaiseItem']);
    expect(steps).toContainEqual(expect.objectContaining({ do: 'note', text: 'tot zo' }));
  });
  it('still answer what he asks', () =>
    expect(says(chat({ ...asked, ...quiet }).types('zeg AB-123-C: ja, dat kan'))).toBe(true));
});
