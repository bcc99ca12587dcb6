import { boldSpans } from '../adapt.ts';
import type { Card, CardAction, CardInput, CardLine } from '../channel.ts';
import { simulatorPaths } from './paths.ts';
import type { Entry, EntryContent, SimulatedPerson } from './store.ts';
import { type Lang, type PageWords, pageWordsIn } from './wording.ts';

type ChatPaneProps = { readonly person: SimulatedPerson; readonly entries: readonly Entry[]; readonly view: Locale };

/**
 * Draws one person's chat. Accessible names are fixed in both languages; only visible text is
 * translated.
 */
export function ChatPane({ person, entries, view }: ChatPaneProps) {
  const words = pageWordsIn(view.lang);
  const { chat, region, role, icon } = person;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: the role is part of the page's contract, so it is written out.
    <section role="region" aria-label={region} class="conversation" id={chat} data-chat={chat}>
      <header>
        <Icon name={icon} />
        <h2>{words.captions[chat]}</h2>
        {role === 'customer' && (
          <div class="header-acts">
            <form method="post" action={simulatorPaths.contact(chat, view.lang)} data-post="contact">
              <FixedName name="Share number" caption={words.shareNumber} class="ghost small" />
            </form>
            <form method="post" action={simulatorPaths.start(chat, view.lang)} data-post="start">
              <FixedName name="Open invitation" caption={words.openInvitation} class="outline small" />
            </form>
          </div>
        )}
      </header>
      <div class="log" role="log" aria-live="polite" aria-label={`${words.log}: ${words.captions[chat]}`} tabindex={0}>
        <p class="empty">{words.empty[role]}</p>
        <ol>
          {entries
            .filter((entry) => entry.chat === chat && !isPassing(entry))
            .map((entry) => (
              <Bubble entry={entry} view={view} />
            ))}
        </ol>
      </div>
      <p class="passing" role="status" />
      <p class="problem" role="alert" />
      <Composer person={person} view={view} />
    </section>
  );
}

function Composer({ person: { chat }, view: { lang } }: Omit<ChatPaneProps, 'entries'>) {
  const words = pageWordsIn(lang);
  return (
    <form
      method="post"
      action={simulatorPaths.messages(chat, lang)}
      data-post="message"
      data-media={simulatorPaths.media(chat, lang)}
      data-receipts={simulatorPaths.receipts(chat, lang)}
      class="composer"
    >
      <label class="attach" title={words.photo}>
        <Icon name="photo" />
        <input type="file" accept="image/jpeg,image/png,image/webp,image/gif" aria-label={words.photo} />
      </label>
      <textarea
        name="text"
        rows={1}
        aria-label="Message"
        placeholder={words.placeholder}
        autocomplete="off"
        enterkeyhint="send"
      />
      <FixedName name="Send" caption={words.send} />
    </form>
  );
}

type FixedNameProps = { readonly name: string; readonly caption: string; readonly class?: string };

/**
 * Draws a button with a fixed name and a translated caption, which then comes from the style sheet.
 */
function FixedName({ name, caption, class: look }: FixedNameProps) {
  return name === caption ? (
    <button type="submit" class={look}>
      {name}
    </button>
  ) : (
    <button type="submit" class={look} aria-label={name} data-caption={caption} />
  );
}

/** Hidden from screen readers, because the words beside it say the same. */
function Icon({ name }: { name: 'wrench' | 'buttons' | 'text' | 'photo' }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}

const shapes = {
  wrench:
    'M15 6.5a4.5 4.5 0 0 1 5.6-2.9L17.5 6.7l.4 2 2 .4 3-3A4.5 4.5 0 0 1 17 11.8L8.7 20a2.4 2.4 0 0 1-3.4-3.4l8.3-8.3A4.6 4.6 0 0 1 15 6.5z',
  buttons: 'M7 2h10a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM9 13h6v2.5H9zM9 17.500h6v2H9z',
  text: 'M7 2h10a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM9 7h6M9 10.500h6M9 14h4',
  photo: 'M3 7h4l2-3h6l2 3h4v13H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
};

/** The language and time zone of what is shown. */
export type Locale = { readonly lang: Lang; readonly timeZone: string };

/** Draws one entry of a log. The id lets the page replace an entry in place. */
export function Bubble({ entry, view }: { entry: Entry; view: Locale }) {
  const words = pageWordsIn(view.lang);
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
        <form method="post" action={simulatorPaths.taps(chat, view.lang)} data-post="tap" class="choices">
          <input type="hidden" name="onMessage" value={externalId} />
          {content.choices.map(({ token, label }) => (
            <button type="submit" name="token" value={token} class="outline">
              {label}
            </button>
          ))}
        </form>
      )}
      {content.kind === 'text' && content.contactRequest && (
        <form method="post" action={simulatorPaths.contact(chat, view.lang)} data-post="contact" class="choices">
          <button type="submit" class="outline">
            {content.contactRequest}
          </button>
        </form>
      )}
    </li>
  );
}

/** Notices are shown when they come, and never again. */
export function isPassing({ direction, content }: Entry): boolean {
  return direction === 'out' && content.kind === 'notice';
}

type Drawn = Exclude<EntryContent, { kind: 'notice' }>;
type ContentProps = { entry: Entry; content: Drawn; view: Locale; words: PageWords };

function Content({ entry: { chat, externalId, direction, edited }, content, view, words }: ContentProps) {
  switch (content.kind) {
    case 'text': {
      // The address changes with the bytes, so that a replaced picture is fetched again.
      const address = `${simulatorPaths.picture(chat, externalId)}${edited ? '?edited' : ''}`;
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
      return (
        <CardView
          card={content.card}
          externalId={externalId}
          taps={simulatorPaths.taps(chat, view.lang)}
          words={words}
        />
      );
  }
}

type MediaProps = { media: { mimeType: string; fileName: string }; address: string; words: PageWords };

function Media({ media, address, words }: MediaProps) {
  return (
    <a class="media" href={address} target="_blank" rel="noopener noreferrer">
      {isPicture(media.mimeType) ? <img src={address} alt={`${words.photo}: ${media.fileName}`} /> : media.fileName}
    </a>
  );
}

/** Tells if a browser may show it in place; anything else is a download. */
export function isPicture(mimeType: string): boolean {
  return /^image\/(jpeg|png|gif|webp)$/.test(mimeType);
}

function Time({ entry, view, words }: { entry: Entry; view: Locale; words: PageWords }) {
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

type CardProps = { readonly card: Card; readonly externalId: string; readonly taps: string; readonly words: PageWords };

/** Draws a card as HTML. Inputs and buttons are one form, so that a tap carries what was typed. */
function CardView({ card, externalId, taps, words }: CardProps) {
  return (
    <article class="drawn-card">
      <h3>{card.title}</h3>
      {card.subtitle && <p class="subtitle">{card.subtitle}</p>}
      {card.text && (
        <p class="text">
          <RichText text={card.text} bold />
        </p>
      )}
      {card.facts && card.facts.length > 0 && (
        <dl>
          {card.facts.map(({ label, value }) => (
            <div>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {card.lines && card.lines.length > 0 && (
        <ul class="lines">
          {card.lines.map((line) => (
            <LineView line={line} words={words} />
          ))}
        </ul>
      )}
      <Picture card={card} />
      <Links card={card} />
      <Form card={card} externalId={externalId} taps={taps} />
    </article>
  );
}

function LineView({ line, words }: { line: CardLine; words: PageWords }) {
  const whole = (
    <>
      <span>{line.text}</span> {line.amount && <span class="amount">{line.amount}</span>}
    </>
  );
  switch (line.state) {
    case 'approved':
      return (
        <li class="approved">
          <strong>{whole}</strong>
          <span class="unseen">, {words.approved}</span>
        </li>
      );
    case 'declined':
      return (
        <li class="declined">
          <s>{whole}</s>
          <span class="unseen">, {words.declined}</span>
        </li>
      );
    case 'pending':
    case 'plain':
      return (
        <li class={line.state}>
          <div>{whole}</div>
        </li>
      );
  }
}

function Picture({ card: { image } }: { card: Card }) {
  return image && isSafeAddress(image.url) ? <img class="card-image" src={image.url} alt={image.alt} /> : null;
}

function Links({ card: { links = [] } }: { card: Card }) {
  return links.length === 0 ? null : (
    <p class="links">
      {links
        .filter(({ url }) => isSafeAddress(url))
        .map(({ label, url }) => (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {label}
          </a>
        ))}
    </p>
  );
}

function Form({ card, externalId, taps }: Pick<CardProps, 'card' | 'externalId' | 'taps'>) {
  const { inputs = [], actions = [] } = card;
  if (inputs.length === 0 && actions.length === 0) return null;
  return (
    <form method="post" action={taps} data-post="tap">
      <input type="hidden" name="onMessage" value={externalId} />
      {inputs.map((input) => (
        <Field input={input} id={`${externalId}-${input.name}`} />
      ))}
      {actions.length > 0 && (
        <div class="choices">
          {actions.map((action) => (
            <Action action={action} />
          ))}
        </div>
      )}
    </form>
  );
}

function Field({ input, id }: { input: CardInput; id: string }) {
  return (
    <p class="field">
      <label for={id}>{input.label}</label>
      <Input input={input} id={id} />
    </p>
  );
}

function Input({ input, id }: { input: CardInput; id: string }) {
  return input.options ? (
    <select id={id} name={`values.${input.name}`}>
      {input.options.map(({ value, label }) => (
        <option value={value} selected={value === input.value}>
          {label}
        </option>
      ))}
    </select>
  ) : (
    <input
      type="text"
      id={id}
      name={`values.${input.name}`}
      value={input.value}
      placeholder={input.placeholder}
      autocomplete="off"
    />
  );
}

function Action({ action: { token, label, style } }: { action: CardAction }) {
  return (
    <button
      type="submit"
      name="token"
      value={token}
      class={style === 'primary' ? undefined : 'outline'}
      data-variant={style === 'danger' ? 'danger' : undefined}
    >
      {label}
    </button>
  );
}

/** Draws a sent text as a chat app does: `*bold*` and links. Line breaks stay in the text. */
function RichText({ text, bold }: { text: string; bold: boolean }) {
  const spans = bold ? boldSpans(text) : [];
  return (
    <>
      {spans.map(({ start, end }, index) => (
        <>
          <Linked text={text.slice(spans[index - 1]?.end ?? 0, start)} />
          <strong>
            <Linked text={text.slice(start + 1, end - 1)} />
          </strong>
        </>
      ))}
      <Linked text={text.slice(spans.at(-1)?.end ?? 0)} />
    </>
  );
}

/** One capture group, so that `split` returns plain text and addresses in turn. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/;

function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(address).map((part, index) =>
        index % 2 === 1 ? (
          <a href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}

/** Allows only http, https and paths on this site. */
function isSafeAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) || /^\/(?![/\\])/.test(url);
}

/** Writes day and time for the clock of the page. */
export function clockText(now: Date, { lang, timeZone }: Locale): string {
  return new Intl.DateTimeFormat(pageWordsIn(lang).locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(now);
}
