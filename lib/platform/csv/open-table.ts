/** A CSV file as a table, in constant memory. */

import type { SaidForm, TableForm } from '#lib/shared/csv.ts';
import { AppError } from '#lib/shared/errors.ts';
import { openText } from './decode-text.ts';
import { chooseDelimiter } from './delimiter.ts';
import { type CsvRecord, readRecords } from './records.ts';

/** `header`: without empty names at its end. `rows` may be shorter. To be read once. */
export type CsvTable = { form: TableForm; header: string[]; rows: AsyncGenerator<CsvRecord[]> };

/** For choosing the delimiter. */
const sampleLength = 16_384;

/** Throws AppError `invalid` when the file is empty or its first line cannot be read. */
export async function openTable(stream: AsyncIterable<Uint8Array>, said: SaidForm = {}): Promise<CsvTable> {
  const { encoding, text } = await openText(stream, said.encoding ?? null);
  try {
    const { sample, isWhole } = await takeSample(text);
    const named = /^"?sep=([^"\r\n])"?(?:\r\n?|\n|$)/i.exec(sample);
    const start = sample.slice(named?.[0].length ?? 0);
    const delimiter = said.delimiter ?? named?.[1] ?? chooseDelimiter(isWhole ? `${start}\n` : start);
    const records = readRecords(join(start, text), delimiter, named ? 2 : 1);
    const begun = await records.next();
    const [first, ...others] = begun.done ? [] : begun.value;
    if (!first) refuse('The file is empty.');
    if (!first.cells) refuse(`The header cannot be read. ${first.fault.reason}`);
    const header = first.cells.map((cell) => cell.trim());
    while (header.at(-1) === '') header.pop();
    const rows = fitRows(others, records, header.length);
    // Started here, so that abandoning the table closes the file.
    await rows.next();
    return { form: { encoding, delimiter }, header, rows };
  } catch (error) {
    await text.return(undefined);
    throw error;
  }
}

async function takeSample(text: AsyncIterator<string>): Promise<{ sample: string; isWhole: boolean }> {
  let sample = '';
  while (sample.length < sampleLength) {
    const { done, value } = await text.next();
    if (done) return { sample, isWhole: true };
    sample += value;
  }
  return { sample, isWhole: false };
}

async function* join(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield start;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** Cells beyond the header must be blank: spreadsheets keep writing deleted columns. */
async function* fitRows(
  first: CsvRecord[],
  rest: AsyncGenerator<CsvRecord[]>,
  width: number,
): AsyncGenerator<CsvRecord[]> {
  try {
    yield [];
    if (first.length > 0) yield first.map((record) => fitRow(record, width));
    for await (const records of rest) {
      const isTooWide = records.some(({ cells }) => cells !== null && cells.length > width);
      yield isTooWide ? records.map((record) => fitRow(record, width)) : records;
    }
  } finally {
    await rest.return(undefined);
  }
}

function fitRow(record: CsvRecord, width: number): CsvRecord {
  const { line, cells } = record;
  if (!cells || cells.length <= width) return record;
  if (cells.slice(width).every((cell) => cell.trim() === ''))
    return { line, cells: cells.slice(0, width), fault: null };
  const count = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  const reason = `The line has ${count} cells, the header ${width}. A cell that holds the delimiter must be quoted.`;
  return { line, cells: null, fault: { cell: -1, reason, isText: false } };
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}
