/** CSV as Tagdesk writes it: `openTable` reads it back, and a spreadsheet finds no formula in it. */
import { stringify } from 'csv-stringify/sync';
import { guard } from './cells.ts';

/** Lines of text. Cells that other settings would cut, or another reader end a line at, are quoted. */
export function writeRecords(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guard(cell) : cell))),
    { quoted_match: /[;\t|\r]/ },
  );
}
