import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { providerIds } from '#lib/providers/ids.ts';
import {
  type DriftGroup,
  type DriftGroups,
  type DriftList,
  type DriftRow,
  driftLists,
  type ListDriftInput,
  listDriftInput,
  listDriftRowsInput,
} from '#lib/shared/drift.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { driftFields, isInGroup, iso } from '../changes/drift-sql.ts';

const maxGroups = 200;
const rowsPerPage = 50;
/** Of what is decided: the latest, so that years of it cost nothing. */
const maxDecided = 20_000;
/** What is decided is counted no further. */
const maxCounted = 9_999;

/** Largest first. Throws AppError `forbidden`, `invalid`. */
export async function listDrift(context: Context, input: unknown): Promise<DriftGroups> {
  requirePermission(context, 'drift:read');
  const asked = parseInput(listDriftInput, input);
  const [groups, counts] = await Promise.all([findGroups(context, asked), countDrift(context)]);
  return {
    groups: groups.slice(0, maxGroups).map(({ total: _, ...group }) => group),
    more: Math.max(0, (groups[0]?.total ?? 0) - maxGroups),
    ...counts,
  };
}

function findGroups(context: Context, { state, provider, text }: ListDriftInput) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const fits = sql.join(
    [
      provider === '' ? sql`true` : sql`d.provider = ${provider}`,
      text === ''
        ? sql`true`
        : sql`(d.key ilike ${pattern} or d.ours ilike ${pattern} or d.theirs ilike ${pattern} or exists (select
          from identities i join users u on u.id = i.user_id where i.id = d.identity_id and u.search like fold_text(${pattern})))`,
    ],
    sql` and `,
  );
  // The giver is told of the groups that are shown, from one row each.
  return runPlannedStatement<DriftGroup & { total: number }>(
    context.database,
    sql`
    with grouped as (
      select d.provider, d.key, d.direction, d.ours, d.theirs, count(*)::int as count, min(d.id) as first,
        max(d.id) as last, min(d.first_seen) as since, bool_or(d.is_stopped) as stopped
      from ${ofState(state)} d where ${fits}
      group by d.provider, d.key, d.direction, d.ours, d.theirs
    ), shown as (
      select *, count(*) over ()::int as total from grouped
      order by count desc, first limit ${maxGroups}
    )
    select g.provider, g.key, g.direction, g.ours, g.theirs, g.count, g.total, ${iso(sql`g.since`)} as since,
      g.stopped as "isStopped", ${userOf(sql`i`)} as sample,
      jsonb_build_object('by', l.given_by, 'at', ${iso(sql`l.given_at`)}, 'run', l.given_run) as given, p.rule
    from shown g join drifts f on f.id = g.first join identities i on i.id = f.identity_id
    join drifts l on l.id = g.last
    left join lateral (select o.rule from drift_policies o where o.provider = g.provider and o.key in (g.key, '')
      order by o.key desc limit 1) p on true
    order by g.count desc, g.first`,
  );
}

function ofState(state: DriftList): SQL {
  return state === 'open'
    ? sql`(select * from drifts where state = 'open')`
    : sql`(select * from drifts where state = ${state} order by last_seen desc limit ${maxDecided})`;
}

type Counts = Omit<DriftGroups, 'groups' | 'more'>;

/** Counts of every list, and of what is open. Decided ones up to a limit. */
async function countDrift(context: Context): Promise<Counts> {
  const [row] = await runPlannedStatement<Counts>(
    context.database,
    sql`select (select jsonb_object_agg(s.state, case s.state when 'open'
        then (select count(*) from drifts d where d.state = 'open')
        else (select count(*) from (select from drifts d where d.state = s.state limit ${maxCounted}) d) end)
      from unnest(${sql.param([...driftLists])}::text[]) as s(state)) as counts,
    (select jsonb_object_agg(p.id, (select count(*) from drifts d where d.state = 'open' and d.provider = p.id))
      from unnest(${sql.param([...providerIds])}::text[]) as p(id)) as "byProvider",
    (select count(distinct i.user_id)::int from drifts d join identities i on i.id = d.identity_id
      where d.state = 'open') as users,
    (select coalesce(jsonb_object_agg(o.provider, o.rule), '{}') from drift_policies o where o.key = '') as rules`,
  );
  if (!row) throw new Error('The database gave no row.');
  return row;
}

/** The rows of one group, a page each; `nextAfter` null at the end. Throws AppError `forbidden`, `invalid`. */
export async function listDriftRows(
  context: Context,
  input: unknown,
): Promise<{ rows: DriftRow[]; nextAfter: number | null }> {
  requirePermission(context, 'drift:read');
  const { state, after, ...group } = parseInput(listDriftRowsInput, input);
  const rows = await runPlannedStatement<DriftRow>(
    context.database,
    sql`select ${driftFields}, d.state, d.decided_by as "decidedBy", ${iso(sql`d.decided_at`)} as "decidedAt",
      (select ${iso(sql`max(e.decided_at)`)} from drifts e where e.identity_id = d.identity_id and e.state = 'put-back'
        and e.id <> d.id and e.key = d.key and e.direction = d.direction and e.ours is not distinct from d.ours
        and e.theirs is not distinct from d.theirs) as "putBackAt",
      u."userId", u.title, u.email
    from drifts d join identities i on i.id = d.identity_id
    cross join lateral (select * from jsonb_to_record(${userOf(sql`i`)}) as u("userId" bigint, title text, email text)) u
    where d.state = ${state} and ${isInGroup(group)} and d.id > ${after} order by d.id limit ${rowsPerPage + 1}`,
  );
  const shown = rows.slice(0, rowsPerPage);
  return { rows: shown, nextAfter: rows.length > rowsPerPage ? (shown.at(-1)?.id ?? null) : null };
}

/** Of the user of identity `i`, as DriftUser. */
function userOf(i: SQL): SQL {
  return sql`(select jsonb_build_object('userId', w.id, 'email', w.email,
    'title', coalesce(nullif(w.name, ''), nullif(w.email, ''), ${i}.external_id)) from users w where w.id = ${i}.user_id)`;
}
