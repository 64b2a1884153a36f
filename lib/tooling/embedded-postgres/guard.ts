/** Restarts a server that died under its users, e.g. out of memory. */
import { startServer } from './cluster.ts';
import { acquireFileLock } from './file-lock.ts';
import type { Layout, Tuning } from './layout.ts';
import { findRunningServer } from './postmaster.ts';

const checkEveryMs = 1000;

/** Every second until `end`. The address stays. `log` hears of restarts. */
export function guardServer(layout: Layout, tuning: Tuning, log: (line: string) => void): { end(): void } {
  let ended = false;
  let isBusy = false;
  const revive = async () => {
    const lock = await acquireFileLock(layout.lock, 60_000);
    try {
      if (ended || findRunningServer(layout) !== null) return;
      log('PostgreSQL ended unexpectedly; starting it again.');
      await startServer(layout, tuning);
    } finally {
      lock.release();
    }
  };
  const check = async () => {
    if (isBusy || findRunningServer(layout) !== null) return;
    isBusy = true;
    try {
      await revive();
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
    isBusy = false;
  };
  const timer = setInterval(() => void check(), checkEveryMs);
  timer.unref();
  return {
    end() {
      ended = true;
      clearInterval(timer);
    },
  };
}
