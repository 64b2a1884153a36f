/** Stops a server after all its users were killed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Layout, Tuning } from './layout.ts';

/**
 * A shell (1 MB) that waits for the end of this process, kills included, by its standard input, and runs
 * `stop-unused.ts`. On Windows a left server stays until the next start.
 */
export function spawnWatchdog(layout: Layout, tuning: Tuning): { cancel(): void } {
  if (process.platform === 'win32') return { cancel() {} };
  const script = fileURLToPath(new URL('./stop-unused.ts', import.meta.url));
  const child = spawn(
    'sh',
    [
      '-c',
      'while read -r line; do :; done; exec "$0" "$@"',
      process.execPath,
      script,
      layout.dataDir,
      tuning,
    ],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' },
  );
  child.on('error', () => {});
  child.unref();
  // The pipe must not keep this process alive.
  const input: unknown = child.stdin;
  if (input instanceof Object && 'unref' in input && typeof input.unref === 'function') input.unref();
  return {
    cancel() {
      child.kill('SIGTERM');
    },
  };
}
