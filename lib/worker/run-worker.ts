import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '#lib/domain/changes/execute-change.ts';
import { putBackDue } from '#lib/domain/drift/put-back-due.ts';
import { removeOldHistory } from '#lib/domain/history/remove-old-history.ts';
import { openNewCases } from '#lib/domain/identities/open-new-cases.ts';
import { applyInbound, removeOldInbound } from '#lib/domain/inbound/apply-inbound.ts';
import { advancePull } from '#lib/domain/pulls/advance-pull.ts';
import { startDuePulls } from '#lib/domain/pulls/start-due-pulls.ts';
import { advanceRuns, planWaiting } from '#lib/domain/runs/advance-runs.ts';
import { forgetTargets } from '#lib/domain/runs/delete-old-targets.ts';
import { createCatalogueLooks } from '#lib/domain/tags/catalogue-outcome.ts';
import { findNearCopies } from '#lib/domain/tags/near-copies.ts';
import type { Database } from '#lib/platform/db/client.ts';
import { heartbeatEveryMs, recordHeartbeat } from '#lib/platform/health/heartbeat.ts';
import { type JobRunners, runJobs } from '#lib/platform/jobs/run-jobs.ts';
import type { ProvidersConfig } from '#lib/providers/config.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { leaseProviders } from './lease-providers.ts';
import { poll } from './poll.ts';
import { recoverChanges } from './recover-changes.ts';

/** Resolves when nothing is under way. Any number may share one database. */
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
    poll('Differences that a policy puts back', putBackEveryMs, stopping, () =>
      putBackDue({ database, providers }),
    ),
    leaseProviders({ database, providers, paces }, stopping),
    carryPulls({ database, providers }, config, stopping),
    findCases(database, stopping),
    runJobs(database, jobRunners(database), stopping),
  ]);
}

/** What carries each job out. */
function jobRunners(database: Database): JobRunners {
  return {
    'apply-inbound': (_, ending) => applyInbound(database, ending),
    'find-near-copies': async () => void (await findNearCopies(database)),
    'remove-old-inbound': (_, ending) => removeOldInbound(database, ending),
  };
}

const lookEveryMs = 60 * 60_000;
/** Leaves the database to others during a large removal. */
const breatheMs = 500;

/** `days` (TAGDESK_HISTORY_DAYS) null: nothing is removed. */
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

const putBackEveryMs = 2_000;
const advanceEveryMs = 250;
const planEveryMs = 150;
const forgetEveryMs = 3_600_000;

/** Planning runs beside: a large plan holds nothing up. */
async function scheduleRuns({ database, providers }: Deps, stopping: AbortSignal): Promise<void> {
  await Promise.all([
    poll('Plans', planEveryMs, stopping, async () => (await planWaiting(database, providers)) > 0),
    poll('Runs', advanceEveryMs, stopping, () => advanceRuns(database)),
    poll('Old plans', forgetEveryMs, stopping, async () => (await forgetTargets(database)) > 0),
  ]);
}

const casesEveryMs = 60_000;

/** Of users who changed since: whoever changed them, a file or a reading. */
function findCases(database: Database, stopping: AbortSignal): Promise<void> {
  return poll('Identity cases', casesEveryMs, stopping, async () => {
    await openNewCases(database);
    return false;
  });
}

const settleEveryMs = 2_000;

function settleCatalogues({ database, providers }: Deps, stopping: AbortSignal): Promise<void> {
  const { look } = createCatalogueLooks(database, providers);
  return poll('Catalogues: tags that were asked for', settleEveryMs, stopping, async () => {
    await look();
    return false;
  });
}

const pullEveryMs = 500;
const startPullsEveryMs = 20_000;

/** Per provider: a long list delays no other. */
async function carryPulls(
  { database, providers }: Deps,
  config: ProvidersConfig,
  stopping: AbortSignal,
): Promise<void> {
  const owner = randomUUID();
  await Promise.all([
    poll('Scheduled pulls', startPullsEveryMs, stopping, async () => {
      await startDuePulls({ database, providers });
      return false;
    }),
    ...providerIds.map((provider) =>
      poll(`${provider}: pull`, pullEveryMs, stopping, async () => {
        await advancePull({ database, providers, config }, provider, owner, stopping);
        return false;
      }),
    ),
  ]);
}
