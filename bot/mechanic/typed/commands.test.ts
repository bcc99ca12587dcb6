import { expect, it } from 'vitest';
import { commandMenu, linkMenu } from '../../wording/mechanic/commands.ts';
import { takeCommand } from './commands.ts';

it.each(['nl', 'en'] as const)('the command menu in %s offers six words, each of which is understood', (language) => {
  const titles = commandMenu(language).map(({ title }) => title);
  expect(titles.map((title) => takeCommand(title)?.command)).toEqual(['mine', 'new', 'found', 'quote', 'done', 'help']);
  expect(takeCommand(linkMenu(language)[0]?.title ?? '')?.command).toBe('link');
});

it.each(['nl', 'en'] as const)('an example in the menu in %s begins with the word that it explains', (language) => {
  for (const { title, description } of [...commandMenu(language), ...linkMenu(language)]) {
    const example = description.split(': ').slice(1).join(': ');
    expect(example === '' || example.startsWith(title)).toBe(true);
  }
});
