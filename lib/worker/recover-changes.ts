/**
 * Finds changes whose sender died, and sends single edits that a request left behind or that were postponed.
 */
import { sql } from 'drizzle-orm';
import { claimChanges } from '#lib/domain/changes/claim-changes.ts';
import { type Deps, sendClaimed } from '#lib/domain/changes/execute-change.ts';
import { expireLeases } from '#lib/domain/changes/leases.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { poll } from './poll.ts';

const everyMs = 1_000;
/** A member's request sends its own change; this takes what it left. */
const graceSeconds = 3;
const maxAtOnce = 50;

/** Per provider: a hanging one delays neither others nor recovery. */
export async function recoverChanges(deps: Deps, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    poll('Leases', everyMs, stopping, async () => {
      await expireLeases(deps.database);
      return false;
    }),
    ...providerIds.map((provider) =>
      poll(`${provider}: edits that wait`, everyMs, stopping, async () => {
        return (await sendDue(deps, provider)) > 0;
      }),
    ),
  ]);
}

/** A batch at most, with one suspect, those without deaths first. Gives how many were sent. */
export async function sendDue(deps: Deps, provider: ProviderId): Promise<number> {
  const { database } = deps;
  const due = sql`state <> 'closed' and state in ('queued', 'in-doubt') and run_id is null and provider = ${provider}
    and not_before <= now() and (state = 'in-doubt'
      or greatest(not_before, created_at) < now() - make_interval(secs => ${graceSeconds}))`;
  const { rows } = await database.execute<{ id: number; suspect: boolean }>(sql`
    (select id, suspect from changes where ${due} and not suspect order by not_before, id limit ${maxAtOnce})
    union all
    (select id, suspect from changes where ${due} and suspect
      and not exists (select 1 from changes b where b.suspect and b.state = 'sending')
      order by deaths, id limit 1)`);
  const idsOf = (suspect: boolean) => rows.filter((row) => row.suspect === suspect).map(({ id }) => id);
  const claimed = [
    ...(await claimChanges(database, idsOf(true))),
    ...(await claimChanges(database, idsOf(false))),
  ];
  await Promise.all(claimed.map((change) => sendClaimed(deps, change)));
  return claimed.length;
}
