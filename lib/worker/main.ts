/** The worker process. Any number may share one database. */
import { systemActor } from '#lib/platform/context.ts';
import { processDatabase } from '#lib/platform/db/client.ts';
import { captureConsole } from '#lib/platform/log/capture-console.ts';
import { log } from '#lib/platform/log/log.ts';
import { showWorkerMetrics } from '#lib/platform/metrics/worker-metrics.ts';
import { contextFor, processProviders, processSettings } from '#lib/platform/runtime.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';
import { retainHistory, runWorker } from './run-worker.ts';

captureConsole();
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

const hideFigures = showWorkerMetrics((error) => log.warn('The worker shows no figures', { error }));

try {
  const context = contextFor(systemActor);
  const { providers, historyDays } = processSettings();
  await Promise.all([
    runWorker(context, providers, stopping.signal),
    retainHistory(context.database, historyDays, stopping.signal),
  ]);
  hideFigures();
  await processProviders().close();
  await processDatabase().close();
} catch (error) {
  if (error instanceof SettingsError) log.error(error.message);
  else log.error('The worker cannot go on', { error });
  process.exitCode = 1;
}
