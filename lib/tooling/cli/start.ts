/** `npm start`. Run by start.mjs under the pinned Node. */
import './exit-with-parent.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { BuildError } from './build.ts';
import { loadEnvironmentFile } from './environment-file.ts';
import { complain, print, settleLogFormat } from './output.ts';
import { closeAll } from './resources.ts';
import { bringUp } from './start-installation.ts';

/** Exit code 0: stopped on request. 1: a failure, explained in one line. */
async function main(isDevelopment: boolean): Promise<number> {
  const startedAt = performance.now();
  const resources = new AsyncDisposableStack();
  const stopping = new AbortController();
  const stop = Promise.withResolvers<number>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.resolve(0));
  const run = async () => {
    loadEnvironmentFile();
    const settings = readSettings(process.env);
    settleLogFormat(isDevelopment || settings.sandbox);
    const lines = await bringUp({ settings, isDevelopment, resources, stopping: stopping.signal });
    print(
      `${lines.join('\n')}\n(${((performance.now() - startedAt) / 1000).toFixed(1)} s; Ctrl-C stops it.)`,
    );
    return stop.promise;
  };
  try {
    return await Promise.race([stop.promise, run()]);
  } catch (error) {
    explain(error);
    return 1;
  } finally {
    stopping.abort();
    await closeAll(resources, complain);
  }
}

function explain(error: unknown): void {
  if (error instanceof BuildError) complain(error.output);
  complain(error instanceof Error ? error.message : String(error));
}

process.exit(await main(process.argv.includes('--dev')));
