import type { TimelineMessage } from '../../core/application/queries.ts';
import type { View } from '../frame/env.ts';
import { timeText } from '../frame/format.ts';
import { lineOf } from './line.ts';
import { anchorOf } from './said.tsx';
import { nameOf } from './speaker.ts';

type SmallLineProps = { readonly view: View; readonly message: TimelineMessage; readonly zone: string };

/** What a customer did without saying anything: a thin line, like what happened. */
export function isSmall({ said }: TimelineMessage): boolean {
  return said.kind === 'reaction' || said.kind === 'started';
}

export function SmallLine({ view, message, zone }: SmallLineProps) {
  return (
    <li class="event small" id={anchorOf(message.messageId)}>
      <span>
        {sentence(message, view)} <Target view={view} message={message} />
      </span>{' '}
      <time datetime={message.at.toISOString()}>{timeText(message.at, zone, view.language)}</time>
    </li>
  );
}

function sentence({ said, by }: TimelineMessage, view: View): string {
  const { started, reacted, unreacted } = view.words.said;
  const name = nameOf(by, view);
  if (said.kind !== 'reaction') return started(name);
  return said.emoji ? reacted(name, said.emoji) : unreacted(name);
}

function Target({ view, message: { said, refersTo } }: { view: View; message: TimelineMessage }) {
  if (said.kind !== 'reaction') return null;
  if (refersTo === undefined || refersTo === 'unknown') return <>{view.words.said.anEarlier}</>;
  return <a href={`#${anchorOf(refersTo.messageId)}`}>{`“${lineOf(refersTo.text, refersTo.said, view)}”`}</a>;
}
