/** What to announce between two readings of a run. Pure. */

import { useEffect, useRef } from 'react';
import { announce } from '#components/ui/live-region.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunDetail } from '#lib/shared/runs.ts';
import { formatStatus } from '../run-state.ts';
import { percentOf } from '../words.ts';

type Looked = Pick<RunDetail, 'id' | 'status' | 'providers' | 'counts' | 'done' | 'changes'>;

const step = 25;

/** Every quarter, a new status, each provider that pauses or resumes; null: nothing. */
export function newsOf(before: Looked, now: Looked): string | null {
  if (before.status !== now.status) {
    const { text } = formatStatus(now);
    // Names of providers keep their capitals.
    return `Run ${now.id}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  }
  for (const runProvider of now.providers) {
    const earlier = before.providers.find(({ provider }) => provider === runProvider.provider);
    const { label } = capabilitiesOf(runProvider.provider);
    if (runProvider.hold && !earlier?.hold) return `${label} is waiting: ${runProvider.hold.message}`;
    if (!runProvider.hold && earlier?.hold) return `${label} resumed`;
  }
  const quarter = ({ done, changes }: Looked) => Math.floor(percentOf(done, changes) / step);
  return quarter(now) > quarter(before) ? `Run ${now.id}: ${quarter(now) * step} %` : null;
}

/** Announces progress to screen readers. */
export function useRunNews(run: RunDetail): void {
  const before = useRef(run);
  useEffect(() => {
    const news = newsOf(before.current, run);
    before.current = run;
    if (news !== null) announce(news);
  }, [run]);
}
