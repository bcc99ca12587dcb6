import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { paths, type StaffSession, type View } from './env.ts';
import type { AssetAddresses } from './http.ts';

export type LayoutProps = PropsWithChildren<{
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly title: string;
  /** Undefined before sign-in. */
  readonly staff?: StaffSession;
  /** The page to return to after a change of language. */
  readonly here: string;
}>;

// No styles of htmx's own, which the policy forbids. An opened part stays open when it is drawn
// again.
const htmxConfig = JSON.stringify({
  includeIndicatorCSS: false,
  history: false,
  extensions: 'sse',
  morphIgnore: ['data-htmx-powered', 'open'],
});

export function Layout({ view, assets, title, staff, here, children }: LayoutProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="htmx-config" content={htmxConfig} />
          <title>{`${title} · ${view.words.common.product}`}</title>
          <link rel="icon" href={assets.icon} />
          {assets.styles.map((href) => (
            <link rel="stylesheet" href={href} />
          ))}
          {assets.scripts.map((src) => (
            <script defer src={src} />
          ))}
        </head>
        <body class={staff ? 'inside' : 'outside'}>
          <header class="bar">
            <a class="brand" href={paths.home}>
              {view.words.common.product}
            </a>
            {staff && staff.role !== 'mechanic' && <Places view={view} staff={staff} here={here} />}
            <p class="lost" role="status" data-lost={view.words.common.lost} data-failed={view.words.common.failed} />
            <LanguageChoice view={view} here={here} />
            {staff && (
              <form method="post" action={paths.signOut} class="who">
                <span class="name">
                  {staff.name} <span class="hint">{view.words.common.roles[staff.role]}</span>
                </span>
                <button type="submit" class="ghost small">
                  {view.words.common.signOut}
                </button>
              </form>
            )}
          </header>
          {staff?.role === 'administrator' && !staff.secondFactor && !staff.needsSecondFactor && (
            <aside class="banner" aria-label={view.words.account.factorTitle}>
              {view.words.account.banner} <a href={paths.secondFactor}>{view.words.account.factorSetUp}</a>
            </aside>
          )}
          {children}
        </body>
      </html>
    </>
  );
}

function Places({ view, staff, here }: { view: View; staff: StaffSession; here: string }) {
  const words = view.words.common;
  const places = [
    [paths.inbox(), words.inbox],
    ...(staff.role === 'administrator'
      ? [[paths.staff, words.staff] as const, [paths.audit(), words.audit] as const]
      : []),
    [paths.account(), words.account],
  ] as const;
  return (
    <nav class="places" aria-label={words.places}>
      {places.map(([href, name]) => (
        <a href={href} aria-current={here.startsWith(href) ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

/** A page with a column of its own, which scrolls. */
export function ColumnPage({ children, ...rest }: LayoutProps) {
  return (
    <Layout {...rest}>
      <main class="column">
        <div>
          <h1>{rest.title}</h1>
          {children}
        </div>
      </main>
    </Layout>
  );
}

function LanguageChoice({ view, here }: { view: View; here: string }) {
  return (
    <form method="post" action={paths.language} class="languages" aria-label={view.words.common.language}>
      <input type="hidden" name="next" value={here} />
      {(['nl', 'en'] as const).map((each) => (
        <button
          type="submit"
          name="language"
          value={each}
          lang={each}
          class="ghost small"
          title={each === 'nl' ? 'Nederlands' : 'English'}
          aria-current={each === view.language ? 'true' : undefined}
        >
          {each.toUpperCase()}
        </button>
      ))}
    </form>
  );
}

type MessagePageProps = Omit<LayoutProps, 'children' | 'title'> & {
  readonly message: { readonly title: string; readonly text: string };
};

/** A page with only a message: not found, no access, a fault. */
export function MessagePage({ message, ...rest }: MessagePageProps) {
  return (
    <Layout {...rest} title={message.title}>
      <main class="card-page">
        <h1>{message.title}</h1>
        <p>{message.text}</p>
        {rest.staff?.role !== 'mechanic' && (
          <p>
            <a href={paths.home}>{rest.view.words.common.back}</a>
          </p>
        )}
      </main>
    </Layout>
  );
}

/**
 * Replaces the element of this id in the page; what did not change keeps its focus and scroll
 * position.
 */
export function Partial({ id, children }: PropsWithChildren<{ readonly id: string }>) {
  // An element of htmx that the types of JSX do not know.
  const Tag = 'hx-partial';
  return (
    <Tag hx-target={`#${id}`} hx-swap="outerMorph">
      {children}
    </Tag>
  );
}

/** Draws `*bold*` as the channels show it; everything else stays as it was written. */
export function RichText({ text, bold }: { text: string; bold: boolean }) {
  return (
    <p class="text">
      {bold
        ? text.split(/(\*[^*\n]+\*)/).map((part) => (isBold(part) ? <strong>{part.slice(1, -1)}</strong> : part))
        : text}
    </p>
  );
}

function isBold(part: string): boolean {
  return part.length > 2 && part.startsWith('*') && part.endsWith('*');
}

/** Puts the text on one line, without the stars of bold. */
export function plainLine(text: string): string {
  return text
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
