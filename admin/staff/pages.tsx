import type { NamedGarage, StaffBook, StaffEntry } from '../../core/application/staff.ts';
import { type OneTime, panelRoles } from '../../core/application/staff-accounts.ts';
import type { Role } from '../../core/ids.ts';
import { LanguageSelect } from '../auth/pages.tsx';
import { type MemberAct, paths, type StaffSession, type View } from '../frame/env.ts';
import { momentText } from '../frame/format.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { ColumnPage } from '../frame/layout.tsx';

type PageProps = {
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly staff: StaffSession;
  readonly notice?: string | undefined;
};

/** What was typed into the form of an invitation. */
export type TypedInvitation = { readonly name?: string; readonly email?: string; readonly role?: string };

type StaffPageProps = PageProps & {
  readonly book: StaffBook & { readonly garages: readonly NamedGarage[] };
  readonly typed?: TypedInvitation;
};

export function StaffPage({ view, assets, staff, notice, book, typed = {} }: StaffPageProps) {
  const words = view.words.staff;
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.staff} title={words.title}>
      <Notice text={notice} />
      <section aria-label={words.title}>
        <ul class="entries">
          {book.people.map((person) => (
            <li>
              <div>
                <strong>{person.name}</strong> <span class="mark">{view.words.common.roles[person.role]}</span>{' '}
                {person.staffId === staff.staffId && <span class="hint">({words.you})</span>}
                <p class="hint">{stateOf(view, staff, person)}</p>
              </div>
              <a href={paths.member(person.staffId)} aria-label={`${words.open}: ${person.name}`}>
                {words.open}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <Invitation view={view} garages={book.garages} typed={typed} />
    </ColumnPage>
  );
}

/** One line: how somebody gets in, and when that was last. */
function stateOf(view: View, { zone }: StaffSession, { panel, chats }: StaffEntry): string {
  const words = view.words.staff;
  const at = (moment: Date): string => momentText(moment, view.now, zone, view.language);
  const channels = [...new Set(chats.map(({ channel }) => view.words.common.channels[channel] ?? channel))];
  const chat = channels.length > 0 ? [words.chats(channels.join(', '))] : [];
  if (!panel) return chat[0] ?? words.noChat;
  const { email, state, linkUntil, lastSignInAt, secondFactor } = panel;
  const invited = linkUntil ? words.invited(at(linkUntil)) : words.lapsed;
  const active = [
    lastSignInAt ? words.lastSignIn(at(lastSignInAt)) : words.neverSignedIn,
    ...(secondFactor ? [words.withFactor] : []),
    ...(linkUntil ? [words.linkOpen(at(linkUntil))] : []),
  ];
  return [email, ...(state === 'invited' ? [invited] : active), ...chat].join(' · ');
}

type InvitationProps = {
  readonly view: View;
  readonly garages: readonly NamedGarage[];
  readonly typed: TypedInvitation;
};

const roles: readonly Role[] = ['mechanic', ...panelRoles];

function Invitation({ view, garages, typed }: InvitationProps) {
  const words = view.words.staff;
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{words.inviteTitle}</h2>
      <form method="post" action={paths.staff}>
        <div class="fields">
          <label>
            {words.name}
            <input type="text" name="name" value={typed.name ?? ''} required maxlength={80} autocomplete="off" />
          </label>
          <label>
            {words.role}
            <select name="role">
              {roles.map((role) => (
                <option value={role} selected={role === (typed.role ?? 'agent')}>
                  {view.words.common.roles[role]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.email}
            <input type="email" name="email" value={typed.email ?? ''} maxlength={200} autocomplete="off" />
          </label>
          <LanguageSelect view={view} chosen={view.language} />
          {garages.length > 1 && (
            <label>
              {words.garage}
              <select name="garage">
                <option value="">{words.allGarages}</option>
                {garages.map(({ name }) => (
                  <option value={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
        </div>
        <button type="submit">{words.invite}</button>
      </form>
    </section>
  );
}

type MemberProps = PageProps & {
  readonly person: StaffEntry;
  /** Who can take this person's repairs. */
  readonly others: readonly StaffEntry[];
};

export function MemberPage({ view, assets, staff, notice, person, others }: MemberProps) {
  const words = view.words.staff;
  const { panel, role } = person;
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.member(person.staffId)} title={person.name}>
      <p>
        <span class="mark">{view.words.common.roles[role]}</span> {stateOf(view, staff, person)}
      </p>
      <Notice text={notice} />
      {panel && (
        <section>
          <form class="line" method="post" action={paths.memberAct(person.staffId, 'role')}>
            <label>
              {words.role}
              <select name="role">
                {panelRoles.map((each) => (
                  <option value={each} selected={each === role}>
                    {view.words.common.roles[each]}
                  </option>
                ))}
              </select>
            </label>
            <button type="submit">{words.changeRole}</button>
          </form>
        </section>
      )}
      {panel && (
        <Act
          {...{ view, person, act: 'link' }}
          words={{
            title: words.newLinkTitle,
            text: panel.state === 'invited' ? words.newLinkInvited : words.newLinkReset,
            submit: words.newLink,
          }}
        />
      )}
      {role === 'mechanic' && (
        <Act
          {...{ view, person, act: 'code' }}
          words={{ title: words.newCodeTitle, text: words.newCodeText, submit: words.newCode }}
        />
      )}
      {panel?.secondFactor && (
        <Act
          {...{ view, person, act: 'drop-second-factor' }}
          words={{ title: words.factorTitle, text: words.factorText, submit: words.dropFactor }}
        />
      )}
      <Revoking view={view} person={person} others={others} />
      <p>
        <a href={paths.staff}>{words.back}</a>
      </p>
    </ColumnPage>
  );
}

type ActProps = {
  readonly view: View;
  readonly person: StaffEntry;
  readonly act: MemberAct;
  readonly words: { readonly title: string; readonly text: string; readonly submit: string };
};

function Act({ person, act, words }: ActProps) {
  return (
    <section aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class="hint">{words.text}</p>
      <form method="post" action={paths.memberAct(person.staffId, act)}>
        <button type="submit" class="outline">
          {words.submit}
        </button>
      </form>
    </section>
  );
}

function Revoking({ view, person, others }: Pick<MemberProps, 'view' | 'person' | 'others'>) {
  const words = view.words.staff;
  return (
    <section aria-label={words.revokeTitle}>
      <h2>{words.revokeTitle}</h2>
      <p class="hint">{words.revokeText}</p>
      <form method="post" action={paths.memberAct(person.staffId, 'revoke')}>
        {person.role === 'mechanic' && (
          <label>
            {words.takes}
            <select name="to">
              <option value="">{words.choose}</option>
              {others.map(({ staffId, name }) => (
                <option value={staffId}>{name}</option>
              ))}
              <option value="nobody">{words.nobody}</option>
            </select>
          </label>
        )}
        <button type="submit" class="danger">
          {words.revoke}
        </button>
      </form>
    </section>
  );
}

type HandedProps = PageProps & { readonly name: string; readonly handed: OneTime };

/** Shows what was made, once: it is kept nowhere. */
export function HandedPage({ view, assets, staff, name, handed }: HandedProps) {
  const words = view.words.staff;
  const until = momentText(handed.until, view.now, staff.zone, view.language);
  const title = words.handedTitle(name);
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.staff} title={title}>
      <section aria-label={title}>
        <p>{handed.kind === 'link' ? words.link(until) : words.code(until)}</p>
        <output class="once">{handed.kind === 'link' ? handed.text : `link ${handed.text}`}</output>
      </section>
      <p>
        <a href={paths.staff}>{words.back}</a>
      </p>
    </ColumnPage>
  );
}

function Notice({ text }: { text: string | undefined }) {
  return (
    <div class="notice" role="status">
      {text && <p>{text}</p>}
    </div>
  );
}
