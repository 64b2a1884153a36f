/** PostgreSQL's COPY in its text form. */
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

export type CopyValue = string | number | null;

const pieceLength = 1 << 18;

/** Writes rows by `COPY target FROM STDIN`; `target` is a table with its columns, never text from outside. */
export async function copyRows(
  client: pg.PoolClient,
  target: string,
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  const ended = once(stream, 'finish');
  // Listened to at once: a refusal may come while rows are still being written.
  ended.catch(() => undefined);
  let piece = '';
  for (const row of rows) {
    piece += `${row.map(encode).join('\t')}\n`;
    if (piece.length < pieceLength) continue;
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended]);
    piece = '';
  }
  stream.end(piece);
  await ended;
}

/** An array literal of whole numbers, as COPY takes it. */
export function intArray(numbers: Iterable<number>): string {
  return `{${[...numbers].join(',')}}`;
}

function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, escapeCharacter) : value;
}

function escapeCharacter(character: string): string {
  if (character === '\t') return '\\t';
  if (character === '\n') return '\\n';
  return character === '\r' ? '\\r' : '\\\\';
}
