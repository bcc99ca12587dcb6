import { maxPasswordLength, minPasswordLength } from '../../core/application/password.ts';
import type { OpenSetUp } from '../../core/application/sign-in.ts';
import type { View } from '../frame/env.ts';
import { paths } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { Layout } from '../frame/layout.tsx';

type PageProps = {
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly here: string;
  readonly fault?: string;
};

export function Fault({ text }: { text: string | undefined }) {
  return (
    <div class="notice" role="alert">
      {text && <p>{text}</p>}
    </div>
  );
}

type SignInProps = PageProps & { readonly hasMicrosoft: boolean; readonly next: string; readonly email: string };

export function SignInPage({ view, assets, here, fault, hasMicrosoft, next, email }: SignInProps) {
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
        {hasMicrosoft && <ToMicrosoft view={view} next={next} />}
        <p class="hint">{words.forgotten}</p>
      </main>
    </Layout>
  );
}

/** A link, because a browser follows no form to another website. */
function ToMicrosoft({ view, next }: { view: View; next?: string }) {
  return (
    <p class="other-way">
      <a class="button outline" href={paths.signInMicrosoft(next)}>
        {view.words.signIn.withMicrosoft}
      </a>
    </p>
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
            <input type="text" name="code" autocomplete="one-time-code" autocapitalize="none" required maxlength={40} />
          </label>
          <button type="submit">{words.codeSubmit}</button>
        </form>
      </main>
    </Layout>
  );
}

/** A new password, with the rule for it. */
export function NewPassword({ view, label }: { view: View; label?: string }) {
  const words = view.words.signIn;
  return (
    <>
      <label>
        {label ?? words.password}
        <input
          type="password"
          name="password"
          autocomplete="new-password"
          required
          minlength={minPasswordLength}
          maxlength={maxPasswordLength}
          aria-describedby="password-hint"
        />
      </label>
      <p class="hint" id="password-hint">
        {words.passwordHint}
      </p>
    </>
  );
}

export function LanguageSelect({ view, chosen }: { view: View; chosen: string }) {
  return (
    <label>
      {view.words.common.language}
      <select name="language">
        <option value="nl" lang="nl" selected={chosen === 'nl'}>
          Nederlands
        </option>
        <option value="en" lang="en" selected={chosen === 'en'}>
          English
        </option>
      </select>
    </label>
  );
}

type SetupProps = PageProps & {
  readonly hasMicrosoft: boolean;
  readonly token: string;
  readonly open: OpenSetUp;
  readonly given: { readonly name?: string; readonly email?: string; readonly language?: string | undefined };
};

/** A one-time link opens this: for the first administrator, an invited person, or a new password. */
export function SetupPage({ view, assets, here, fault, hasMicrosoft, token, open, given }: SetupProps) {
  const words = view.words.signIn;
  const { title, text, submit } = words.setUp[open.kind];
  const known = open.kind === 'first' ? undefined : open;
  return (
    <Layout view={view} assets={assets} title={title} here={here}>
      <main class="card-page">
        <h1>{title}</h1>
        <p class="hint">{text}</p>
        <Fault text={fault} />
        <form method="post" action={paths.setup(token)}>
          {open.kind !== 'reset' && (
            <label>
              {words.name}
              <input
                type="text"
                name="name"
                value={given.name ?? known?.name ?? ''}
                autocomplete="name"
                required
                maxlength={80}
              />
            </label>
          )}
          <label>
            {words.email}
            <input
              type="email"
              name="email"
              value={known?.email ?? given.email ?? ''}
              autocomplete="username"
              required
              readonly={known !== undefined}
              maxlength={200}
            />
          </label>
          <NewPassword view={view} />
          {open.kind !== 'reset' && (
            <LanguageSelect view={view} chosen={given.language ?? known?.language ?? view.language} />
          )}
          <button type="submit">{submit}</button>
        </form>
        {hasMicrosoft && open.kind === 'invited' && (
          <>
            <p class="hint">{words.orMicrosoft(open.email)}</p>
            <ToMicrosoft view={view} />
          </>
        )}
      </main>
    </Layout>
  );
}

/** The link was used, or is too old. */
export function SetupGonePage({ view, assets, here }: PageProps) {
  const words = view.words.signIn;
  return (
    <Layout view={view} assets={assets} title={words.setupGoneTitle} here={here}>
      <main class="card-page">
        <h1>{words.setupGoneTitle}</h1>
        <p>{words.setupGone}</p>
        <p>
          <a href={paths.signIn()}>{words.toSignIn}</a>
        </p>
      </main>
    </Layout>
  );
}
