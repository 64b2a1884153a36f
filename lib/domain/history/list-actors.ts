import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { can } from '#lib/shared/permissions.ts';

const maxActors = 500;

/** At most 500. Jumps from name to name in the index. Throws AppError `forbidden`. */
export async function listActors(context: Context): Promise<string[]> {
  requirePermission(context, 'history:read');
  const { rows } = await context.database.execute<{ actor: string }>(sql`
    with recursive names(actor) as (
      (select actor from changes order by actor limit 1)
      union all
      select (select c.actor from changes c where c.actor > n.actor order by c.actor limit 1)
      from names n where n.actor is not null
    )
    select actor from (select actor from names limit ${maxActors}) found where actor is not null
    ${can(context.actor.role, 'audit:read') ? sql`union select name from members` : sql``}
    order by actor limit ${maxActors}`);
  return rows.map(({ actor }) => actor);
}
