import type { PanelSession } from '../../core/application/sign-in.ts';
import { Fault, LanguageSelect, NewPassword } from '../auth/pages.tsx';
import { paths, type StaffSession, type View } from '../frame/env.ts';
import { momentText } from '../frame/format.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { ColumnPage } from '../frame/layout.tsx';
import { browserName } from './browser-name.ts';

type PageProps = {
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly staff: StaffSession;
  readonly fault?: string | undefined;
  readonly notice?: string | undefined;
};

type AccountProps = PageProps & { readonly sessions: readonly PanelSession[] };

export function AccountPage({ view, assets, staff, fault, notice, sessions }: AccountProps) {
  const words = view.words.account;
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.account()} title={words.title}>
      <p class="hint">{words.signedInAs(staff.email)}</p>
      <div class="notice" role="status">
        {notice && <p>{notice}</p>}
      </div>
      <Fault text={fault} />
      <section aria-labelledby="password">
        <h2 id="password">{words.passwordTitle}</h2>
        {!staff.hasPassword && <p>{words.noPassword}</p>}
        {staff.hasPassword && <PasswordForm view={view} staff={staff} />}
      </section>
      <section aria-labelledby="factor">
        <h2 id="factor">{words.factorTitle}</h2>
        <p>{staff.secondFactor ? words.factorOn : words.factorOff}</p>
        <p>
          <a href={paths.secondFactor}>{staff.secondFactor ? words.factorManage : words.factorSetUp}</a>
        </p>
      </section>
      <section aria-labelledby="language">
        <h2 id="language">{words.languageTitle}</h2>
        <form class="line" method="post" action={paths.language}>
          <input type="hidden" name="next" value={paths.account()} />
          <LanguageSelect view={view} chosen={view.language} />
          <button type="submit">{words.saveLanguage}</button>
        </form>
      </section>
      <Sessions view={view} staff={staff} sessions={sessions} />
    </ColumnPage>
  );
}

function PasswordForm({ view, staff }: Pick<PageProps, 'view' | 'staff'>) {
  const words = view.words.account;
  return (
    <form method="post" action={paths.password}>
      <input type="hidden" name="username" value={staff.email} autocomplete="username" />
      <label>
        {words.present}
        <input type="password" name="present" autocomplete="current-password" required maxlength={200} />
      </label>
      <NewPassword view={view} label={words.next} />
      <button type="submit">{words.change}</button>
      <p class="hint">{words.changeHint}</p>
    </form>
  );
}

function Sessions({ view, staff, sessions }: Pick<AccountProps, 'view' | 'staff' | 'sessions'>) {
  const words = view.words.account;
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{words.sessionsTitle}</h2>
      <ul class="entries">
        {sessions.map(({ id, userAgent, address, seenAt }) => (
          <li>
            <div>
              {browserName(userAgent, words.on) ?? words.unknownBrowser}{' '}
              {id === staff.sessionId && <span class="mark">{words.thisSession}</span>}
              <p class="hint">
                {[
                  ...(address === '' ? [] : [shown(address)]),
                  words.seen(momentText(seenAt, new Date(), staff.zone, view.language)),
                ].join(' · ')}
              </p>
            </div>
            {id !== staff.sessionId && (
              <form method="post" action={paths.endSession}>
                <input type="hidden" name="id" value={id} />
                <button type="submit" class="outline small">
                  {words.endSession}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action={paths.endOtherSessions}>
          <button type="submit" class="outline">
            {words.endOthers}
          </button>
        </form>
      )}
    </section>
  );
}

/** The rest of the address was never kept. */
function shown(address: string): string {
  return address.replace(/\.0$|::$/, (end) => (end === '.0' ? '.…' : ':…'));
}

type FactorProps = PageProps & {
  /** A key that waits for its first code, as text and as a picture. */
  readonly pending?: { readonly key: string; readonly picture: string } | undefined;
};

export function SecondFactorPage({ view, assets, staff, fault, pending }: FactorProps) {
  const words = view.words.account;
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.secondFactor} title={words.factorTitle}>
      {staff.needsSecondFactor && (
        <div class="notice" role="status">
          <p>{words.required}</p>
        </div>
      )}
      <Fault text={fault} />
      {pending && !staff.secondFactor && (
        <section>
          <p>{words.scan}</p>
          <img class="qr" src={pending.picture} alt={words.qr} width={192} height={192} />
          <p class="hint">{words.key}</p>
          <output class="once">{pending.key}</output>
          <form class="line" method="post" action={paths.confirmSecondFactor}>
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
            <button type="submit">{words.confirm}</button>
          </form>
        </section>
      )}
      {!pending && staff.secondFactor && !staff.hasPassword && <p>{words.endByAdministrator}</p>}
      {!pending && (staff.hasPassword || !staff.secondFactor) && (
        <section>
          <p>{factorText(view, staff)}</p>
          <form class="line" method="post" action={staff.secondFactor ? paths.endSecondFactor : paths.secondFactor}>
            {staff.hasPassword && (
              <label>
                {words.password}
                <input type="password" name="password" autocomplete="current-password" required maxlength={200} />
              </label>
            )}
            <button type="submit" class={staff.secondFactor ? 'danger' : undefined}>
              {staff.secondFactor ? words.end : words.beginSubmit}
            </button>
          </form>
        </section>
      )}
    </ColumnPage>
  );
}

function factorText({ words: { account } }: View, { secondFactor, hasPassword }: StaffSession): string {
  if (secondFactor) return account.endText;
  return hasPassword ? account.begin : account.beginNoPassword;
}

/** Shown once, when the second factor was switched on. */
export function RecoveryCodesPage({ view, assets, staff, codes }: PageProps & { readonly codes: readonly string[] }) {
  const words = view.words.account;
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.secondFactor} title={words.codesTitle}>
      <section aria-label={words.codesTitle}>
        <p>{words.codesText}</p>
        <ul class="codes">
          {codes.map((code) => (
            <li>{code}</li>
          ))}
        </ul>
      </section>
      <p>
        <a href={paths.home}>{words.codesKept}</a>
      </p>
    </ColumnPage>
  );
}
