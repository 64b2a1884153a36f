/** A small tmpfs, which needs root's right to mount. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programs } from './programs.ts';

export type SmallDisk = {
  /** For PostgreSQL. */
  folder: string;
  /** The last byte; `free` undoes it. */
  fill(): void;
  free(): void;
  stop(): void;
};

export function mayMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'tagdesk-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
  if (mounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return mounted;
}

/** Throws where mounting is not allowed. */
export function openSmallDisk({ user }: Programs, megabytes: number): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), 'tagdesk-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', place]);
  const folder = join(place, 'postgres');
  mkdirSync(folder, { mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  const stop = () => {
    execFileSync('umount', ['--lazy', place]);
    rmSync(place, { recursive: true });
  };
  process.once('exit', stop);
  const filler = join(place, 'filler');
  return {
    folder,
    fill() {
      writeFileSync(filler, '');
      // Stops when the disk is full.
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'], { stdio: 'ignore' });
      spawnSync('dd', ['if=/dev/zero', `of=${filler}.rest`, 'bs=1k'], { stdio: 'ignore' });
    },
    free() {
      for (const file of [filler, `${filler}.rest`]) rmSync(file, { force: true });
    },
    stop() {
      process.off('exit', stop);
      stop();
    },
  };
}
