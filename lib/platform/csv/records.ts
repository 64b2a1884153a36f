/**
 * Records of a CSV file (RFC 4180, any delimiter and line end), streamed in constant memory. Goes on after a
 * broken quote: the line is reported, the next physical line is tried.
 */
import { findDamage, mayBeDamaged, mayBeGuarded, unguard } from './cells.ts';

/** `cell` counts from 0; -1: the whole line. `isText`: characters that no text has. */
export type CsvFault = { cell: number; reason: string; isText: boolean };

/** `line` counts from 1. `cells` are unguarded. */
export type CsvRecord =
  | { line: number; cells: string[]; fault: null }
  | { line: number; cells: null; fault: CsvFault };

/** In UTF-16 units; longer records are refused. */
export const maxRecordLength = 1_000_000;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

type Outcome =
  | { kind: 'record'; cells: string[]; next: number; lines: number }
  | { kind: 'broken'; cell: number; reason: string }
  | { kind: 'more'; cell: number; inQuotes: boolean };

/** Skips blank records. `firstLine`: the number of the first line of `text`. */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  firstLine = 1,
): AsyncGenerator<CsvRecord[]> {
  const delimiterCode = delimiter.charCodeAt(0);
  let buffer = '';
  let line = firstLine;
  let skipping = false;

  function drain(ended: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    // Once per chunk: most files need no check of single cells.
    const isGuarded = mayBeGuarded(buffer);
    const isDamaged = mayBeDamaged(buffer);
    let start = 0;
    while (start < buffer.length) {
      if (skipping) {
        const next = skipLine(buffer, start, ended);
        start = next ?? lastHalf(buffer);
        if (next === null) break;
        skipping = false;
        line += 1;
        continue;
      }
      const outcome = readRecord(buffer, start, delimiterCode, ended);
      if (outcome.kind === 'record') {
        const cells = isGuarded ? outcome.cells.map(unguard) : outcome.cells;
        const fault = isDamaged ? findDamage(cells) : null;
        if (fault) records.push({ line, cells: null, fault });
        else if (!isBlank(cells)) records.push({ line, cells, fault: null });
        line += outcome.lines;
        start = outcome.next;
        continue;
      }
      const tooLong = buffer.length - start > maxRecordLength;
      if (outcome.kind === 'more' && !ended && !tooLong) break;
      const reason = reasonOf(outcome, tooLong);
      records.push({ line, cells: null, fault: { cell: outcome.cell, reason, isText: false } });
      skipping = true;
    }
    buffer = buffer.slice(start);
    return records;
  }

  for await (const piece of text) {
    buffer += piece;
    const records = drain(false);
    if (records.length > 0) yield records;
  }
  const rest = drain(true);
  if (rest.length > 0) yield rest;
}

function reasonOf(outcome: Exclude<Outcome, { kind: 'record' }>, tooLong: boolean): string {
  if (outcome.kind === 'broken') return outcome.reason;
  if (outcome.inQuotes) return 'A quote is opened and never closed.';
  return tooLong
    ? `The line is longer than ${maxRecordLength.toLocaleString('en')} characters.`
    : 'The line ends too early.';
}

function readRecord(text: string, start: number, delimiter: number, ended: boolean): Outcome {
  const cells: string[] = [];
  const end = Math.min(text.length, start + maxRecordLength);
  let lines = 1;
  let position = start;
  for (;;) {
    if (text.charCodeAt(position) === quote) {
      const close = findClosingQuote(text, position + 1, end);
      // It may be the first half of a doubled quote.
      if (close < 0 || (close + 1 >= text.length && !ended))
        return { kind: 'more', cell: cells.length, inQuotes: true };
      const cell = text.slice(position + 1, close);
      lines += countLineEnds(cell);
      position = close + 1;
      const after = text.charCodeAt(position);
      if (position < text.length && after !== delimiter && after !== lineFeed && after !== carriageReturn) {
        const reason = 'Something follows a closing quote. A quote inside a quoted cell is written twice.';
        return { kind: 'broken', cell: cells.length, reason };
      }
      cells.push(cell.replaceAll('""', '"'));
    } else {
      const from = position;
      while (position < end) {
        const code = text.charCodeAt(position);
        if (code === delimiter || (code < 14 && (code === lineFeed || code === carriageReturn))) break;
        position += 1;
      }
      if (position === end && (end < text.length || !ended))
        return { kind: 'more', cell: cells.length, inQuotes: false };
      cells.push(text.slice(from, position));
    }
    if (text.charCodeAt(position) !== delimiter) {
      const next = afterLineEnd(text, position, ended);
      return next === null
        ? { kind: 'more', cell: cells.length - 1, inQuotes: false }
        : { kind: 'record', cells, next, lines };
    }
    position += 1;
  }
}

/** null: half of a CRLF may still arrive. */
function afterLineEnd(text: string, position: number, ended: boolean): number | null {
  if (text.charCodeAt(position) !== carriageReturn) return position + 1;
  if (position + 1 >= text.length && !ended) return null;
  return text.charCodeAt(position + 1) === lineFeed ? position + 2 : position + 1;
}

/** null: it has not arrived yet. */
function skipLine(text: string, start: number, ended: boolean): number | null {
  for (let position = start; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === lineFeed || code === carriageReturn) return afterLineEnd(text, position, ended);
  }
  return null;
}

/** Half of a line end may be pending. */
function lastHalf(text: string): number {
  return text.endsWith('\r') ? text.length - 1 : text.length;
}

function findClosingQuote(text: string, from: number, end: number): number {
  let position = from;
  for (;;) {
    const found = text.indexOf('"', position);
    if (found < 0 || found >= end) return -1;
    if (text.charCodeAt(found + 1) !== quote) return found;
    position = found + 2;
  }
}

function countLineEnds(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n?|\n/g)?.length ?? 0;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}
