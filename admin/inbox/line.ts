import type { Said } from '../../core/application/said.ts';
import { assertNever } from '../../core/decision.ts';
import { plainLine } from '../components/rich-text.tsx';
import type { View } from '../frame/env.ts';
import { marksLine, withoutStruck } from './marked-text.tsx';

/** A message on one line, for the list and for whatever refers to it. It is never empty. */
export function lineOf(text: string, said: Said, view: Pick<View, 'words'>): string {
  const { marks } = said;
  if (!marks) return plainLineOf(text, said, view);
  const left = withoutStruck(text, marks);
  const line = text !== '' && left.trim() === '' ? view.words.said.allStruck : plainLineOf(left, said, view);
  const mark = marksLine(marks, view);
  return mark ? `${mark}: ${line}` : line;
}

function plainLineOf(text: string, said: Said, { words }: Pick<View, 'words'>): string {
  const { kinds, ...say } = words.said;
  const line = plainLine(text);
  switch (said.kind) {
    case 'text':
      return line || say.wordless;
    case 'button':
      return line ? `${say.pressed}: ${line}` : say.unknownButton;
    case 'started':
      return say.startedShort;
    case 'edited':
      return `${say.editedTo} ${line}`;
    case 'file':
      return joined(kinds[said.what], line);
    case 'location':
      return joined(say.location, plainLine(said.place ?? ''));
    case 'contact':
      return say.contactShort;
    case 'reaction':
      return said.emoji ? say.reactedShort(said.emoji) : say.unreactedShort;
    case 'unsupported':
      return joined(unsupportedOf(said.what, words.said), plainLine(said.words ?? line));
    default:
      return assertNever(said);
  }
}

/** What we cannot show, by the name that people have for it. */
export function unsupportedOf(what: string, { unsupported, otherUnsupported }: View['words']['said']): string {
  return Object.hasOwn(unsupported, what) ? (unsupported[what] ?? '') : otherUnsupported(what);
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
}
