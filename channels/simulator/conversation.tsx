import { Bubble, isPassing, type View } from './bubble.tsx';
import { Icon } from './icon.tsx';
import { paths } from './paths.ts';
import type { Person } from './people.ts';
import type { Entry } from './store.ts';
import { wordsIn } from './wording.ts';

type ConversationProps = { readonly person: Person; readonly entries: readonly Entry[]; readonly view: View };

/** One person's chat. The accessible names are fixed, in either language; only what is seen is translated. */
export function Conversation({ person, entries, view }: ConversationProps) {
  const words = wordsIn(view.lang);
  const { chat, region, role, icon } = person;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: the role is part of the page's contract, so it is written out.
    <section role="region" aria-label={region} class="conversation" id={chat} data-chat={chat}>
      <header>
        <Icon name={icon} />
        <h2>{words.captions[chat]}</h2>
        {role === 'customer' && (
          <div class="header-acts">
            <form method="post" action={paths.contact(chat, view.lang)} data-post="contact">
              <FixedName name="Share number" caption={words.shareNumber} class="ghost small" />
            </form>
            <form method="post" action={paths.start(chat, view.lang)} data-post="start">
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

function Composer({ person: { chat }, view: { lang } }: Omit<ConversationProps, 'entries'>) {
  const words = wordsIn(lang);
  return (
    <form
      method="post"
      action={paths.messages(chat, lang)}
      data-post="message"
      data-media={paths.media(chat, lang)}
      data-receipts={paths.receipts(chat, lang)}
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

/** A button whose name is fixed while its caption is translated; the caption then comes from the style sheet. */
function FixedName({ name, caption, class: look }: FixedNameProps) {
  return name === caption ? (
    <button type="submit" class={look}>
      {name}
    </button>
  ) : (
    <button type="submit" class={look} aria-label={name} data-caption={caption} />
  );
}
