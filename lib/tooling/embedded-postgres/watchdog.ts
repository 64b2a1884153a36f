/** Sees to it that a server does not run for ever after all of its users were killed. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Layout, Tuning } from './layout.ts';

/**
 * Starts a shell that waits for the end of this process, kills included (its standard input closes then), and runs
 * `stop-unused.ts`. It costs about one megabyte while it waits. `cancel` ends it. Windows has no such shell: there a
 * server left by a kill stays until the next start joins it and stops it in the end.
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
  // The open pipe must not keep this process alive by itself.
  const input: unknown = child.stdin;
  if (input instanceof Object && 'unref' in input && typeof input.unref === 'function') input.unref();
  return {
    cancel() {
      child.kill('SIGTERM');
    },
  };
}
