/** The system's PostgreSQL and PgBouncer, installed if possible. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { print } from '#lib/tooling/cli/output.ts';

export type Programs = {
  /** With `initdb`, `postgres` and so on. */
  postgres: string;
  pgbouncer: string;
  /** Both refuse to run as root. null: as this process. */
  user: { uid: number; gid: number } | null;
};

const debianFolder = '/usr/lib/postgresql';

/** Installs them as root on Debian. Throws one line. */
export function findOrInstallPrograms(environment: NodeJS.ProcessEnv): Programs {
  const present = findPrograms(environment);
  if (present) return present;
  if (process.getuid?.() === 0) {
    print('No PostgreSQL or no PgBouncer of the system found; installing them.');
    const quiet: NodeJS.ProcessEnv = { ...environment, DEBIAN_FRONTEND: 'noninteractive' };
    aptGet(['update'], quiet);
    aptGet(['install', '-y', '--no-install-recommends', 'postgresql', 'pgbouncer'], quiet);
    const installed = findPrograms(environment);
    if (installed) return installed;
  }
  throw new Error(
    'PostgreSQL or PgBouncer is missing for the tests of operations, and could not be installed. ' +
      'On Debian: apt-get install postgresql pgbouncer.',
  );
}

function aptGet(parameters: string[], environment: NodeJS.ProcessEnv): void {
  spawnSync('apt-get', parameters, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
}

function findPrograms(environment: NodeJS.ProcessEnv): Programs | null {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const folders = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, 'bin'));
  const paths = (environment.PATH ?? '').split(delimiter);
  const postgres = [...folders, ...paths].find((folder) => existsSync(join(folder, 'initdb')));
  const pgbouncer = [...paths, '/usr/sbin', '/usr/local/sbin']
    .map((folder) => join(folder, 'pgbouncer'))
    .find((file) => existsSync(file));
  return postgres && pgbouncer ? { postgres, pgbouncer, user: userOf() } : null;
}

function userOf(): Programs['user'] {
  if (process.getuid?.() !== 0) return null;
  const idOf = (which: string) => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
