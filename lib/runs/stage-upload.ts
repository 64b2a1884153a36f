/**
 * Keeps a CSV file for a run: the rows go into the database as they arrive, so memory does not grow with the file. What
 * the columns mean is said afterwards, with the run.
 */
import { eq, sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/auth/context.ts';
import { runUploads } from '#lib/db/schema/runs.ts';
import { AppError } from '#lib/errors.ts';
import { readRecords } from '#lib/imports/csv-records.ts';
import { decodeText } from '#lib/imports/decode-text.ts';
import { mostBadRowsKept } from './gather-from-file.ts';
import { guessColumns } from './guess-columns.ts';
import type { RunBadRow, RunUpload } from './schemas.ts';

const batchSize = 5_000;
const mostRows = 1_000_000;
const mostColumns = 100;
const sampleRows = 5;
const keptDays = 7;

type Staged = { line: number; cells: string[] };

/**
 * Throws AppError `forbidden`, `invalid` (empty, no usable header, too long). Rows that cannot be read are kept as bad
 * rows and show in the plan.
 */
export async function stageUpload(
  context: Context,
  { fileName, stream }: { fileName: string; stream: AsyncIterable<Uint8Array> },
): Promise<RunUpload> {
  requirePermission(context, 'runs:write');
  const { database, actor } = context;
  await database.execute(
    sql`delete from run_uploads where created_at < now() - make_interval(days => ${keptDays})`,
  );
  const name = fileName.trim().slice(0, 200) || 'file.csv';
  const [upload] = await database
    .insert(runUploads)
    .values({ fileName: name, memberId: actor.memberId, columns: [] })
    .returning({ id: runUploads.id });
  if (!upload) throw new Error('The database gave no id for an upload.');
  try {
    return await keep(context, upload.id, name, stream);
  } catch (error) {
    await database.delete(runUploads).where(eq(runUploads.id, upload.id));
    throw error;
  }
}

async function keep(
  { database }: Context,
  uploadId: number,
  fileName: string,
  stream: AsyncIterable<Uint8Array>,
): Promise<RunUpload> {
  let columns: string[] | null = null;
  let rows = 0;
  let batch: Staged[] = [];
  const sample: string[][] = [];
  const badRows: RunBadRow[] = [];
  let badRowCount = 0;
  const store = async () => {
    await storeRows(database, uploadId, batch);
    batch = [];
  };
  for await (const records of readRecords(decodeText(stream), chooseDelimiter)) {
    for (const record of records) {
      if (!columns) {
        if (!record.cells) refuse(`The first line cannot be read. ${record.reason}`);
        columns = checkHeader(record.cells);
        continue;
      }
      rows += 1;
      if (rows > mostRows) refuse(`The file has more than ${mostRows.toLocaleString('en')} rows: split it.`);
      const fault = record.cells ? faultOf(record.cells, columns) : record.reason;
      if (fault === null && record.cells) {
        batch.push({ line: record.line, cells: record.cells });
        if (sample.length < sampleRows) sample.push(record.cells);
      } else {
        badRowCount += 1;
        if (badRows.length < mostBadRowsKept)
          badRows.push({ line: record.line, column: '', reason: fault ?? 'It cannot be read.' });
      }
      if (batch.length >= batchSize) await store();
    }
  }
  if (!columns) refuse('The file is empty.');
  await store();
  await database
    .update(runUploads)
    .set({ columns, rows, badRows, badRowCount })
    .where(eq(runUploads.id, uploadId));
  return { uploadId, fileName, columns, rows, sample, guesses: guessColumns(columns) };
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

function checkHeader(cells: readonly string[]): string[] {
  const columns = cells.map((cell) => cell.trim());
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (columns.includes('')) refuse('The first line has a column without a name.');
  if (twice) refuse(`The first line names “${twice}” twice.`);
  if (columns.length > mostColumns) refuse(`The file has more than ${mostColumns} columns.`);
  return columns;
}

function faultOf(cells: readonly string[], columns: readonly string[]): string | null {
  if (cells.length > columns.length) return `It has ${cells.length} cells for ${columns.length} columns.`;
  return cells.some((cell) => cell.includes('\0')) ? 'It holds a NUL character.' : null;
}

/** Whichever of the usual delimiters divides the first line most. */
function chooseDelimiter(firstLine: string): string {
  const parts = (delimiter: string) => firstLine.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (parts(next) > parts(best) ? next : best));
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}
