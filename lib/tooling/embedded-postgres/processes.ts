/** What can be known about a process from outside: whether it lives, and whether it is still the same one. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The fingerprint of a living process: its start time, which a later process with the same number cannot share.
 * Gives null for a dead process, and for a zombie: in containers without a reaping first process the dead stay
 * listed for ever, and `kill(pid, 0)` calls them alive.
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

/** The command line of a process as one text with spaces, or '' when it cannot be read. */
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

/** Waits until the process is gone. Gives false when it still lives after `limitMs` milliseconds. */
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
    // proc(5): the name in parentheses may hold spaces, so fields are counted behind the last parenthesis;
    // the first one there is the state, the twentieth the start time in ticks since the machine started.
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
