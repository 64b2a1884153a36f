/** The production build, made only when its sources changed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireFileLock } from '#lib/tooling/embedded-postgres/file-lock.ts';
import { actionKeyVariable, buildKey } from './action-key.ts';
import { root } from './data-folder.ts';
import { hashSources } from './sources-hash.ts';

const marker = join(root, '.next', 'tagdesk-build');
const buildId = join(root, '.next', 'BUILD_ID');

/** By this process's Node. */
export const nextProgram = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');

/** `output`: the compiler's. */
export class BuildError extends Error {
  readonly output: string;
  constructor(output: string) {
    super('The build failed.');
    this.output = output;
  }
}

/**
 * Gives true when it built. Concurrent calls build once. `onBuild` hears of the start. @throws {BuildError}
 */
export async function buildIfChanged(onBuild: () => void, signal?: AbortSignal): Promise<boolean> {
  if (isBuilt(hashSources(root))) return false;
  const lock = await acquireFileLock(lockPath(), 600_000);
  try {
    const hash = hashSources(root);
    if (isBuilt(hash)) return false;
    onBuild();
    rmSync(marker, { force: true });
    await runBuild(hash, signal);
    writeFileSync(marker, `${hash}\n`);
    return true;
  } finally {
    lock.release();
  }
}

function isBuilt(hash: string): boolean {
  return existsSync(buildId) && existsSync(marker) && readFileSync(marker, 'utf8').trim() === hash;
}

/** Outside `.next`, which the build empties. */
function lockPath(): string {
  const folder = join(root, 'node_modules', '.cache', 'tagdesk');
  mkdirSync(folder, { recursive: true });
  return join(folder, 'build.lock');
}

function runBuild(hash: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [nextProgram, 'build'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        TAGDESK_BUILD_ID: hash.slice(0, 21),
        [actionKeyVariable]: buildKey(hash),
        // Any secret does while pages are collected; no session is signed with it.
        TAGDESK_SECRET: 'only-for-the-build-never-for-a-session',
      },
      ...(signal ? { signal } : {}),
    });
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new BuildError(output.trim()))));
  });
}
