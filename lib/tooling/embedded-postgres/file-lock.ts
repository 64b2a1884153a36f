/** A lock between processes that the operating system itself releases when its holder dies. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A held lock. Releasing it twice is harmless. */
export type FileLock = { release(): void };

/**
 * Takes the lock at `path` without waiting; null when another process (or another part of this one) holds it.
 * Node offers no file locks of its own, but SQLite's exclusive transaction is one on every platform. Unlike a
 * file with a process number in it, it can be neither left behind by a kill nor mistaken after a number's reuse.
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

/** As `tryFileLock`, but waits for up to `limitMs` milliseconds, then throws an error naming the path. */
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
