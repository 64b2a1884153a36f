/** What the history says of a line beyond its row: looked up for a page at a time. */
import { and, inArray, ne, sql } from 'drizzle-orm';
import type { Context } from '#lib/auth/context.ts';
import { changes } from '#lib/db/schema/changes.ts';
import { imports } from '#lib/db/schema/records.ts';
import { users } from '#lib/db/schema/users.ts';
import type { LedgerRow, LineExtras } from './to-history-line.ts';

/** Which lines were undone, and by what file imports came, for a page at a time. */
export async function lookUpExtras(
  context: Context,
  rows: readonly LedgerRow[],
): Promise<(row: LedgerRow) => LineExtras> {
  const ids = rows.map((row) => row.id);
  const importIds = rows.flatMap((row) => (row.importId === null ? [] : [row.importId]));
  const undone = ids.length === 0 ? [] : await findUndone(context, ids);
  const files =
    importIds.length === 0
      ? []
      : await context.database
          .select({ id: imports.id, fileName: imports.fileName })
          .from(imports)
          .where(inArray(imports.id, importIds));
  const people =
    rows.length === 0
      ? []
      : await context.database
          .select({
            id: users.id,
            title: sql<string>`coalesce(nullif(${users.name}, ''), nullif(${users.email}, ''))`,
          })
          .from(users)
          .where(inArray(users.id, [...new Set(rows.map((row) => row.userId))]));
  const titles = new Map(people.map(({ id, title }) => [id, title]));
  return (row) => ({
    userTitle: titles.has(row.userId) ? (titles.get(row.userId) ?? row.externalId) : null,
    undoneBy: undone.find((entry) => entry.undoOf === row.id)?.id ?? null,
    importName: files.find((file) => file.id === row.importId)?.fileName ?? null,
  });
}

/** An undo that was refused or failed took nothing back and may be tried again. */
function findUndone(context: Context, ids: readonly number[]) {
  return context.database
    .select({ id: changes.id, undoOf: changes.undoOf })
    .from(changes)
    .where(
      and(inArray(changes.undoOf, [...ids]), ne(changes.outcome, 'refused'), ne(changes.outcome, 'failed')),
    );
}
