import type { Speaker } from './customer/message.ts';
import type { CustomerPhrase, Rendered } from './customer/phrase.ts';

export type PhraseOf<Kind extends CustomerPhrase['kind']> = Extract<CustomerPhrase, { kind: Kind }>;

/** One renderer per phrase: a phrase without one does not compile. */
export type Renderers = {
  readonly [Kind in CustomerPhrase['kind']]: (phrase: PhraseOf<Kind>, by: Speaker) => Rendered;
};

export type Choices = Rendered['choices'];

/** How a message can be answered: by buttons, or by words that its last line names. */
export type Answers = { readonly choices: Choices; readonly ending: string | undefined };

/** A line, nothing where its fact is missing, or lines that shrink to the room that is left. */
export type Part = string | undefined | ((room: number) => string);

// WhatsApp refuses a message with buttons whose text is longer than 1,024 characters.
const longest = 1000;

/** Puts a message together, one part a line, and leaves out what is missing. */
export function message(parts: readonly Part[], answers?: Answers): Rendered {
  const lines = [...parts, answers?.ending].filter((part) => part !== undefined && part !== '');
  const spent = lines.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0) + 1, -1);
  const text = lines.map((part) => (typeof part === 'function' ? part(longest - spent) : part)).join('\n');
  return { text, choices: answers?.choices ?? [] };
}

/** Sentences on one line, without those whose fact is missing. */
export function sentences(...said: readonly (string | undefined)[]): string {
  return said.filter((words) => words !== undefined && words !== '').join(' ');
}

/** Buttons where the channel has them, else the line that says how to answer. */
export function answerBy(by: Speaker, choices: Choices, ending: string): Answers {
  return by.buttons ? { choices, ending: undefined } : { choices: [], ending };
}
