import { CardView } from './card.tsx';
import { paths } from './paths.ts';
import { RichText } from './rich-text.tsx';
import type { Entry, EntryContent } from './store.ts';
import { type Lang, type Words, wordsIn } from './wording.ts';

/** How entries are written out: in which language, and on whose clock. */
export type View = { readonly lang: Lang; readonly timeZone: string };

/** One entry of a log. Its id lets the page put a replaced entry where the old one stood. */
export function Bubble({ entry, view }: { entry: Entry; view: View }) {
  const words = wordsIn(view.lang);
  const { id, chat, externalId, direction, content } = entry;
  const marks = { id: `entry-${id}`, 'data-order': id, 'data-id': direction === 'out' ? externalId : undefined };
  if (content.kind === 'notice') {
    return (
      <li class="mark" {...marks}>
        {words.opened} · <Time entry={entry} view={view} words={words} />
      </li>
    );
  }
  return (
    <li class={`entry ${direction}`} {...marks}>
      <div class="bubble">
        <span class="unseen">{direction === 'in' ? words.mine : words.theirs}: </span>
        <Content entry={entry} content={content} view={view} words={words} />
        <p class="meta">
          <Time entry={entry} view={view} words={words} />
          {entry.edited && ` · ${words.edited}`}
        </p>
      </div>
      {content.kind === 'text' && content.choices && content.choices.length > 0 && (
        <form method="post" action={paths.taps(chat, view.lang)} data-post="tap" class="choices">
          <input type="hidden" name="onMessage" value={externalId} />
          {content.choices.map(({ token, label }) => (
            <button type="submit" name="token" value={token} class="outline">
              {label}
            </button>
          ))}
        </form>
      )}
      {content.kind === 'text' && content.contactRequest && (
        <form method="post" action={paths.contact(chat, view.lang)} data-post="contact" class="choices">
          <button type="submit" class="outline">
            {content.contactRequest}
          </button>
        </form>
      )}
    </li>
  );
}

/** Words that go away by themselves are shown when they come, and never again. */
export function isPassing({ direction, content }: Entry): boolean {
  return direction === 'out' && content.kind === 'notice';
}

type Drawn = Exclude<EntryContent, { kind: 'notice' }>;
type ContentProps = { entry: Entry; content: Drawn; view: View; words: Words };

function Content({ entry: { chat, externalId, direction, edited }, content, view, words }: ContentProps) {
  switch (content.kind) {
    case 'text': {
      // The address changes with the bytes, so that a replaced picture is fetched anew.
      const address = `${paths.picture(chat, externalId)}${edited ? '?edited' : ''}`;
      return (
        <>
          {content.media && <Media media={content.media} address={address} words={words} />}
          {content.text !== '' && (
            <p class="text">
              <RichText text={content.text} bold={direction === 'out'} />
            </p>
          )}
        </>
      );
    }
    case 'card':
      return <CardView card={content.card} externalId={externalId} taps={paths.taps(chat, view.lang)} words={words} />;
  }
}

type MediaProps = { media: { mimeType: string; fileName: string }; address: string; words: Words };

function Media({ media, address, words }: MediaProps) {
  return (
    <a class="media" href={address} target="_blank" rel="noopener noreferrer">
      {isPicture(media.mimeType) ? <img src={address} alt={`${words.photo}: ${media.fileName}`} /> : media.fileName}
    </a>
  );
}

/** Pictures that a browser may show in place; anything else is offered as a download. */
export function isPicture(mimeType: string): boolean {
  return /^image\/(jpeg|png|gif|webp)$/.test(mimeType);
}

function Time({ entry, view, words }: { entry: Entry; view: View; words: Words }) {
  return (
    <time datetime={entry.at}>
      {new Intl.DateTimeFormat(words.locale, {
        hour: '2-digit',
        minute: '2-digit',
        timeZone: view.timeZone,
      }).format(new Date(entry.at))}
    </time>
  );
}
