import { alsoInEnglish, cardScenes } from './card-scenes.ts';

/** The documentation's page of the cards, with its pictures. */
export function cardsPage(): string {
  return `${[head, ...cardScenes.map(section)].join('\n\n')}\n`;
}

/** The pictures that the page names, without theme and ending. */
export const pictureNames: readonly string[] = [
  ...cardScenes.map(({ name }) => `${name}-nl`),
  ...alsoInEnglish.map((name) => `${name}-en`),
];

const head = `# The cards in Teams

Every kind of card that a mechanic meets, in the order of a repair. Each is in the language of the one who reads it, here Dutch. They are
drawn from the product's own cards by \`npm run -s teams:pictures\`, which writes this page, too; the pictures follow the theme of your browser.

A repair has one living card, which is edited in place. Whatever the mechanic types puts it below again and folds the older one.`;

function section({ name, what }: (typeof cardScenes)[number]): string {
  return [
    `## ${title(name)}`,
    what,
    picture(`${name}-nl`),
    ...(alsoInEnglish.includes(name) ? [picture(`${name}-en`)] : []),
  ].join('\n\n');
}

function title(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

function picture(name: string): string {
  return (
    '<picture>' +
    `<source media="(prefers-color-scheme: dark)" srcset="pictures/teams/${name}-dark.png">` +
    `<img src="pictures/teams/${name}-light.png" alt="${name}" width="420"></picture>`
  );
}
