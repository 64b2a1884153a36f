/** Which open differences a member means: single rows, whole groups, or both. */
import { type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { DriftState } from '#lib/shared/drift.ts';
import { AppError } from '#lib/shared/errors.ts';
import { isPicked, type PickedDrifts } from '../changes/drift-sql.ts';

type Found = { identities: number; users: number; providers: ProviderId[]; identityId: number | null };

/**
 * Asks for the permission that many need besides: one user's are an edit, more are a run. Throws AppError
 * `forbidden`, `conflict` (none of them is open).
 */
export async function requirePicked(
  context: Context & { database: Queryable },
  picked: PickedDrifts,
): Promise<Found> {
  if (picked.groups.length > 0) requirePermission(context, 'drift:decide-many');
  const [found] = await runPlannedStatement<Found>(
    context.database,
    sql`select count(distinct d.identity_id)::int as identities, count(distinct i.user_id)::int as users,
      coalesce(jsonb_agg(distinct d.provider), '[]') as providers, min(d.identity_id) as "identityId"
    from drifts d join identities i on i.id = d.identity_id where d.state = 'open' and ${isPicked(picked)}`,
  );
  if (!found || found.identities === 0) throw decidedAlready();
  if (found.users > 1) requirePermission(context, 'drift:decide-many');
  return found;
}

export function decidedAlready(): AppError {
  return new AppError(
    'conflict',
    'Nothing is open here any more: it was decided, or the tag was changed or read anew.',
  );
}

/** Gives the rows that were open and nobody else is writing. `put`: what sends ours. */
export async function closePicked(
  database: Queryable,
  picked: PickedDrifts,
  { state, by, put = null, where = sql`true` }: Decision,
): Promise<{ id: number; provider: ProviderId; key: string; userId: number }[]> {
  // A reading holds its identity first: waiting for its row in another order could deadlock.
  return runPlannedStatement(
    database,
    sql`with taken as (
        select d.id from drifts d where d.state = 'open' and ${isPicked(picked)} and ${where}
        order by d.id for update of d skip locked
      )
      update drifts d set state = ${state}, decided_by = ${by}, decided_at = now(), is_due = false,
        put_change = ${put?.change ?? null}::bigint, put_run = ${put?.run ?? null}::bigint
      from taken, identities i where d.id = taken.id and i.id = d.identity_id
      returning d.id, d.provider, d.key, i.user_id as "userId"`,
  );
}

type Decision = {
  state: Exclude<DriftState, 'open' | 'overtaken'>;
  /** null: a policy. */
  by: string | null;
  put?: { change?: number; run?: number } | null;
  where?: SQL;
};
