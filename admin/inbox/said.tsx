import { shownAs } from '../../core/application/media.ts';
import type { Said, SaidFile, TimelineMessage, TimelineSpeaker, WordMarks } from '../../core/application/queries.ts';
import { assertNever } from '../../core/decision.ts';
import type { View } from '../frame/env.ts';
import { sizeText } from '../frame/format.ts';
import { plainLine, RichText } from '../frame/layout.tsx';

export type SaidBodyProps = {
  readonly view: View;
  /** Several are the parts of an album. */
  readonly messages: readonly [TimelineMessage, ...TimelineMessage[]];
};

/** Draws the content of a bubble, of any kind; there is always something to see. */
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

/** The anchor of a message on the page. */
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

/** Draws what stands beside or instead of the text. */
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

type Kept = Extract<SaidFile, { state: 'kept' }>;

/** A file with the anchor of its message, to which other messages may refer. */
export type PlacedFile = { readonly file: SaidFile; readonly anchor: string | undefined };

/** Draws pictures side by side, then recordings and files below each other. */
function Files({ view, files }: { view: View; files: readonly PlacedFile[] }) {
  const pictures = files.filter(({ file }) => isTile(file));
  const others = files.filter(({ file }) => !isTile(file));
  return (
    <>
      {pictures.length > 0 && (
        <div class={`pictures ${gridOf(pictures.length)}`}>
          {pictures.map(({ file, anchor }) => (
            <div class="tile" id={anchor}>
              <Tile view={view} file={file} />
            </div>
          ))}
        </div>
      )}
      {others.map(({ file, anchor }) => (
        <div class="attached" id={anchor}>
          <Attached view={view} file={file} />
        </div>
      ))}
    </>
  );
}

function gridOf(pictures: number): 'one' | 'two' | 'many' {
  return pictures === 1 ? 'one' : pictures === 2 || pictures === 4 ? 'two' : 'many';
}

/** A photo keeps its place while it is fetched, so that nothing moves when it arrives. */
function isTile(file: SaidFile): boolean {
  return file.state === 'kept' ? isPicture(file) : file.state === 'fetching' && file.what === 'photo';
}

function isPicture({ mimeType, hasThumbnail }: Kept): boolean {
  return hasThumbnail && shownAs(mimeType) === 'picture';
}

function Tile({ view, file }: { view: View; file: SaidFile }) {
  const { kinds, open, fetching } = view.words.said;
  if (file.state !== 'kept') return <p class="fetching">{fetching(kinds[file.what])}</p>;
  return (
    <a href={view.linkToFile(file.sha256, 'whole')} target="_blank" rel="noopener" title={shownName(file)}>
      <img src={view.linkToFile(file.sha256, 'thumbnail')} alt={open(kinds.photo)} />
    </a>
  );
}

function Attached({ view, file }: { view: View; file: SaidFile }) {
  const words = view.words.said;
  const kind = words.kinds[file.what];
  if (file.state === 'fetching') return <p class="fetching">{words.fetching(named(file, kind))}</p>;
  if (file.state === 'failed') {
    const why = words.failures[file.code] ?? words.otherFailure;
    return (
      <p class="not-fetched">
        {words.failed(named(file, kind), why)} {words.askAgain}
      </p>
    );
  }
  const href = view.linkToFile(file.sha256, 'whole');
  switch (shownAs(file.mimeType)) {
    case 'sound':
      // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a customer recorded
      return <audio controls preload="metadata" src={href} aria-label={named(file, kind)} />;
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: nobody has written down what a customer recorded
      return <video controls preload="metadata" src={href} aria-label={named(file, kind)} />;
    default:
      return <Document view={view} file={file} href={href} />;
  }
}

function named(file: SaidFile, kind: string): string {
  return shownName(file) ?? kind;
}

/** Opens in the browser where it can show the type; else it is a download. */
function Document({ view, file, href }: { view: View; file: Kept; href: string }) {
  const name = named(file, view.words.said.kinds[file.what]);
  const opening = shownAs(file.mimeType)
    ? { target: '_blank', rel: 'noopener' }
    : { download: shownName(file) ?? `${file.sha256.slice(0, 8)}.${endingOf(file)}` };
  return (
    <a class="document" href={href} {...opening}>
      <span class="ending" aria-hidden="true">
        {endingOf(file)}
      </span>
      <bdi class="name">{name}</bdi>
      <span class="size">{sizeText(file.bytes, view.language)}</span>
    </a>
  );
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'application/octet-stream': 'bin',
  'video/quicktime': 'mov',
};

/** Marks of direction could show `exe.pdf` for `fdp.exe`. */
function shownName({ name }: SaidFile): string | undefined {
  return name?.replace(/\p{Bidi_Control}/gu, '');
}

/** `pdf`: the ending of the name, else of the type. */
function endingOf(file: Kept): string {
  const { mimeType } = file;
  return (/\.(\w{1,5})$/.exec(shownName(file) ?? '')?.[1] ?? ENDINGS[mimeType] ?? mimeType.split('/')[1] ?? '')
    .toLowerCase()
    .slice(0, 5);
}

/** Writes a message on one line, for the list and for references. Never empty. */
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

/** Names content that cannot be shown, by its everyday name. */
function unsupportedOf(what: string, { unsupported, otherUnsupported }: View['words']['said']): string {
  return Object.hasOwn(unsupported, what) ? (unsupported[what] ?? '') : otherUnsupported(what);
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
}

/** Names a speaker; an erased person has no name any more. */
export function speakerName(by: TimelineSpeaker, { words }: Pick<View, 'words'>): string {
  switch (by.kind) {
    case 'customer':
      return by.name || words.thread.customer;
    case 'bot':
      return words.thread.bot;
    case 'staff':
      return by.role === 'mechanic' ? `${by.name} · ${words.common.roles.mechanic}` : by.name;
    default:
      return assertNever(by);
  }
}

/** Says how a message came that its sender did not write here; empty for any other. */
function marksLine(marks: WordMarks | undefined, { words }: Pick<View, 'words'>): string {
  const { forwarded, via, automatic, elsewhere } = marks ?? {};
  const say = words.said.marks;
  return [
    forwarded && say.forwarded(forwarded.from),
    via && say.via(via.bot),
    automatic && say.automatic,
    elsewhere && say.elsewhere,
  ]
    .filter(Boolean)
    .join(' · ');
}

type MarkedTextProps = { readonly text: string; readonly marks: WordMarks | undefined; readonly bold: boolean };

/** Draws a text with its struck-out words struck out and other people's words as a quote. */
function MarkedText({ text, marks, bold }: MarkedTextProps) {
  if (!marks?.struck && !marks?.quoted) return <RichText text={text} bold={bold} />;
  return (
    <>
      {blocksOf(piecesOf(text, marks)).map((pieces) => {
        const words = pieces.map((piece) => (piece.struck ? <s>{piece.text}</s> : piece.text));
        return pieces[0]?.quoted ? <blockquote class="text">{words}</blockquote> : <p class="text">{words}</p>;
      })}
    </>
  );
}

/** Leaves out struck-out words, for a line without markup. */
function withoutStruck(text: string, marks: WordMarks): string {
  return piecesOf(text, marks)
    .map((piece) => (piece.struck ? ' ' : piece.text))
    .join('');
}

type Piece = { readonly text: string; readonly struck: boolean; readonly quoted: boolean };

function piecesOf(text: string, { struck = [], quoted = [] }: WordMarks): readonly Piece[] {
  const ends = [...struck, ...quoted].flatMap(({ from, to }) => [from, to]).filter((at) => at > 0 && at < text.length);
  const cuts = [...new Set([0, ...ends, text.length])].sort((a, b) => a - b);
  const isIn = (stretches: typeof struck, at: number) => stretches.some(({ from, to }) => from <= at && at < to);
  return cuts
    .slice(1)
    .map((to, n) => ({ to, from: cuts[n] ?? 0 }))
    .map(({ from, to }) => ({ text: text.slice(from, to), struck: isIn(struck, from), quoted: isIn(quoted, from) }));
}

/** Groups pieces into quotes and other paragraphs, without the line break between two of them. */
function blocksOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const blocks: Piece[][] = [];
  for (const piece of pieces) {
    const last = blocks.at(-1);
    if (last && last[0]?.quoted === piece.quoted) last.push(piece);
    else if (piece.text.trim() !== '')
      blocks.push([{ ...piece, text: last ? piece.text.replace(/^\n/, '') : piece.text }]);
  }
  return blocks;
}
