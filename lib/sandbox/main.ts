import { z } from 'zod';
import { startSandbox } from './server.ts';

/**
 * The sandbox as a process. `SANDBOX_PORT` (0: any), `SANDBOX_DATA_DIR` (worlds survive restarts),
 * `SANDBOX_DEMO=1`. Prints `{"url": …}`; SIGTERM and SIGINT finish calls and exit 0; a failed start goes to
 * stderr with exit code 1.
 */
const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SANDBOX_DATA_DIR: z.string().optional(),
  SANDBOX_DEMO: z.string().optional(),
});

async function main(): Promise<void> {
  const { SANDBOX_PORT: port, SANDBOX_DATA_DIR: dataDir, SANDBOX_DEMO } = environment.parse(process.env);
  const sandbox = await startSandbox({ port, demo: SANDBOX_DEMO === '1', ...(dataDir ? { dataDir } : {}) });
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    sandbox.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ url: sandbox.url })}\n`);
}

function fail(error: unknown): void {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : error;
  process.stderr.write(`The sandbox cannot run: ${reason instanceof Error ? reason.message : reason}\n`);
  process.exit(1);
}

main().catch(fail);
