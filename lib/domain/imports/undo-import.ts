/** Undoes an import here only. Newest batch first, so that an interrupted undo can go on. */
import { eq, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { runStatement } from '#lib/platform/db/run-statement.ts';
import { imports } from '#lib/platform/db/schema/records.ts';
import { allowTime, inTransaction, type Queryable } from '#lib/platform/db/transaction.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import {
  addCounts,
  type ImportToUndo,
  noCounts,
  type UndoCounts,
  type UndoReport,
  undoImportInput,
} from '#lib/shared/import-undo.ts';
import { batchMs, importLock } from './batch-transaction.ts';
import { type Batch, batchColumns, previewBatch, undoBatch } from './undo-batch.ts';

/** A call returns after about this long, give or take a batch. */
const callMs = 10_000;
/** Batches in a preview: about 100,000 rows. */
const maxPreviewed = 20;

/**
 * Works for some seconds; `done` false: call again. Throws AppError `forbidden`, `not-found`, `conflict`
 * (undone already, or loaded by a version that kept no record).
 */
export async function undoImport(context: Context, input: unknown): Promise<UndoReport> {
  requirePermission(context, 'users:import');
  const { importId } = parseInput(undoImportInput, input);
  const { database, actor } = context;
  const until = performance.now() + callMs;
  const { fileName } = await begin(context, importId);
  let more = true;
  while (more && performance.now() < until) {
    more = await inTransaction(database, async (transaction) => {
      await allowTime(transaction, batchMs);
      await transaction.execute(sql.raw(importLock));
      const [batch] = await runStatement<Batch>(
        transaction,
        sql`select ${batchColumns} from import_batches
          where import_id = ${importId}::bigint and undone is null order by id desc limit 1`,
      );
      if (!batch) return false;
      const { counts } = await undoBatch(transaction, batch, actor);
      await runStatement(
        transaction,
        sql`update import_batches set undone = ${JSON.stringify(counts)}::jsonb, undone_at = now() where id = ${batch.id}::bigint`,
      );
      return true;
    });
  }
  const report = { importId, fileName, ...(await sumOf(database, importId)) };
  if (report.done) await end(context, report);
  return report;
}

/** With what undoing would do now. Throws AppError `forbidden`, `not-found`. */
export async function findImportToUndo(context: Context, importId: number): Promise<ImportToUndo> {
  requirePermission(context, 'users:import');
  const { database } = context;
  const found = await findImport(database, importId);
  const { fileName, actor, createdAt, undoStartedAt } = found;
  const facts = {
    importId,
    fileName,
    actor,
    createdAt: createdAt.toISOString(),
    isBegun: undoStartedAt !== null,
  };
  const reason = whyNot(found);
  if (reason !== null) return { ...facts, reason, preview: null };
  const batches = await runStatement<Batch>(
    database,
    sql`select ${batchColumns} from import_batches
      where import_id = ${importId}::bigint and undone is null order by id desc limit ${maxPreviewed + 1}`,
  );
  let counts = noCounts;
  for (const batch of batches.slice(0, maxPreviewed)) {
    counts = addCounts(counts, (await previewBatch(database, batch)).counts);
  }
  return { ...facts, reason: null, preview: { ...counts, isPartial: batches.length > maxPreviewed } };
}

type Found = {
  fileName: string;
  actor: string;
  createdAt: Date;
  rowsLoaded: number;
  undoStartedAt: Date | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  hasBatches: boolean;
};

async function findImport(database: Queryable, importId: number): Promise<Found> {
  const [found] = Number.isSafeInteger(importId)
    ? await database
        .select({
          fileName: imports.fileName,
          actor: imports.actor,
          createdAt: imports.createdAt,
          rowsLoaded: imports.rowsLoaded,
          undoStartedAt: imports.undoStartedAt,
          undoneAt: imports.undoneAt,
          undoneBy: imports.undoneBy,
          hasBatches: sql<boolean>`exists (select from import_batches b where b.import_id = ${imports.id})`,
        })
        .from(imports)
        .where(eq(imports.id, importId))
    : [];
  if (!found) throw new AppError('not-found', 'Import not found.');
  return found;
}

/** null: it can. */
function whyNot({ undoneAt, undoneBy, hasBatches, rowsLoaded }: Found): string | null {
  if (undoneAt) return `This import was undone by ${undoneBy} already.`;
  if (hasBatches) return null;
  return rowsLoaded === 0
    ? 'This import loaded nothing.'
    : 'This import changed nothing, or was loaded by a version of Tagdesk that did not keep what undoing needs.';
}

/** An import that is still loading ends here. */
async function begin({ database, actor }: Context, importId: number): Promise<Found> {
  return inTransaction(database, async (transaction) => {
    await allowTime(transaction, batchMs);
    await transaction.execute(sql.raw(importLock));
    const found = await findImport(transaction, importId);
    const reason = whyNot(found);
    if (reason !== null) throw new AppError('conflict', reason);
    await transaction.execute(sql`
      update imports set undo_started_at = coalesce(undo_started_at, now()), undone_by = coalesce(undone_by, ${actor.name})
      where id = ${importId}`);
    return found;
  });
}

async function sumOf(database: Database, importId: number) {
  const rows = await runStatement<{ undone: UndoCounts | null }>(
    database,
    sql`select undone from import_batches where import_id = ${importId}::bigint order by id`,
  );
  const done = rows.flatMap(({ undone }) => (undone ? [undone] : []));
  return {
    ...done.reduce(addCounts, noCounts),
    done: done.length === rows.length,
    batchesDone: done.length,
    batches: rows.length,
  };
}

/** Of two who undo at once, one writes the event. */
async function end({ database, actor }: Context, report: UndoReport): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const ended = await transaction
      .update(imports)
      .set({ undoneAt: sql`now()`, undoneBy: actor.name })
      .where(sql`${imports.id} = ${report.importId} and ${imports.undoneAt} is null`)
      .returning({ id: imports.id });
    if (ended.length === 0) return;
    const { usersRemoved, identitiesRemoved, tagsRemoved, tagsRestored, namesRestored, leftAlone } = report;
    await recordEvent(transaction, {
      kind: 'import.undone',
      memberId: actor.memberId,
      actor: actor.name,
      subject: report.fileName,
      detail: {
        importId: report.importId,
        usersRemoved,
        identitiesRemoved,
        tagsRemoved,
        tagsRestored,
        namesRestored,
        leftAlone: leftAlone.reduce((total, { count }) => total + count, 0),
      },
    });
  });
}
