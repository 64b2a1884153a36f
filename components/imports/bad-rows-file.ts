/** The list of bad rows as a CSV file, made in the browser from the report. */
import type { ImportReport } from '#lib/shared/imports.ts';

/** Offers the file for saving under the imported file's name. */
export function downloadBadRows({ fileName, badRows }: Pick<ImportReport, 'fileName' | 'badRows'>): void {
  const lines = badRows.map(({ line, column, reason }) => [String(line), column, reason]);
  const text = [['line', 'column', 'reason'], ...lines]
    .map((cells) => cells.map(toCell).join(','))
    .join('\r\n');
  const url = URL.createObjectURL(new Blob([`${text}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName.replace(/\.[^.]*$/, '')} bad rows.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Quoted, and never the start of a formula: reasons quote what stood in the file. */
function toCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
