/** The list's columns beside the name, in URLs and views. Browser-safe, no schema library. */

import { isProviderId, type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { hasLabels } from './fields.ts';

export const fixedColumns = ['email', 'identities', ...providerIds, 'tags', 'changed'] as const;

export const defaultColumns: readonly string[] = ['email', 'identities', ...providerIds, 'changed'];

export const maxColumns = 40;
const maxColumnLength = 1_000;

/** Of a column such as `cerego.Region`; null: another column. Only where tags have values. */
export function keyOfColumn(column: string): { provider: ProviderId; key: string } | null {
  const dot = column.indexOf('.');
  const provider = column.slice(0, Math.max(dot, 0));
  const key = column.slice(dot + 1);
  return isProviderId(provider) && !hasLabels(provider) && key !== '' ? { provider, key } : null;
}

export function isColumn(column: string): boolean {
  if (column.length > maxColumnLength) return false;
  return fixedColumns.some((fixed) => fixed === column) || keyOfColumn(column) !== null;
}

/** Comma-separated and escaped, since keys may hold commas. */
export function writeColumns(columns: readonly string[]): string {
  return columns.map(encodeURIComponent).join(',');
}

/** Drops unknown columns and repeats; none left gives the default. */
export function readColumns(text: string): string[] {
  const known = text
    .split(',')
    .flatMap((part) => decode(part) ?? [])
    .filter(isColumn);
  const columns = [...new Set(known)].slice(0, maxColumns);
  return columns.length > 0 ? columns : [...defaultColumns];
}

/** Parts that name no column; empty parts are ignored. */
export function unknownColumns(text: string): string[] {
  const parts = text.split(',').filter((part) => part !== '');
  return parts.map((part) => decode(part) ?? part).filter((column) => !isColumn(column));
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
