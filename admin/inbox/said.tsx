import type { TimelineMessage } from '../../core/application/queries.ts';
import type { Said } from '../../core/application/said.ts';
import { assertNever } from '../../core/decision.ts';
import type { View } from '../frame/env.ts';
import { Files } from './files.tsx';
import { unsupportedOf } from './line.ts';
import { MarkedText, marksLine } from './marked-text.tsx';

export type SaidBodyProps = {
  readonly view: View;
  /** Several are the parts of an album. */
  readonly messages: readonly [TimelineMessage, ...TimelineMessage[]];
};

/** What a bubble holds, of whatever kind; there is always something to see. */
export function SaidBody({ view, messages }: SaidBodyProps) {
  const [first] = messages;
  const texts = messages.filter(({ text }) => text !== '');
  const mark = messages.map(({ said }) => marksLine(said.marks, view)).find((line) => line !== '');
  const placed = messages.flatMap(({ files, messageId }) =>
    files.map((file, n) => ({
      file,
      anchor: messageId === first.messageId || n > 0 ? undefined : anchorOf(messageId),
    })),
  );
  if (first.said.kind === 'button') return <Pressed view={view} label={texts[0]?.text} />;
  return (
    <>
      {mark && <p class="aside passed-on">{mark}</p>}
      <Files view={view} files={placed} />
      <Beside view={view} said={first.said} isEmpty={placed.length === 0 && texts.length === 0} />
      {texts.map(({ text, said }) => (
        <MarkedText text={text} marks={said.marks} bold={first.direction !== 'in'} />
      ))}
    </>
  );
}

/** Where a message stands on the page. */
export function anchorOf(messageId: string): string {
  return `m-${messageId}`;
}

function Pressed({ view, label }: { view: View; label: string | undefined }) {
  const { pressed, unknownButton } = view.words.said;
  if (label === undefined) return <p class="aside">{unknownButton}</p>;
  return (
    <p class="pressed">
      <span class="aside">{pressed}</span> <span class="label">{label}</span>
    </p>
  );
}

/** What stands with the words or in place of them. */
function Beside({ view, said, isEmpty }: { view: View; said: Said; isEmpty: boolean }) {
  const words = view.words.said;
  switch (said.kind) {
    case 'location':
      return <Place view={view} {...said} />;
    case 'contact':
      return <p class="aside">{said.own ? words.contact.own : words.contact.other}</p>;
    case 'unsupported':
      return (
        <>
          <p class="aside">{unsupportedOf(said.what, words)}</p>
          {said.words && <p class="text">{said.words}</p>}
        </>
      );
    case 'edited':
      return <p class="aside">{words.editedTo}</p>;
    case 'file':
      return isEmpty ? <p class="aside">{words.kinds[said.what]}</p> : null;
    case 'text':
    case 'button':
    case 'started':
    case 'reaction':
      return isEmpty ? <p class="aside">{words.wordless}</p> : null;
    default:
      return assertNever(said);
  }
}

type PlaceProps = { readonly view: View } & Extract<Said, { kind: 'location' }>;

function Place({ view, latitude, longitude, place }: PlaceProps) {
  const [north, east] = [latitude.toFixed(5), longitude.toFixed(5)];
  const map = `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=16/${north}/${east}`;
  const { location, map: look } = view.words.said;
  return (
    <div class="place">
      <p class="aside">{location}</p>
      {place && <p class="text">{place}</p>}
      <p>
        <span class="coordinates">{`${north}, ${east}`}</span>{' '}
        <a href={map} target="_blank" rel="noopener noreferrer">
          {look}
        </a>
      </p>
    </div>
  );
}
