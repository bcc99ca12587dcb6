import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cardsPage, pictureNames } from './cards.ts';

const docs = new URL('../../docs/', import.meta.url);

it('docs/teams-cards.md shows every kind of card, and each of its pictures is there', () => {
  expect(readFileSync(new URL('teams-cards.md', docs), 'utf8')).toBe(cardsPage());
  const wanted = pictureNames.flatMap((name) => [`${name}-light.png`, `${name}-dark.png`]);
  expect(readdirSync(new URL('pictures/teams/', docs))).toEqual(expect.arrayContaining(wanted));
});
