'use client';

import { useEffect, useRef } from 'react';
import { announce } from '#components/ui/live-region.tsx';
import type { RunDetail } from '#lib/runs/schemas.ts';
import { newsOf } from './news.ts';

/** Says aloud what changes in a run that is being watched, for who does not see the bars move. */
export function useRunNews(run: RunDetail): void {
  const before = useRef(run);
  useEffect(() => {
    const news = newsOf(before.current, run);
    before.current = run;
    if (news !== null) announce(news);
  }, [run]);
}
