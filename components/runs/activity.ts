/** What the runs do right now, in a few words, and which of one's own have just ended. Pure. */
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import type { RunStatus, RunSummary } from '#lib/runs/schemas.ts';
import { countTroubles } from './outcomes.ts';
import { describeStatus } from './run-state.ts';
import { countOf, formatCount } from './words.ts';

const alive: readonly RunStatus[] = ['planning', 'scheduled', 'running', 'paused'];

export function isAlive({ status }: Pick<RunSummary, 'status'>): boolean {
  return alive.includes(status);
}

type Seen = Pick<RunSummary, 'status' | 'lanes' | 'counts'>;

/** “2 running”, “1 waiting” when nothing moves, “1 finished” until somebody looks; null: nothing to tell. */
export function badgeOf(runs: readonly Seen[], unseen: number): NonNullable<NavigationItem['badge']> | null {
  const begun = runs.filter(({ status }) => status === 'running' || status === 'paused');
  const moving = begun.filter((run) => describeStatus(run).tone === 'accent');
  if (moving.length > 0) return { text: `${moving.length} running`, tone: 'accent' };
  if (begun.length > 0) return { text: `${begun.length} waiting`, tone: 'warn' };
  return unseen > 0 ? { text: `${unseen} finished`, tone: 'quiet' } : null;
}

/** One's own runs that were under way at the look before and are finished now. */
export function justFinished(
  before: ReadonlyMap<number, RunStatus>,
  runs: readonly RunSummary[],
): RunSummary[] {
  return runs.filter(({ id, mine, status }) => {
    const earlier = before.get(id);
    return mine && status === 'finished' && earlier !== undefined && alive.includes(earlier);
  });
}

/** “Run 2057 is finished: 39,801 changes went through, 97 need attention”. */
export function sayFinished(run: Pick<RunSummary, 'id' | 'done' | 'counts'>): string {
  const troubles = countTroubles(run.counts);
  const well = countOf(run.done - troubles, 'change');
  const rest =
    troubles === 0 ? '' : `, ${formatCount(troubles)} ${troubles === 1 ? 'needs' : 'need'} attention`;
  return `Run ${run.id} is finished: ${well} went through${rest}`;
}
