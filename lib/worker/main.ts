/**
 * The worker's process: plans and sends runs, and finishes what requests left behind. Any number of them may share one
 * database.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '#lib/auth/context.ts';
import { processDatabase } from '#lib/db/client.ts';
import { SettingsError } from '#lib/env.ts';
import { heartbeatEveryMs, recordHeartbeat } from '#lib/health/heartbeat.ts';
import { contextFor, processProviders, processSettings } from '#lib/runtime.ts';
import { ownLanes } from './own-lanes.ts';
import { sweep } from './sweep.ts';
import { tendRuns } from './tend-runs.ts';

const sweepEveryMs = 1_000;

async function sweepOn(stopping: AbortSignal): Promise<void> {
  const context = contextFor(systemActor);
  let beatAt = 0;
  while (!stopping.aborted) {
    try {
      if (Date.now() - beatAt >= heartbeatEveryMs) {
        await recordHeartbeat(context.database);
        beatAt = Date.now();
      }
      await sweep(context);
    } catch (error) {
      // A database that restarts comes back; what was due stays due.
      console.error('Sweep failed:', error instanceof Error ? error.message : error);
    }
    await pause(sweepEveryMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

async function work(stopping: AbortSignal): Promise<void> {
  const { database, providers } = contextFor(systemActor);
  const { vero, cerego, capillary, fragment } = processSettings().providers;
  const paces = {
    vero: vero?.pace ?? null,
    cerego: cerego?.pace ?? null,
    capillary: capillary?.pace ?? null,
    fragment: fragment?.pace ?? null,
  };
  await Promise.all([
    sweepOn(stopping),
    tendRuns(database, stopping),
    ownLanes({ database, providers, paces }, stopping),
  ]);
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

try {
  await work(stopping.signal);
  await processProviders().close();
  await processDatabase().close();
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
