/** A run as the title of its page. Pure. */
import type { RunSummary } from '#lib/runs/schemas.ts';
import { describeStatus } from './run-state.ts';
import { percentOf } from './words.ts';

/** “45 % · Run 2057”: how far it is can be seen in the tab. One that ended says so. */
export function titleOfRun(
  run: Pick<RunSummary, 'id' | 'status' | 'lanes' | 'counts' | 'done' | 'changes'>,
): string {
  const state = run.status === 'running' ? `${percentOf(run.done, run.changes)} %` : describeStatus(run).text;
  return `${state} · Run ${run.id}`;
}
