import { providerIds } from '#lib/providers/ids.ts';
import { AppError } from '#lib/shared/errors.ts';
import { editDistance } from '#lib/shared/filter/nearest.ts';
import { findColumn, guessColumns, mayRepeat } from '#lib/shared/guess-columns.ts';
import {
  columnsOf,
  type FileColumn,
  type ImportChoices,
  type ImportUse,
  importColumns,
  isIdentifying,
  maxFileColumns,
  whatIsMissing,
} from '#lib/shared/imports.ts';

/** `names`: as in the file. `missing`: why no row can be loaded. */
export type FileColumns = { names: readonly string[]; uses: readonly ImportUse[]; missing: string | null };

/**
 * In the file's order. `choices` null: every column must be a known one. Throws AppError `invalid`: an unknown
 * column (with the nearest known one), one use twice, no column that finds a user (`choices` null), or choices
 * of another file.
 */
export function readHeader(
  names: readonly string[],
  samples: readonly (readonly string[])[],
  choices: ImportChoices | null,
): FileColumns {
  if (choices === null) return { names, uses: readKnown(names), missing: null };
  if (names.length > maxFileColumns) refuse(`The file has more than ${maxFileColumns} columns.`);
  const uses = choices.columns ?? guessColumns(names, samples);
  if (uses.length !== names.length) refuse('The columns were chosen for another file: choose them again.');
  const twice = uses.find((use, index) => use !== null && !mayRepeat(use) && uses.indexOf(use) !== index);
  if (twice) refuse(`Two columns are used as ${twice}. Choose one of them.`);
  return { names, uses, missing: explainMissing(names, uses) };
}

function readKnown(names: readonly string[]): FileColumn[] {
  const columns = names.map((name) => findColumn(name) ?? refuse(explainUnknown(name)));
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice) refuse(`The header names ${twice} twice.`);
  if (!columns.some(isIdentifying)) {
    const needed = importColumns.filter(isIdentifying).join(', ');
    refuse(`The header names nothing by which a user is found: it needs one of ${needed}.`);
  }
  return columns;
}

/** With the nearest known name of a column that is not used. */
function explainMissing(names: readonly string[], uses: readonly ImportUse[]): string | null {
  const missing = whatIsMissing(uses);
  const typo = names.find((name, index) => uses[index] === null && nearestTo(name) !== null);
  return missing === null || typo === undefined ? missing : `${missing} ${explainUnknown(typo)}`;
}

function explainUnknown(header: string): string {
  const name = header.trim();
  if (name === '') return 'The header has a column without a name.';
  const nearest = nearestTo(name);
  const hint = nearest ? ` Did you mean ${nearest}?` : ` It may have: ${importColumns.join(', ')}.`;
  return `The header has an unknown column “${name.slice(0, 60)}”.${hint}`;
}

function nearestTo(name: string): FileColumn | null {
  // Cut, so that a wrong file costs nothing.
  const typed = name.trim().slice(0, 40).toLowerCase();
  const nearest = importColumns
    .map((column) => ({ column, distance: editDistance(typed, column) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  return typed !== '' && nearest.distance <= Math.max(2, typed.length / 2) ? nearest.column : null;
}

function refuse(message: string): never {
  throw new AppError('invalid', message, { file: message });
}

/** As a file's people know it: by its own header, by the import's where that is another case of it. -1: the row. */
export function labelOf({ names, uses }: FileColumns, cell: number): string {
  const [name, use] = [names[cell] ?? '', uses[cell] ?? null];
  if (cell < 0) return '';
  return use !== null && name.toLowerCase() === use.toLowerCase() ? use : name || `column ${cell + 1}`;
}

/** The cell of a row that a fault or advice of `column` is about: one that is not blank, else the first; -1: none. */
export function cellOf(
  { uses }: FileColumns,
  column: FileColumn | '',
  cells: readonly string[] = [],
  key = '',
): number {
  const provider = providerIds.find((id) => columnsOf[id].tags === column);
  const places = uses.flatMap((use, cell) =>
    use === column || (key !== '' && provider && use === `${provider}.${key}`) ? [cell] : [],
  );
  const filled = places.filter((cell) => (cells[cell] ?? '').trim() !== '');
  const naming = filled.find((cell) => key !== '' && (uses[cell] !== column || cells[cell]?.includes(key)));
  return naming ?? filled[0] ?? places[0] ?? -1;
}
