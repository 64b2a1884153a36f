'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { viewsKeys } from '#lib/shared/query-keys.ts';
import { everybody, isSameState, type ViewState } from '#lib/shared/view-state.ts';
import type { SavedView } from '#lib/shared/views.ts';

const none: readonly SavedView[] = [];

export type Views = {
  all: readonly SavedView[];
  /** Also after the last one was deleted: open tabs do not vanish. */
  hadAny: boolean;
  /** Also after it was altered; null: everybody, or an unnamed list. */
  current: SavedView | null;
  isAltered: boolean;
  /** In the usual order and columns. */
  isEverybody: boolean;
  state: ViewState;
  /** null: everybody. */
  open: (view: SavedView | null) => void;
  /** Makes it the current view. */
  follow: (viewId: number) => void;
};

/** The URL alone decides what is shown. */
export function useViews(state: ViewState, openState: (state: ViewState) => void): Views {
  const { data: all = none } = useQuery({
    queryKey: viewsKeys.all,
    queryFn: ({ signal }) => readJson<SavedView[]>('/api/views', signal),
  });
  const [hadAny, setHadAny] = useState(false);
  if (all.length > 0 && !hadAny) setHadAny(true);
  const [followed, setFollowed] = useState<number | null>(null);
  const last = all.find((view) => view.id === followed) ?? null;
  const isEverybody = isSameState(state, everybody);
  const fits = (view: SavedView) => isSameState(view, state);
  const current = last && fits(last) ? last : isEverybody ? null : (all.find(fits) ?? last);
  // An altered view stays current; everybody leaves it. A new view may not be read yet.
  const next = current?.id ?? (isEverybody ? null : followed);
  if (next !== followed) setFollowed(next);

  return {
    all,
    hadAny,
    current,
    isAltered: current !== null && !fits(current),
    isEverybody: isEverybody && current === null,
    state,
    open: (view) => {
      setFollowed(view?.id ?? null);
      openState(view ?? everybody);
    },
    follow: setFollowed,
  };
}
