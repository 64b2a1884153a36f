/** Reads and repairs `postmaster.pid`, the file by which PostgreSQL itself knows that a server is running. */
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import type { Layout } from './layout.ts';
import { processCommand, processFingerprint, waitForEnd } from './processes.ts';

/** A living server of this cluster. */
export type RunningServer = { pid: number; port: number; ready: boolean };

/**
 * The server that runs on this cluster now, or null. A number in the file proves nothing by itself: the process must
 * live, not be a zombie, and be a `postgres` on this very folder, since numbers are reused after a crash.
 */
export function findRunningServer(layout: Layout): RunningServer | null {
  if (!existsSync(layout.postmasterPid)) return null;
  const lines = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isServerOf(layout, pid)) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' };
}

/**
 * Makes a left-behind `postmaster.pid` harmless by naming a process that cannot exist. The file itself stays: its
 * shared-memory key is what keeps a new server from starting beside orphaned backends of the old one.
 */
export function repairStalePid(layout: Layout): void {
  if (!existsSync(layout.postmasterPid) || findRunningServer(layout) !== null) return;
  const [, ...rest] = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  writeFileSync(layout.postmasterPid, [impossiblePid, ...rest].join('\n'));
}

/**
 * Ends backends that outlived a killed server: they hold its shared memory and so keep the next one from starting.
 * Only on Linux, where a process working in the cluster's folder can be told with certainty; elsewhere the retry of
 * the start waits for them to notice by themselves.
 */
export async function endOrphanedBackends(layout: Layout): Promise<void> {
  if (process.platform !== 'linux' || findRunningServer(layout) !== null) return;
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || !processCommand(pid).startsWith('postgres')) continue;
    if (workingFolder(pid) !== layout.cluster) continue;
    try {
      process.kill(pid, 'SIGQUIT');
    } catch {
      continue;
    }
    await waitForEnd(pid, 2000);
  }
}

/** Above the largest process number of every supported system, yet a positive 32-bit number as the file demands. */
const impossiblePid = '2147483646';

function isServerOf(layout: Layout, pid: number): boolean {
  if (processFingerprint(pid) === null) return false;
  if (process.platform === 'win32') return true;
  const command = processCommand(pid);
  return command.includes('postgres') && command.includes(layout.cluster);
}

function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
