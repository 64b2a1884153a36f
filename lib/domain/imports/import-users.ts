/** Imports users, identities and tags from CSV. Nothing is sent: tags get the proof `imported`. */
import { eq } from 'drizzle-orm';
import { erasedReason, findErasedBy } from '#lib/domain/identities/find-erased.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { imports } from '#lib/platform/db/schema/records.ts';
import type { SaidForm } from '#lib/shared/csv.ts';
import { parseInput } from '#lib/shared/errors.ts';
import {
  type ImportProgress,
  type ImportReport,
  importChoicesRule,
  maxBadRowsKept,
} from '#lib/shared/imports.ts';
import { inBatchTransaction } from './batch-transaction.ts';
import type { RowRules } from './check-row.ts';
import { findKnown, tracesOf } from './find-known.ts';
import { mergeRow } from './merge-row.ts';
import { createLocator, type RowBatch, readRows, toBadRow } from './read-rows.ts';
import { SeenPeople } from './seen-people.ts';
import { TagIds } from './tag-ids.ts';
import { type ImportOrigin, writeDrafts } from './write-drafts.ts';

/**
 * `form`: encoding and delimiter, where given. `choices`: checked by `importChoicesRule`; null or none: the
 * header must name known columns.
 */
export type ImportFile = {
  fileName: string;
  stream: AsyncIterable<Uint8Array>;
  form?: SaidForm;
  choices?: unknown;
};

/** Rows per transaction: large for speed, small so that edits hardly wait. */
const batchSize = 5_000;

/**
 * Loads good rows, reports bad ones. Throws AppError `forbidden`, `invalid` (empty file or unusable header:
 * nothing was loaded). An error of the stream is rethrown; rows loaded by then stay.
 */
export async function importUsers(
  context: Context,
  file: ImportFile,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> {
  requirePermission(context, 'users:import');
  const { database, actor } = context;
  const batches = openRows(context, file, { isLook: false });
  // Read first, so that a file without a usable header leaves no trace.
  let upcoming = batches.next();
  const first = await upcoming;
  if (first.done) throw new Error('A file gives at least one batch.');
  const report = await openImport(database, file.fileName, context);
  const tagIds = new TagIds();
  const seen = new SeenPeople();
  try {
    for (let current: IteratorResult<RowBatch> = first; !current.done; current = await upcoming) {
      const batch = current.value;
      upcoming = batches.next();
      upcoming.catch(() => undefined);
      await loadBatch(database, batch, {
        report,
        tagIds,
        seen,
        origin: { importId: report.importId, actor },
      });
      onProgress({ rowsRead: report.rowsRead, rowsLoaded: report.rowsLoaded, rowsBad: report.rowsBad });
    }
  } finally {
    void batches.return(undefined).catch(() => undefined);
    await closeImport(database, report);
  }
  return report;
}

/** Throws AppError `invalid` where the choices are. */
export function openRows(
  context: Context,
  { stream, form, choices = null }: ImportFile,
  { isLook }: { isLook: boolean },
): AsyncGenerator<RowBatch> {
  const parsed = choices === null ? null : parseInput(importChoicesRule, choices);
  return readRows(stream, rulesOf(context), batchSize, form, { choices: parsed, isLook });
}

/** Stricter rules of this installation. */
function rulesOf({ providers }: Context): RowRules {
  const described = providers.describe();
  return {
    // Where Cerego's types are not set, the file's are accepted.
    keyRule: (provider) => ((described[provider].keys ?? []).length > 0 ? providers.keyRule(provider) : null),
  };
}

async function openImport(
  database: Database,
  fileName: string,
  { actor }: Pick<Context, 'actor'>,
): Promise<ImportReport> {
  const name = fileName.replaceAll('\u0000', '').slice(0, 255) || 'file.csv';
  const [row] = await database
    .insert(imports)
    .values({ fileName: name, memberId: actor.memberId, actor: actor.name })
    .returning({ id: imports.id });
  if (!row) throw new Error('The import was not recorded.');
  const counts = { rowsRead: 0, rowsLoaded: 0, rowsBad: 0, usersCreated: 0, usersChanged: 0 };
  return { importId: row.id, fileName: name, ...counts, badRows: [] };
}

async function closeImport(
  database: Database,
  { importId, fileName: _, ...counts }: ImportReport,
): Promise<void> {
  await database
    .update(imports)
    .set({ ...counts, endedAt: new Date() })
    .where(eq(imports.id, importId));
}

type Loading = { report: ImportReport; tagIds: TagIds; seen: SeenPeople; origin: ImportOrigin };

async function loadBatch(
  database: Database,
  batch: RowBatch,
  { report, tagIds, seen, origin }: Loading,
): Promise<void> {
  const bad = [...batch.bad];
  const locate = createLocator(batch);
  let refused = 0;
  const written = await inBatchTransaction(database, { lock: true }, async (client) => {
    // The transaction may be repeated.
    bad.length = batch.bad.length;
    refused = 0;
    const index = await findKnown(client, batch.rows, { lock: true });
    const now = new Date().toISOString();
    const erased = await findErasedBy(client, batch.rows.map(tracesOf));
    for (const [place, row] of batch.rows.entries()) {
      const faults = erased.has(place)
        ? [{ column: '' as const, reason: erasedReason }]
        : mergeRow(index, row, now);
      if (!faults) continue;
      refused += 1;
      for (const fault of locate(row.line, faults)) bad.push(toBadRow(batch.columns, row.line, fault));
    }
    return writeDrafts(client, index.users, tagIds, origin);
  });
  tagIds.keep();
  report.rowsRead += batch.rows.length + batch.rowsBad;
  report.rowsLoaded += batch.rows.length - refused;
  report.rowsBad += batch.rowsBad + refused;
  report.usersCreated += written.created.length;
  for (const id of written.created) seen.add(`#${id}`);
  for (const id of written.changed) {
    if (!seen.has(`#${id}`)) report.usersChanged += 1;
    seen.add(`#${id}`);
  }
  bad.sort((a, b) => a.line - b.line);
  report.badRows = [...report.badRows, ...bad].slice(0, maxBadRowsKept);
}
