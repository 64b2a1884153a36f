/** Everything that a worker does, until it is asked to stop. */
import type { Workshop } from '#lib/changes/execute-change.ts';
import { heartbeatEveryMs, recordHeartbeat } from '#lib/health/heartbeat.ts';
import type { ProvidersConfig } from '#lib/providers/config.ts';
import { ownLanes } from './own-lanes.ts';
import { repeat } from './repeat.ts';
import { settleCatalogues } from './settle-catalogues.ts';
import { sweepOn } from './sweep.ts';
import { tendRuns } from './tend-runs.ts';

/** Resolves when what was under way has ended. Any number of workers may share one database. */
export async function runWorker(
  { database, providers }: Workshop,
  config: ProvidersConfig,
  stopping: AbortSignal,
): Promise<void> {
  const paces = {
    vero: config.vero?.pace ?? null,
    cerego: config.cerego?.pace ?? null,
    capillary: config.capillary?.pace ?? null,
    fragment: config.fragment?.pace ?? null,
  };
  await Promise.all([
    repeat('Heartbeats', heartbeatEveryMs, stopping, async () => {
      await recordHeartbeat(database);
      return false;
    }),
    sweepOn({ database, providers }, stopping),
    settleCatalogues({ database, providers }, stopping),
    tendRuns({ database, providers }, stopping),
    ownLanes({ database, providers, paces }, stopping),
  ]);
}
