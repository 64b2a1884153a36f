/** PostgreSQL refuses to run as root, so root has to step down. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the order in which they are tried. */
export const runnerNames = ['direct', 'unshare', 'setpriv', 'copy'] as const;
export type RunnerName = (typeof runnerNames)[number];

export type Runner = {
  name: RunnerName;
  native: string;
  /** null: the files already belong to whoever runs. */
  ownerId: number | null;
  /** Rejects with its output. */
  run(program: string, parameters: string[]): Promise<void>;
};

/** `nobody` on every Linux. */
const nobody = 65534;

/** One for an ordinary user, three for root on Linux. */
export function usableRunnerNames(): RunnerName[] {
  const isRoot = process.getuid?.() === 0;
  return isRoot ? ['unshare', 'setpriv', 'copy'] : ['direct'];
}

/** `copy` puts the binaries where any user may read them, once per version. */
export function makeRunner(name: RunnerName, native: string): Runner {
  switch (name) {
    case 'direct':
      return { name, native, ownerId: null, run: (program, rest) => execute(program, rest) };
    case 'unshare':
      return {
        name,
        native,
        ownerId: 0,
        run: (program, rest) => execute('unshare', [...unshare, program, ...rest]),
      };
    case 'setpriv':
      return {
        name,
        native,
        ownerId: nobody,
        run: (program, rest) => execute('setpriv', [...setpriv, program, ...rest]),
      };
    case 'copy':
      return {
        name,
        native: copyBinaries(native),
        ownerId: nobody,
        run: (program, rest) => execute(program, rest, nobody),
      };
  }
}

/** Recursive, unless it already is theirs. */
export function giveFolderTo(folder: string, ownerId: number): void {
  if (lstatSync(folder).uid === ownerId) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, entry), ownerId, ownerId);
  }
  chownSync(folder, ownerId, ownerId);
}

/** Not recursive; if it exists. */
export function giveTo(path: string, ownerId: number): void {
  if (existsSync(path) && lstatSync(path).uid !== ownerId) chownSync(path, ownerId, ownerId);
}

// A user namespace: the files stay root's outside, and belong to an ordinary user inside.
const unshare = ['--user', '--map-user=1000', '--map-group=1000'];

// Where namespaces are refused (default containers): another user who may still pass closed folders. Without
// the secure bit the kernel drops that right with the user change.
const setpriv = [
  `--reuid=${nobody}`,
  `--regid=${nobody}`,
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
];

function copyBinaries(native: string): string {
  const description = readFileSync(join(native, '..', 'package.json'));
  const version = createHash('sha256').update(description).digest('hex').slice(0, 12);
  const target = join(tmpdir(), `tagdesk-postgres-${version}`);
  if (existsSync(target) && lstatSync(target).uid === 0) return target;
  const partial = `${target}-${process.pid}`;
  mkdirSync(partial, { recursive: true, mode: 0o755 });
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  renameSync(partial, target);
  return target;
}

/** Rejects with its output. */
function execute(command: string, parameters: string[], userId?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: tmpdir(),
      ...(userId === undefined ? {} : { uid: userId, gid: userId }),
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    // 'exit', not 'close': the server may inherit these pipes and keep them open.
    child.on('exit', (code, signal) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${signal ?? `code ${code}`}: ${said.trim()}`));
    });
  });
}
