import type { ImportReport } from '#lib/shared/imports.ts';
import { guard } from '#lib/shared/text/formula-guard.ts';

export function downloadBadRows({ fileName, badRows }: Pick<ImportReport, 'fileName' | 'badRows'>): void {
  const lines = badRows.map(({ line, column, reason }) => [String(line), column, reason]);
  const text = [['line', 'column', 'reason'], ...lines]
    .map((cells) => cells.map(toCell).join(','))
    .join('\r\n');
  // The mark tells spreadsheets that it is UTF-8.
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName.replace(/\.[^.]*$/, '')} bad rows.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Reasons quote the file. */
function toCell(text: string): string {
  return `"${guard(text).replaceAll('"', '""')}"`;
}
