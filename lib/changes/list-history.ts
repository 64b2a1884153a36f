/** The ledger as a list, newest first. */
import { and, desc, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { changes } from '#lib/db/schema/changes.ts';
import { imports } from '#lib/db/schema/records.ts';
import { users } from '#lib/db/schema/users.ts';
import { parseInput } from '#lib/errors.ts';
import { type HistoryPage, listHistoryInput } from './schemas.ts';
import { type LedgerRow, type LineExtras, toHistoryLine } from './to-history-line.ts';

/** Input: filters, `before` (an id from `nextBefore`) and `limit`. Throws AppError `forbidden`, `invalid`. */
export async function listHistory(context: Context, input: unknown): Promise<HistoryPage> {
  requirePermission(context, 'history:read');
  const asked = parseInput(listHistoryInput, input);
  const conditions: SQL[] = [];
  if (asked.userId !== undefined) conditions.push(eq(changes.userId, asked.userId));
  if (asked.provider !== undefined) conditions.push(eq(changes.provider, asked.provider));
  if (asked.outcome !== undefined) conditions.push(eq(changes.outcome, asked.outcome));
  if (asked.before !== undefined) conditions.push(lt(changes.id, asked.before));
  if (asked.kind !== undefined) conditions.push(eq(changes.kind, asked.kind));
  if (asked.actor !== undefined) conditions.push(eq(changes.actor, asked.actor));
  if (asked.runId !== undefined) conditions.push(eq(changes.runId, asked.runId));
  if (asked.from !== undefined)
    conditions.push(sql`${changes.createdAt} >= ${asked.from}::timestamp at time zone 'utc'`);
  if (asked.to !== undefined) {
    conditions.push(
      sql`${changes.createdAt} < (${asked.to}::timestamp + interval '1 day') at time zone 'utc'`,
    );
  }
  const rows = await context.database
    .select()
    .from(changes)
    .where(and(...conditions))
    .orderBy(desc(changes.id))
    .limit(asked.limit + 1);
  const page = rows.slice(0, asked.limit);
  const extras = await lookUpExtras(context, page);
  return {
    lines: page.map((row) => toHistoryLine(row, extras(row))),
    nextBefore: rows.length > asked.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

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
