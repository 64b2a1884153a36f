/** A view's state, and its URL. Browser-safe, no schema library. */
import { defaultColumns, readColumns, writeColumns } from '#lib/shared/filter/columns.ts';
import { defaultUserSort, type UserSort } from '#lib/shared/user-list.ts';

/** `columns` null: the default. */
export type ViewState = { q: string; sort: UserSort; columns: readonly string[] | null };

/** Beside “All”; the menu has the others. */
export const maxViewTabs = 5;

export const everybody: ViewState = { q: '', sort: defaultUserSort, columns: null };

export function columnsOf(state: ViewState): readonly string[] {
  return state.columns ?? defaultColumns;
}

export function viewStateOf(q: string, sort: UserSort, columns: readonly string[]): ViewState {
  const usual = writeColumns(columns) === writeColumns(defaultColumns);
  return { q: q.trim(), sort, columns: usual ? null : columns };
}

export function isSameState(left: ViewState, right: ViewState): boolean {
  return addressOf(left) === addressOf(right);
}

/** Without defaults. */
export function addressOf(state: ViewState): string {
  const parameters = new URLSearchParams();
  const q = state.q.trim();
  if (q !== '') parameters.set('q', q);
  if (state.sort !== defaultUserSort) parameters.set('sort', state.sort);
  // Columns that are gone are dropped, as in the list.
  const columns = state.columns && writeColumns(readColumns(writeColumns(state.columns)));
  if (columns && columns !== writeColumns(defaultColumns)) parameters.set('columns', columns);
  const text = parameters.toString();
  return text === '' ? '/users' : `/users?${text}`;
}
