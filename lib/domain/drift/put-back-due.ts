/** What a policy puts back: by the worker, in the name of whoever set the policy. */
import { sql } from 'drizzle-orm';
import type { Deps } from '#lib/domain/changes/execute-change.ts';
import type { Actor, Context } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { can } from '#lib/shared/permissions.ts';
import { putBackMany, recordPutBack } from './put-back-drift.ts';

/** A run of more would hold its transaction for long; the next round takes the rest. */
const maxAtOnce = 5_000;
/** Fewer identities are single edits: a run of each would fill the list of runs. */
const maxSingle = 20;

type Due = {
  provider: ProviderId;
  memberId: string | null;
  setBy: string;
  role: string | null;
  drifts: { id: number; identityId: number }[];
};

/** Gives whether anything was due. What cannot be put back waits for a person. */
export async function putBackDue({ database, providers }: Deps): Promise<boolean> {
  const due = await findDue({ database, providers });
  for (const { provider, memberId, setBy, role, drifts } of due) {
    const actor: Actor = { memberId, name: setBy, role: role ?? '' };
    const context: Context = { actor, database, providers };
    const identities = Map.groupBy(drifts, ({ identityId }) => identityId);
    const ids = drifts.map(({ id }) => id);
    const isAllowed = providers.get(provider) !== undefined && can(actor.role, 'drift:decide-many');
    try {
      if (isAllowed && identities.size > maxSingle)
        await putBackMany(
          context,
          { ids, groups: [] },
          { providers: [provider], by: null, confirmCount: null },
        );
      for (const [identityId, own] of isAllowed && identities.size <= maxSingle ? identities : [])
        await recordPutBack(context, { ids: own.map(({ id }) => id), groups: [] }, { identityId, by: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
    await database.execute(
      sql`update drifts set is_due = false where state = 'open' and id = any(${sql.param(ids)}::bigint[])`,
    );
  }
  return due.length > 0;
}

function findDue({ database }: Deps): Promise<Due[]> {
  return runStatement<Due>(
    database,
    sql`select p.provider, p.member_id as "memberId", p.set_by as "setBy",
      (select m.role from members m where m.id = p.member_id and not coalesce(m.banned, false)) as role,
      jsonb_agg(jsonb_build_object('id', d.id, 'identityId', d.identity_id) order by d.id) as drifts
    from (select * from drifts where state = 'open' and is_due order by provider, id limit ${maxAtOnce}) d
    cross join lateral (select * from drift_policies o where o.provider = d.provider and o.key in (d.key, '')
      order by o.key desc limit 1) p
    group by p.provider, p.member_id, p.set_by`,
  );
}
