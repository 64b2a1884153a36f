/**
 * Records of a CSV file (RFC 4180, with any one-character delimiter, LF or CRLF), as a stream in constant memory.
 * Unlike common parsers it goes on after a broken quote: the line is reported and the next physical line is tried.
 */

/** `cells` when it could be read, else where (`cell`, from 0) and why not. `line` is where the record starts, from 1. */
export type CsvRecord =
  | { line: number; cells: string[]; cell?: never; reason?: never }
  | { line: number; cells: null; cell: number; reason: string };

/** A record longer than this, in UTF-16 units, is refused: nothing in a real file is. */
export const longestRecord = 1_000_000;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

type Outcome =
  | { kind: 'record'; cells: string[]; next: number }
  | { kind: 'broken'; cell: number; reason: string }
  | { kind: 'more'; cell: number; inQuotes: boolean };

/** Blank lines are skipped. `delimiter` is asked for once, with the text up to the first line's end. */
export async function* readRecords(
  text: AsyncIterable<string>,
  chooseDelimiter: (firstLine: string) => string,
): AsyncGenerator<CsvRecord[]> {
  let buffer = '';
  let line = 1;
  let delimiter: number | null = null;
  let skipping = false;

  function* drain(ended: boolean): Generator<CsvRecord> {
    let start = 0;
    while (start < buffer.length) {
      const lineEnd = buffer.indexOf('\n', start);
      if (skipping) {
        start = lineEnd < 0 ? buffer.length : lineEnd + 1;
        if (lineEnd >= 0) {
          skipping = false;
          line += 1;
        }
        continue;
      }
      if (lineEnd < 0 && !ended && buffer.length - start <= longestRecord) break;
      delimiter ??= chooseDelimiter(buffer.slice(start, lineEnd < 0 ? undefined : lineEnd)).charCodeAt(0);
      const outcome = readRecord(buffer, start, delimiter, ended);
      if (outcome.kind === 'record') {
        if (!isBlank(outcome.cells)) yield { line, cells: outcome.cells };
        line += countLines(buffer, start, outcome.next);
        start = outcome.next;
        continue;
      }
      const tooLong = buffer.length - start > longestRecord;
      if (outcome.kind === 'more' && !ended && !tooLong) break;
      yield { line, cells: null, cell: outcome.cell, reason: reasonOf(outcome, tooLong) };
      skipping = true;
    }
    buffer = buffer.slice(start);
  }

  for await (const piece of text) {
    buffer += piece;
    const records = [...drain(false)];
    if (records.length > 0) yield records;
  }
  const rest = [...drain(true)];
  if (rest.length > 0) yield rest;
}

function reasonOf(outcome: Exclude<Outcome, { kind: 'record' }>, tooLong: boolean): string {
  if (outcome.kind === 'broken') return outcome.reason;
  if (outcome.inQuotes) return 'A quote is opened and never closed.';
  return tooLong
    ? `The line is longer than ${longestRecord.toLocaleString('en')} characters.`
    : 'The line ends too early.';
}

function readRecord(text: string, start: number, delimiter: number, ended: boolean): Outcome {
  const cells: string[] = [];
  const end = Math.min(text.length, start + longestRecord);
  let position = start;
  for (;;) {
    let cell: string;
    if (text.charCodeAt(position) === quote) {
      const close = findClosingQuote(text, position + 1, end);
      // The closing quote may be the first half of a doubled one.
      if (close < 0 || (close + 1 >= text.length && !ended))
        return { kind: 'more', cell: cells.length, inQuotes: true };
      cell = text.slice(position + 1, close).replaceAll('""', '"');
      position = close + 1;
      const isHalfLineEnd = text.charCodeAt(position) === carriageReturn && position + 1 >= text.length;
      if (isHalfLineEnd && !ended) return { kind: 'more', cell: cells.length, inQuotes: true };
      const after = text.charCodeAt(position);
      const isEnd = after === lineFeed || (after === carriageReturn && isLineEnd(text, position + 1));
      if (position < text.length && after !== delimiter && !isEnd) {
        const reason = 'Something follows a closing quote. A quote inside a quoted cell is written twice.';
        return { kind: 'broken', cell: cells.length, reason };
      }
      if (after === carriageReturn) position += 1;
    } else {
      const from = position;
      while (position < end) {
        const code = text.charCodeAt(position);
        if (code === delimiter || code === lineFeed) break;
        position += 1;
      }
      if (position === end && (end < text.length || !ended)) {
        return { kind: 'more', cell: cells.length, inQuotes: false };
      }
      const isLast = text.charCodeAt(position) !== delimiter;
      const to =
        isLast && text.charCodeAt(position - 1) === carriageReturn ? Math.max(from, position - 1) : position;
      cell = text.slice(from, to);
    }
    cells.push(cell);
    if (text.charCodeAt(position) !== delimiter) return { kind: 'record', cells, next: position + 1 };
    position += 1;
  }
}

function isLineEnd(text: string, position: number): boolean {
  return position >= text.length || text.charCodeAt(position) === lineFeed;
}

/** -1 when there is none before `end`. */
function findClosingQuote(text: string, from: number, end: number): number {
  let position = from;
  for (;;) {
    const found = text.indexOf('"', position);
    if (found < 0 || found >= end) return -1;
    if (text.charCodeAt(found + 1) !== quote) return found;
    position = found + 2;
  }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function isBlank(cells: string[]): boolean {
  return cells.length === 1 && cells[0]?.trim() === '';
}
