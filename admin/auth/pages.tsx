import type { View } from '../frame/env.ts';
import { paths } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { Layout } from '../frame/layout.tsx';
import { minPasswordLength } from './sign-in.ts';

type PageProps = {
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly here: string;
  readonly fault?: string;
};

function Fault({ text }: { text: string | undefined }) {
  return (
    <div class="notice" role="alert">
      {text && <p>{text}</p>}
    </div>
  );
}

export function SignInPage({ view, assets, here, fault, next, email }: PageProps & { next: string; email: string }) {
  const words = view.words.signIn;
  return (
    <Layout view={view} assets={assets} title={words.title} here={here}>
      <main class="card-page">
        <h1>{words.title}</h1>
        <Fault text={fault} />
        <form method="post" action={paths.signIn()}>
          <input type="hidden" name="next" value={next} />
          <label>
            {words.email}
            <input type="email" name="email" value={email} autocomplete="username" required maxlength={200} />
          </label>
          <label>
            {words.password}
            <input type="password" name="password" autocomplete="current-password" required maxlength={200} />
          </label>
          <button type="submit">{words.submit}</button>
        </form>
      </main>
    </Layout>
  );
}

/** The second step for people with an authenticator app. */
export function CodePage({ view, assets, here, fault, next }: PageProps & { next: string }) {
  const words = view.words.signIn;
  return (
    <Layout view={view} assets={assets} title={words.codeTitle} here={here}>
      <main class="card-page">
        <h1>{words.codeTitle}</h1>
        <p class="hint">{words.codeText}</p>
        <Fault text={fault} />
        <form method="post" action={paths.signInCode}>
          <input type="hidden" name="next" value={next} />
          <label>
            {words.code}
            <input
              type="text"
              name="code"
              inputmode="numeric"
              autocomplete="one-time-code"
              required
              pattern="[0-9 ]{6,8}"
            />
          </label>
          <button type="submit">{words.codeSubmit}</button>
        </form>
      </main>
    </Layout>
  );
}

type SetupProps = PageProps & { readonly token: string; readonly name: string; readonly email: string };

/** The first administrator makes an account here, with the link that was printed at the start. */
export function SetupPage({ view, assets, here, fault, token, name, email }: SetupProps) {
  const words = view.words.signIn;
  return (
    <Layout view={view} assets={assets} title={words.setupTitle} here={here}>
      <main class="card-page">
        <h1>{words.setupTitle}</h1>
        <p class="hint">{words.setupText}</p>
        <Fault text={fault} />
        <form method="post" action={paths.setup(token)}>
          <label>
            {words.name}
            <input type="text" name="name" value={name} autocomplete="name" required maxlength={80} />
          </label>
          <label>
            {words.email}
            <input type="email" name="email" value={email} autocomplete="username" required maxlength={200} />
          </label>
          <label>
            {words.password}
            <input
              type="password"
              name="password"
              autocomplete="new-password"
              required
              minlength={minPasswordLength}
              maxlength={128}
              aria-describedby="password-hint"
            />
          </label>
          <p class="hint" id="password-hint">
            {words.passwordHint}
          </p>
          <button type="submit">{words.setupSubmit}</button>
        </form>
      </main>
    </Layout>
  );
}

/** The link was used, or is too old. */
export function SetupGonePage({ view, assets, here }: PageProps) {
  const words = view.words.signIn;
  return (
    <Layout view={view} assets={assets} title={words.setupTitle} here={here}>
      <main class="card-page">
        <h1>{words.setupTitle}</h1>
        <p>{words.setupGone}</p>
        <p>
          <a href={paths.signIn()}>{words.toSignIn}</a>
        </p>
      </main>
    </Layout>
  );
}
