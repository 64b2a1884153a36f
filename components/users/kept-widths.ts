/** Column widths in a cookie: `name:220,cerego.Region:90`. */
import { isColumn, maxColumns } from '#lib/shared/filter/columns.ts';
import { type ColumnWidths, fitWidth } from './column-widths.ts';

export const columnWidthsCookie = 'tagdesk-column-widths';
/** Browsers drop longer cookies. */
const maxCookieLength = 3_000;

/** Drops the oldest changes where there is no room. */
export function writeWidths(widths: ColumnWidths): string {
  const entries = Object.entries(widths)
    .slice(-maxColumns)
    .map(([column, width]) => `${encodeURIComponent(column)}:${width}`);
  while (entries.join().length > maxCookieLength) entries.shift();
  return entries.join();
}

/** Drops invalid entries. */
export function readWidths(cookie: string | undefined): ColumnWidths {
  const entries = (cookie ?? '').split(',').flatMap((entry): [string, number][] => {
    const colon = entry.lastIndexOf(':');
    const column = decode(entry.slice(0, Math.max(colon, 0)));
    const width = Number(entry.slice(colon + 1));
    const known = column === 'name' || isColumn(column);
    return known && Number.isInteger(width) && fitWidth(width) === width ? [[column, width]] : [];
  });
  return Object.fromEntries(entries.slice(0, maxColumns));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
