/**
 * The worker's process: plans and sends runs, and finishes what requests left behind. Any number of them may share one
 * database.
 */
import { systemActor } from '#lib/auth/context.ts';
import { processDatabase } from '#lib/db/client.ts';
import { SettingsError } from '#lib/env.ts';
import { contextFor, processProviders, processSettings } from '#lib/runtime.ts';
import { runWorker } from './run-worker.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

try {
  await runWorker(contextFor(systemActor), processSettings().providers, stopping.signal);
  await processProviders().close();
  await processDatabase().close();
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
