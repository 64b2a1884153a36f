import type { ImportReport } from '#lib/shared/imports.ts';
import { guard } from '#lib/shared/text/formula-guard.ts';

export function downloadBadRows({ fileName, badRows }: Pick<ImportReport, 'fileName' | 'badRows'>): void {
  const lines = badRows.map(({ line, column, reason }) => [String(line), column, reason]);
  downloadCsv(`${fileName.replace(/\.[^.]*$/, '')} bad rows.csv`, [['line', 'column', 'reason'], ...lines]);
}

export function downloadCsv(fileName: string, rows: readonly (readonly string[])[]): void {
  const text = rows.map((cells) => cells.map(toCell).join(',')).join('\r\n');
  // The mark tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** Cells may quote the file. */
function toCell(text: string): string {
  return `"${guard(text).replaceAll('"', '""')}"`;
}
