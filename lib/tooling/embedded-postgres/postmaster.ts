import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import type { Layout } from './layout.ts';
import { processCommand, processFingerprint, waitForEnd } from './processes.ts';

export type RunningServer = { pid: number; port: number; ready: boolean };

/**
 * null: none. Process numbers are reused: it must live, not be a zombie, and be a `postgres` on this folder.
 */
export function findRunningServer(layout: Layout): RunningServer | null {
  if (!existsSync(layout.postmasterPid)) return null;
  const lines = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isServerOf(layout, pid)) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? '').trim() === 'ready' };
}

/**
 * Writes an impossible process number. The file stays: its shared-memory key keeps a new server from starting
 * beside orphaned backends.
 */
export function repairStalePid(layout: Layout): void {
  if (!existsSync(layout.postmasterPid) || findRunningServer(layout) !== null) return;
  const [, ...rest] = readFileSync(layout.postmasterPid, 'utf8').split('\n');
  writeFileSync(layout.postmasterPid, [impossiblePid, ...rest].join('\n'));
}

/**
 * Backends that outlived a killed server hold its shared memory and block the next start. Linux only, where a
 * process in the cluster's folder is certain; elsewhere starting is retried.
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

/** Above every system's limit, yet a positive 32-bit number as the file demands. */
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
