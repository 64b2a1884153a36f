/** PostgreSQL's COPY in its text form. */
import type pg from 'pg';
import { copyIn } from '#lib/platform/db/copy-in.ts';

export type CopyValue = string | number | null;

const pieceLength = 1 << 18;

/** Writes rows by `COPY target FROM STDIN`; `target` is a table with its columns, never text from outside. */
export async function copyRows(
  client: pg.PoolClient,
  target: string,
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  await copyIn(client, `copy ${target} from stdin`, pieces(rows));
}

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += `${row.map(encode).join('\t')}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** A PostgreSQL array literal. */
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
