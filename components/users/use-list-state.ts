'use client';

import { useSearchParams } from 'next/navigation';
import { createParser, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { followWrite } from '#components/ui/address-writes.ts';
import { useTypedText } from '#components/ui/use-typed-text.ts';
import { defaultColumns, readColumns, unknownColumns, writeColumns } from '#lib/shared/filter/columns.ts';
import { shorten } from '#lib/shared/text-limits.ts';
import { defaultUserSort, isUserSort, type UserSort, userSorts } from '#lib/shared/user-list.ts';
import { columnsOf, type ViewState } from '#lib/shared/view-state.ts';

const columnsParser = createParser<readonly string[]>({
  parse: readColumns,
  serialize: writeColumns,
  eq: (left, right) => writeColumns(left) === writeColumns(right),
});

const parsers = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(userSorts).withDefault(defaultUserSort),
  columns: columnsParser.withDefault(defaultColumns),
};

/**
 * The list's state in the URL. Filters and sorts are history entries. `unknown`: sentences on what does not
 * exist. `settle` writes typed text now and resolves when it is there.
 */
export function useListState() {
  const [{ q, sort, columns }, write] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const set = useCallback<typeof write>((...change) => followWrite(write(...change)), [write]);
  const address = useSearchParams();
  const written = { sort: address.get('sort'), columns: address.get('columns') };
  const unknown = useMemo(() => unknownIn(written.sort, written.columns), [written.sort, written.columns]);
  const { text, type, settle, drop } = useTypedText(q, (text, history) => set({ q: text }, { history }));
  // Stable: rows are redrawn when their callbacks differ.
  const setters = useMemo(
    () => ({
      /** At once: adds, fixes or clears by a click. */
      filterBy: (text: string) => {
        drop();
        void set({ q: text }, { history: 'push' });
      },
      setSort: (next: UserSort) => void set({ sort: next }, { history: 'push' }),
      setColumns: (next: readonly string[]) => void set({ columns: next }),
      /** A view is a history entry. */
      openState: (next: ViewState) => {
        drop();
        void set({ q: next.q, sort: next.sort, columns: columnsOf(next) }, { history: 'push' });
      },
    }),
    [set, drop],
  );
  return { q: text, sort, columns, unknown, setQ: type, settle, ...setters };
}

function unknownIn(sort: string | null, columns: string | null): string[] {
  const found: string[] = [];
  if (sort !== null && !isUserSort(sort)) {
    found.push(`There is no order “${shorten(sort)}”: this is the usual one.`);
  }
  const dropped = columns === null ? [] : unknownColumns(columns);
  if (dropped.length > 0) {
    found.push(`No such column: ${shorten(dropped.map((column) => `“${column}”`).join(', '))}.`);
  }
  return found;
}
