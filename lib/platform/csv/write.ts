import { stringify } from 'csv-stringify/sync';
import { guard } from '#lib/shared/text/formula-guard.ts';

/** `openTable` reads it back, formulas are guarded. Quotes cells that other settings would cut. */
export function writeRecords(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? guard(cell) : cell))),
    { quoted_match: /[;\t|\r]/ },
  );
}
