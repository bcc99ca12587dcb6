import type { Locale } from './conversation.tsx';
import { ChatPane } from './conversation.tsx';
import type { AssetAddresses } from './paths.ts';
import { simulatorPaths } from './paths.ts';
import type { Entries } from './store.ts';
import { people } from './store.ts';
import { type Lang, type PageWords, pageWordsIn } from './wording.ts';

export type PageProps = {
  readonly view: Locale;
  readonly history: Entries;
  readonly now: string;
  readonly panelUrl: string;
  readonly assets: AssetAddresses;
  /** Time may be skipped. */
  readonly canSkip: boolean;
  /** The token of an invitation that led to this page and is not opened yet. */
  readonly start: string | undefined;
};

/** Draws the whole page. It also works as plain forms; the script keeps it live. */
export function Page({ view, history, now, canSkip, panelUrl, assets, start }: PageProps) {
  const words = pageWordsIn(view.lang);
  return (
    <html lang={view.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Pitstop Chat · {words.title}</title>
        <link rel="icon" href={assets.icon} />
        {assets.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        <script type="module" src={assets.script} />
      </head>
      <body data-events={simulatorPaths.events(view.lang, history.cursor)} data-failed={words.failed}>
        <header>
          <TopBar lang={view.lang} words={words} now={now} canSkip={canSkip} panelUrl={panelUrl} start={start} />
          <Steps words={words} />
          {start !== undefined && <Followed token={start} lang={view.lang} words={words} />}
          <p class="lost" role="status" data-lost={words.lost} />
        </header>
        <nav class="tabs" aria-label={words.chats}>
          {people.map(({ chat }) => (
            <a href={`#${chat}`}>{words.tabs[chat]}</a>
          ))}
        </nav>
        <main>
          {people.map((person) => (
            <ChatPane person={person} entries={history.entries} view={view} />
          ))}
        </main>
      </body>
    </html>
  );
}

type TopBarProps = Pick<PageProps, 'now' | 'canSkip' | 'panelUrl' | 'start'> & { lang: Lang; words: PageWords };

function TopBar({ lang, words, now, canSkip, panelUrl, start }: TopBarProps) {
  return (
    <div class="top-bar">
      <h1>
        Pitstop Chat <span class="tag">{words.title}</span>
      </h1>
      <form
        method="post"
        action={simulatorPaths.clock(lang)}
        data-post="clock"
        class="clock"
        {...(canSkip && { title: words.skip })}
      >
        <p>
          <span class="unseen">{words.clock}: </span>
          <span id="now">{now}</span>
        </p>
        {canSkip && <Skips words={words} />}
        <span class="unseen" role="status" id="skipped" data-skipped={words.skipped} />
      </form>
      <nav class="languages" aria-label={words.language}>
        {(['nl', 'en'] as const).map((each) => (
          <a
            href={simulatorPaths.page(each, start)}
            hreflang={each}
            lang={each}
            title={each === 'nl' ? 'Nederlands' : 'English'}
            aria-current={each === lang ? 'true' : undefined}
          >
            {each.toUpperCase()}
          </a>
        ))}
      </nav>
      <a class="button outline" href={panelUrl} target="_blank" rel="noopener">
        {words.panel} <span aria-hidden="true">↗</span>
      </a>
    </div>
  );
}

function Skips({ words }: { words: PageWords }) {
  return (
    <>
      <span id="skip-hint" class="hint">
        {words.skip}
      </span>
      {words.skips.map(({ minutes, label }) => (
        <button type="submit" name="minutes" value={minutes} class="outline small" aria-describedby="skip-hint">
          {label}
        </button>
      ))}
    </>
  );
}

function Steps({ words }: { words: PageWords }) {
  return (
    <details class="steps" open>
      <summary>
        <strong>{words.tryThis}</strong> <span class="intro">{words.intro}</span>
      </summary>
      <ol>
        {words.steps.map(({ title, text, examples }) => (
          <li>
            <p>
              <strong>{title}.</strong> {text}
            </p>
            {examples.map((example) => (
              <button type="button" class="example" data-to={example.chat}>
                {example.text}
              </button>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Followed({ token, lang, words }: { token: string; lang: Lang; words: PageWords }) {
  return (
    <div class="followed">
      <p>{words.followed}</p>
      {people
        .filter(({ role }) => role === 'customer')
        .map(({ chat }) => (
          <form method="post" action={simulatorPaths.start(chat, lang)} data-post="follow" data-to={chat}>
            <input type="hidden" name="token" value={token} />
            <button type="submit" class="small">
              {words.captions[chat]}
            </button>
          </form>
        ))}
    </div>
  );
}
