/** A lock that the operating system releases when its holder dies. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Releasing twice is harmless. */
export type FileLock = { release(): void };

/**
 * null: held elsewhere, also in this process. Node has no file locks; SQLite's exclusive transaction is one
 * on every platform. Unlike a pid file, a kill leaves nothing behind and reused numbers do no harm.
 */
export function tryFileLock(path: string): FileLock | null {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

/** Throws after `limitMs`, naming the path. */
export async function acquireFileLock(path: string, limitMs: number): Promise<FileLock> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const lock = tryFileLock(path);
    if (lock) return lock;
    if (Date.now() > deadline) throw new Error(`The lock ${path} was not free within ${limitMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const sqliteBusy = 5;
