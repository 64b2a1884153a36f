import { inArray, sql } from 'drizzle-orm';
import type { Context } from '#lib/platform/context.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import type { LedgerRow } from '#lib/platform/db/schema/changes.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import { mergedUsers } from '#lib/platform/db/schema/identities.ts';
import { imports } from '#lib/platform/db/schema/records.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import type { Drift } from '#lib/shared/drift.ts';
import { openDriftOf } from '../changes/drift-sql.ts';
import { overtakenBy } from '../changes/overtaken.ts';
import { undoStateOf } from '../changes/undo-state.ts';
import type { LineExtras } from './to-history-line.ts';

export async function lookUpExtras(
  context: Context,
  rows: readonly LedgerRow[],
): Promise<(row: LedgerRow) => LineExtras> {
  const ids = rows.map((row) => row.id);
  const importIds = rows.flatMap((row) => (row.importId === null ? [] : [row.importId]));
  const overtakers = await findOvertakers(context, rows);
  const undos = ids.length === 0 ? [] : await findUndos(context, ids);
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
          .where(inArray(users.id, [...new Set(rows.map((row) => row.userId))]))
          .unionAll(
            context.database
              .select({
                id: mergedUsers.id,
                title: sql<string>`coalesce(nullif(${mergedUsers.name}, ''), nullif(${mergedUsers.email}, ''))`,
              })
              .from(mergedUsers)
              .where(inArray(mergedUsers.id, [...new Set(rows.map((row) => row.userId))])),
          );
  const drift = await findDrift(context, rows);
  const titles = new Map(people.map(({ id, title }) => [id, title]));
  const undoOf = (row: LedgerRow, state: 'done' | 'open') =>
    undos.find((undo) => undo.undoOf === row.id && undoStateOf(undo) === state)?.id ?? null;
  return (row) => ({
    userTitle: titles.has(row.userId) ? (titles.get(row.userId) ?? row.externalId) : null,
    undoneBy: undoOf(row, 'done'),
    undoing: undoOf(row, 'open'),
    overtakenBy: overtakers.get(row.id) ?? null,
    importName: files.find((file) => file.id === row.importId)?.fileName ?? null,
    drift: drift.get(row.id),
  });
}

/** By the line that found it last. */
async function findDrift(
  { database }: Context,
  rows: readonly LedgerRow[],
): Promise<ReadonlyMap<number, Drift[]>> {
  const found = rows.filter(({ kind }) => kind === 'refresh');
  if (found.length === 0) return new Map();
  const open = await runStatement<{ identityId: number; drift: Drift[] }>(
    database,
    sql`select w.id as "identityId", ${openDriftOf(sql`w.id`)} as drift
      from unnest(${sql.param([...new Set(found.map(({ identityId }) => identityId))])}::bigint[]) as w(id)`,
  );
  return Map.groupBy(
    open.flatMap(({ drift }) => drift),
    ({ foundIn }) => foundIn,
  );
}

async function findOvertakers(
  { database }: Context,
  rows: readonly LedgerRow[],
): Promise<Map<number, number>> {
  const unknown = rows.filter(({ state, outcome }) => state === 'closed' && outcome === 'unknown');
  if (unknown.length === 0) return new Map();
  const found = await runStatement<{ id: number; by: number | null }>(
    database,
    sql`select c.id, ${overtakenBy(sql`c`)} as by from changes c
      where c.id = any(${sql.param(unknown.map(({ id }) => id))}::bigint[]) and c.state = 'closed'`,
  );
  return new Map(found.flatMap(({ id, by }) => (by === null ? [] : [[id, by] as const])));
}

function findUndos(context: Context, ids: readonly number[]) {
  return context.database
    .select({
      id: changes.id,
      undoOf: changes.undoOf,
      provider: changes.provider,
      state: changes.state,
      outcome: changes.outcome,
      operations: changes.operations,
      outcomes: changes.outcomes,
      after: changes.after,
    })
    .from(changes)
    .where(inArray(changes.undoOf, [...ids]));
}
