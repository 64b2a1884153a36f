/** What is visible of other processes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Its start time, which a reused number does not share. null for dead processes and zombies: without a
 * reaping init they stay listed, and `kill(pid, 0)` calls them alive.
 */
export function processFingerprint(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0 || !answersSignalZero(pid)) return null;
  if (process.platform === 'linux') return linuxFingerprint(pid);
  if (process.platform === 'win32') return 'alive';
  try {
    const shown = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return shown === '' || shown.startsWith('Z') ? null : shown.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

/** With spaces; '' if unreadable. */
export function processCommand(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** False: still alive after `limitMs`. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (processFingerprint(pid) !== null) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return true;
}

function answersSignalZero(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function linuxFingerprint(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name may hold spaces, so fields count from the last parenthesis: the first is the state,
    // the twentieth the start time in ticks since boot.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0] ?? '';
    if (state === 'Z' || state === 'X') return null;
    return `${bootId()}-${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return knownBootId;
}
