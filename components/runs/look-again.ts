/** How often a run is refetched. Pure. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { RunSummary } from '#lib/shared/runs.ts';

/** Milliseconds; false: it does not change by itself. Unknown outcomes are settled after the end. */
export function lookAgainMs({ status, providers }: Pick<RunSummary, 'status' | 'providers'>): number | false {
  if (status === 'planning') return 400;
  if (status === 'running') return 1_000;
  if (status === 'paused') return 3_000;
  const settles = providers.some(
    ({ provider, counts }) => counts.unknown > 0 && capabilitiesOf(provider).canRead,
  );
  return status === 'scheduled' || settles ? 5_000 : false;
}
