import type { Card } from '../../channels/channel.ts';
import type { Entry } from '../../channels/simulator/store.ts';

/** One thing that happened, as the demo prints it. */
export type Line = { readonly at: Date; readonly who: string; readonly words: readonly string[] };

const indent = ' '.repeat(7);
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit' });

/** Time and speaker on one line, the words under it. */
export function printed({ at, who, words }: Line): string {
  return [`${clock.format(at)}  ${who}`, ...words.map((one) => (one === '' ? '' : `${indent}${one}`))].join('\n');
}

/** Everything that can be read in an entry, buttons in brackets. */
export function wordsOf({ content }: Pick<Entry, 'content'>): readonly string[] {
  switch (content.kind) {
    case 'card':
      return cardWords(content.card);
    case 'text':
      return [...plain(content.text).split('\n'), ...buttons(content.choices ?? [])];
    case 'notice':
      return [`(${plain(content.text)})`];
  }
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

function buttons(choices: readonly { readonly label: string }[]): readonly string[] {
  return choices.length > 0 ? [choices.map(({ label }) => `[${plain(label)}]`).join(' ')] : [];
}

const marks = { plain: '', pending: '? ', approved: 'YES ', declined: 'NO ' } as const;

function cardWords({ title, subtitle, text, facts, lines, links, image, actions }: Card): readonly string[] {
  return [
    plain([title, subtitle].filter((part) => part !== undefined).join(' · ')),
    ...(text === undefined ? [] : plain(text).split('\n')),
    ...(facts ?? []).map(({ label, value }) => plain(`${label}: ${value}`)),
    ...(lines ?? []).map((line) => plain(`${marks[line.state]}${[line.text, line.amount].filter(Boolean).join(' ')}`)),
    ...(links ? ['(a link)'] : []),
    ...(image ? [`(a picture: ${image.alt})`] : []),
    ...buttons(actions ?? []),
  ];
}
