'use client';

import {
  createParser,
  debounce,
  defaultRateLimit,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
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

/**
 * What the list shows, kept in the address: a link or a reload shows the same. `settle` writes what was typed to the
 * address now and resolves when it stands there: a later write would call back a navigation that had begun meanwhile.
 */
export function useListState() {
  const [{ q, sort, columns }, set] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const typed = useRef<string | null>(null);
  const settle = useCallback(async () => {
    if (typed.current === null) return;
    await set({ q: typed.current }, { limitUrlUpdates: defaultRateLimit });
  }, [set]);
  // The same functions at every render: rows are drawn again when what they call differs.
  const setters = useMemo(
    () => ({
      setQ: (text: string) => {
        typed.current = text;
        void set({ q: text }).then(() => {
          if (typed.current === text) typed.current = null;
        });
      },
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
  return { q, sort, columns, settle, ...setters };
}
