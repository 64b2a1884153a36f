/** Starts PostgreSQL in a data folder, or joins the server running there. */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { awaitRunningServer, makeClusterOnce, serverUrl, startServer, stopServer } from './cluster.ts';
import { acquireFileLock } from './file-lock.ts';
import { guardServer } from './guard.ts';
import { type Layout, layoutOf, type Tuning } from './layout.ts';
import { countLeases, type Lease, removeLease, writeLease } from './leases.ts';
import { spawnWatchdog } from './watchdog.ts';

export type EmbeddedPostgresOptions = {
  /** Of this server alone; made if absent. */
  dataDir: string;
  /** Restarts the server; `log` hears of it. */
  guard?: { log: (line: string) => void };
  /** `scratch`: fast and unsafe, deletes the folder at the end; for tests. */
  tuning?: Tuning;
};

export type EmbeddedPostgres = {
  /** The database `postgres`, with user and password. */
  url: string;
  /** False: joined a running one. */
  owned: boolean;
  /** A child process uses it too: the server outlives this process until the child ends. */
  lend(pid: number): void;
  /** The last user stops the server. Idempotent. */
  stop(): Promise<void>;
};

/**
 * On 127.0.0.1, in whatever state the last server was left. Stops with its last user. Throws with
 * PostgreSQL's message.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const tuning = options.tuning ?? 'durable';
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const layout = layoutOf(realpathSync(options.dataDir));
  const lock = await acquireFileLock(layout.lock, lockLimitMs);
  try {
    const running = await awaitRunningServer(layout);
    if (running === null) await makeClusterOnce(layout, tuning);
    const server = running ?? (await startServer(layout, tuning));
    const lease = writeLease(layout, process.pid, true);
    const watchdog = spawnWatchdog(layout, tuning);
    const guard = options.guard && guardServer(layout, tuning, options.guard.log);
    let stopping: Promise<void> | undefined;
    return {
      url: serverUrl(layout, server),
      owned: running === null,
      lend(pid) {
        writeLease(layout, pid, false);
      },
      stop() {
        guard?.end();
        stopping ??= giveUp(layout, tuning, lease, watchdog);
        return stopping;
      },
    };
  } finally {
    lock.release();
  }
}

/** Deletes `scratch` folders. Gives how many users are left, and how many are watched. */
export async function stopIfUnused(
  layout: Layout,
  tuning: Tuning,
): Promise<{ living: number; watched: number }> {
  const lock = await acquireFileLock(layout.lock, lockLimitMs);
  try {
    const counts = countLeases(layout);
    if (counts.living > 0) return counts;
    await stopServer(layout);
    if (tuning === 'scratch') rmSync(layout.dataDir, { recursive: true, force: true });
    return counts;
  } finally {
    lock.release();
  }
}

/** Longer than any start or stop with recovery. */
const lockLimitMs = 360_000;

async function giveUp(
  layout: Layout,
  tuning: Tuning,
  lease: Lease,
  watchdog: { cancel(): void },
): Promise<void> {
  removeLease(lease);
  const left = await stopIfUnused(layout, tuning);
  // The watchdog waits for remaining lent uses.
  if (left.living === 0 || left.watched > 0) watchdog.cancel();
}
