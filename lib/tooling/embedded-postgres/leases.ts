/** One file per user of the server: the last one stops it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import { processFingerprint } from './processes.ts';

/** Ends when removed, or with process `pid`. */
export type Lease = { file: string };

/** Throws when there is no such process. `watched`: a watchdog stops the server should the holder die. */
export function writeLease(layout: Layout, pid: number, watched: boolean): Lease {
  const fingerprint = processFingerprint(pid);
  if (fingerprint === null) throw new Error(`No process ${pid} to hold a lease on PostgreSQL.`);
  mkdirSync(layout.leases, { recursive: true });
  const name = randomUUID();
  const partial = join(layout.dataDir, `lease-${name}.new`);
  const file = join(layout.leases, name);
  writeFileSync(partial, JSON.stringify({ pid, fingerprint, watched }));
  renameSync(partial, file);
  return { file };
}

/** Idempotent. */
export function removeLease(lease: Lease): void {
  rmSync(lease.file, { force: true });
}

/** Removes those of dead processes. */
export function countLeases(layout: Layout): { living: number; watched: number } {
  mkdirSync(layout.leases, { recursive: true });
  const counts = { living: 0, watched: 0 };
  for (const name of readdirSync(layout.leases)) {
    const file = join(layout.leases, name);
    const lease = readLease(file);
    if (lease === null || processFingerprint(lease.pid) !== lease.fingerprint) {
      rmSync(file, { force: true });
      continue;
    }
    counts.living += 1;
    if (lease.watched) counts.watched += 1;
  }
  return counts;
}

function readLease(file: string): { pid: number; fingerprint: string; watched: boolean } | null {
  try {
    const lease: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof lease !== 'object' || lease === null) return null;
    if (!('pid' in lease) || !('fingerprint' in lease) || !('watched' in lease)) return null;
    return {
      pid: Number(lease.pid),
      fingerprint: String(lease.fingerprint),
      watched: lease.watched === true,
    };
  } catch {
    return null;
  }
}
