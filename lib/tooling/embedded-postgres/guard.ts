/** Starts a server again that died under its users: killed for want of memory, say. */
import { startServer } from './cluster.ts';
import { acquireFileLock } from './file-lock.ts';
import type { Layout, Tuning } from './layout.ts';
import { findRunningServer } from './postmaster.ts';

const checkEveryMs = 1000;

/** Looks after the server every second until `end` is called. The address stays the same. `log` hears of trouble. */
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
