/** Status and tone of a run. Pure, without the providers' rules: every page loads it. */
import { countOf, formatCount } from '#components/ui/count.ts';
import type { Tone } from '#components/ui/pill.tsx';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { RunStatus, RunSummary } from '#lib/shared/runs.ts';
import { countErrors, errorsOf, toneOf } from './outcomes.ts';

const tones: Record<RunStatus, Tone> = {
  planning: 'accent',
  planned: 'neutral',
  scheduled: 'accent',
  running: 'accent',
  paused: 'warn',
  finished: 'ok',
  cancelled: 'neutral',
  discarded: 'neutral',
  failed: 'danger',
};

const words: Record<RunStatus, string> = {
  planning: 'Planning',
  planned: 'Planned',
  scheduled: 'Scheduled',
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  cancelled: 'Cancelled',
  discarded: 'Discarded',
  failed: 'Planning failed',
};

type StatusText = { text: string; tone: Tone; brief?: string };

/**
 * “Running, 3 of 4 providers” while some wait; finished with errors is not green; with some cancelled it is
 * finished without those. `brief`: a short form, if not the text up to its comma.
 */
export function formatStatus(run: Pick<RunSummary, 'status' | 'providers' | 'counts'>): StatusText {
  const { status, providers, counts } = run;
  if (status === 'running') {
    const unfinished = providers.filter(({ state }) => state !== 'finished' && state !== 'cancelled');
    const moving = unfinished.filter(({ hold }) => hold === null);
    if (moving.length === unfinished.length) return { text: words.running, tone: 'accent' };
    if (moving.length === 0) return { text: 'Waiting', tone: 'warn' };
    return { text: `Running, ${moving.length} of ${unfinished.length} providers`, tone: 'accent' };
  }
  if (status === 'finished' && countErrors(counts) > 0) {
    const [only, other] = errorsOf(counts);
    const what =
      only && !other ? `${formatCount(only.count)} ${only.outcome}` : countOf(countErrors(counts), 'error');
    return {
      text: `${words.finished}, ${what}`,
      tone: toneOf(counts),
    };
  }
  const cancelled = providers.filter(({ state }) => state === 'cancelled');
  if (status === 'cancelled' && cancelled.length < providers.length) {
    const [first] = cancelled;
    const which =
      cancelled.length === 1 && first ? providerNames[first.provider] : `${cancelled.length} providers`;
    return { text: `${words.finished}, ${which} cancelled`, tone: 'neutral', brief: 'Partly cancelled' };
  }
  return { text: words[status], tone: tones[status] };
}

export function hasOnlyPlan(status: RunStatus): boolean {
  return ['planning', 'planned', 'scheduled', 'discarded', 'failed'].includes(status);
}
