/** Starts PostgreSQL from npm's binaries in a data folder, or joins the server already running there. */
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { awaitRunningServer, makeClusterOnce, serverUrl, startServer, stopServer } from './cluster.ts';
import { acquireFileLock } from './file-lock.ts';
import { guardServer } from './guard.ts';
import { type Layout, layoutOf, type Tuning } from './layout.ts';
import { countLeases, type Lease, removeLease, writeLease } from './leases.ts';
import { spawnWatchdog } from './watchdog.ts';

/** What `startEmbeddedPostgres` needs to know. */
export type EmbeddedPostgresOptions = {
  /** A folder for this server alone; made if absent. */
  dataDir: string;
  /** Start the server again should it die; `log` then hears of it. */
  guard?: { log: (line: string) => void };
  /** `scratch` trades safety for speed and deletes the folder when the server stops: for tests only. */
  tuning?: Tuning;
};

/** A PostgreSQL server in use by this process. */
export type EmbeddedPostgres = {
  /** Address with user and password, of the database `postgres`. */
  url: string;
  /** True when this call started the server, false when it joined a running one. */
  owned: boolean;
  /** Says that another process (a child) uses the server too: it then outlives this process until that one ends. */
  lend(pid: number): void;
  /** Gives up this use; the last one to do so stops the server. Calling it again is harmless. */
  stop(): Promise<void>;
};

/**
 * Gives a server that accepts connections on 127.0.0.1, whatever the state in which the last one was left.
 * The server stops when its last user stops or dies. Throws with PostgreSQL's own words when it cannot start.
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

/**
 * Stops the server if nobody uses it any more. `scratch` servers take their folder with them. Gives how many
 * users are left, and how many of those have a watchdog of their own.
 */
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

/** Longer than any healthy start or stop, recovery after a crash included. */
const lockLimitMs = 360_000;

async function giveUp(
  layout: Layout,
  tuning: Tuning,
  lease: Lease,
  watchdog: { cancel(): void },
): Promise<void> {
  removeLease(lease);
  const left = await stopIfUnused(layout, tuning);
  // With only lent uses left, the watchdog has to see to the end of them.
  if (left.living === 0 || left.watched > 0) watchdog.cancel();
}
