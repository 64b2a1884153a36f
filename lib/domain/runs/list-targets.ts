import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listTargetsInput } from '#lib/shared/run-inputs.ts';
import type { RunTarget, RunTargetPage } from '#lib/shared/runs.ts';

/** Throws AppError `forbidden`, `invalid`. */
export async function listTargets(context: Context, input: unknown): Promise<RunTargetPage> {
  requirePermission(context, 'runs:read');
  const { runId, status, provider, reason, after, limit } = parseInput(listTargetsInput, input);
  const rows = await runPlannedStatement<RunTarget>(
    context.database,
    sql`
    select t.id, t.user_id as "userId", coalesce(nullif(u.name, ''), nullif(u.email, ''),
        (select coalesce(nullif(m.name, ''), nullif(m.email, '')) from merged_users m where m.id = t.user_id), t.external_id, 'Nameless user') as title,
      t.provider, t.external_id as "externalId", t.status, t.reason, t.operations, t.before,
      greatest(0, (select count(*) from identity_tags it where it.identity_id = t.identity_id)
        - jsonb_array_length(t.before))::int as "otherTags", t.calls
    from run_targets t left join users u on u.id = t.user_id
    where t.run_id = ${runId} and t.id > ${after}
      ${status === undefined ? sql`` : sql`and t.status = ${status}`}
      ${provider === undefined ? sql`` : sql`and t.provider = ${provider}`}
      ${reason === undefined ? sql`` : sql`and t.reason = ${reason}`}
    order by t.id limit ${limit + 1}`,
  );
  const targets = rows.slice(0, limit);
  return { targets, nextAfter: rows.length > limit ? (targets.at(-1)?.id ?? null) : null };
}
