import { describe, expect, it } from 'vitest';
import { deciderWish } from './other-decider.ts';
import { understand } from './understanding/understand.ts';

const context = {
  lines: [
    { number: 1, description: 'Remblokken voor' },
    { number: 2, description: 'Ruitenwissers' },
  ],
  totalMinor: 324_40,
};
function wish(text: string) {
  const understood = understand(text, context);
  return 'ask' in understood ? deciderWish(text, understood) : undefined;
}

describe('words that let somebody else decide', () => {
  it.each([
    'mijn vrouw beslist',
    'Mijn man beslist hierover.',
    'vraag het mijn man maar',
    'Vraag het maar aan mijn vrouw',
    'kan mijn man dat goedkeuren?',
    'mag mijn man beslissen',
    'Mag Piet beslissen?',
    'laat Piet maar beslissen',
    'laat mijn zoon maar antwoorden',
    'laat ander beslissen',
    'mijn baas moet het goedkeuren',
    'daar gaat mijn man over',
    'dat beslist mijn vrouw',
    'dat moet u mijn man vragen',
    'u moet bij mijn man zijn',
    'iemand anders beslist',
    'stuur het maar naar mijn man',
  ])('in Dutch: %s', (text) => expect(wish(text)?.wants).toBe('share'));
  it.each([
    'my husband decides',
    'My wife has to decide',
    'ask my wife',
    'please ask my husband',
    'can my partner approve it?',
    'Can Piet approve it?',
    'let my wife decide',
    'let Piet decide',
    'someone else decides',
    'you should ask my wife',
  ])('in English: %s', (text) => expect(wish(text)?.wants).toBe('share'));
});

describe('words that only ask for time, or report', () => {
  it.each([
    'ik overleg even met mijn man',
    'even met mijn vrouw overleggen',
    'ik vraag het mijn man even',
    'ik moet mijn man vragen',
    'we vragen het mijn vader',
    'let me ask my wife',
    "I'll ask my husband",
    'I have to ask my wife',
    'can I ask my wife?',
  ])('stay what they are: %s', (text) => expect(wish(text)).toBeUndefined());
  it.each([
    'mijn man vindt het goed',
    'mijn man wil dit beslist',
    'mijn man heeft beslist dat het mag',
    'my wife said yes',
    'mijn man beslist niet',
    'laat de monteur maar beslissen',
    'laat mij maar beslissen',
    'laat het maar weten',
    'doe maar wat mijn man zegt',
    'is dat echt nodig?',
    'hoe beslissen jullie dat?',
  ])('are not read as a wish: %s', (text) => expect(wish(text)).toBeUndefined());
  it.each(['ja', 'akkoord', 'nee', 'doe maar', '1', 'alleen de remblokken', 'bel mij', 'stop', 'te duur'])(
    'and answers stay answers: %s',
    (text) => expect(wish(text)).toBeUndefined(),
  );
});

describe('single words where there are no buttons', () => {
  it('ask for the link, or take the say back', () => {
    for (const text of ['LINK', 'link graag', 'Link.']) expect(wish(text)?.wants).toBe('link');
    for (const text of ['ALLEEN IK', 'alleen ik beslis', 'Only me', 'only I decide'])
      expect(wish(text)?.wants).toBe('only-me');
    expect(wish('die link werkt niet')).toBeUndefined();
  });
  it('a question beside it is not lost', () => {
    expect(wish('Is dat echt nodig? Mijn man beslist.')).toEqual({ wants: 'share', alone: false });
    expect(wish('mag mijn man beslissen?')).toEqual({ wants: 'share', alone: true });
  });
});
