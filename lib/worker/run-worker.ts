/** Everything that a worker does, until it is asked to stop. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '#lib/domain/changes/execute-change.ts';
import { removeOldHistory } from '#lib/domain/history/remove-old-history.ts';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { forgetTargets } from '#lib/domain/runs/delete-old-targets.ts';
import { createCatalogueLooks } from '#lib/domain/tags/catalogue-outcome.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { heartbeatEveryMs, recordHeartbeat } from '#lib/platform/health/heartbeat.ts';
import type { ProvidersConfig } from '#lib/providers/config.ts';
import { leaseProviders } from './lease-providers.ts';
import { poll } from './poll.ts';
import { recoverChanges } from './recover-changes.ts';

/** Resolves when what was under way has ended. Any number of workers may share one database. */
export async function runWorker(
  { database, providers }: Deps,
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
    poll('Heartbeats', heartbeatEveryMs, stopping, async () => {
      await recordHeartbeat(database);
      return false;
    }),
    recoverChanges({ database, providers }, stopping),
    settleCatalogues({ database, providers }, stopping),
    scheduleRuns({ database, providers }, stopping),
    leaseProviders({ database, providers, paces }, stopping),
  ]);
}

/** Keeps the history as long as the settings say (TAGDESK_HISTORY_DAYS); without that setting, for ever. */
const lookEveryMs = 60 * 60_000;
/** Between batches, so that a first removal of millions leaves the database to everybody else. */
const breatheMs = 500;

/** Until `stopping`. `days` null: nothing is ever removed. */
export async function retainHistory(
  database: Database,
  days: number | null,
  stopping: AbortSignal,
): Promise<void> {
  if (days === null) return;
  await poll('Old lines of the history', lookEveryMs, stopping, async () => {
    const removed = await removeOldHistory(database, days);
    if (removed > 0) await pause(breatheMs, undefined, { signal: stopping }).catch(() => undefined);
    return removed > 0;
  });
}

/** Plans, queues, cancels and ends runs, whenever a member asked for something or a moment has passed. */
const advanceEveryMs = 250;
const planEveryMs = 150;
const forgetEveryMs = 3_600_000;

/** Until `stopping`. Plans are made beside everything else: a large one holds nothing up. */
async function scheduleRuns({ database, providers }: Deps, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    poll('Plans', planEveryMs, stopping, async () => (await planWaiting(database, providers)) > 0),
    poll('Runs', advanceEveryMs, stopping, () => advanceRuns(database)),
    poll('Old plans', forgetEveryMs, stopping, async () => (await forgetTargets(database)) > 0),
  ]);
}

const settleEveryMs = 2_000;

/** Finds out what became of tags that a catalogue was asked to add, whoever lost the answer. Until `stopping`. */
function settleCatalogues({ database, providers }: Deps, stopping: AbortSignal): Promise<void> {
  const { look } = createCatalogueLooks(database, providers);
  return poll('Catalogues: tags that were asked for', settleEveryMs, stopping, async () => {
    await look();
    return false;
  });
}
