/** One running Tagdesk per data folder. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryFileLock } from '#lib/tooling/embedded-postgres/file-lock.ts';
import { processFingerprint, waitForEnd } from '#lib/tooling/embedded-postgres/processes.ts';

/** For people who run into it, and after a crash. */
export type InstanceRecord = {
  pid: number;
  address: string;
  /** With fingerprints, since process numbers are reused. */
  children: { pid: number; fingerprint: string }[];
};

export type InstanceLock = {
  addChild(pid: number): void;
  release(): void;
};

/** A living process holds it; the message is for people. */
export class AlreadyRunningError extends Error {}

/** After a crash it waits for leftover children and ends them if needed. Throws AlreadyRunningError. */
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

/** null: it ended in good order. */
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

/** Children end by themselves within seconds of their parent's death. */
const leftoverLimitMs = 16_000;

async function endLeftover(child: { pid: number; fingerprint: string }): Promise<void> {
  if (processFingerprint(child.pid) !== child.fingerprint) return;
  if (await waitForEnd(child.pid, leftoverLimitMs)) return;
  if (processFingerprint(child.pid) === child.fingerprint) process.kill(child.pid, 'SIGKILL');
}
