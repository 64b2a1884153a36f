/** Stores a CSV file's rows for a run as they arrive: constant memory. */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { openTable } from '#lib/platform/csv/open-table.ts';
import { runUploads } from '#lib/platform/db/schema/runs.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { SaidForm } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import { guessColumns } from '#lib/shared/guess-columns.ts';
import { columnsOf } from '#lib/shared/imports.ts';
import type { RunBadRow, RunUpload } from '#lib/shared/runs.ts';
import { maxBadRowsKept } from './collect-from-file.ts';

const batchSize = 5_000;
const maxRows = 1_000_000;
const maxColumns = 100;
const sampleRows = 5;
const keptDays = 7;

type Staged = { line: number; cells: string[] };

type UploadedFile = { fileName: string; stream: AsyncIterable<Uint8Array>; form?: SaidForm };

/**
 * `form`: encoding and delimiter, where given. Unreadable rows are stored as bad ones. Throws AppError
 * `forbidden`, `invalid` (empty, no usable header, too long).
 */
export async function stageUpload(context: Context, file: UploadedFile): Promise<RunUpload> {
  requirePermission(context, 'runs:write');
  const { database, actor } = context;
  await database.execute(
    sql`delete from run_uploads where created_at < now() - make_interval(days => ${keptDays})`,
  );
  const fileName = file.fileName.trim().slice(0, 200) || 'file.csv';
  const [upload] = await database
    .insert(runUploads)
    .values({ fileName, memberId: actor.memberId, columns: [] })
    .returning({ id: runUploads.id });
  if (!upload) throw new Error('The database gave no id for an upload.');
  try {
    return { uploadId: upload.id, fileName, ...(await keep(context, upload.id, file)) };
  } catch (error) {
    await database.delete(runUploads).where(eq(runUploads.id, upload.id));
    throw error;
  }
}

async function keep(
  { database }: Context,
  uploadId: number,
  { stream, form: said }: UploadedFile,
): Promise<Omit<RunUpload, 'uploadId' | 'fileName'>> {
  const { form, header: columns, rows: batches } = await openTable(stream, said);
  let rows = 0;
  let staged: Staged[] = [];
  const sample: string[][] = [];
  const badRows: RunBadRow[] = [];
  let badRowCount = 0;
  let rowsNoText = 0;
  try {
    checkHeader(columns);
    for await (const records of batches) {
      rows += records.length;
      if (rows > maxRows) refuse(`The file has more than ${maxRows.toLocaleString('en')} rows: split it.`);
      for (const { line, cells, fault } of records) {
        if (cells) {
          staged.push({ line, cells });
          if (sample.length < sampleRows) sample.push(cells);
          if (staged.length < batchSize) continue;
          await storeRows(database, uploadId, staged);
          staged = [];
          continue;
        }
        badRowCount += 1;
        if (fault.isText) rowsNoText += 1;
        if (badRows.length < maxBadRowsKept)
          badRows.push({ line, column: columns[fault.cell] ?? '', reason: fault.reason });
      }
    }
  } finally {
    await batches.return(undefined);
  }
  await storeRows(database, uploadId, staged);
  await database
    .update(runUploads)
    .set({ columns, rows, badRows, badRowCount })
    .where(eq(runUploads.id, uploadId));
  return { form, columns, rows, rowsNoText, sample, guesses: guessUses(columns, sample) };
}

async function storeRows(
  database: Context['database'],
  uploadId: number,
  rows: readonly Staged[],
): Promise<void> {
  if (rows.length === 0) return;
  await database.execute(sql`
    insert into run_upload_rows (upload_id, line, cells)
    select ${uploadId}::bigint, line, cells from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(line int, cells jsonb)`);
}

function checkHeader(columns: readonly string[]): void {
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (columns.includes('')) refuse('The first line has a column without a name.');
  if (twice) refuse(`The first line names “${twice}” twice.`);
  if (columns.length > maxColumns) refuse(`The file has more than ${maxColumns} columns.`);
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}

/** By what an import would take the columns for. */
function guessUses(columns: readonly string[], sample: readonly string[][]): RunUpload['guesses'] {
  const guesses: RunUpload['guesses'] = { who: [], mappings: [] };
  for (const [index, name] of guessColumns(columns, sample).entries()) {
    const column = columns[index] ?? '';
    if (name === null) continue;
    if (name === 'email') guesses.who.push({ column, as: 'email' });
    for (const provider of providerIds) {
      const { id, tags } = columnsOf[provider];
      if (name === id) guesses.who.push({ column, as: provider });
      if (name === tags) guesses.mappings.push({ column, provider, key: null });
    }
    const named = keyOfColumn(name);
    if (named) guesses.mappings.push({ column, ...named });
  }
  return guesses;
}
