/** The system's PostgreSQL in its own folder and port; other clusters are left alone. */

import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlStateOf } from '#lib/platform/db/sql-state.ts';
import { ensureDatabase } from '#lib/tooling/embedded-postgres/ensure-database.ts';
import { freePort } from '#lib/tooling/embedded-postgres/ports.ts';
import type { Programs } from './programs.ts';

export type SystemPostgres = {
  /** `postgres`, as superuser. */
  url: string;
  port: number;
  version: string;
  /** Stops all processes, as a hanging host; `thaw` resumes them. */
  freeze(): void;
  thaw(): void;
  stop(): void;
};

/** Also PgBouncer's user. */
export const superuser = { name: 'postgres', password: 'only-of-these-tests' };

const settings = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  'max_connections = 300',
  'shared_buffers = 64MB',
  // Throwaway data.
  'fsync = off',
  'max_wal_size = 128MB',
];

/** `dataDir`: an empty folder, default a temporary one. */
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
      // The server would inherit it and keep it open.
      stdio: ['ignore', program === 'pg_ctl' ? 'ignore' : 'pipe', 'pipe'],
      ...(user ?? {}),
    });
  const port = await freePort(0);
  if (port === null) throw new Error('No free port on 127.0.0.1.');
  const log = join(home, 'log');
  const stop = () => {
    try {
      // Frozen processes do not hear signals.
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
  // An aborted test leaves no server.
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

/** Backends come and go. */
function signalIfThere(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (sqlStateOf(error) !== 'ESRCH') throw error;
  }
}

/** The postmaster and its children. */
function processesOf(data: string): number[] {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === postmaster ? [pid] : []));
  return [postmaster, ...children];
}

/** Made if missing. */
export function databaseOn(server: SystemPostgres, name: string): Promise<string> {
  return ensureDatabase(server.url, name);
}
