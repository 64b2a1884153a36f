/** What of the list a view keeps, and its address. Browser-safe, no schema library. */
import { defaultColumns, readColumns, writeColumns } from '#lib/shared/filter/columns.ts';
import { defaultUserSort, type UserSort } from '#lib/shared/user-list.ts';

/** `columns` null: those that everybody begins with. */
export type ViewState = { q: string; sort: UserSort; columns: readonly string[] | null };

export const everybody: ViewState = { q: '', sort: defaultUserSort, columns: null };

/** The columns that a state shows. */
export function columnsOf(state: ViewState): readonly string[] {
  return state.columns ?? defaultColumns;
}

/** A list's filter, order and columns as a view keeps them. */
export function viewStateOf(q: string, sort: UserSort, columns: readonly string[]): ViewState {
  const usual = writeColumns(columns) === writeColumns(defaultColumns);
  return { q: q.trim(), sort, columns: usual ? null : columns };
}

/** Whether both show the same list in the same way. */
export function isSameState(left: ViewState, right: ViewState): boolean {
  return addressOf(left) === addressOf(right);
}

/** The address of the list in this state; what everybody begins with is left out. */
export function addressOf(state: ViewState): string {
  const parameters = new URLSearchParams();
  const q = state.q.trim();
  if (q !== '') parameters.set('q', q);
  if (state.sort !== defaultUserSort) parameters.set('sort', state.sort);
  // Columns that have gone since are dropped as the list itself does.
  const columns = state.columns && writeColumns(readColumns(writeColumns(state.columns)));
  if (columns && columns !== writeColumns(defaultColumns)) parameters.set('columns', columns);
  const text = parameters.toString();
  return text === '' ? '/users' : `/users?${text}`;
}
