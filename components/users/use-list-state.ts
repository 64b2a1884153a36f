'use client';

import {
  createParser,
  debounce,
  defaultRateLimit,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useMemo } from 'react';
import { defaultColumns, readColumns, writeColumns } from '#lib/query/columns.ts';
import { defaultUserSort, type UserSort, userSorts } from '#lib/users/list-schemas.ts';
import { columnsOf, type ViewState } from '#lib/views/state-schemas.ts';

// The screen follows each key at once; the address only when typing rests, since browsers limit how often it changes.
const columnsParser = createParser<readonly string[]>({
  parse: readColumns,
  serialize: writeColumns,
  eq: (left, right) => writeColumns(left) === writeColumns(right),
});

const parsers = {
  q: parseAsString.withDefault('').withOptions({ limitUrlUpdates: debounce(200) }),
  sort: parseAsStringLiteral(userSorts).withDefault(defaultUserSort),
  columns: columnsParser.withDefault(defaultColumns),
};

/** What the list shows, kept in the address: a link or a reload shows the same. */
export function useListState() {
  const [{ q, sort, columns }, set] = useQueryStates(parsers, { history: 'replace', shallow: true });
  // The same functions at every render: rows are drawn again when what they call differs.
  const setters = useMemo(
    () => ({
      setQ: (text: string) => void set({ q: text }),
      setSort: (next: UserSort) => void set({ sort: next }),
      setColumns: (next: readonly string[]) => void set({ columns: next }),
      /** Another view is another place: the way back leads here. */
      openState: (next: ViewState) =>
        void set(
          { q: next.q, sort: next.sort, columns: columnsOf(next) },
          { history: 'push', limitUrlUpdates: defaultRateLimit },
        ),
    }),
    [set],
  );
  return { q, sort, columns, ...setters };
}
