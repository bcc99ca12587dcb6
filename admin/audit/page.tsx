import { z } from 'zod';
import { type AuditEntry, type AuditFilter, type AuditQueries, auditKinds } from '../../core/application/audit.ts';
import { as, type StaffId } from '../../core/ids.ts';
import { admin, paths, type StaffSession, type View } from '../frame/env.ts';
import { momentText } from '../frame/format.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { ColumnPage } from '../frame/layout.tsx';

export type AuditPageDeps = { readonly audit: AuditQueries; readonly assets: AssetAddresses };

const perPage = 50;

// Whatever an address holds that is no filter is left out.
const asked = z.object({
  kind: z.enum(auditKinds).optional().catch(undefined),
  who: z.uuid().optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z_[\da-f-]{36}$/)
    .optional()
    .catch(undefined),
});

/** Who did what, for administrators. */
export function auditRoutes({ audit, assets }: AuditPageDeps) {
  return admin.createApp().get('/', async (c) => {
    const { view, staff } = c.var;
    const { kind, who, after } = asked.parse(c.req.query());
    const filter = { kind, staffId: who === undefined ? undefined : as<StaffId>(who), after: keyOf(after) };
    const found = await audit.entries(staff.staffId, filter, perPage);
    const people = await audit.people(staff.staffId);
    const entries = found.slice(0, perPage);
    const last = found.length > perPage ? entries.at(-1) : undefined;
    return c.html(<AuditPage {...{ view, assets, staff, entries, people, kind, who, last, isFirst: !after }} />);
  });
}

/** Undefined for a key that names no moment. */
function keyOf(text: string | undefined): AuditFilter['after'] {
  const [moment = '', id = ''] = text?.split('_') ?? [];
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) || !z.uuid().safeParse(id).success ? undefined : { at, id };
}

type AuditPageProps = {
  readonly view: View;
  readonly assets: AssetAddresses;
  readonly staff: StaffSession;
  readonly entries: readonly AuditEntry[];
  readonly people: Awaited<ReturnType<AuditQueries['people']>>;
  readonly kind: string | undefined;
  readonly who: string | undefined;
  /** The last entry, where there are older ones. */
  readonly last: AuditEntry | undefined;
  readonly isFirst: boolean;
};

function AuditPage({ view, assets, staff, entries, people, kind, who, last, isFirst }: AuditPageProps) {
  const words = view.words.audit;
  const older = last && paths.audit({ kind, who, after: `${last.at.toISOString()}_${last.id}` });
  return (
    <ColumnPage view={view} assets={assets} staff={staff} here={paths.audit()} title={words.title}>
      <form class="line" method="get" action={paths.audit()}>
        <label>
          {words.kind}
          <select name="kind">
            <option value="">{words.everything}</option>
            {auditKinds.map((each) => (
              <option value={each} selected={each === kind}>
                {words.kinds[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.who}
          <select name="who">
            <option value="">{words.everybody}</option>
            {people.map(({ staffId, name }) => (
              <option value={staffId} selected={staffId === who}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="outline">
          {words.show}
        </button>
      </form>
      <section aria-label={words.title}>
        {entries.length === 0 && <p class="hint">{words.none}</p>}
        <ul class="entries">
          {entries.map((entry) => (
            <Entry view={view} staff={staff} entry={entry} />
          ))}
        </ul>
      </section>
      <p>
        {!isFirst && <a href={paths.audit({ kind, who })}>{words.newest}</a>}{' '}
        {older && <a href={older}>{words.older}</a>}
      </p>
    </ColumnPage>
  );
}

function Entry({ view, staff, entry }: { view: View; staff: StaffSession; entry: AuditEntry }) {
  const words = view.words.audit;
  const { at, what, by, about, data } = entry;
  const nobody = what.startsWith('sign_in_') ? words.unknown : words.commandLine;
  const order = Object.keys(words.data);
  const facts = Object.entries(data)
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, value]) => factText(view, name, String(value)));
  return (
    <li>
      <div>
        <strong>{words.kinds[what] ?? what}</strong> {about !== undefined && about !== by && words.about(about)}
        <p class="hint">{[by ?? nobody, ...facts].join(' · ')}</p>
      </div>
      <time datetime={at.toISOString()} class="hint">
        {momentText(at, view.now, staff.zone, view.language)}
      </time>
    </li>
  );
}

function factText(view: View, name: string, value: string): string {
  const words = view.words.audit;
  const role = Object.entries(view.words.common.roles).find(([each]) => each === value)?.[1];
  return `${words.data[name] ?? name} ${role ?? words.values[value] ?? value}`;
}
