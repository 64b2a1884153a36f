/** Cuts a backup into JSON lines and rows, whatever the chunks. */
import { BackupError, rowsEnd } from './archive.ts';

/** `rows`: raw bytes of rows or parts of rows; `rows-end` follows a table's last. */
export type Part = { kind: 'line'; text: string } | { kind: 'rows'; bytes: Buffer } | { kind: 'rows-end' };

const newline = 10;
const endMark = Buffer.from(`\n${rowsEnd}`);
const emptyMark = Buffer.from(rowsEnd);
const maxLine = 1 << 20;

/** `opensRows`: lines that rows follow. Throws BackupError for a file that ends early. */
export async function* cutParts(
  chunks: AsyncIterable<Buffer>,
  opensRows: (line: string) => boolean,
): AsyncGenerator<Part> {
  let rest: Buffer = Buffer.alloc(0);
  let inRows = false;
  let atFirstRow = false;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (!inRows) {
        const end = rest.indexOf(newline);
        if (end < 0) break;
        const text = rest.subarray(0, end).toString();
        rest = rest.subarray(end + 1);
        yield { kind: 'line', text };
        inRows = atFirstRow = opensRows(text);
        continue;
      }
      const found = findEnd(rest, atFirstRow);
      if (found === null) break;
      if (found.bytes.length > 0) yield { kind: 'rows', bytes: found.bytes };
      rest = found.rest;
      atFirstRow = false;
      if (!found.ended) break;
      inRows = false;
      yield { kind: 'rows-end' };
    }
    if (!inRows && rest.length > maxLine) throw new BackupError('It is not a backup made by Tagdesk.');
  }
  if (inRows || rest.length > 0) throw new BackupError('It is cut off.');
}

/** As far as they are certain; null: too little to tell. */
function findEnd(text: Buffer, atFirstRow: boolean): { bytes: Buffer; rest: Buffer; ended: boolean } | null {
  if (atFirstRow) {
    if (text.length < emptyMark.length) return null;
    if (text.subarray(0, emptyMark.length).equals(emptyMark)) {
      return { bytes: Buffer.alloc(0), rest: text.subarray(emptyMark.length), ended: true };
    }
  }
  const end = text.indexOf(endMark);
  // The newline before the mark belongs to the last row.
  if (end >= 0)
    return { bytes: text.subarray(0, end + 1), rest: text.subarray(end + endMark.length), ended: true };
  const certain = text.length - (endMark.length - 1);
  if (certain <= 0) return null;
  return { bytes: text.subarray(0, certain), rest: text.subarray(certain), ended: false };
}
