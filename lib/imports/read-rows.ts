/** An import file as batches of checked rows: bytes → text → records → rows. Constant memory. */
import { AppError } from '#lib/errors.ts';
import { createRowCheck, type ImportRow, type RowRules } from './check-row.ts';
import { readRecords } from './csv-records.ts';
import { decodeText } from './decode-text.ts';
import { chooseDelimiter, readHeader } from './read-header.ts';
import type { BadRow, FileColumn } from './schemas.ts';

/** `bad` has one or more entries per bad row; `rowsBad` counts the rows. */
export type RowBatch = { rows: ImportRow[]; bad: BadRow[]; rowsBad: number };

/**
 * Throws AppError `invalid` when the file is empty or its header cannot be used; everything after that is a bad row,
 * not an error.
 */
export async function* readRows(
  stream: AsyncIterable<Uint8Array>,
  rules: RowRules,
  batchSize: number,
): AsyncGenerator<RowBatch> {
  let columns: FileColumn[] | null = null;
  let checkRow: ReturnType<typeof createRowCheck> | null = null;
  let batch: RowBatch = { rows: [], bad: [], rowsBad: 0 };
  for await (const records of readRecords(decodeText(stream), chooseDelimiter)) {
    for (const record of records) {
      if (!columns || !checkRow) {
        if (!record.cells) refuse(`The header cannot be read. ${record.reason}`);
        columns = readHeader(record.cells);
        checkRow = createRowCheck(columns, rules);
        continue;
      }
      const check = record.cells
        ? checkRow(record.line, record.cells)
        : { row: null, faults: [{ column: columns[record.cell] ?? '', reason: record.reason }] };
      if (check.row) batch.rows.push(check.row);
      else {
        batch.rowsBad += 1;
        for (const fault of check.faults) batch.bad.push({ line: record.line, ...fault });
      }
      if (batch.rows.length + batch.rowsBad >= batchSize) {
        yield batch;
        batch = { rows: [], bad: [], rowsBad: 0 };
      }
    }
  }
  if (!columns) refuse('The file is empty.');
  yield batch;
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}
