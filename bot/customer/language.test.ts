import { describe, expect, it } from 'vitest';
import { address, started } from '../../core/testing/builders.ts';
import { aPerson, aRepairView, aScene } from '../../core/testing/scenes.ts';
import { askedScene, counting, doing, exchanged, kinds, text } from '../react/testing/stage.ts';
import { converse } from './converse.ts';

function earlier(...words: readonly string[]) {
  return words.map((one, index) => exchanged('customer', `m-${index}`, one));
}
const english = aPerson({ addresses: [address({ language: 'en' })] });

function when(
  words: string,
  before: readonly string[] = [],
  scene = aScene({ repairs: [aRepairView(started)], people: [english] }),
) {
  return converse(text(words, {}, earlier(...before)), scene, counting());
}

describe('the language of the chat', () => {
  it('is offered above the answer, at the second text in the other one', () => {
    expect(kinds(when('wanneer is de auto klaar?'))).toEqual(['status']);
    expect(kinds(when('wanneer is de auto klaar?', ['hoe laat kan ik hem halen']))).toEqual([
      'offer-language',
      'status',
    ]);
  });
  it('is offered once, however long somebody goes on', () =>
    expect(kinds(when('wanneer is de auto klaar?', ['hoe laat kan ik hem halen', 'ik heb hem nodig']))).toEqual([
      'status',
    ]));
  it.each([
    ['when is my car ready?', ['hoe laat kan ik hem halen']],
    ['ok', ['hoe laat kan ik hem halen']],
    ['wanneer is de auto klaar?', ['ok', 'Golf']],
    ['is the auto klaar vandaag?', ['hoe laat kan ik hem halen']],
  ])('is left as it is where the texts do not agree: %s', (words, before) =>
    expect(kinds(when(words, before))).not.toContain('offer-language'),
  );
  it('is not offered while words wait to bind, because any message would end that', () => {
    const scene = askedScene({ people: [english] });
    const steps = when('ik ga akkoord met de offerte', ['bedankt voor de offerte'], scene);
    expect(kinds(steps)).not.toContain('offer-language');
    expect(doing(steps, 'await-answer')).toHaveLength(1);
  });
});
