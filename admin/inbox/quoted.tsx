import type { QuotedMessage } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { lineOf } from './line.ts';
import { anchorOf } from './said.tsx';
import { nameOf } from './speaker.ts';

type QuotedProps = { readonly view: View; readonly quoted: QuotedMessage | 'unknown' };

/** The message that another one answers or edits, in short, above it. */
export function Quoted({ view, quoted }: QuotedProps) {
  const { reply, anEarlier } = view.words.said;
  if (quoted === 'unknown')
    return (
      <p class="quoted">
        {reply} {anEarlier}
      </p>
    );
  return (
    <a class="quoted" href={`#${anchorOf(quoted.messageId)}`}>
      <span class="by">{nameOf(quoted.by, view)}</span>
      <span class="line">{lineOf(quoted.text, quoted.said, view)}</span>
    </a>
  );
}
