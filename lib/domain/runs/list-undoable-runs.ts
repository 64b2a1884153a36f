import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { can } from '#lib/shared/permissions.ts';
import type { NameSuggestion } from '#lib/shared/user-list.ts';

/**
 * Runs that the member may take back and nobody has, by number, name or title, newest first. `limit`: at most
 * so many. Throws AppError `forbidden`.
 */
export async function listUndoableRuns(
  context: Context,
  text: string,
  limit: number,
): Promise<NameSuggestion[]> {
  requirePermission(context, 'runs:write');
  const { database, actor } = context;
  const typed = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  return await runStatement<NameSuggestion>(
    database,
    sql`select r.id::text as value, coalesce(nullif(r.name, ''), r.title) as name from runs r
      where r.status in ('finished', 'cancelled', 'paused')
        and (r.id::text like ${`${typed}%`} or lower(r.name || ' ' || r.title) like ${`%${typed}%`})
        and (r.member_id = ${actor.memberId} or ${can(actor.role, 'changes:undo-any')})
        and exists (select 1 from run_providers p where p.run_id = r.id and p.confirmed + p.accepted > 0)
        and not exists (select 1 from runs u where u.undo_of = r.id
          and u.status not in ('planning', 'planned', 'scheduled', 'discarded', 'failed'))
      order by r.id desc limit ${limit}`,
  );
}
