/** The supervisor's files, and the server's settings. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

export type Layout = ReturnType<typeof layoutOf>;

/** Creates nothing. */
export function layoutOf(dataDir: string) {
  const cluster = join(dataDir, 'cluster');
  return {
    dataDir,
    cluster,
    newCluster: join(dataDir, 'cluster.new'),
    postmasterPid: join(cluster, 'postmaster.pid'),
    settings: join(cluster, 'tagdesk.conf'),
    serverLog: join(dataDir, 'server.log'),
    lock: join(dataDir, 'supervisor.lock'),
    leases: join(dataDir, 'leases'),
    password: join(dataDir, 'password'),
    port: join(dataDir, 'port'),
    runner: join(dataDir, 'runner'),
  };
}

/** `scratch` is for tests and may lose everything in a crash. */
export type Tuning = 'durable' | 'scratch';

/** Sizes for two cores and a few gigabytes, larger where there is more. */
export function serverSettings(port: number, tuning: Tuning): string {
  const common = {
    listen_addresses: "'127.0.0.1'",
    unix_socket_directories: "''",
    port: String(port),
    max_connections: '100',
    password_encryption: "'scram-sha-256'",
    work_mem: '16MB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    log_min_messages: 'warning',
    // Statements hold personal data: they stay out of the log.
    log_min_error_statement: 'panic',
  };
  const durable = {
    shared_buffers: `${sharedMegabytes(totalmem())}MB`,
    maintenance_work_mem: '256MB',
    effective_cache_size: '1GB',
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    synchronous_commit: 'on',
  };
  const scratch = {
    shared_buffers: '64MB',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    autovacuum: 'off',
  };
  const all = { ...common, ...(tuning === 'durable' ? durable : scratch) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  return `# Written at every start.\n${lines.join('\n')}\n`;
}

/**
 * An eighth of the memory, 128 MB to 1 GB: holds what searches over a million users read; the rest comes from
 * the system's cache at half the speed.
 */
function sharedMegabytes(memoryBytes: number): number {
  return Math.min(1024, Math.max(128, Math.floor(memoryBytes / 8 / 2 ** 20)));
}

/** Made once, readable by its owner only. */
export function readOrMakePassword(layout: Layout): string {
  if (existsSync(layout.password)) return readFileSync(layout.password, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  const partial = `${layout.password}.new`;
  writeFileSync(partial, `${password}\n`, { mode: 0o600 });
  renameSync(partial, layout.password);
  return password;
}

/** Above 5 MB it starts anew. */
export function trimServerLog(layout: Layout): void {
  if (existsSync(layout.serverLog) && statSync(layout.serverLog).size > 5_000_000)
    truncateSync(layout.serverLog);
}
