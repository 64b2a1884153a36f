/** What runs are doing, and which of one's own have ended. Pure. */
import type { NavigationItem } from '#components/shell/navigation-items.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { RunStatus, RunSummary } from '#lib/shared/runs.ts';
import { countErrors } from './outcomes.ts';
import { formatStatus } from './run-state.ts';

const alive: readonly RunStatus[] = ['planning', 'scheduled', 'running', 'paused'];

export function isAlive({ status }: Pick<RunSummary, 'status'>): boolean {
  return alive.includes(status);
}

/** Newest; older ones do not move the badge. */
export const badgeRuns = 10;

type Seen = Pick<RunSummary, 'status' | 'providers' | 'counts'>;

/** “2 running”, “1 waiting”, “1 finished” until seen; null: nothing. */
export function badgeOf(runs: readonly Seen[], unseen: number): NonNullable<NavigationItem['badge']> | null {
  const begun = runs.filter(({ status }) => status === 'running' || status === 'paused');
  const moving = begun.filter((run) => formatStatus(run).tone === 'accent');
  if (moving.length > 0) return { text: `${moving.length} running`, tone: 'accent' };
  if (begun.length > 0) return { text: `${begun.length} waiting`, tone: 'warn' };
  return unseen > 0 ? { text: `${unseen} finished`, tone: 'quiet' } : null;
}

type Own = Pick<RunSummary, 'mine' | 'starter' | 'status' | 'endedAt' | 'direct'>;

/** Latest first; ISO 8601. Without edits of a selection, which are told where they are made. */
export function endsOfOwn(runs: readonly Own[]): string[] {
  return runs
    .flatMap((run) => (isOwn(run) && !run.direct && hasEnded(run) && run.endedAt !== null ? run.endedAt : []))
    .toSorted()
    .toReversed();
}

/** One cancelled provider makes a run `cancelled`, even where the others went on for an hour. */
export function hasEnded({ status }: Pick<Own, 'status'>): boolean {
  return status === 'finished' || status === 'cancelled';
}

function isOwn({ mine, starter }: Pick<Own, 'mine' | 'starter'>): boolean {
  return mine || starter?.isMe === true;
}

/** One's own that have ended since the last look. */
export function justEnded(before: ReadonlyMap<number, RunStatus>, runs: readonly RunSummary[]): RunSummary[] {
  return runs.filter((run) => {
    const earlier = before.get(run.id);
    return isOwn(run) && hasEnded(run) && earlier !== undefined && alive.includes(earlier);
  });
}

/** “Run 2057 is finished, Vero cancelled: 39,801 changes went through, 12 were cancelled, 97 need attention”. */
export function formatEnded(
  run: Pick<RunSummary, 'id' | 'status' | 'providers' | 'done' | 'counts'>,
): string {
  const { text } = formatStatus(run);
  const state = `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  const errors = countErrors(run.counts);
  const { cancelled } = run.counts;
  const well = countOf(run.done - errors - cancelled, 'change');
  const unsent =
    cancelled === 0 ? '' : `, ${formatCount(cancelled)} ${cancelled === 1 ? 'was' : 'were'} cancelled`;
  // Finished, it says so already.
  const isSaid = errors === 0 || run.status === 'finished';
  const rest = isSaid ? '' : `, ${formatCount(errors)} ${errors === 1 ? 'needs' : 'need'} attention`;
  return `Run ${run.id} is ${state}: ${well} went through${unsent}${rest}`;
}
