import { shownAs } from '../../core/application/media.ts';
import type { SaidFile } from '../../core/application/said.ts';
import type { View } from '../frame/env.ts';
import { sizeText } from '../frame/format.ts';

type Kept = Extract<SaidFile, { state: 'kept' }>;

/** A file with the message that it came in, to which others may refer. */
export type PlacedFile = { readonly file: SaidFile; readonly anchor: string | undefined };

/** Pictures side by side, then recordings and files one below the other. */
export function Files({ view, files }: { view: View; files: readonly PlacedFile[] }) {
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

/** A photo keeps its place while it is fetched, so that nothing moves when it comes. */
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
    <a href={view.linkToFile(file.sha256, 'whole')} target="_blank" rel="noopener" title={file.name}>
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

function named({ name }: SaidFile, kind: string): string {
  return name ?? kind;
}

/** A browser opens what it can show and keeps the rest as a file. */
function Document({ view, file, href }: { view: View; file: Kept; href: string }) {
  const name = named(file, view.words.said.kinds[file.what]);
  const opening = shownAs(file.mimeType)
    ? { target: '_blank', rel: 'noopener' }
    : { download: file.name ?? `${file.sha256.slice(0, 8)}.${endingOf(file)}` };
  return (
    <a class="document" href={href} {...opening}>
      <span class="ending" aria-hidden="true">
        {endingOf(file)}
      </span>
      <span class="name">{name}</span>
      <span class="size">{sizeText(file.bytes, view.language)}</span>
    </a>
  );
}

const ENDINGS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'application/octet-stream': 'bin',
  'video/quicktime': 'mov',
};

/** `pdf`: what the name ends in, else what the type says. */
function endingOf({ name, mimeType }: Kept): string {
  return (/\.(\w{1,5})$/.exec(name ?? '')?.[1] ?? ENDINGS[mimeType] ?? mimeType.split('/')[1] ?? '')
    .toLowerCase()
    .slice(0, 5);
}
