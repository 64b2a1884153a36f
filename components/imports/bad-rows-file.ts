import type { ImportReport } from '#lib/shared/imports.ts';

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

/** Guarded against formulas: reasons quote the file. */
function toCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}
