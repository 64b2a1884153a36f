/** A server of the system's own PostgreSQL in a folder and on a port of its own; the system's clusters are left alone. */

import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlStateOf } from '#lib/platform/db/sql-state.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import type { Programs } from './programs.ts';

export type SystemPostgres = {
  /** Of the database `postgres`, as its superuser. */
  url: string;
  port: number;
  version: string;
  /** Stops every process of the server where it stands, as a host that hangs does; `thaw` lets them go on. */
  freeze(): void;
  thaw(): void;
  stop(): void;
};

/** The superuser of these servers, who is also who PgBouncer knows. */
export const superuser = { name: 'postgres', password: 'only-of-these-tests' };

const settings = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'max_connections = 300',
  'shared_buffers = 64MB',
  // Thrown away in the end.
  'fsync = off',
  'max_wal_size = 128MB',
];

/** Resolves when it accepts connections. `dataDir`: an existing empty folder, else one in the temporary folder. */
export async function startSystemPostgres(programs: Programs, dataDir?: string): Promise<SystemPostgres> {
  const { user } = programs;
  const home = mkdtempSync(join(tmpdir(), 'tagdesk-system-postgres-'));
  const data = dataDir ?? join(home, 'data');
  const passwordFile = join(home, 'password');
  mkdirSync(data, { recursive: true });
  writeFileSync(passwordFile, superuser.password);
  for (const path of [home, data, passwordFile]) if (user) chownSync(path, user.uid, user.gid);
  const run = (program: string, parameters: string[]) =>
    execFileSync(join(programs.postgres, program), parameters, {
      cwd: home,
      encoding: 'utf8',
      // What the server inherits would otherwise stay open as long as it lives.
      stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', 'pipe'],
      ...(user ?? {}),
    });
  const port = await freePort(0);
  if (port === null) throw new Error('No free port on 127.0.0.1.');
  const log = join(home, 'log');
  const stop = () => {
    try {
      // One that is frozen would not hear of its end.
      for (const pid of processesOf(data)) signalIfThere(pid, 'SIGCONT');
      run('pg_ctl', ['stop', '--mode=immediate', `--pgdata=${data}`]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  run('initdb', [
    `--pgdata=${data}`,
    `--username=${superuser.name}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  writeFileSync(join(data, 'postgresql.auto.conf'), `${[...settings, `port = ${port}`].join('\n')}\n`);
  try {
    run('pg_ctl', ['start', '--wait', '--silent', `--pgdata=${data}`, `--log=${log}`]);
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`, { cause: error });
  }
  // A test that is broken off must not leave a server behind.
  process.once('exit', stop);
  const signal = (name: NodeJS.Signals) => {
    for (const pid of processesOf(data)) signalIfThere(pid, name);
  };
  return {
    url: `postgres://${superuser.name}:${superuser.password}@127.0.0.1:${port}/postgres`,
    port,
    version: run('postgres', ['--version']).trim(),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop() {
      process.off('exit', stop);
      stop();
    },
  };
}

/** Connections and background workers come and go. */
function signalIfThere(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (sqlStateOf(error) !== 'ESRCH') throw error;
  }
}

/** The postmaster and everything that it forked. */
function processesOf(data: string): number[] {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === postmaster ? [pid] : []));
  return [postmaster, ...children];
}

/** The address of a database of that name on the server, which is made where there is none. */
export function databaseOn(server: SystemPostgres, name: string): Promise<string> {
  return ensureDatabase(server.url, name);
}
