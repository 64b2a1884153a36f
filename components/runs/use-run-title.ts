'use client';

import { useEffect } from 'react';
import type { RunSummary } from '#lib/runs/schemas.ts';
import { titleOfRun } from './title-of-run.ts';

/** Keeps the page's title at what the run does. */
export function useRunTitle(run: RunSummary | undefined): void {
  const title = run && titleOfRun(run);
  useEffect(() => {
    if (title !== undefined) document.title = title;
  }, [title]);
}
