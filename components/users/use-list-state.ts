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
 * What the list shows, kept in the address: a link or a reload shows the same. The way back leads through what was
 * filtered and sorted; what is typed without leaving the field is one step of it. `settle` writes what was typed to the
 * address now and resolves when it stands there: a later write would call back a navigation that had begun meanwhile.
 */
export function useListState() {
  const [{ q, sort, columns }, set] = useQueryStates(parsers, { history: 'replace', shallow: true });
  const typed = useRef<string | null>(null);
  /** How the next write of what is typed counts: the first one is a new place. */
  const step = useRef<'push' | 'replace'>('push');
  const settle = useCallback(async () => {
    const text = typed.current;
    if (text !== null) await set({ q: text }, { limitUrlUpdates: defaultRateLimit, history: step.current });
    step.current = 'push';
  }, [set]);
  // The same functions at every render: rows are drawn again when what they call differs.
  const setters = useMemo(
    () => ({
      /** Follows the keys. */
      setQ: (text: string) => {
        typed.current = text;
        void set({ q: text }, { history: step.current }).then(() => {
          step.current = 'replace';
          if (typed.current === text) typed.current = null;
        });
      },
      /** Another filter at one stroke: a click that adds, mends or clears. */
      filterBy: (text: string) => {
        typed.current = null;
        void set({ q: text }, { history: 'push', limitUrlUpdates: defaultRateLimit });
      },
      setSort: (next: UserSort) => void set({ sort: next }, { history: 'push' }),
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
