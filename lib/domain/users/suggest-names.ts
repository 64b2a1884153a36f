import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { can } from '#lib/shared/permissions.ts';
import type { NameSuggestion } from '#lib/shared/user-list.ts';
import { suggestNamesInput } from '#lib/shared/user-list-input.ts';

const maxNames = 10;

/**
 * Members by part of e-mail or name, oneself first; only oneself without the right to manage members, since
 * addresses are private. Runs by number, name or title, imports by number or file, newest first. Throws AppError `forbidden`, `invalid`.
 */
export async function suggestNames(context: Context, input: unknown): Promise<NameSuggestion[]> {
  requirePermission(context, 'users:read');
  const { wanted, text } = parseInput(suggestNamesInput, input);
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');
  const { database, actor } = context;
  if (wanted === 'run') {
    requirePermission(context, 'runs:read');
    return await runStatement<NameSuggestion>(
      database,
      sql`select id::text as value, coalesce(nullif(name, ''), title) as name from runs
        where status <> 'discarded' and (id::text like ${`${typed}%`} or lower(name || ' ' || title) like ${`%${typed}%`})
        order by id desc limit ${maxNames}`,
    );
  }
  if (wanted === 'import') {
    return await runStatement<NameSuggestion>(
      database,
      sql`select id::text as value, file_name as name from imports
        where id::text like ${`${typed}%`} or lower(file_name) like ${`%${typed}%`} order by id desc limit ${maxNames}`,
    );
  }
  return await runStatement<NameSuggestion>(
    database,
    sql`select email as value, name from members
      where (id = ${actor.memberId} or ${can(actor.role, 'members:manage')})
        and lower(email || ' ' || name) like ${`%${typed}%`}
      order by id = ${actor.memberId} desc, lower(email) limit ${maxNames}`,
  );
}
