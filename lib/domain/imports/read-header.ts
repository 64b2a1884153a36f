import { AppError } from '#lib/shared/errors.ts';
import { editDistance } from '#lib/shared/filter/nearest.ts';
import {
  columnsOf,
  derivedColumns,
  type FileColumn,
  importColumns,
  isKeyColumn,
} from '#lib/shared/imports.ts';

const identifying: readonly FileColumn[] = [...Object.values(columnsOf).map(({ id }) => id), 'email'];
const emailNames = new Set(['e-mail', 'mail', 'email address', 'e-mail address']);

/**
 * In the file's order. Throws AppError `invalid`: an unknown column (with the nearest known one), one twice,
 * or none that finds a user.
 */
export function readHeader(cells: readonly string[]): FileColumn[] {
  const columns = cells.map((cell) => findColumn(cell) ?? refuse(unknownColumn(cell)));
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) refuse(`The header names ${twice} twice.`);
  if (!columns.some((column) => identifying.includes(column))) {
    refuse(`The header names nothing by which a user is found: it needs one of ${identifying.join(', ')}.`);
  }
  return columns;
}

/** In any letter case; null: unknown. */
export function findColumn(cell: string): FileColumn | null {
  const name = cell.trim().toLowerCase();
  if (emailNames.has(name)) return 'email';
  const known = [...importColumns, ...derivedColumns].find((column) => column === name);
  if (known) return known;
  // The provider's name is case-insensitive, the key is not.
  const dot = name.indexOf('.');
  const column = name.slice(0, dot) + cell.trim().slice(dot);
  return dot > 0 && isKeyColumn(column) ? column : null;
}

function unknownColumn(cell: string): string {
  const name = cell.trim();
  if (name === '') return 'The header has a column without a name.';
  // Cut, so that a wrong file costs nothing.
  const typed = name.slice(0, 40).toLowerCase();
  const nearest = importColumns
    .map((column) => ({ column, distance: editDistance(typed, column) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  const hint =
    nearest.distance <= Math.max(2, name.length / 2)
      ? ` Did you mean ${nearest.column}?`
      : ` It may have: ${importColumns.join(', ')}.`;
  return `The header has an unknown column “${name.slice(0, 60)}”.${hint}`;
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}
