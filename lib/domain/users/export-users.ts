/** The list as CSV: same filter, order and columns, all matching users. */
import { type SQL, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { whileAllowed } from '#lib/platform/auth/while-allowed.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { writeRecords } from '#lib/platform/csv/write.ts';
import { runListStatement } from '#lib/platform/db/run-statement.ts';
import { isProviderId, providerIds } from '#lib/providers/ids.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { readColumns } from '#lib/shared/filter/columns.ts';
import { columnsOf, type FileColumn, importColumns, isKeyColumn } from '#lib/shared/imports.ts';
import { exportUsersInput } from '#lib/shared/user-list-input.ts';
import { ExportReader } from './export-rows.ts';
import { listOrders } from './list-order.ts';
import { readFilter } from './read-filter.ts';

const batchSize = 1_000;

/** `text`: header first; lazy, so that a slow reader holds only the list of ids. */
export type UsersExport = { rows: number; text: AsyncGenerator<string> };

/**
 * The ids are settled at once (8 bytes each); rows are read as they are taken, without an open transaction.
 * Throws AppError `forbidden`, `invalid` (field `q`).
 */
export async function exportUsers(context: Context, input: unknown): Promise<UsersExport> {
  requirePermission(context, 'users:export');
  const { q, except, users, sort, columns: shown } = parseInput(exportUsersInput, input);
  const columns = exportColumnsOf(shown);
  const { condition } = await readFilter(context.database, q);
  const [found] = await runListStatement<{ ids: string }>(
    context.database,
    sql`select coalesce(string_agg(matching.id::text, ','), '') as ids from (
      select users.id from users where (${condition ?? sql`true`}) and ${pickedOf(users, except)} order by ${listOrders[sort].collect}) matching`,
  );
  const ids = parseIds(found?.ids ?? '');
  await recordEvent(context.database, {
    kind: 'users.exported',
    memberId: context.actor.memberId,
    actor: context.actor.name,
    subject: q,
    detail: { rows: ids.length, columns: columns.join(', ') },
  });
  const text = write(new ExportReader(context.database, columns), columns, ids);
  return { rows: ids.length, text: whileAllowed(context, 'users:export', text) };
}

/** `users` undefined: everybody. */
function pickedOf(users: readonly number[] | undefined, except: readonly number[]): SQL {
  const among = users === undefined ? sql`true` : sql`users.id = any(${sql.param(users)}::bigint[])`;
  return except.length === 0 ? among : sql`${among} and users.id <> all(${sql.param(except)}::bigint[])`;
}

async function* write(
  reader: ExportReader,
  columns: readonly FileColumn[],
  ids: Float64Array,
): AsyncGenerator<string> {
  yield writeRecords([[...columns]]);
  for (let from = 0; from < ids.length; from += batchSize) {
    yield writeRecords(await reader.read([...ids.subarray(from, from + batchSize)]));
  }
}

/** Comma-separated ids, without an object for each. */
function parseIds(text: string): Float64Array {
  let count = text === '' ? 0 : 1;
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) count += 1;
  const ids = new Float64Array(count);
  let from = 0;
  for (let index = 0; index < count; index += 1) {
    const comma = text.indexOf(',', from);
    ids[index] = Number(text.slice(from, comma < 0 ? undefined : comma));
    from = comma + 1;
  }
  return ids;
}

/** Undefined: everything that the import reads. The name always comes first. */
function exportColumnsOf(shown: string | undefined): readonly FileColumn[] {
  if (shown === undefined) return importColumns;
  return ['name', ...readColumns(shown).flatMap(fileColumns)];
}

function fileColumns(column: string): readonly FileColumn[] {
  if (isProviderId(column)) return [columnsOf[column].tags];
  switch (column) {
    case 'email':
      return ['email'];
    case 'identities':
      return providerIds.map((id) => columnsOf[id].id);
    case 'tags':
      return ['tag_count'];
    case 'changed':
      return ['changed_at'];
    default:
      return isKeyColumn(column) ? [column] : [];
  }
}
