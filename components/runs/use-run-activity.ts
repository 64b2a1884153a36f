'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { createElement, useEffect, useRef, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunDetail, RunPage, RunStatus } from '#lib/shared/runs.ts';
import { badgeOf, badgeRuns, endsOfOwn, formatEnded, hasEnded, isAlive, justEnded } from './activity.ts';
import { isFollowed } from './follow-run.ts';
import { countErrors } from './outcomes.ts';

const whileAliveMs = 4_000;
const otherwiseMs = 30_000;
const toastMs = 10_000;
const none: RunPage['runs'] = [];

/**
 * Polls recent runs on every page: gives the badge and tells the member when their own has ended, by toast
 * and, in a hidden tab, by title. The badge lasts until the runs are viewed, over restarts too.
 */
export function useRunActivity(enabled: boolean): NavigationItem['badge'] {
  const router = useRouter();
  const pathname = usePathname();
  const looksAtRuns = pathname.startsWith('/runs');
  // null until storage was read.
  const [seen, setSeen] = useState<string | null>(null);
  const before = useRef<ReadonlyMap<number, RunStatus>>(new Map());
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: runsKeys.activity,
    queryFn: ({ signal }) => readJson<RunPage>(`/api/runs?limit=${badgeRuns}`, signal),
    enabled,
    refetchInterval: ({ state }) => (state.data?.runs.some(isAlive) ? whileAliveMs : otherwiseMs),
    refetchIntervalInBackground: true,
    retry: false,
  });
  const runs = data?.runs ?? none;

  useEffect(() => {
    // The run's page is open, or showed the end.
    const wasWatched = ({ id }: { id: number }) => {
      const shown = client.getQueryData<RunDetail>(runsKeys.detail(id));
      return window.location.pathname === `/runs/${id}` || (shown !== undefined && hasEnded(shown));
    };
    const isNews = (run: { id: number }) =>
      !isFollowed(run.id) && (document.visibilityState === 'hidden' || !wasWatched(run));
    const ended = justEnded(before.current, runs).filter(isNews);
    before.current = new Map(runs.map(({ id, status }) => [id, status]));
    if (ended.length === 0) return;
    for (const run of ended) {
      showToast({
        text: formatEnded(run),
        tone: countErrors(run.counts) > 0 ? 'warn' : 'ok',
        ...(countErrors(run.counts) === 0 &&
          run.counts.accepted > 0 && { mark: createElement(ProofMark, { kind: 'accepted' }) }),
        duration: toastMs,
        action: { label: 'Open', run: () => router.push(`/runs/${run.id}`) },
      });
    }
    markTitle(`Run ${ended.map(({ id }) => id).join(', ')} finished`);
  }, [runs, router, client]);

  const isRead = data !== undefined;
  const ends = endsOfOwn(runs);
  const [last = ''] = ends;
  useEffect(() => {
    if (!isRead) return;
    const kept = readSeen();
    // Runs that ended before first use here are not news.
    const now = looksAtRuns || kept === null ? last : kept;
    if (now !== kept) keepSeen(now);
    setSeen(now);
  }, [isRead, looksAtRuns, last]);

  const unseen = seen === null || looksAtRuns ? 0 : ends.filter((end) => end > seen).length;
  return badgeOf(runs, unseen) ?? undefined;
}

/** Prefixes the title until the page is visible again. */
function markTitle(news: string): void {
  if (document.visibilityState === 'visible') return;
  const title = document.title;
  const marked = `${news} · ${title}`;
  document.title = marked;
  const restore = () => {
    if (document.visibilityState === 'visible' && document.title === marked) document.title = title;
  };
  document.addEventListener('visibilitychange', restore, { once: true });
}

/** The latest end seen by this browser's member. */
const place = 'tagdesk-runs-seen';

/** ISO 8601; '': none had ended; null: never viewed here. */
function readSeen(): string | null {
  return localStorage.getItem(place);
}

function keepSeen(endedAt: string): void {
  localStorage.setItem(place, endedAt);
}
