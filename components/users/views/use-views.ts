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
  /** Whether there are views, or were since the page was opened: tabs that somebody stands in do not vanish. */
  hadAny: boolean;
  /** The view that the list shows, or showed before it was altered; null: everybody, or a list without a name. */
  current: SavedView | null;
  /** Whether the list shows something else than the current view keeps. */
  isAltered: boolean;
  /** Everybody in the usual order and columns. */
  isEverybody: boolean;
  /** What the list shows. */
  state: ViewState;
  /** Null: everybody. */
  open: (view: SavedView | null) => void;
  /** From now on this view is the current one. */
  follow: (viewId: number) => void;
};

/** The saved views, and which of them the list's `state` is. The address alone decides what is shown. */
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
  // Altering a view is still being in it; leaving it for everybody is not. A new view may not have been read yet.
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
