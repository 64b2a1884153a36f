/** Bytes → text → records → checked rows, in batches. Constant memory. */

import { openTable } from '#lib/platform/csv/open-table.ts';
import type { CsvRecord } from '#lib/platform/csv/records.ts';
import type { SaidForm, TableForm } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { BadRow, ImportChoices } from '#lib/shared/imports.ts';
import { type CellFault, createRowCheck, type Fault, type ImportRow, type RowRules } from './check-row.ts';
import { cellOf, type FileColumns, labelOf, readHeader } from './read-header.ts';

/** As in the file, or as corrected. `cells` null: unreadable. */
export type RawRow = {
  line: number;
  cells: readonly string[] | null;
  faults: CellFault[];
  /** Which cells. */
  corrected: readonly number[];
};

/**
 * `bad`: one or more entries per bad row; `rowsBad`: rows; `rowsNoText`: rows whose bytes are not in the
 * file's encoding. `raw`: all rows.
 */
export type RowBatch = {
  rows: ImportRow[];
  bad: BadRow[];
  rowsBad: number;
  rowsNoText: number;
  form: TableForm;
  columns: FileColumns;
  raw: RawRow[];
  samples: readonly (readonly string[])[];
};

/** `choices` null: the header must name known columns. `isLook`: no error where `missing` says why. */
type ReadOptions = { choices?: ImportChoices | null | undefined; isLook?: boolean };

const sampleRows = 5;

/**
 * `said`: encoding and delimiter, where given. Gives at least one batch. Throws AppError `invalid` (empty
 * file, unusable header); later faults are bad rows.
 */
export async function* readRows(
  stream: AsyncIterable<Uint8Array>,
  rules: RowRules,
  batchSize: number,
  said: SaidForm = {},
  { choices = null, isLook = false }: ReadOptions = {},
): AsyncGenerator<RowBatch> {
  const { form, header, rows } = await openTable(stream, said);
  let batch: RowBatch;
  try {
    const first = await nextRecords(rows);
    const samples = first.flatMap(({ cells }) => (cells ? [cells] : [])).slice(0, sampleRows);
    const columns = readHeader(header, samples, choices);
    if (columns.missing !== null && !isLook)
      throw new AppError('invalid', columns.missing, { file: columns.missing });
    const emptyBatch = (): RowBatch => ({
      ...{ rows: [], bad: [], rowsBad: 0, rowsNoText: 0, raw: [] },
      ...{ form, columns, samples },
    });
    batch = emptyBatch();
    const checkRow = createRowCheck(columns.uses, rules);
    const correct = createCorrector(choices?.corrections ?? []);
    for (let records = columns.missing === null ? first : []; records.length > 0; ) {
      for (const record of records) {
        const { line, fault } = record;
        const { cells, corrected } = correct(record);
        const check = cells
          ? checkRow(line, cells)
          : { row: null, faults: [{ cells: [fault?.cell ?? -1], reason: fault?.reason ?? '' }] };
        if (check.row) batch.rows.push(check.row);
        else {
          batch.rowsBad += 1;
          if (fault?.isText) batch.rowsNoText += 1;
          for (const each of check.faults) batch.bad.push(toBadRow(columns, line, each));
        }
        batch.raw.push({ line, cells, faults: check.faults ?? [], corrected });
        if (batch.rows.length + batch.rowsBad >= batchSize) {
          yield batch;
          batch = emptyBatch();
        }
      }
      records = await nextRecords(rows);
    }
  } finally {
    await rows.return(undefined);
  }
  yield batch;
}

export function toBadRow(columns: FileColumns, line: number, { cells, reason }: CellFault): BadRow {
  return { line, column: labelOf(columns, cells[0] ?? -1), reason };
}

/** Gives the cells of faults that show only beside what is known here. */
export function createLocator({
  raw,
  columns,
}: RowBatch): (line: number, faults: readonly Fault[]) => CellFault[] {
  let cellsOf: Map<number, RawRow['cells']> | null = null;
  return (line, faults) => {
    cellsOf ??= new Map(raw.map((row) => [row.line, row.cells]));
    const cells = cellsOf.get(line) ?? [];
    return faults.map(({ column, reason, key, also = [] }) => ({
      cells: [
        cellOf(columns, column, cells, key),
        ...also.map((each) => cellOf(columns, each)).filter((cell) => cell >= 0),
      ],
      reason,
    }));
  };
}

/** Empty at the end. */
async function nextRecords(rows: AsyncGenerator<CsvRecord[]>): Promise<CsvRecord[]> {
  for (let next = await rows.next(); !next.done; next = await rows.next())
    if (next.value.length > 0) return next.value;
  return [];
}

type Corrected = Pick<RawRow, 'cells' | 'corrected'>;

/** Rows that are unreadable stay so. */
function createCorrector(corrections: ImportChoices['corrections']): (record: CsvRecord) => Corrected {
  const ofLine = Map.groupBy(corrections, ({ line }) => line);
  return ({ line, cells }) => {
    const own = ofLine.size === 0 || cells === null ? undefined : ofLine.get(line);
    if (own === undefined || cells === null) return { cells, corrected: [] };
    const mended = [...cells];
    for (const { cell, text } of own) {
      while (mended.length <= cell) mended.push('');
      mended[cell] = text;
    }
    return { cells: mended, corrected: own.map(({ cell }) => cell) };
  };
}
