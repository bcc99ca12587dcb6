import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANSWERS, type Answer, COURTESY, type Kind } from './lists.ts';
import { partGroup } from './parts.ts';
import { printedLists } from './print.ts';
import { bound, known, oneLine } from './testing/labelled.ts';

const kinds = Object.keys(ANSWERS.approve) as readonly Kind[];
function phrasesOf(answer: Answer, ...wanted: readonly Kind[]): readonly string[] {
  return (wanted.length > 0 ? wanted : kinds).flatMap((kind) => [...ANSWERS[answer][kind]]);
}
const binding = ['full', 'consent', 'bare'] as const;
const approvals = phrasesOf('approve');
const rejections = phrasesOf('reject');
const courtesies = Object.values(COURTESY).flatMap((phrases) => [...phrases]);
function written(phrase: string): string {
  return phrase.replace('#total', '€ 324,40');
}
function holds(word: RegExp) {
  return (phrase: string) => phrase.split(' ').some((one) => word.test(one));
}

const negation =
  /^(?:niet|nie|nee|geen|niks|niets|zonder|nooit|no|not|never|without|dont|cannot|nor|none|nothing|nope|nah)$/;
const question =
  /^(?:waarom|hoe|hoeveel|welke|waar|wie|wanneer|what|why|how|which|where|who|if|als|mits|tenzij|zodra|zolang|unless|but|morgen|tomorrow|misschien|maybe|perhaps|alleen|only|enkel|behalve|except|half|max|under)$/;
const thing =
  /^(?:auto|wagen|bus|car|truck|vehicle|bak|prijs|bedrag|kosten|price|cost|costs|amount|geld|money|euro|duur|goedkoop|cheap|onderhoud|beurt|service|servicing|maintenance)$/;

describe('the printed lists', () => {
  it('are docs/answers.txt to the letter, so that each change of them is read', () =>
    expect(readFileSync(new URL('../../../docs/answers.txt', import.meta.url), 'utf8')).toBe(printedLists()));
});

describe('no phrase that approves', () => {
  it.each([
    ['a negation', negation],
    ['a question, a condition or a time', question],
    ['a car or a price', thing],
  ])('holds %s', (_, word) => expect(approvals.filter(holds(word))).toEqual([]));
  it('holds a part of a car', () =>
    expect(
      approvals.filter(
        (phrase) => phrase.split(' ').some((word) => partGroup(word)) && !/green light|groen licht/.test(phrase),
      ),
    ).toEqual([]));
  it('rejects too', () => expect(approvals.filter((phrase) => rejections.includes(phrase))).toEqual([]));
});

it('no courtesy holds a negation, a part or a price', () =>
  expect(courtesies.filter((phrase) => holds(negation)(phrase) || holds(thing)(phrase))).toEqual([]));

describe.each(['approve', 'reject'] as const)('a phrase that may %s', (answer) => {
  it('does so alone', () =>
    expect(
      phrasesOf(answer, ...binding).filter((phrase) => bound(written(phrase), oneLine)?.answer !== answer),
    ).toEqual([]));
  it('does not with a question mark, dots, or a word that turns or limits it, at either end', () => {
    const turns = [
      'niet',
      'not',
      'geen',
      "don't",
      'maar niet',
      'als',
      'if',
      'alleen',
      'only',
      'morgen',
      'misschien',
      '😏',
      '🙄',
    ];
    const changed = (text: string) => [
      `${text}?`,
      `${text}...`,
      ...turns.flatMap((word) => [`${word} ${text}`, `${text} ${word}`]),
    ];
    const survivors = phrasesOf(answer, ...binding)
      .flatMap((phrase) => changed(written(phrase)))
      .filter((text) => bound(text, oneLine)?.answer === answer);
    // "Niet doen, niet" and "geen ja" say no themselves.
    expect(answer === 'approve' ? survivors : survivors.filter((text) => /[?…]|\.\.\./u.test(text))).toEqual([]);
  });
  it('does not with another amount', () => {
    const withTotal = phrasesOf(answer, 'full').filter((phrase) => phrase.includes('#total'));
    const others = ['€ 300', '€ 324', '324,4', '€ 324,40 per maand', '£ 324.40', '2 x 324,40', '-324,40', '€ 1.324,40'];
    const texts = withTotal.flatMap((phrase) => others.map((other) => phrase.replace('#total', other)));
    expect(texts.filter((text) => bound(text, oneLine))).toEqual([]);
  });
  it('does not alone when it is weak or mild', () => {
    const strong = new Set(phrasesOf(answer, ...binding));
    const weak = phrasesOf(answer, 'weak', 'mild').filter((phrase) => !strong.has(phrase));
    expect(weak.filter((phrase) => bound(phrase, oneLine))).toEqual([]);
  });
});

describe('a name', () => {
  it('stands under a text only when it is the own one', () => {
    expect(bound('Akkoord, groet Jan', known(oneLine))?.answer).toBe('approve');
    expect(bound('Akkoord. Met vriendelijke groet, J. de Jong', known(oneLine))?.answer).toBe('approve');
    for (const text of [
      'Akkoord, groet Piet',
      'Akkoord, groet Mark',
      'Hoi met Mark, akkoord',
      'akkoord namens Jan',
      'Akkoord, groet mevr de Jong',
    ])
      expect(bound(text, known(oneLine))).toBeUndefined();
  });
  it('stands behind a greeting when it is known at the garage', () => {
    expect(bound('Hoi Mark, doe maar', known(oneLine))?.answer).toBe('approve');
    expect(bound('Hoi Piet, doe maar', known(oneLine))).toBeUndefined();
    expect(bound('Hi Mark approved', known(oneLine))).toBeUndefined();
  });
});
