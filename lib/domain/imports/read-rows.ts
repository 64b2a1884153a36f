/** Bytes → text → records → checked rows, in batches. Constant memory. */

import { openTable } from '#lib/platform/csv/open-table.ts';
import type { SaidForm, TableForm } from '#lib/shared/csv.ts';
import type { BadRow } from '#lib/shared/imports.ts';
import { createRowCheck, type ImportRow, type RowRules } from './check-row.ts';
import { readHeader } from './read-header.ts';

/**
 * `bad`: one or more entries per bad row; `rowsBad`: rows; `rowsNoText`: rows whose bytes are not in the
 * file's encoding.
 */
export type RowBatch = {
  rows: ImportRow[];
  bad: BadRow[];
  rowsBad: number;
  rowsNoText: number;
  form: TableForm;
};

/**
 * `said`: encoding and delimiter, where given. Gives at least one batch. Throws AppError `invalid` (empty
 * file, unusable header); later faults are bad rows.
 */
export async function* readRows(
  stream: AsyncIterable<Uint8Array>,
  rules: RowRules,
  batchSize: number,
  said: SaidForm = {},
): AsyncGenerator<RowBatch> {
  const { form, header, rows } = await openTable(stream, said);
  const emptyBatch = (): RowBatch => ({ rows: [], bad: [], rowsBad: 0, rowsNoText: 0, form });
  let batch = emptyBatch();
  try {
    const columns = readHeader(header);
    const checkRow = createRowCheck(columns, rules);
    for await (const records of rows) {
      for (const { line, cells, fault } of records) {
        const check = cells
          ? checkRow(line, cells)
          : { row: null, faults: [{ column: columns[fault.cell] ?? ('' as const), reason: fault.reason }] };
        if (check.row) batch.rows.push(check.row);
        else {
          batch.rowsBad += 1;
          if (fault?.isText) batch.rowsNoText += 1;
          for (const each of check.faults) batch.bad.push({ line, ...each });
        }
        if (batch.rows.length + batch.rowsBad >= batchSize) {
          yield batch;
          batch = emptyBatch();
        }
      }
    }
  } finally {
    await rows.return(undefined);
  }
  yield batch;
}
