/** Renews the leases of changes that this process is sending. A process that dies stops renewing. */
import { sql } from 'drizzle-orm';
import type { Database } from '#lib/platform/db/client.ts';
import { reportRecurring } from '#lib/platform/log/recurring-errors.ts';
import { processSingleton } from '#lib/platform/process-singleton.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { leaseSeconds } from './claim-changes.ts';
import { maxDeaths, setAsideOutcome } from './set-aside.ts';

const renewEveryMs = 4_000;

type Keeper = { held: Set<number>; timer: NodeJS.Timeout | null };

const keeper = processSingleton<Keeper>('leases', () => ({ held: new Set(), timer: null }));

/** Renews the leases of `ids` until `work` ends, however it ends. */
export async function holdingLeases<T>(
  database: Database,
  ids: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const own = keeper();
  for (const id of ids) own.held.add(id);
  own.timer ??= setInterval(() => {
    renew(database, own).catch((error: unknown) => {
      // The next renewal tries again; a lease outlives two intervals.
      reportRecurring('Leases could not be renewed', error);
    });
  }, renewEveryMs).unref();
  try {
    return await work();
  } finally {
    for (const id of ids) own.held.delete(id);
    if (own.held.size === 0 && own.timer) {
      clearInterval(own.timer);
      own.timer = null;
    }
  }
}

async function renew(database: Database, { held }: Keeper): Promise<void> {
  // A row that somebody has locked is being closed: waiting for it in another order than theirs could deadlock.
  await database.execute(sql`
    with held as (
      select id from changes where id = any(${sql.param([...held])}::bigint[]) and state = 'sending'
      for update skip locked
    )
    update changes c set lease_until = now() + make_interval(secs => ${leaseSeconds}) from held where held.id = c.id`);
}

/** A living process's leases end later than this, a dead one's within it. */
const sameDeathSeconds = renewEveryMs / 1000 + 1;
const readable = providerIds.filter((id) => capabilitiesOf(id).canRead);

/**
 * After a process died: what it sent becomes `in-doubt`, what it looked up is looked up again. All of it is
 * suspect and carried on one at a time, to find the line that brings a process down; a death counts for a
 * line that was alone. Gives how many lines it found.
 */
export async function expireLeases(database: Database): Promise<number> {
  const asides = Object.fromEntries(providerIds.map((id) => [id, setAsideOutcome(id)]));
  const { rowCount } = await database.execute(
    sql`
    with dead as (
      select id, suspect from changes where state = 'sending' and lease_until < now() for update skip locked
    ), company as (
      select (select count(*) from dead) > 1
        or exists (select 1 from changes e where e.state = 'sending' and e.lease_until >= now()
          and e.lease_until < now() + make_interval(secs => ${sameDeathSeconds}))
        or exists (select 1 from changes w where w.suspect and w.state in ('queued', 'in-doubt')) as had
    ), judged as (
      select c.id, c.outcome = 'unknown' as was_looked_up,
        c.deaths + case when d.suspect or not company.had then 1 else 0 end as deaths
      from changes c join dead d on d.id = c.id cross join company
    )
    update changes c set lease_until = null, deaths = j.deaths,
      suspect = not (j.was_looked_up and j.deaths >= ${maxDeaths}),
      state = case when j.was_looked_up then 'closed' else 'in-doubt' end,
      settle_at = case when j.was_looked_up and j.deaths < ${maxDeaths}
        and c.provider = any(${sql.param(readable)}::text[]) then now() end,
      outcomes = case when j.was_looked_up and j.deaths >= ${maxDeaths} then (
        select jsonb_agg(case when o.outcome ->> 'outcome' = 'unknown'
          then ${JSON.stringify(asides)}::jsonb -> c.provider else o.outcome end order by o.n)
        from jsonb_array_elements(c.outcomes) with ordinality as o(outcome, n)) else c.outcomes end
    from judged j where j.id = c.id`,
  );
  return rowCount ?? 0;
}
