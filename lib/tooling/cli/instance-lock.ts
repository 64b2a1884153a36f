/** One running Tagdesk per data folder. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryFileLock } from '#lib/tooling/embedded-postgres/file-lock.ts';
import { processFingerprint, waitForEnd } from '#lib/tooling/embedded-postgres/processes.ts';

/** Who holds the lock, for people who run into it and for the start after a crash. */
export type InstanceRecord = {
  pid: number;
  address: string;
  /** The processes started by the holder, with their fingerprints, so that reused numbers are not taken for them. */
  children: { pid: number; fingerprint: string }[];
};

/** The lock as held by this process. */
export type InstanceLock = {
  /** Notes that a child was started. */
  addChild(pid: number): void;
  release(): void;
};

/** Thrown when another living process holds the lock; the message is meant for people. */
export class AlreadyRunningError extends Error {}

/**
 * Takes the lock of a data folder. A holder that died leaves nothing behind but perhaps children on their way out:
 * those are awaited, and ended if they do not end by themselves. Throws AlreadyRunningError beside a living holder.
 */
export async function takeInstanceLock(dataDir: string, address: string): Promise<InstanceLock> {
  const lock = tryFileLock(join(dataDir, 'instance.lock'));
  const file = join(dataDir, 'instance.json');
  const former = readRecord(file);
  if (lock === null) {
    const holder = former ? ` (process ${former.pid}, ${former.address})` : '';
    throw new AlreadyRunningError(
      `Tagdesk already runs on ${dataDir}${holder}. Stop it first, or set TAGDESK_DATA_DIR and PORT for a second one.`,
    );
  }
  await Promise.all((former?.children ?? []).map(endLeftover));
  const record: InstanceRecord = { pid: process.pid, address, children: [] };
  writeRecord(file, record);
  return {
    addChild(pid) {
      const fingerprint = processFingerprint(pid);
      if (fingerprint === null) return;
      record.children = record.children.filter(
        (child) => processFingerprint(child.pid) === child.fingerprint,
      );
      record.children.push({ pid, fingerprint });
      writeRecord(file, record);
    },
    release() {
      rmSync(file, { force: true });
      lock.release();
    },
  };
}

/** The record of the data folder's last holder, or null when it ended in good order. */
export function readRecord(file: string): InstanceRecord | null {
  if (!existsSync(file)) return null;
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof record !== 'object' || record === null) return null;
    if (!('pid' in record) || !('address' in record) || !('children' in record)) return null;
    const children = Array.isArray(record.children) ? record.children : [];
    return {
      pid: Number(record.pid),
      address: String(record.address),
      children: children.map((child) => ({
        pid: Number(child?.pid),
        fingerprint: String(child?.fingerprint),
      })),
    };
  } catch {
    return null;
  }
}

function writeRecord(file: string, record: InstanceRecord): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(record)}\n`);
  renameSync(`${file}.new`, file);
}

/** Children end by themselves within seconds of their parent's death; this is the limit of that patience. */
const leftoverLimitMs = 16_000;

async function endLeftover(child: { pid: number; fingerprint: string }): Promise<void> {
  if (processFingerprint(child.pid) !== child.fingerprint) return;
  if (await waitForEnd(child.pid, leftoverLimitMs)) return;
  if (processFingerprint(child.pid) === child.fingerprint) process.kill(child.pid, 'SIGKILL');
}
